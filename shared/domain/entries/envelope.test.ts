import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MONDAY_NINE } from '../../../tests/fixtures/world.ts';
import { Envelope, envelopeIn, OrderedEntry, orderedIn } from './entry.ts';

const DEVICE = '0123456789abcdefghjkmnpqrs';
const GOOD: Readonly<Record<string, unknown>> = {
  device: DEVICE, epoch: 1, seq: 1, type: 'ticket.issued', v: 1, bootId: DEVICE, monotonic: 1.5, at: MONDAY_NINE, businessDay: '2026-11-23', payload: {},
};

/** Values at the edges of what each field takes, as they stand in JSON. */
const EDGES = [
  '0', '-0', '1', '1.0', '1.5', '-1', '1e3', '1e400', '-1e400', '5e-324', '9007199254740991', '9007199254740992',
  JSON.stringify({ device: DEVICE, epoch: 1, seq: 1 }), JSON.stringify({ device: DEVICE, epoch: 1, seq: 1, more: 1 }), JSON.stringify({ device: DEVICE, epoch: 1 }),
  '""', '"a"', '"1"', 'null', 'true', 'false', '[]', '{}', '[1]', '{"payload":1}',
  '"2026-02-28"', '"2026-02-29"', '"2028-02-29"', '"2026-13-01"', '"2026-1-1"', '"2026-03-02T00:00:00Z"', '" 2026-03-02"', '"2026-03-02\\n"', '"0000-01-01"',
  ...['x'.repeat(60), 'x'.repeat(61), '🚪'.repeat(30), `${'🚪'.repeat(30)}x`, DEVICE, `${DEVICE}\n`, DEVICE.toUpperCase(), DEVICE.slice(1), `${DEVICE}0`].map((text) => JSON.stringify(text)),
];

const fields = [...Object.keys(GOOD), 'again'];

/** A good envelope as text, with some values replaced, left out, or put beside it. */
function spell(changes: readonly { readonly field: string; readonly value: string | undefined }[]): string {
  const changed = new Map(changes.map(({ field, value }) => [field, value]));
  const parts = fields.filter((field) => field in GOOD && !changed.has(field)).map((field) => `${JSON.stringify(field)}:${JSON.stringify(GOOD[field])}`);
  for (const [field, value] of changed) if (value !== undefined) parts.push(`${JSON.stringify(field)}:${value}`);
  return `{${parts.join(',')}}`;
}

function expectEqual(text: string): void {
  const raw: unknown = JSON.parse(text);
  expect([text, envelopeIn(raw)]).toEqual([text, Envelope.safeParse(raw).data]);
}

it('[J5] is read by hand as by its schema, at each edge of each field', () => {
  expect(envelopeIn(GOOD)).toEqual(GOOD);
  for (const field of fields) for (const value of [...EDGES, undefined]) expectEqual(spell([{ field, value }]));
});

it('[J5] is read by hand as by its schema, whatever it is', () => {
  const change = fc.record({
    field: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fields) }, { weight: 1, arbitrary: fc.constantFrom('__proto__', 'toString', 'extra') }),
    value: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...EDGES, undefined) }, { weight: 2, arbitrary: fc.json() }),
  });
  const text = fc.oneof({ weight: 8, arbitrary: fc.array(change, { maxLength: 3 }).map(spell) }, { weight: 1, arbitrary: fc.json() });
  fc.assert(fc.property(text, expectEqual), { numRuns: 3000 });
});

it('[J6] a place of the order that is read by hand is as its schema reads it', () => {
  const hash = 'a'.repeat(64);
  const good = { place: { generation: 1, no: 7, effectiveAt: MONDAY_NINE, orderHash: hash }, id: { device: DEVICE, epoch: 1, seq: 3 }, entry: { bytes: '{"payload":{}}', hash } };
  expect(orderedIn(good)).toEqual(good);
  expect(orderedIn({ ...good, more: 1, entry: { ...good.entry, more: 2 } })).toMatchObject(good);
  const texts = [...EDGES, JSON.stringify(hash), JSON.stringify(`${hash}\n`), JSON.stringify('x'.repeat(65_536)), JSON.stringify('x'.repeat(65_537)), undefined];
  const change = fc.record({ part: fc.constantFrom('place', 'id', 'entry'), field: fc.constantFrom('generation', 'no', 'effectiveAt', 'orderHash', 'device', 'epoch', 'seq', 'bytes', 'hash', '__proto__'), value: fc.constantFrom(...texts) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
      const raw = structuredClone(good) as Record<string, Record<string, unknown>>;
      for (const { part, field, value } of changes) Object.defineProperty(raw[part] ?? {}, field, { value: value === undefined ? undefined : (JSON.parse(value) as unknown), enumerable: true, configurable: true });
      const read = orderedIn(raw);
      // It may leave an odd one to the schema; what it takes, the schema takes, and reads as the same.
      if (read) expect(read).toMatchObject(OrderedEntry.parse(raw));
      else expect(OrderedEntry.safeParse(raw).success && String(raw['entry']?.['bytes']).length >= 4).toBe(false);
    }),
    { numRuns: 2000 },
  );
});
