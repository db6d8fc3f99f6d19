/**
 * Chance for a simulation, from a seed: the same seed draws the same. Fast, since a day's queue asks
 * for tens of thousands of draws; no good for ids or secrets.
 */

export interface Draws {
  /** Uniform in [0, 1). */
  fraction(): number;
  /** Standard normal. */
  normal(): number;
}

const TABLE_SIZE = 4096;
/** Equally likely values of the standard normal: a draw is one look at it. Its ends are at ±3.7. */
const NORMALS = Float64Array.from({ length: TABLE_SIZE }, (_, i) => normalQuantile((i + 0.5) / TABLE_SIZE));

/** The generator of T. Ettinger's mulberry32: 32 bits of state, whole period. */
export function drawsFrom(seed: number): Draws {
  let a = seed | 0;
  /** Signed: what does not fit a small integer costs an allocation a draw. */
  const bits = (): number => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return t ^ (t >>> 14);
  };
  return { fraction: () => (bits() >>> 0) / 2 ** 32, normal: () => NORMALS[bits() & (TABLE_SIZE - 1)] ?? 0 };
}

/**
 * As many standard normal values as asked for, one from each slice of equal chance, in random order:
 * a few of them have the spread that a great many would have.
 */
export function spreadNormals(count: number, draws: Draws): Float64Array {
  const values = Float64Array.from({ length: count }, (_, i) => normalQuantile((i + 0.5) / count));
  for (let i = count - 1; i > 0; i -= 1) {
    const j = Math.floor(draws.fraction() * (i + 1));
    const kept = values[i] ?? 0;
    values[i] = values[j] ?? 0;
    values[j] = kept;
  }
  return values;
}

/** The standard normal's distribution function; error below 1e-7 (Abramowitz & Stegun 26.2.17). */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? 1 - tail : tail;
}

/**
 * Its inverse, by P. J. Acklam's rational approximation; relative error below 1.2e-9.
 * @param share in (0, 1)
 */
export function normalQuantile(share: number): number {
  if (share > 0.5) return -normalQuantile(1 - share);
  if (share < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(share));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
    );
  }
  const q = share - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r - 30.66479806614716) * r + 2.506628277459239) * q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r - 13.28068155288572) * r + 1)
  );
}
