/** What people type, looked for in the 562 services of UNHCR Jordan's map, in English and Arabic. */
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { unhcrDirectory } from '../../../../tests/fixtures/directory/unhcr/unhcr.ts';
import { MONDAY_NINE, SMALL_CENTRE } from '../../../../tests/fixtures/world.ts';
import { Centre } from '../../../../shared/domain/centre.ts';
import { recordsOf } from '../../../../shared/domain/directory/hsds/index.ts';
import { DirectoryRecord, keyOfRecord } from '../../../../shared/domain/directory/record.ts';
import { Find } from './find.ts';

const CENTRE = Centre.parse({ ...SMALL_CENTRE, finding: { synonyms: [{ said: ['papers'], means: 'registration' }] } });
const ANY = { sector: null, isOpen: false, audience: null, term: null, spoken: null, isFree: false, isStepFree: false } as const;

const records = new Map((recordsOf(unhcrDirectory('2014-11-01')) ?? []).map((each) => DirectoryRecord.parse(each)).map((record) => [keyOfRecord(record), record]));
const find = new Find({ db: new Database(':memory:'), recordOf: (key) => records.get(key), centre: () => CENTRE });
for (const record of records.values()) find.put(record);

/** Names of what is found, best first. */
const found = (typed: string): readonly string[] => find.found(typed, ANY, { now: MONDAY_NINE, isHoliday: undefined }).map(({ name }) => name);

describe('[D2] in a directory that others wrote', () => {
  it.each([
    // Typed, how many it must find at least, and at most; what the best of them must be called.
    ['education', 60, 140, 'Education'], ['Education', 60, 140, 'Education'], ['informal education', 20, 90, 'Education'], ['psychosocial', 20, 60, 'Psychosocial'],
    ['cash', 60, 140, 'Cash'], ['zaatari', 20, 80, ''], ['clinic', 5, 40, ''],
    ['papers', 5, 30, ''], ['i need a doctor', 1, 60, 'Health'],
    ['salud', 20, 60, 'Health'], ['escuela', 20, 60, 'Education'], ['健康', 20, 60, 'Health'],
    ['التعليم', 40, 120, 'Education'], ['تعليم', 40, 120, 'Education'], ['والصحة', 40, 140, ''], ['نقد', 60, 140, 'Cash'],
  ] as const)('%s', (typed, least, most, best) => {
    const names = found(typed);
    expect(names.length).toBeGreaterThanOrEqual(least);
    expect(names.length).toBeLessThanOrEqual(most);
    expect(names[0]).toContain(best);
  });

  it('the same with a slip, with the article, with what the house says for it, and in capitals', () => {
    const same = (one: string, other: string): void => {
      expect(found(one).toSorted(), one).toEqual(found(other).toSorted());
    };
    same('educaton', 'education');
    same('PSYCHOSOCIAL', 'psychosocial');
    same('papers', 'registration');
    same('الصحة', 'صحة');
    expect(found('xyzzyx')).toEqual([]);
  });
});
