/** Disks that are full while everybody works, and disks that nothing can be written to. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { EXIT_CANT_GO_ON } from '../../shared/contract/problem.ts';
import { CommandId, ServiceId } from '../../shared/domain/ids.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { systemChance } from '../../main/station/chance.ts';
import { DidNotStart, startPart, type Part } from '../fixtures/processes.ts';
import { openScreen } from '../fixtures/screen.ts';
import { CrashCentre, settled } from './centre.ts';
import type { Shown } from './crew.ts';
import { brokenLaws, readOrder, readStation } from './laws.ts';
import { copyOut, makeRoom, onFullDisk, onReadOnlyDisk, whyNoDisks } from './namespace.ts';

let centre: CrashCentre;
afterEach(() => centre.close());

/** One turn: what was shown, or why nothing was. */
async function issue({ url }: Part): Promise<Shown | string> {
  const screen = openScreen(url, 'visitor');
  const reply = await screen.call({ kind: 'ticket.issue', id: CommandId.parse(systemChance.id()), service: ServiceId.parse('orientation'), language: 'es' });
  screen.close();
  if (reply.kind === 'refused') return reply.why;
  if (reply.outcome.kind !== 'issued') throw new Error('a turn has a number');
  return { visit: reply.outcome.visit, label: spellLabel(reply.outcome.label) };
}

describe.skipIf(whyNoDisks)(`a disk that is full${whyNoDisks === undefined ? '' : ` (${whyNoDisks})`}`, () => {
  it('[J2] a station’s: turns are refused in words, and go on as soon as there is room', async () => {
    centre = await CrashCentre.open();
    const { running } = centre;
    await running.station.stop();
    running.station = await startPart('main/station/main.ts', running.stationData, onFullDisk(running.stationData, 8, 700));
    const shown: Shown[] = [];
    let why: string | undefined;
    while (why === undefined) {
      const answer = await issue(running.station);
      if (typeof answer === 'string') why = answer;
      else shown.push(answer);
    }
    expect(why).toBe('storage');
    expect(shown.length).toBeGreaterThan(0);
    await expect.poll(running.station.errors).toContain('the disk refused an entry');
    makeRoom(running.station, running.stationData);
    for (let n = 0; n < 3; n += 1) {
      const answer = await issue(running.station);
      if (typeof answer === 'string') throw new Error(`there is room, and still ${answer}`);
      shown.push(answer);
    }
    const told = { shown, places: [], papers: [] };
    const copy = join(running.folder, 'copy');
    const broken = (): readonly string[] => {
      copyOut(running.station, running.stationData, copy);
      return brokenLaws(readOrder(running.serverData), [readStation('station', copy)], told);
    };
    expect(await settled(broken)).toEqual([]);
    expect(shown.map(({ label }) => label)).toEqual(shown.map((_, index) => `A\u00a0${String(index + 1).padStart(3, '0')}`));
    await running.station.stop();
  }, 180_000);

  it('[J10] the server’s: stations go on without it, and bring everything as soon as there is room', async () => {
    centre = await CrashCentre.open();
    const { running } = centre;
    // On a disk of its own the server's code lies where the station does not see it: it is let in before.
    await centre.untilPushed(running);
    await running.server.stop();
    running.server = await startPart('server/main.ts', running.serverData, onFullDisk(running.serverData, 8, 100));
    const [crew] = centre.work();
    await crew?.more(60);
    const station = (): ReturnType<typeof readStation> => readStation('station', running.stationData);
    expect(station().pending).toBeGreaterThan(0);
    makeRoom(running.server, running.serverData);
    await crew?.more(2);
    await crew?.stop();
    // Told of a full disk it waits half a minute; a station that starts anew has been told nothing.
    await centre.kill('station');
    const copy = join(running.folder, 'copy');
    const broken = (): readonly string[] => {
      copyOut(running.server, running.serverData, copy);
      return brokenLaws(readOrder(copy), [station()], { shown: centre.shown, places: [], papers: centre.papers });
    };
    expect(await settled(broken)).toEqual([]);
    await running.server.stop();
  }, 180_000);
});

describe.skipIf(whyNoDisks)(`a disk that nothing can be written to${whyNoDisks === undefined ? '' : ` (${whyNoDisks})`}`, () => {
  it.each(['station', 'server'] as const)('the %s says so, names it and ends; it goes on when it can', async (side) => {
    centre = await CrashCentre.open();
    const { running } = centre;
    const [crew] = centre.work();
    await crew?.more(2);
    const folder = side === 'station' ? running.stationData : running.serverData;
    const script = side === 'station' ? 'main/station/main.ts' : 'server/main.ts';
    await (side === 'station' ? running.station : running.server).kill();
    const why: unknown = await startPart(script, folder, onReadOnlyDisk(folder)).catch((error: unknown) => error);
    if (!(why instanceof DidNotStart)) throw new Error('it started', { cause: why });
    expect(why).toMatchObject({ code: EXIT_CANT_GO_ON, problem: { kind: 'notWritable', message: expect.stringContaining(folder) } });
    expect(existsSync(join(folder, side === 'station' ? 'station.sqlite' : 'centre.sqlite'))).toBe(true);
    await centre.restart(side);
    await crew?.more(2);
    expect(await centre.brokenAtRest()).toEqual([]);
  }, 180_000);
});
