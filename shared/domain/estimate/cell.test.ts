/** The sums behind what is learned, by hand. */
import { describe, expect, it } from 'vitest';
import { leaning, NOTHING, seen, spreadOf, type Cell } from './cell.ts';

const GUESS = { mu: 2, sigma: 1, worth: 4 };

describe('a cell', () => {
  it('[Q5] has the weighted mean of what was seen, and its squares', () => {
    const cell = [[1, 1], [3, 1], [5, 2]].reduce<Cell>((sofar, [log = 0, weight = 0]) => seen(sofar, log, weight), NOTHING);
    // (1 + 3 + 2 × 5) / 4 = 3.5; 6.25 + 0.25 + 2 × 2.25 = 11.
    expect(cell.weight).toBe(4);
    expect(cell.mean).toBeCloseTo(3.5);
    expect(cell.squares).toBeCloseTo(11);
  });

  it('[Q5] leans on a coarser guess by how little was seen, in lessons of that day', () => {
    // 20 of weight, 2 a lesson: ten lessons beside five, two thirds of the way from 2 to 5.
    const leant = leaning({ weight: 20, mean: 5, squares: 0 }, GUESS, 5, 2);
    expect(leant.mu).toBeCloseTo(4);
    expect(leant.worth).toBe(14);
    expect(leaning(NOTHING, GUESS, 5, 2)).toBe(GUESS);
  });

  it('[Q5] has the spread of both', () => {
    // Ten lessons with squares of 2.5 beside ten with squares of 10: √(12.5 / 20).
    expect(spreadOf({ weight: 20, mean: 5, squares: 5 }, GUESS, 10, 2)).toBeCloseTo(Math.sqrt(0.625));
    expect(spreadOf(NOTHING, GUESS, 10, 2)).toBe(1);
  });
});
