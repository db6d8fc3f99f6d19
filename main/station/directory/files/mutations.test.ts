/**
 * Valid files, bent by chance: their bytes, their JSON, their tables, their archives. Each is refused in
 * kind or looked at cleanly, and what then comes in is good by every schema and leads nowhere that is not there.
 * `UMBRAL_FILE_RUNS=2000` makes more of them, `UMBRAL_FILE_SEED` begins elsewhere.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { SMALL_CENTRE, testChance } from '../../../../tests/fixtures/world.ts';
import { Centre } from '../../../../shared/domain/centre.ts';
import { recordsOf } from '../../../../shared/domain/directory/hsds/index.ts';
import { DirectoryRecord, keyOfRecord, namedBy, type RecordKey } from '../../../../shared/domain/directory/record.ts';
import type { Chance } from '../../chance.ts';
import { lookAt, PART_LETTERS } from './looking.ts';
import { openSchemas } from './schemas.ts';
import { writeFile } from './writing.ts';

const RUNS = Number(process.env['UMBRAL_FILE_RUNS'] ?? 240);
const SEED = Number(process.env['UMBRAL_FILE_SEED'] ?? 1);
const CENTRE = Centre.parse(SMALL_CENTRE);
const schemas = openSchemas();
const root = join(import.meta.dirname, '..', '..', '..', '..');
const json = readFileSync(join(root, 'tests', 'fixtures', 'directory', 'hsds', 'service_full.json'), 'utf8').replaceAll('"latitude": 100', '"latitude": 10');
const zip = writeFile(recordsOf(JSON.parse(json)) ?? [], 'csv').bytes;

interface Bent {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const upTo = (chance: Chance, most: number): number => Math.floor(chance.fraction() * most);
const oneOf = <T>(chance: Chance, of: readonly [T, ...T[]]): T => of[upTo(chance, of.length)] ?? of[0];
const STRANGE = [null, '', 0, -1, 1e308, true, [], {}, [null], 'x'.repeat(9000), '\u0000', '../../etc/passwd', '=1+1', '2026-13-45', '__proto__', [[[]]], { id: 1 }] as const;

function bentBytes(chance: Chance, of: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(of);
  const at = upTo(chance, bytes.length);
  if (chance.fraction() < 0.3) return bytes.subarray(0, at);
  for (let n = 0; n <= upTo(chance, 4); n += 1) bytes[upTo(chance, bytes.length)] = upTo(chance, 256);
  return bytes;
}

/** One value somewhere within becomes another, goes, or stands twice. */
function bentJson(chance: Chance): unknown {
  const whole = JSON.parse(json) as Record<string, unknown>;
  const holders: (Record<string, unknown> | unknown[])[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    holders.push(value as Record<string, unknown>);
    Object.values(value).forEach(walk);
  };
  walk(whole);
  const holder = holders[upTo(chance, holders.length)] ?? whole;
  const names = Object.keys(holder);
  const name = names[upTo(chance, names.length)] ?? 'id';
  if (Array.isArray(holder)) holder.push(chance.fraction() < 0.5 ? holder[0] : oneOf(chance, STRANGE));
  else if (chance.fraction() < 0.3) delete holder[name];
  else holder[name] = oneOf(chance, STRANGE);
  return whole;
}

function bentTables(chance: Chance): Uint8Array {
  const files = unzipSync(zip);
  const names = Object.keys(files);
  const name = names[upTo(chance, names.length)] ?? 'services.csv';
  const text = strFromU8(files[name] ?? new Uint8Array());
  const at = upTo(chance, text.length);
  files[name] = strToU8(oneOf(chance, [text.slice(0, at), `${text.slice(0, at)}"${text.slice(at)}`, `${text.slice(0, at)},${text.slice(at)}`, `${text.slice(0, at)}\n${text.slice(at)}`, `${text}${text}`, text.toUpperCase(), '']));
  if (chance.fraction() < 0.1) delete files[name];
  return zipSync(files);
}

function bend(chance: Chance): Bent {
  return oneOf<() => Bent>(chance, [
    () => ({ name: 'a.json', bytes: bentBytes(chance, strToU8(json)) }),
    () => ({ name: 'a.json', bytes: strToU8(JSON.stringify(bentJson(chance))) }),
    () => ({ name: 'a.zip', bytes: bentTables(chance) }),
    () => ({ name: 'a.zip', bytes: bentBytes(chance, zip) }),
  ])();
}

describe('a file bent by chance', () => {
  it(`is refused in kind or looked at cleanly, ${RUNS} times`, { timeout: Math.max(20_000, RUNS * 20) }, () => {
    const met = { unusable: 0, faulty: 0, clean: 0 };
    for (let seed = SEED; seed < SEED + RUNS; seed += 1) {
      const { name, bytes } = bend(testChance(seed));
      const looked = lookAt(name, bytes, { schemas, centre: CENTRE, here: new Map(), onProgress: () => {} });
      if (looked.kind === 'unusable') {
        met.unusable += 1;
        continue;
      }
      const { stands } = looked;
      expect(stands.bad === 0 || stands.faults > 0, `seed ${seed}`).toBe(true);
      met[stands.faults > 0 ? 'faulty' : 'clean'] += 1;
      const there = new Set<RecordKey>();
      for (const part of looked.partsOf(true)) {
        expect(JSON.stringify(part).length, `seed ${seed}`).toBeLessThan(PART_LETTERS + 200);
        for (const record of part.put) {
          expect(DirectoryRecord.safeParse(record).success, `seed ${seed}`).toBe(true);
          expect(schemas(record.kind, record.hsds), `seed ${seed}`).toEqual([]);
          expect(namedBy(record).filter((key) => !there.has(key)), `seed ${seed}`).toEqual([]);
          there.add(keyOfRecord(record));
        }
      }
      expect(there.size, `seed ${seed}`).toBe(stands.added);
    }
    // Each came about, or the bending bends nothing.
    expect(Object.values(met).every((n) => n > RUNS / 50), JSON.stringify(met)).toBe(true);
  });
});
