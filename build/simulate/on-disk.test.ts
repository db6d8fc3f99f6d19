import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../main/station/journal/index.ts';
import { readSetup } from '../../main/station/settings.ts';
import { CannotGoOn } from '../../shared/contract/problem.ts';
import { businessDayOf } from '../../shared/domain/clock.ts';
import type { Envelope } from '../../shared/domain/entries/entry.ts';
import { encodeState } from '../../shared/domain/reducers/snapshot.ts';
import { MONDAY_NINE, SMALL_CENTRE, testChance, testClock, testFolder } from '../../tests/fixtures/world.ts';
import { drawDay, inMemory, liveDay, seeded } from './index.ts';
import { onDisk } from './on-disk.ts';
import { summaryOf } from './summary.ts';

const DAY = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);
const OPENS = MONDAY_NINE - 2 * 3_600_000;

const folders: ReturnType<typeof testFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

async function written(seed: number, tickets = 60): Promise<{ folder: string; hash: string; state: string; lines: readonly string[] }> {
  const folder = testFolder();
  folders.push(folder);
  const premises = onDisk(folder.path, SMALL_CENTRE, OPENS, seeded(seed, 3));
  await liveDay(drawDay({ centre: SMALL_CENTRE, day: DAY, seed, tickets }), premises);
  const { chain, state } = premises;
  premises.close();
  expect([...state.unused]).toEqual([]);
  return { folder: folder.path, hash: chain.hash, state: encodeState(state), lines: summaryOf(SMALL_CENTRE, state) };
}

describe('a day on a station’s disk', () => {
  it('[J1] is the same journal for the same seed, to its last hash', async () => {
    const [one, same, other] = [await written(1), await written(1), await written(2)];
    expect(one.hash).toBe(same.hash);
    expect(one.state).toBe(same.state);
    expect(other.hash).not.toBe(one.hash);
  });

  it('is what a station finds when it is started there: its settings, its centre, the whole day', async () => {
    const { folder, state } = await written(3);
    const setup = readSetup(join(folder, 'station'));
    expect(setup.centre).toEqual(SMALL_CENTRE);
    const { db, journal } = openJournal({ file: join(folder, 'station', 'station.sqlite'), clock: testClock(OPENS), chance: testChance(1) });
    expect(journal.salvaged).toBeUndefined();
    expect(encodeState(journal.state)).toBe(state);
    db.close();
  });

  it('is the day in memory: the same things at the same times', async () => {
    const { folder } = await written(4);
    const premises = inMemory(SMALL_CENTRE, DAY, seeded(4, 9));
    premises.moveTo(OPENS);
    await liveDay(drawDay({ centre: SMALL_CENTRE, day: DAY, seed: 4, tickets: 60 }), premises);
    const { db, journal } = openJournal({ file: join(folder, 'station', 'station.sqlite'), clock: testClock(OPENS), chance: testChance(1) });
    const onFile = journal.ownEntriesFrom(1, 10_000).map(({ bytes }) => JSON.parse(bytes) as Envelope);
    db.close();
    // The centre is described when the clock is set on the one, before it on the other.
    expect(onFile.slice(1).map(({ type, at }) => [type, at])).toEqual(premises.written.slice(1).map(({ happening, at }) => [happening.type, at]));
  });

  it('is never written into what is there', async () => {
    const { folder } = await written(5, 5);
    const before = readFileSync(join(folder, 'station', 'station.sqlite'));
    expect(() => onDisk(folder, SMALL_CENTRE, OPENS, seeded(5, 3))).toThrow(CannotGoOn);
    expect(readFileSync(join(folder, 'station', 'station.sqlite')).equals(before)).toBe(true);
    expect(existsSync(join(folder, 'station', 'station.sqlite-wal'))).toBe(false);
  });

  it('is summed up in a line for each service, and one for all', async () => {
    const { lines } = await written(6);
    expect(lines.map((line) => line.split(/\s{2,}/)[0])).toEqual(['service', '', 'Orientación y rutas', 'Salud', 'all']);
    expect(lines.at(-1)).toMatch(/^all +60 /);
  });
});
