/**
 * Where names are written on a floor, and how large. In: a name, the room it is for, what stands there
 * already. Out: its lines, the size of its letters and their place; undefined where it could only be
 * written too small to be read, or over something else.
 */
import { placeIn, type Box, type Corner } from '../../../shared/domain/plan/shape.ts';

/** What a letter of the screens' bold type takes, of its size; on the safe side. */
const LETTER = 0.54;
/** From one line to the next, of the size of the letters. */
export const LINE = 1.1;
/** More lines are no name any more. */
const LINES = 3;
/** Sizes that are tried between the largest and the least. */
const STEPS = 4;

export interface Sizes {
  /** Of letters, in pixels: smaller they are not read. */
  readonly least: number;
  readonly most: number;
  /** Pixels of a metre. */
  readonly metre: number;
}

export interface Placed {
  readonly lines: readonly string[];
  /** Pixels. */
  readonly size: number;
  readonly at: Corner;
  /** What it takes there, for whoever comes next. */
  readonly box: Box;
}

interface Wanted {
  readonly name: string;
  readonly shape: readonly Corner[];
  readonly taken: readonly Box[];
  /** A pin stands over it, as high as so many letters. */
  readonly pin?: number;
  readonly near?: Corner | undefined;
}

export function placeName({ name, shape, taken, pin = 0, near }: Wanted, { least, most, metre }: Sizes): Placed | undefined {
  for (let step = 0; step <= STEPS; step += 1) {
    const size = most - ((most - least) * step) / STEPS;
    for (const lines of wrappings(name)) {
      const longest = Math.max(...lines.map((line) => line.length));
      const width = (Math.max(longest * LETTER, pin) + 0.4) * (size / metre);
      const height = (lines.length * LINE + pin + 0.2) * (size / metre);
      const at = placeIn(shape, { width, height }, taken, near);
      if (at) return { lines, size, at, box: { x: at[0], y: at[1], width, height } };
    }
  }
  return undefined;
}

/** A name in one line, two, three: each as narrow as its words let it be. */
export function wrappings(name: string): readonly (readonly string[])[] {
  const words = name.trim().split(/\s+/);
  const all = Array.from({ length: Math.min(LINES, words.length) }, (_, index) => narrowest(words, index + 1));
  return all.filter((lines, index) => lines.length === index + 1);
}

function narrowest(words: readonly string[], most: number): readonly string[] {
  for (let letters = Math.max(...words.map((word) => word.length)); ; letters += 1) {
    const lines = filled(words, letters);
    if (lines.length <= most) return lines;
  }
}

function filled(words: readonly string[], letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
