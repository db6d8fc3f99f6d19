import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEWEST_SHOWN, hideSmall, type Counted, type Table } from './hiding.ts';

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const cell = (people: number): Counted => ({ people, arrived: people });

/** With its totals. */
function tableOf(cells: readonly (readonly number[])[]): Table<Counted> {
  const columns = (cells[0] ?? []).map((_, i) => sum(cells.map((line) => line[i] ?? 0)));
  return {
    cells: cells.map((line) => line.map(cell)),
    rowTotals: cells.map((line) => cell(sum(line))),
    columnTotals: columns.map(cell),
    total: cell(sum(columns)),
  };
}

/** As a reader sees it: the last row and column are totals, `·` is hidden. */
function seen({ cells, rowTotals, columnTotals, total }: Table<Counted | null>): (number | '·')[][] {
  const lines = [...cells.map((line, row) => [...line, rowTotals[row] ?? null]), [...columnTotals, total]];
  return lines.map((line) => line.map((one) => one?.arrived ?? '·'));
}

/**
 * What each count can be for whoever knows only what is shown and that nothing hidden is empty, at
 * most one off: a table that fits and differs by more is made of steps of one that fit too.
 */
function possible(real: readonly (readonly number[])[], shown: readonly (readonly (number | '·')[])[]): Set<number>[][] {
  const found = shown.map((line) => line.map(() => new Set<number>()));
  const guess = real.map((line) => [...line]);
  const columns = real[0]?.length ?? 1;
  const fits = (value: number, as: number | '·' | undefined): boolean => (as === '·' ? value > 0 : value === as);
  const go = (at: number): void => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    const line = guess[row];
    if (!line) {
      const counts = seen(tableOf(guess)).map((whole) => whole.map(Number));
      if (counts.every((whole, r) => whole.every((count, c) => fits(count, shown[r]?.[c])))) counts.forEach((whole, r) => { whole.forEach((count, c) => found[r]?.[c]?.add(count)); });
      return;
    }
    const value = line[column] ?? 0;
    for (const other of shown[row]?.[column] === '·' ? [value, value - 1, value + 1] : [value]) {
      line[column] = other;
      if (other >= 0 && (column < columns - 1 || fits(sum(line), shown[row]?.[columns]))) go(at + 1);
    }
    line[column] = value;
  };
  go(0);
  return found;
}

describe('small cells', () => {
  it('[Q7] a table without small cells is shown whole, the empty ones too', () => {
    expect(seen(hideSmall(tableOf([[5, 0], [7, 9]])))).toEqual([[5, 0, 5], [7, 9, 16], [12, 9, 21]]);
  });

  it('[Q7] one small cell takes another of its row, another of its column, and the one across', () => {
    const hidden = hideSmall(tableOf([[3, 20, 30], [40, 15, 25], [50, 60, 70]]));
    expect(seen(hidden)).toEqual([['·', '·', 30, 53], ['·', '·', 25, 80], [50, 60, 70, 180], [93, 95, 125, 313]]);
  });

  it('[Q7] four small cells in a square are hidden by each other, and four of one are not', () => {
    expect(seen(hideSmall(tableOf([[3, 4, 30], [4, 3, 25], [50, 60, 70]])))).toEqual([['·', '·', 30, 37], ['·', '·', 25, 32], [50, 60, 70, 180], [57, 67, 125, 249]]);
  });

  it('[Q7] four single people in a square: hiding all the cells would still tell, since their sum follows from the totals', () => {
    const ones = [[1, 1, 30], [1, 1, 25], [50, 60, 70]];
    const cellsOnly = [['·', '·', '·', 32], ['·', '·', '·', 27], ['·', '·', 70, 180], [52, 62, 125, 239]] as const;
    expect(possible(ones, cellsOnly)[0]?.[0]).toEqual(new Set([1]));
    expect(seen(hideSmall(tableOf(ones)))).toEqual([['·', '·', '·', '·'], ['·', '·', '·', '·'], ['·', '·', 70, 180], ['·', '·', 125, 239]]);
  });

  it('[Q7] a block of twos hides itself: any of them could be one or three', () => {
    const twos = [[2, 2, 2, 30], [2, 2, 2, 25], [2, 2, 2, 40]];
    expect(seen(hideSmall(tableOf(twos)))).toEqual([['·', '·', '·', 30, 36], ['·', '·', '·', 25, 31], ['·', '·', '·', 40, 46], [6, 6, 6, 95, 113]]);
  });

  it('[Q7] a cell between two blocks is told by both of them, though each line hides more than it', () => {
    const bridge = [[3, 4, 4, 30], [4, 3, 20, 25], [20, 30, 3, 4], [25, 35, 4, 3]];
    const onlySmall = seen(tableOf(bridge)).map((line) => line.map((count) => (Number(count) < FEWEST_SHOWN ? '·' : count)));
    expect(possible(bridge, onlySmall)[0]?.[2]).toEqual(new Set([4]));
    const shown = seen(hideSmall(tableOf(bridge)));
    expect(shown.map((line) => line.filter((count) => count === '·').length)).toEqual([3, 3, 2, 2, 0]);
    expect(possible(bridge, shown)[0]?.[2]?.size).toBeGreaterThan(1);
  });

  it('[Q7] a table of nothing is shown as that', () => {
    const nothing = { cells: [], rowTotals: [], columnTotals: [], total: cell(0) };
    expect(hideSmall(nothing)).toEqual(nothing);
    expect(() => hideSmall({ ...nothing, total: cell(9) })).toThrow(RangeError);
  });

  it('[Q7] a small total is hidden with the cell that it is of, and another group with it', () => {
    expect(seen(hideSmall(tableOf([[3, 20]])))).toEqual([['·', '·', 23], ['·', '·', 23]]);
    expect(seen(hideSmall(tableOf([[2, 3, 20, 30]])))).toEqual([['·', '·', 20, 30, 55], ['·', '·', 20, 30, 55]]);
    expect(seen(hideSmall(tableOf([[2, 1, 20, 30]])))).toEqual([['·', '·', '·', 30, 53], ['·', '·', '·', 30, 53]]);
  });

  it('[Q7] of four people nothing is said but where nobody was', () => {
    expect(seen(hideSmall(tableOf([[1, 0], [0, 3]])))).toEqual([['·', 0, '·'], [0, '·', '·'], ['·', '·', '·']]);
  });

  it('[Q7] many turns of few people are few people', () => {
    const table: Table<Counted> = {
      cells: [[{ people: 2, arrived: 9 }, cell(20), cell(30)]],
      rowTotals: [{ people: 52, arrived: 59 }],
      columnTotals: [{ people: 2, arrived: 9 }, cell(20), cell(30)],
      total: { people: 52, arrived: 59 },
    };
    expect(seen(hideSmall(table))).toEqual([['·', '·', 30, 59], ['·', '·', 30, 59]]);
  });

  it('[Q7] nothing is promised of a table that does not add up', () => {
    expect(() => hideSmall({ ...tableOf([[3, 20]]), total: cell(24) })).toThrow(RangeError);
    expect(() => hideSmall({ ...tableOf([[3, 20]]), rowTotals: [] })).toThrow(RangeError);
  });

  const tablesUpTo = (rows: number, columns: number): fc.Arbitrary<number[][]> =>
    fc.tuple(fc.integer({ min: 1, max: rows }), fc.integer({ min: 1, max: columns })).chain(([height, width]) =>
      fc.array(fc.array(fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 12 })), { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
    );

  it.each([[2, 4, 150], [3, 3, 25]])('[Q7] no hidden cell can be reckoned back: each can be of another size in a table that fits what is shown (up to %i × %i)', (rows, columns, numRuns) => {
    fc.assert(
      fc.property(tablesUpTo(rows, columns), (cells) => {
        const shown = seen(hideSmall(tableOf(cells)));
        possible(cells, shown).forEach((line, r) => {
          line.forEach((sizes, c) => { if (shown[r]?.[c] === '·') expect(sizes.size, `${r} ${c} of ${JSON.stringify(cells)}`).toBeGreaterThan(1); });
        });
      }),
      { numRuns, seed: 7 },
    );
  });

  it('[Q7] whatever is left over between a line and its total is of five people or more', () => {
    fc.assert(
      fc.property(tablesUpTo(4, 5), (cells) => {
        const [shown, real] = [seen(hideSmall(tableOf(cells))), seen(tableOf(cells))];
        const inLines = (table: (number | '·')[][]): (number | '·')[][] => [...table, ...(table[0] ?? []).map((_, c) => table.map((line) => line[c] ?? 0))];
        const whole = inLines(real);
        for (const [i, line] of inLines(shown).entries()) {
          const left = sum(line.map((one, j) => (one === '·' ? Number(whole[i]?.[j]) : 0)));
          if (line.at(-1) !== '·' && left > 0) expect(left).toBeGreaterThanOrEqual(FEWEST_SHOWN);
        }
        for (const one of shown.flat()) if (one !== '·' && one > 0) expect(one).toBeGreaterThanOrEqual(FEWEST_SHOWN);
      }),
      { numRuns: 500, seed: 8 },
    );
  });

  it('[Q7] the check would notice: without the others, a small cell is told by its row', () => {
    expect(possible([[3, 20, 30], [40, 15, 25]], [['·', 20, 30, 53], [40, 15, 25, 80], [43, 35, 55, 133]])[0]?.[0]).toEqual(new Set([3]));
  });
});
