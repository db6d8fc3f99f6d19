import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Envelope, isSameEntry, type EntryId } from '../../shared/domain/entries/entry.ts';
import { createDevice } from '../testing/device.ts';
import { readAs, type Dated } from './envelope.ts';

const device = createDevice(1);
const BOOT = device.bootId;
const ID: EntryId = { device: device.id, epoch: 1, seq: 1 };
const GOOD: Readonly<Record<string, unknown>> = Envelope.parse(JSON.parse(device.write().bytes));

/** What the schema makes of the same bytes. */
function bySchema(id: EntryId, bytes: string): Dated | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(bytes);
  } catch {
    return undefined;
  }
  const { data } = Envelope.safeParse(raw);
  return data && isSameEntry(data, id) ? { bootId: data.bootId, monotonic: data.monotonic, at: data.at } : undefined;
}

/** Values at the edges of what each field takes, as they stand in JSON. */
const EDGES = [
  '0', '-0', '1', '1.0', '1.5', '-1', '1e3', '1e400', '-1e400', '5e-324', '9007199254740991', '9007199254740992', '9007199254740993',
  '""', '"a"', '"1"', 'null', 'true', 'false', '[]', '{}', '[1]', '{"payload":1}',
  '"2026-02-28"', '"2026-02-29"', '"2028-02-29"', '"2026-13-01"', '"2026-1-1"', '"2026-03-02T00:00:00Z"', '" 2026-03-02"', '"2026-03-02\\n"', '"0000-01-01"',
  ...['x'.repeat(60), 'x'.repeat(61), '🚪'.repeat(30), `${'🚪'.repeat(30)}x`].map((text) => JSON.stringify(text)),
  ...[BOOT, `${BOOT}\n`, BOOT.toUpperCase(), BOOT.slice(1), createDevice(2).id].map((text) => JSON.stringify(text)),
];

const fields = Object.keys(GOOD);
const change = fc.record({
  field: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fields) }, { weight: 1, arbitrary: fc.constantFrom('__proto__', 'toString', 'extra') }),
  value: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...EDGES, undefined) }, { weight: 2, arbitrary: fc.json() }),
});

/** The good envelope as JSON text, with some fields' values replaced, left out or said twice. */
function spell(changes: readonly { readonly field: string; readonly value: string | undefined }[], twice: boolean): string {
  const changed = new Map(changes.map(({ field, value }) => [field, value]));
  const parts = fields.filter((field) => twice || !changed.has(field)).map((field) => `${JSON.stringify(field)}:${JSON.stringify(GOOD[field])}`);
  for (const [field, value] of changed) if (value !== undefined) parts.push(`${JSON.stringify(field)}:${value}`);
  return `{${parts.join(',')}}`;
}

test('[J5] each edge of each field is read by hand as by the schema', () => {
  for (const field of fields) {
    for (const value of [...EDGES, undefined]) {
      const bytes = spell([{ field, value }], false);
      expect([bytes, readAs(ID, bytes)]).toEqual([bytes, bySchema(ID, bytes)]);
    }
  }
  expect(readAs(ID, spell([], false))).toEqual(bySchema(ID, spell([], false)));
  expect(bySchema(ID, spell([], false))).toBeDefined();
});

test('[J5] whatever the bytes are, they are read by hand as by the schema', () => {
  const bytes = fc.oneof(
    { weight: 8, arbitrary: fc.tuple(fc.array(change, { maxLength: 3 }), fc.boolean()).map(([changes, twice]) => spell(changes, twice)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
  const id = fc.record({ device: fc.constantFrom(ID.device, createDevice(2).id), epoch: fc.constantFrom(1, 1, 1, 2), seq: fc.constantFrom(1, 1, 1, 2) });
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: fc.constant(ID) }, { weight: 1, arbitrary: id }), bytes, (who, text) => {
      expect(readAs(who, text)).toEqual(bySchema(who, text));
    }),
    { numRuns: 5000 },
  );
});
