import { describe, expect, it } from 'vitest';
import { asShown, rangeOf } from './range.ts';

/** A thousand waits, one from each slice of equal chance, by the inverse of their distribution. */
const waitsBy = (inverse: (share: number) => number): Float64Array => Float64Array.from({ length: 1000 }, (_, i) => inverse((i + 0.5) / 1000));

describe('a range', () => {
  it('[Q5] of waits that are exponential with mean 10 is from their tenth to their ninetieth percentile', () => {
    const range = rangeOf(waitsBy((share) => -10 * Math.log(1 - share)), 7);
    // −10 ln 0.9 = 1.05, −10 ln 0.5 = 6.93, −10 ln 0.1 = 23.03
    expect(range?.fromMin).toBeCloseTo(1.05, 0);
    expect(range?.middleMin).toBeCloseTo(6.93, 0);
    expect(range?.toMin).toBeCloseTo(23.03, 0);
    expect(range?.computedAt).toBe(7);
  });

  it('[Q5] of few plays is wider than of many with the same mean and spread', () => {
    const few = rangeOf(Float64Array.from([16, 18, 20, 22, 24]), 0);
    const many = rangeOf(Float64Array.from({ length: 500 }, (_, i) => [16, 18, 20, 22, 24][i % 5] ?? 0), 0);
    expect(few?.toMin).toBeGreaterThan((many?.toMin ?? Infinity) + 1);
    // Mean 20, variance 10, Student’s t of four degrees 1.53 × √1.2 = 1.675: 20 × (1 − 0.00278 + 1.675 × 0.0527)³.
    expect(few?.toMin).toBeCloseTo(25.6, 1);
  });

  it('[Q5] begins at nothing where one wait in ten is none', () => {
    expect(rangeOf(Float64Array.from({ length: 20 }, (_, i) => (i < 5 ? 0 : 10)), 0)?.fromMin).toBe(0);
    expect(rangeOf(Float64Array.from({ length: 20 }, () => 0), 0)).toMatchObject({ fromMin: 0, middleMin: 0, toMin: 0 });
  });

  it('[Q5] is none where more than one play in ten came to no call', () => {
    const waits = Float64Array.from({ length: 20 }, () => 10);
    waits[0] = NaN;
    waits[1] = NaN;
    expect(rangeOf(waits, 0)?.middleMin).toBe(10);
    waits[2] = NaN;
    expect(rangeOf(waits, 0)).toBeUndefined();
  });
});

describe('what people are shown', () => {
  it.each([
    [0, 3, { kind: 'under', minutes: 5 }],
    [0, 5, { kind: 'under', minutes: 5 }],
    [0, 5.1, { kind: 'between', fromMin: 0, toMin: 10 }],
    [4.9, 11, { kind: 'between', fromMin: 0, toMin: 15 }],
    [5, 9, { kind: 'between', fromMin: 5, toMin: 10 }],
    [17, 26, { kind: 'between', fromMin: 15, toMin: 30 }],
    [20, 20, { kind: 'between', fromMin: 20, toMin: 25 }],
  ] as const)('[Q5] of %d to %d minutes is %o', (fromMin, toMin, shown) => {
    expect(asShown({ fromMin, toMin })).toEqual(shown);
  });
});
