import { describe, expect, it } from 'vitest';
import { HEALTH, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { errorOf, type Said } from './error.ts';

const said = (service: Said['service'], range: readonly [number, number, number] | undefined, wasMin: number): Said => ({
  service,
  wasMin,
  range: range && { fromMin: range[0], middleMin: range[1], toMin: range[2], computedAt: 0 },
});

describe('the error of what was said', () => {
  /*
   * Worked by hand. Health: |10 − 12| = 2, |20 − 26| = 6, nothing said once: median 4, p90 2 + 0.9 × 4 = 5.6;
   * 12 is within 5–15, 26 is not within 15–25: coverage ½; widths 10 and 10; said for two of three.
   * Orientation: |4 − 8| = 4, whose range ends at 8 and holds it.
   */
  const figures = errorOf([
    said(HEALTH, [5, 10, 15], 12),
    said(HEALTH, undefined, 3),
    said(ORIENTATION, [2, 4, 8], 8),
    said(HEALTH, [15, 20, 25], 26),
  ]);

  it('[Q5] is of each service, and of all: 2, 4 and 6 have the median 4 and the p90 5.6', () => {
    const health = figures.services.get(HEALTH);
    expect(health).toMatchObject({ tickets: 3, medianMin: 4, coverage: 0.5, widthMin: 10 });
    expect(health?.p90Min).toBeCloseTo(5.6);
    expect(health?.spokenFor).toBeCloseTo(2 / 3);
    expect(figures.services.get(ORIENTATION)).toMatchObject({ tickets: 1, spokenFor: 1, medianMin: 4, p90Min: 4, coverage: 1, widthMin: 6 });
    expect([...figures.services.keys()]).toEqual([HEALTH, ORIENTATION]);
    expect(figures.all).toMatchObject({ tickets: 4, spokenFor: 0.75, medianMin: 4 });
    expect(figures.all.p90Min).toBeCloseTo(5.6);
    expect(figures.all.coverage).toBeCloseTo(2 / 3);
    expect(figures.all.widthMin).toBeCloseTo(26 / 3);
  });

  it('[Q5] of nothing is no figure, and not one of zero', () => {
    const none = { medianMin: null, p90Min: null, coverage: null, widthMin: null };
    expect(errorOf([]).all).toEqual({ tickets: 0, spokenFor: null, ...none });
    expect(errorOf([said(HEALTH, undefined, 9)]).all).toEqual({ tickets: 1, spokenFor: 0, ...none });
  });
});
