/** Chance that is the same for the same seed, and what is drawn with it. */
import type { Chance } from '../../main/station/chance.ts';
import { spellId } from '../../shared/domain/ids.ts';

/** Numbers in [0, 1). */
export type Fractions = Pick<Chance, 'fraction'>;

/**
 * Chance from a seed: sfc32 (Doty-Humphrey, PractRand).
 * @param stream one seed has many: a draw more in one leaves the others as they are.
 */
export function seeded(seed: number, stream: number): Chance {
  let [a, b, c, counter] = [seed | 0, stream | 0, Math.floor(seed / 2 ** 32) | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // Seeds that are near each other begin alike.
  for (let i = 0; i < 15; i += 1) next();
  return { fraction: next, id: () => spellId(Uint8Array.from({ length: 26 }, () => Math.floor(next() * 256))) };
}

/** An exponential time of this mean. */
export function exponential(chance: Fractions, mean: number): number {
  return -mean * Math.log(1 - chance.fraction());
}

/**
 * A lognormal time of this mean: most are shorter, a few take very long, as people's errands do.
 * @param variation standard deviation / mean.
 */
export function lognormal(chance: Fractions, mean: number, variation: number): number {
  const variance = Math.log(1 + variation ** 2);
  return mean * Math.exp(Math.sqrt(variance) * normal(chance) - variance / 2);
}

/** Standard normal, by Box and Muller. */
function normal(chance: Fractions): number {
  const radius = Math.sqrt(-2 * Math.log(1 - chance.fraction()));
  return radius * Math.cos(2 * Math.PI * chance.fraction());
}

/** How many come in a while in which this many do on average. */
export function poisson(chance: Fractions, mean: number): number {
  let count = 0;
  for (let at = exponential(chance, 1); at < mean; at += exponential(chance, 1)) count += 1;
  return count;
}

/** One of these, each as often as it weighs. @throws RangeError where there is none. */
export function pick<T>(chance: Fractions, weighted: readonly (readonly [T, number])[]): T {
  const all = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  let left = chance.fraction() * all;
  for (const [one, weight] of weighted) {
    left -= weight;
    if (left < 0) return one;
  }
  const last = weighted.at(-1);
  if (!last) throw new RangeError('there is nothing to pick from');
  return last[0];
}

export function isBy(chance: Fractions, probability: number): boolean {
  return chance.fraction() < probability;
}
