import { describe, expect, it } from 'vitest';
import { crossesItself, holds, isAcross, placeIn, type Corner } from './shape.ts';

const SQUARE: Corner[] = [[0, 0], [4, 0], [4, 4], [0, 4]];
const L: Corner[] = [[0, 0], [10, 0], [10, 3], [3, 3], [3, 9], [0, 9]];

describe('walls', () => {
  it.each([
    ['a square', SQUARE, false],
    ['a room with a bay', L, false],
    ['a triangle', [[0, 0], [4, 0], [2, 3]], false],
    ['a bow tie', [[0, 0], [4, 4], [4, 0], [0, 4]], true],
    ['a wall that touches another with its end', [[0, 0], [6, 0], [6, 4], [3, 0], [0, 4]], true],
    ['a wall that goes back on itself', [[0, 0], [6, 0], [3, 0], [3, 4]], true],
    ['a corner twice in a row', [[0, 0], [4, 0], [4, 0], [4, 4]], true],
    ['a corner on a straight wall', [[0, 0], [2, 0], [4, 0], [4, 4]], false],
  ] as const)('of %s', (_what, shape, crosses) => {
    expect(crossesItself(shape)).toBe(crosses);
    expect(crossesItself(shape.toReversed())).toBe(crosses);
  });
});

describe('the place for a name', () => {
  const box = { width: 2, height: 1 };

  it('is in the middle of a square', () => {
    expect(placeIn(SQUARE, box, [])).toEqual([2, 2]);
  });

  it('is clear of what stands there already, as near to the middle as it can', () => {
    const [x = 0, y = 0] = placeIn(SQUARE, box, [{ x: 2, y: 2, width: 0.5, height: 0.5 }]) ?? [];
    expect([x, Math.abs(y - 2)]).toEqual([2, 0.75]);
  });

  it('is inside a room with a bay, and crosses none of its walls', () => {
    expect(placeIn(L, { width: 5, height: 2 }, [])).toEqual([5, 2]);
    expect(placeIn(L, { width: 2, height: 5 }, [])).toEqual([2, 4.5]);
    expect(placeIn(L, { width: 4, height: 4 }, [])).toBeUndefined();
  });

  it('is nowhere where it is wider than the room', () => {
    expect(placeIn(SQUARE, { width: 4.5, height: 1 }, [])).toBeUndefined();
    expect(placeIn(SQUARE, { width: 4, height: 1 }, [])).toEqual([2, 2]);
  });

  it('is as near as it can be to where it is wanted', () => {
    expect(placeIn(SQUARE, box, [], [0, 0])).toEqual([1, 0.5]);
  });
});

describe('a spot', () => {
  it('is inside or not, in a room with a bay as well', () => {
    expect([holds(L, [1, 8]), holds(L, [8, 1]), holds(L, [8, 8]), holds(L, [-1, 1])]).toEqual([true, true, false, false]);
  });

  it('is in a wall where it lies beside it by no more than a door does', () => {
    expect([isAcross(SQUARE, [4.2, 2]), isAcross(SQUARE, [4.3, 2]), isAcross(SQUARE, [2, 2]), isAcross(SQUARE, [0, 4.2])]).toEqual([true, false, false, true]);
  });
});
