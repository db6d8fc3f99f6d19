/** The server dies at each of its named points while stations work with it, and comes back. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOn, letIn } from '../fixtures/letting-in.ts';
import { openScreen } from '../fixtures/screen.ts';
import { CrashCentre, dead } from './centre.ts';
import { readOrder } from './laws.ts';

describe('a server that dies', () => {
  let centre: CrashCentre;
  beforeAll(async () => {
    centre = await CrashCentre.open({ stations: 2, signsUp: true });
  });
  afterAll(() => centre.close());

  it.each([
    ['[J3] before a push is committed', 'push.beforeCommit:3'],
    ['[J4] after a push was committed and before it is acknowledged', 'push.afterCommit:3'],
    ['[C1] after a claim is written and before it is answered', 'claim.written:2'],
    ['[S1] after seats are written and before they are answered', 'seats.written:2'],
  ])('%s', async (_, failpoint) => {
    const crews = centre.work();
    await centre.dieAt('server', failpoint);
    for (const crew of crews) await crew.more(3);
    expect(await centre.brokenAtRest()).toEqual([]);
  }, 90_000);
});

describe('a server that dies between a device’s row and what the order says of it', () => {
  let centre: CrashCentre;
  afterEach(() => centre.close());

  it('[J2] the first one enrols all the same, once', async () => {
    centre = await CrashCentre.open({ firstServer: { env: { UMBRAL_FAILPOINT: 'enrol.rowWritten' } } });
    await dead(centre.running.server, 'the server, enrolling');
    const [crew] = centre.work();
    await crew?.more(2);
    await centre.restart('server');
    await crew?.more(2);
    expect(await centre.brokenAtRest()).toEqual([]);
    expect(enrolled(centre)).toHaveLength(1);
  }, 90_000);

  it('[J16] one that was approved is in the order as soon as there is a server again', async () => {
    centre = await CrashCentre.open();
    const joining = await centre.running.addStation();
    const code = await codeOn(joining);
    // Its row is written while nobody is there to write the entry.
    await centre.running.server.kill();
    await letIn(centre.running.serverData, code);
    await centre.restart('server');
    const screen = openScreen(joining.web, 'staff');
    await screen.until({ kind: 'joining' }, (view) => view.joining.kind === 'in');
    screen.close();
    const crews = centre.work();
    for (const crew of crews) await crew.more(3);
    expect(await centre.brokenAtRest()).toEqual([]);
    expect(enrolled(centre)).toHaveLength(2);
  }, 90_000);
});

describe('a server that was put back from a backup and dies again while it is given what it lost', () => {
  let centre: CrashCentre;
  beforeEach(async () => {
    centre = await CrashCentre.open();
  });
  afterEach(() => centre.close());

  it.each([
    ['[J19] before a stretch of the order is committed', 'adopt.beforeCommit'],
    ['[J19] after a stretch of the order was committed', 'adopt.afterCommit'],
    ['[J19] after the next generation was begun and before its first entry', 'generation.begun'],
  ])('%s', async (_, failpoint) => {
    const [before] = centre.work();
    await before?.more(3);
    const restore = await centre.image('server');
    await before?.more(6);
    expect(await centre.brokenAtRest()).toEqual([]);
    const had = readOrder(centre.running.serverData);
    await restore();
    const [after] = centre.work();
    await centre.dieAt('server', failpoint);
    await after?.more(3);
    expect(await centre.brokenAtRest()).toEqual([]);
    const order = readOrder(centre.running.serverData);
    expect(order.slice(0, had.length)).toEqual(had);
    expect(order.at(-1)?.place.generation).toBe(2);
  }, 120_000);
});

function enrolled(centre: CrashCentre): readonly string[] {
  return readOrder(centre.running.serverData).flatMap(({ entry }) => (entry.bytes.includes('"device.enrolled"') ? [entry.bytes] : []));
}
