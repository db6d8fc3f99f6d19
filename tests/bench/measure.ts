/** Measuring: a stopwatch, percentiles, and the shape of a row. */

/* oxlint-disable no-restricted-properties -- a stopwatch reads the machine's clock; that is its work. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => performance.now() - start;
}

/** Epoch milliseconds with their fractions, to hold against another process's. */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}

/** What `--json` prints, a line a row. Times in milliseconds unless `unit` says otherwise. */
export interface Row {
  readonly row: string;
  readonly p50?: number;
  readonly p99?: number;
  readonly value: number;
  readonly unit: string;
  /** The bare baseline of the same run, where the limit is a ratio to it. */
  readonly base?: number;
  readonly ratio?: number;
  readonly limit: number;
  /** The limit is the least it may be; without this, the most. */
  readonly atLeast?: true;
  readonly ok: boolean;
  /** What was measured, in a few words. */
  readonly note: string;
}

/** A row that can't be measured here, and why. */
export interface Unmeasured {
  readonly row: string;
  readonly unmeasured: string;
}

/** The value below which `share` of the samples lie (nearest rank). `share` in (0, 1]. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('a percentile needs samples');
  return value;
}

/** Three significant digits: more would claim what a shared machine can't give. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
