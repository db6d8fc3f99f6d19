/**
 * Which recordings say a text. In: the text, and what was recorded. Out: keys of recordings, in
 * order, and the words nobody recorded. It plays nothing.
 */
import { numberKeys, timeKeys } from './numbers.ts';
import { isNumber, isTime, tokensOf } from './tokens.ts';

/** What was recorded, by {@link keyOf} its words. */
export interface Recorded {
  readonly has: (key: string) => boolean;
  /** Of the longest recording, in tokens. */
  readonly longest: number;
}

export interface Segmented {
  readonly keys: readonly string[];
  /** Words that are seen and not heard: a coordinator's own, where nothing could voice them. */
  readonly unspoken: readonly string[];
}

/** The longest recording first, so that a sentence sounds as one wherever it was recorded as one. */
export function segment(text: string, { has, longest }: Recorded): Segmented {
  const tokens = tokensOf(text);
  const keys: string[] = [];
  const unspoken: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const run = longestRun(tokens, at, { has, longest });
    if (run > 0) {
      keys.push(tokens.slice(at, at + run).join(' '));
      at += run;
      continue;
    }
    const token = tokens[at] ?? '';
    const spelled = isTime(token) ? timeKeys(token) : isNumber(token) ? numberKeys(token) : [];
    if (spelled.length === 0) unspoken.push(token);
    // Of a time a language may say nothing between hour and minutes.
    keys.push(...spelled.filter((key) => has(key)));
    at += 1;
  }
  return { keys, unspoken };
}

function longestRun(tokens: readonly string[], at: number, { has, longest }: Recorded): number {
  for (let length = Math.min(longest, tokens.length - at); length > 0; length -= 1) {
    const key = tokens.slice(at, at + length).join(' ');
    // `017` has no recording and is no word: it is counted.
    if (has(key)) return length;
  }
  return 0;
}

/** A dictionary of these keys. */
export function recordedOf(keys: Iterable<string>): Recorded {
  const all = new Set(keys);
  let longest = 1;
  for (const key of all) longest = Math.max(longest, key.split(' ').length);
  return { has: (key) => all.has(key), longest };
}
