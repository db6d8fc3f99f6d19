/** The station dies while it sets something right that is larger than an entry, and does it again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { codeOn, letIn } from '../fixtures/letting-in.ts';
import { CrashCentre, look, until } from './centre.ts';
import { lengthenOrder } from './long-order.ts';

let centre: CrashCentre;
afterEach(() => centre.close());

describe('a device that was put back from an image and dies while it begins anew', () => {
  beforeEach(async () => {
    centre = await CrashCentre.open();
  });

  it.each([
    ['[J11] after the server gave it another epoch', 'epoch.answered'],
    ['[J11] inside the writing again of what had no place', 'chain.inside'],
    ['[J11] between its new journal and its new key', 'epoch.begun'],
  ])('%s', async (_, failpoint) => {
    await workAndRest();
    const restore = await centre.image('station');
    await workAndRest();
    await restore();
    await centre.dieAt('station', failpoint);
    // Before it met the server it can't know what it gave: then nobody comes.
    await centre.untilPushed(centre.running);
    await until(() => look<number>(stationFile(), 'SELECT epoch FROM identity') === 2, 'it is in its next epoch');
    expect(await centre.brokenAtRest()).toEqual([]);
    await workAndRest();
  }, 120_000);
});

describe('[J19] a station that dies while it goes back from an order that another one left', () => {
  it('goes back once, and pushes again what only it knew', async () => {
    centre = await CrashCentre.open({ stations: 2 });
    const [keeper, other] = centre.stations;
    if (!keeper || !other) throw new Error('there are two stations');
    const crews = centre.work();
    for (const crew of crews) await crew.more(2);
    expect(await centre.brokenAtRest()).toEqual([]);
    const restore = await centre.image('server');
    // What comes now only the keeper and the server know …
    await other.station.stop();
    const [alone] = centre.work([keeper]);
    await alone?.more(4);
    await alone?.stop();
    await centre.untilPushed(keeper);
    await keeper.station.stop();
    // … and the server forgets it, and goes on with what the other one writes.
    await restore();
    await centre.restart('server');
    await centre.restart('station', other);
    const [since] = centre.work([other]);
    await since?.more(4);
    await since?.stop();
    await centre.untilPushed(other);
    await centre.dieAt('station', 'goBack.inside', keeper);
    const [last] = centre.work([keeper]);
    await last?.more(2);
    expect(await centre.brokenAtRest()).toEqual([]);
  }, 120_000);
});

describe('a station that takes in a long order', () => {
  it('[J8] dies while it writes a snapshot down, and again while it begins at one, and has the same state', async () => {
    centre = await CrashCentre.open();
    const { serverData } = centre.running;
    await centre.running.server.stop();
    const writer = await lengthenOrder(serverData, 2500);
    await centre.restart('server');
    await centre.dieAt('station', 'snapshot.inside');
    expect(await centre.brokenAtRest()).toEqual([]);
    expect(look<number>(stationFile(), 'SELECT count(*) FROM snapshots')).toBe(1);

    await centre.running.server.stop();
    await lengthenOrder(serverData, 3000, writer);
    await centre.restart('server');
    const late = await centre.running.addStation();
    const code = await codeOn(late);
    await late.station.stop();
    await letIn(serverData, code);
    await centre.dieAt('station', 'beginAt.inside', late);
    const crews = centre.work();
    for (const crew of crews) await crew.more(2);
    expect(await centre.brokenAtRest()).toEqual([]);
    expect(look<number>(join(late.stationData, 'station.sqlite'), 'SELECT base_no FROM reach')).toBeGreaterThan(2000);
  }, 120_000);
});

async function workAndRest(): Promise<void> {
  const [crew] = centre.work();
  await crew?.more(4);
  expect(await centre.brokenAtRest()).toEqual([]);
}

function stationFile(): string {
  return join(centre.running.stationData, 'station.sqlite');
}
