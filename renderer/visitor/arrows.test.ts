import { describe, expect, it } from 'vitest';
import { nearest, type Box } from './arrows.ts';

const box = (left: number, top: number, width = 100, height = 50): Box => ({ left, top, right: left + width, bottom: top + height });

/** Two columns, three rows, and a wide one below. */
const GRID = [box(0, 0), box(120, 0), box(0, 60), box(120, 60), box(0, 120), box(120, 120), box(0, 200, 220)];
const at = (n: number): Box => GRID[n] ?? box(0, 0);

describe('an arrow', () => {
  it.each([
    [0, 'right', 1],
    [0, 'down', 2],
    [1, 'down', 3],
    [3, 'left', 2],
    [3, 'up', 1],
    [5, 'down', 6],
    [4, 'down', 6],
    [6, 'up', 4],
  ] as const)('from %i %s leads to %i', (from, way, to) => {
    expect(nearest(at(from), GRID, way)).toBe(to);
  });

  it('leads nowhere from an edge, nor to itself', () => {
    expect(nearest(at(0), GRID, 'up')).toBeUndefined();
    expect(nearest(at(0), GRID, 'left')).toBeUndefined();
    expect(nearest(at(6), GRID, 'down')).toBeUndefined();
  });

  it('rather goes on in its line than to what is nearer and aside', () => {
    expect(nearest(box(0, 0), [box(300, 60), box(0, 140)], 'down')).toBe(1);
    expect(nearest(box(400, 0), [box(280, 60), box(0, 0)], 'left'), 'not to the row below').toBe(1);
  });

  it('reaches everything there is, from the top, down and along', () => {
    const seen = new Set<number>();
    const go = (from: Box): void => {
      for (const way of ['down', 'right', 'left', 'up'] as const) {
        const next = nearest(from, GRID, way);
        if (next === undefined || seen.has(next)) continue;
        seen.add(next);
        go(at(next));
      }
    };
    go({ left: 0, top: 0, right: 220, bottom: 0 });
    expect(seen.size).toBe(GRID.length);
  });
});
