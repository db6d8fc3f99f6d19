import { describe, expect, it } from 'vitest';
import { drawsFrom, normalCdf, normalQuantile, spreadNormals } from './chance.ts';

describe('the normal distribution', () => {
  it.each([[0.5, 0], [0.8, 0.8416212], [0.9, 1.2815516], [0.975, 1.959964], [0.999, 3.0902323], [0.01, -2.3263479]])('has %d of it below %d, as printed tables have it', (share, z) => {
    expect(normalQuantile(share)).toBeCloseTo(z, 6);
    expect(normalCdf(z)).toBeCloseTo(share, 6);
  });
});

describe('draws from a seed', () => {
  it('are the same again, and others from another seed', () => {
    const some = (seed: number): number[] => {
      const draws = drawsFrom(seed);
      return Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? draws.fraction() : draws.normal()));
    };
    expect(some(1)).toEqual(some(1));
    expect(some(1)).not.toEqual(some(2));
  });

  it('are uniform, and normal', () => {
    const draws = drawsFrom(5);
    const fractions = Array.from({ length: 20_000 }, () => draws.fraction());
    const normals = Array.from({ length: 20_000 }, () => draws.normal());
    const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    // Four standard errors of each.
    expect(Math.abs(mean(fractions) - 0.5)).toBeLessThan((4 * Math.sqrt(1 / 12)) / Math.sqrt(20_000));
    expect(Math.abs(mean(normals))).toBeLessThan(4 / Math.sqrt(20_000));
    expect(Math.abs(mean(normals.map((z) => z * z)) - 1)).toBeLessThan((4 * Math.SQRT2) / Math.sqrt(20_000));
    for (const share of [0.05, 0.25, 0.75, 0.95]) expect(Math.abs(fractions.filter((each) => each < share).length / 20_000 - share)).toBeLessThan(0.0125);
    expect(fractions.every((each) => each >= 0 && each < 1)).toBe(true);
  });

  it('that are spread have one of each slice, in an order of chance', () => {
    const spread = [...spreadNormals(10, drawsFrom(1))];
    expect(spread.toSorted((a, b) => a - b).map((z) => Math.floor(normalCdf(z) * 10))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(spread).not.toEqual([...spreadNormals(10, drawsFrom(2))]);
  });
});
