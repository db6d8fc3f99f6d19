/**
 * [J14] What travels and what is written down may change only with a new number: these hashes are
 * of every schema, as JSON Schema. When one fails, a message or an entry changed: add a version to
 * the history, say what it brought, keep the one before it understood, and only then the hash.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Envelope, OrderedEntry, SealedEntry } from '../domain/entries/entry.ts';
import { ENTRY_PAYLOADS } from '../domain/entries/happenings.ts';
import { ServerError } from './server-errors.ts';
import { ENTRY_HISTORY, PUSH_REQUESTS, WIRE_FLOOR, WIRE_HISTORY, WIRE_VERSION } from './versions.ts';
import * as wire from './wire.ts';

/** Of each version, as it was when it was made. */
const WIRE_HASHES: Readonly<Record<number, string>> = { 4: 'bebf8ae7f18b6b26' };
const ENTRY_HASHES: Readonly<Record<number, string>> = { 3: '5763f709d22d3e0a' };

/** As they come in: read as what goes out, a message that may hold more is the same as one that may not. */
function hashOf(schemas: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(schemas)
    .filter((pair): pair is [string, z.ZodType] => pair[1] instanceof z.ZodType)
    .map(([name, schema]) => `${name} ${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))}`)
    .toSorted();
  expect(texts.length).toBeGreaterThan(0);
  return createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 16);
}

const payloads = Object.fromEntries(Object.entries(ENTRY_PAYLOADS).map(([type, { v, schema }]) => [`${type} ${v}`, schema]));

describe('the contract’s versions', () => {
  it('[J14] no message changed without a new number', () => {
    const numbers = Object.entries(wire)
      .filter(([, value]) => typeof value !== 'function' && !(value instanceof z.ZodType))
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const limits = z.object(Object.fromEntries(numbers.map(([name, value]) => [name, z.literal(value as string | number)])));
    expect(hashOf({ ...wire, ...PUSH_REQUESTS, ServerError, limits })).toBe(WIRE_HASHES[WIRE_VERSION]);
  });

  it('[J14] no entry changed without a new number', () => {
    expect(hashOf({ ...payloads, Envelope, SealedEntry, OrderedEntry })).toBe(ENTRY_HASHES[ENTRY_HISTORY.length]);
  });

  it('[J14] a changed schema would be noticed: a field more, a bound moved', () => {
    const before = hashOf({ ...payloads });
    const { schema } = ENTRY_PAYLOADS['day.closed'];
    expect(hashOf({ ...payloads, 'day.closed 1': schema.extend({ why: z.string() }) })).not.toBe(before);
    expect(hashOf({ ...payloads, 'day.closed 1': schema.extend({ day: z.string() }) })).not.toBe(before);
    expect(hashOf({ ...payloads, 'day.closed 1': schema.strict() })).not.toBe(before);
  });

  it('[J14] histories are numbered without a gap, end with the version that is spoken, and one before it is understood', () => {
    for (const history of [WIRE_HISTORY, ENTRY_HISTORY]) expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
    expect(WIRE_HISTORY.at(-1)?.version).toBe(WIRE_VERSION);
    expect(WIRE_FLOOR).toBeLessThan(WIRE_VERSION);
    expect(Object.keys(PUSH_REQUESTS).map(Number)).toEqual(Array.from({ length: WIRE_VERSION - WIRE_FLOOR + 1 }, (_, index) => WIRE_FLOOR + index));
  });
});
