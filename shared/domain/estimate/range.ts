/** From the waits of a few plays to a range that can be said, and what of it is shown to people. */
import { z } from 'zod';
import { normalQuantile } from './chance.ts';

/** [Q5] How much longer somebody waits, from `computedAt` on. Four of five times it is between the two. */
export const Range = z.object({
  fromMin: z.number().nonnegative(),
  /** As often less as more. */
  middleMin: z.number().nonnegative(),
  toMin: z.number().nonnegative(),
  computedAt: z.int(),
});
export type Range = z.infer<typeof Range>;

/** The share of waits that a range is to hold. */
export const COVERS = 0.8;

/** In more plays than this without a call, there is nothing to say. */
const MOST_UNCALLED = 0.1;

/** Below that, it is no wait. */
const AT_ONCE_MIN = 0.5;

/**
 * The quantiles of a gamma distribution with the mean and variance of the plays: waits are sums of
 * times, none below zero, with a longer end above. Read by the transformation of Wilson & Hilferty
 * (1931, PNAS 17:684). A few plays know the spread of many only so well: Student's t for their number.
 * @returns undefined where too many plays came to no call.
 */
export function rangeOf(waits: Float64Array, computedAt: number): Range | undefined {
  let [count, sum, squares] = [0, 0, 0];
  for (const wait of waits) {
    if (Number.isNaN(wait)) continue;
    count += 1;
    sum += wait;
    squares += wait * wait;
  }
  if (count < 2 || count < waits.length * (1 - MOST_UNCALLED)) return undefined;
  const mean = sum / count;
  const variance = Math.max(0, (squares - sum * mean) / (count - 1));
  const z = studentQuantile((1 + COVERS) / 2, count - 1) * Math.sqrt(1 + 1 / count);
  const at = gammaQuantiles(mean, variance);
  // Being called at once is a lump that no such curve has.
  const least = Math.min(at(-z), waits.toSorted()[Math.floor(((1 - COVERS) / 2) * waits.length)] ?? 0);
  return { fromMin: least < AT_ONCE_MIN ? 0 : least, middleMin: at(0), toMin: at(z), computedAt };
}

function gammaQuantiles(mean: number, variance: number): (z: number) => number {
  if (mean <= 0 || variance <= 0) return () => mean;
  const ninth = variance / (mean * mean) / 9;
  return (z) => mean * Math.max(0, 1 - ninth + z * Math.sqrt(ninth)) ** 3;
}

/** Student's t from the normal (Peiser 1943's first two terms); good to a percent from ten degrees on. */
function studentQuantile(share: number, degrees: number): number {
  const z = normalQuantile(share);
  return z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
}

/** What is said to people, in minutes that are fives: nobody believes «between 17 and 26 minutes». */
export type ShownRange = { readonly kind: 'under'; readonly minutes: number } | { readonly kind: 'between'; readonly fromMin: number; readonly toMin: number };

const STEP_MIN = 5;

/** What holds all of them; undefined of none. */
export function allOf(ranges: readonly ShownRange[]): ShownRange | undefined {
  if (ranges.length === 0) return undefined;
  return asShown({ fromMin: Math.min(...ranges.map((each) => (each.kind === 'under' ? 0 : each.fromMin))), toMin: Math.max(...ranges.map((each) => (each.kind === 'under' ? each.minutes : each.toMin))) });
}

/** Outwards to fives; never a range of one number. */
export function asShown({ fromMin, toMin }: Pick<Range, 'fromMin' | 'toMin'>): ShownRange {
  const from = Math.floor(fromMin / STEP_MIN) * STEP_MIN;
  const to = Math.max(from + STEP_MIN, Math.ceil(toMin / STEP_MIN) * STEP_MIN);
  return from === 0 && to === STEP_MIN ? { kind: 'under', minutes: STEP_MIN } : { kind: 'between', fromMin: from, toMin: to };
}
