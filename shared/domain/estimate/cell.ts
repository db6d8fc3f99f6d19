/** Times seen, as their weighted number, and mean and spread of their logarithms; and how a small number of them leans on what is known besides. */
import { z } from 'zod';

/**
 * Times of service are close to lognormal (Brown et al. 2005, «Statistical analysis of a telephone
 * call center», JASA 100:469, §4), so what is kept is of ln minutes: one that took ten times as long
 * moves it little.
 */
export const Cell = z.object({
  /** How many, each counted by its weight. */
  weight: z.number().nonnegative(),
  /** Mean of ln minutes. */
  mean: z.number(),
  /** Weighted sum of squared distances from that mean. */
  squares: z.number().nonnegative(),
});
export type Cell = z.infer<typeof Cell>;

export const NOTHING: Cell = { weight: 0, mean: 0, squares: 0 };

/** A time as one thinks it is distributed: lognormal, and how well its centre is known. */
export interface Guess {
  /** Mean of ln minutes: the time that half of them are below. */
  readonly mu: number;
  /** Standard deviation of ln minutes. */
  readonly sigma: number;
  /** As many observations as it is worth. */
  readonly worth: number;
}

/** One more. Weighted, in one pass (West 1979, CACM 22:9). */
export function seen(cell: Cell, logMinutes: number, weight: number): Cell {
  const total = cell.weight + weight;
  const off = logMinutes - cell.mean;
  const mean = cell.mean + (off * weight) / total;
  return { weight: total, mean, squares: cell.squares + weight * off * (logMinutes - mean) };
}

/**
 * What a cell says, leaning on a coarser guess as if that were `lean` observations: the credibility
 * formula Z = n / (n + k) (Bühlmann 1967, ASTIN Bulletin 4:3).
 * @param unit weight of one observation today: old ones count for less than one.
 */
export function leaning(cell: Cell, on: Guess, lean: number, unit: number): Guess {
  const n = cell.weight / unit;
  if (n === 0) return on;
  const share = n / (n + lean);
  return { mu: on.mu + share * (cell.mean - on.mu), sigma: on.sigma, worth: n + Math.min(lean, on.worth) };
}

/** The spread a cell shows, leaning on the guess's own in the same way. */
export function spreadOf(cell: Cell, on: Guess, lean: number, unit: number): number {
  const n = cell.weight / unit;
  return Math.sqrt((lean * on.sigma ** 2 + cell.squares / unit) / (lean + n));
}
