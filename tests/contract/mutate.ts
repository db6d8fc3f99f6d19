/** Ways to spoil a message: each takes a good one and a die, and gives another JSON value. Seeded: the same die, the same message. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Path = readonly (string | number)[];

/** A fraction from 0 to 1, the next of a seeded row. */
export type Die = () => number;

export function pick<T>(die: Die, among: readonly T[]): T {
  const chosen = among[Math.floor(die() * among.length)];
  if (chosen === undefined) throw new RangeError('there is nothing to choose from');
  return chosen;
}

const NUMBERS = [0, -1, 0.5, 1e21, -1e308, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 - 1, 1e15];
const TEXTS = ['', ' ', '\u0000', '\ud800', '\u202eabc', '😀'.repeat(50), 'a'.repeat(70_000), '__proto__', 'null', "'; DROP TABLE entries; --", '%00', '٣'];
const NAMES = ['__proto__', 'constructor', 'toString', '', '\u0000', 'kind', 'more'];
const OTHERS: readonly Json[] = [null, true, false, 0, '', [], {}, [[]], [null], { a: 1 }];

function nested(depth: number): Json {
  let inner: Json = 0;
  for (let level = 0; level < depth; level += 1) inner = level % 2 === 0 ? [inner] : { a: inner };
  return inner;
}

/** What each does to the value at a place it was given. */
const SPOILERS = {
  flip: (die: Die, value: Json): Json => {
    if (typeof value === 'string' && value !== '') {
      const at = Math.floor(die() * value.length);
      return value.slice(0, at) + String.fromCharCode(value.charCodeAt(at) ^ (1 << Math.floor(die() * 7))) + value.slice(at + 1);
    }
    if (typeof value === 'number') return value + (die() < 0.5 ? 1 : -1);
    return typeof value === 'boolean' ? !value : null;
  },
  truncate: (die: Die, value: Json): Json => {
    if (typeof value === 'string' || Array.isArray(value)) return (value as string | readonly Json[]).slice(0, Math.floor(die() * value.length));
    return typeof value === 'number' ? Math.floor(value / 10) : value;
  },
  lengthen: (die: Die, value: Json): Json => {
    if (typeof value === 'string') return value + pick(die, TEXTS);
    if (Array.isArray(value)) return Array.from({ length: 600 }, (_, index) => (value as readonly Json[])[index % Math.max(1, value.length)] ?? 0);
    return typeof value === 'number' ? value * 10 : value;
  },
  number: (die: Die): Json => pick(die, NUMBERS),
  text: (die: Die): Json => pick(die, TEXTS),
  otherType: (die: Die): Json => pick(die, OTHERS),
  deep: (die: Die): Json => nested(Math.floor(10 ** (1 + die() * 2.4))),
  delete: (): undefined => undefined,
} as const;

export type Spoiler = keyof typeof SPOILERS | 'duplicate' | 'swap';

export const SPOILER_NAMES: readonly Spoiler[] = [...(Object.keys(SPOILERS) as (keyof typeof SPOILERS)[]), 'duplicate', 'swap'];

/** Spoils a value at one place of it. */
export function spoil(die: Die, how: Spoiler, whole: unknown): unknown {
  const json = structuredClone(whole) as Json;
  const at = pick(die, pathsOf(json));
  if (how === 'swap') {
    const other = pick(die, pathsOf(json));
    // One inside the other can't trade places with it.
    const [one, two] = [valueAt(json, at), valueAt(json, other)];
    return at.length === other.length ? put(put(json, at, two) ?? null, other, one) : put(json, at, two);
  }
  if (how === 'duplicate') return duplicate(die, json, at);
  return put(json, at, SPOILERS[how](die, valueAt(json, at) ?? null));
}

/** A list holds the value once more; an object holds it under another name. */
function duplicate(die: Die, json: Json, at: Path): Json | undefined {
  const parent = valueAt(json, at.slice(0, -1));
  const value = valueAt(json, at) ?? null;
  if (at.length === 0) return [json, json];
  if (Array.isArray(parent)) return put(json, at.slice(0, -1), [...(parent as readonly Json[]), value]);
  return put(json, [...at.slice(0, -1), pick(die, NAMES)], value);
}

/** Every place in a value; the value itself is the empty path. */
function pathsOf(json: Json, here: Path = []): readonly Path[] {
  if (typeof json !== 'object' || json === null) return [here];
  const inner = Array.isArray(json) ? [...(json as readonly Json[]).entries()] : Object.entries(json as { readonly [name: string]: Json });
  return [here, ...inner.slice(0, 12).flatMap(([name, value]) => pathsOf(value, [...here, name]))];
}

function valueAt(json: Json | undefined, [first, ...rest]: Path): Json | undefined {
  if (first === undefined) return json;
  return typeof json === 'object' && json !== null ? valueAt((json as Record<string | number, Json>)[first], rest) : undefined;
}

function put(json: Json, [first, ...rest]: Path, value: Json | undefined): Json | undefined {
  if (first === undefined) return value;
  if (typeof json !== 'object' || json === null) return json;
  const inner = put((json as Record<string | number, Json>)[first] ?? null, rest, value);
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap((item, index) => (index === first ? (inner === undefined ? [] : [inner]) : [item]));
  const entries = Object.entries(json).filter(([name]) => name !== first);
  // As JSON.parse makes it: «__proto__» is a name like any other.
  return Object.fromEntries(inner === undefined ? entries : [...entries, [String(first), inner]]) as Json;
}

/** Spoils text as it travels: bytes that are lost, changed, doubled or put in between. */
export function spoilText(die: Die, text: string): string {
  const at = Math.floor(die() * text.length);
  const end = at + 1 + Math.floor(die() * 20);
  switch (Math.floor(die() * 5)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(end);
    case 2:
      return text.slice(0, end) + text.slice(at);
    case 3:
      return text.slice(0, at) + pick(die, TEXTS) + text.slice(at);
    default:
      return text.slice(0, at) + String.fromCharCode(Math.floor(die() * 128)) + text.slice(at + 1);
  }
}
