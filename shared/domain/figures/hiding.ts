/**
 * Which cells of a table may leave the centre [Q7]. In: a table of figures with its totals. Out: the
 * same table without the cells of fewer than five people, and without as many more as it takes that
 * none of those can be reckoned back. Live operation never comes through here. Pure.
 */
import type { Figures } from './kpi.ts';

/** Fewer people than this could be recognised in a report. */
export const FEWEST_SHOWN = 5;

/** What a cell has to say of itself for this: its people each once, and a count that adds up to its totals. */
export type Counted = Pick<Figures, 'people' | 'arrived'>;

/** Groups by groups. A list with its total is a table of one row. */
export interface Table<T> {
  /** Rows of equal length. */
  readonly cells: readonly (readonly T[])[];
  readonly rowTotals: readonly T[];
  readonly columnTotals: readonly T[];
  readonly total: T;
}

/** One cell, by its lines; the last row and the last column are the totals. */
interface Spot extends Counted {
  readonly row: number;
  readonly column: number;
  readonly isTotal: boolean;
}

type Grid = readonly (readonly Spot[])[];

/**
 * Hides small cells and those that would tell of them; a hidden one is null. Empty cells are shown:
 * there is nobody in them to protect. Afterwards, whoever has the rest, the totals and this rule can
 * tell no hidden count (Gusfield, «A graph theoretic approach to statistical data security», 1988).
 * What is hidden in a line whose total is shown is of five people or more together, so that taking
 * the rest from the total gives no small group's figures either.
 * @throws RangeError for a table that does not add up: nothing could be promised of it.
 */
export function hideSmall<T extends Counted>(table: Table<T>): Table<T | null> {
  const grid = gridOf(table);
  const hidden = new Set(grid.flat().filter(({ people }) => people > 0 && people < FEWEST_SHOWN));
  for (;;) {
    const exposed = lineThatTells(grid, hidden) ?? spotThatIsTold(grid, hidden);
    if (!exposed) break;
    const more = cheapest(exposed.filter((spot) => spot.arrived > 0 && !hidden.has(spot)));
    if (!more) break;
    hidden.add(more);
  }
  const shown = (cell: T, row: number, column: number): T | null => {
    const spot = grid[row]?.[column];
    return spot && hidden.has(spot) ? null : cell;
  };
  const [rows, columns] = [table.cells.length, table.columnTotals.length];
  return {
    cells: table.cells.map((line, row) => line.map((cell, column) => shown(cell, row, column))),
    rowTotals: table.rowTotals.map((cell, row) => shown(cell, row, columns)),
    columnTotals: table.columnTotals.map((cell, column) => shown(cell, rows, column)),
    total: shown(table.total, rows, columns),
  };
}

function gridOf<T extends Counted>({ cells, rowTotals, columnTotals, total }: Table<T>): Spot[][] {
  const rows = [...cells.map((line, i) => [...line, rowTotals[i]]), [...columnTotals, total]];
  const grid = rows.map((line, row) =>
    line.map((cell, column) => {
      if (!cell) throw new RangeError('a table has a total for each row and column');
      const { people, arrived } = cell;
      return { row, column, people, arrived, isTotal: row === cells.length || column === columnTotals.length };
    }),
  );
  const addsUp = linesOf(grid).every((line) => line.reduce((sum, { arrived }) => sum + arrived, 0) === 2 * (line.at(-1)?.arrived ?? 0));
  if (!addsUp) throw new RangeError('a table adds up to its totals');
  return grid;
}

function linesOf(grid: Grid): Spot[][] {
  const columns = (grid[0] ?? []).map((_, column) => grid.flatMap((line) => line[column] ?? []));
  return [...grid.map((line) => [...line]), ...columns];
}

function linesThrough(grid: Grid, { row, column }: Spot): Spot[][] {
  return linesOf(grid).filter((line) => line.some((spot) => spot.row === row && spot.column === column));
}

/** A line in which what is hidden follows from the rest, or together is of too few. */
function lineThatTells(grid: Grid, hidden: ReadonlySet<Spot>): Spot[] | undefined {
  return linesOf(grid).find((line) => {
    const inLine = line.filter((spot) => hidden.has(spot));
    if (inLine.length === 0) return false;
    const total = line.at(-1);
    const together = inLine.reduce((sum, { people }) => sum + people, 0);
    return inLine.length === 1 || (total !== undefined && !hidden.has(total) && together < FEWEST_SHOWN);
  });
}

/** The lines of a hidden cell whose count can be reckoned back over several lines. */
function spotThatIsTold(grid: Grid, hidden: ReadonlySet<Spot>): Spot[] | undefined {
  for (const spot of hidden) if (!canBeOther(spot, hidden)) return linesThrough(grid, spot).flat();
  return undefined;
}

/**
 * Whether one more or one less there is as good a table for whoever sees only the rest: then another
 * hidden cell of its row makes up for it, one of that one's column for that, and so on round to it.
 * A line's total stands on the other side of its sum: less of it counts as more.
 */
function canBeOther(spot: Spot, hidden: ReadonlySet<Spot>): boolean {
  const others = [...hidden].filter((other) => other !== spot);
  const [row, column] = [`row ${spot.row}`, `column ${spot.column}`];
  return isWay(others, column, row) || (mayFall(spot) && isWay(others, row, column));
}

/** Whether changes by one, in turn up along a row and down along a column, lead from line to line. */
function isWay(spots: readonly Spot[], from: string, to: string): boolean {
  const reached = new Set([from]);
  // A set is walked through to its end, also where that is added on the way.
  for (const line of reached) {
    if (line === to) return true;
    for (const spot of spots) {
      const [row, column] = [`row ${spot.row}`, `column ${spot.column}`];
      if (line === row) reached.add(column);
      if (line === column && mayFall(spot)) reached.add(row);
    }
  }
  return false;
}

/** Nobody believes a hidden cell to be empty: those are shown. Of a total, its cells see to that. */
function mayFall({ isTotal, arrived }: Spot): boolean {
  return isTotal || arrived > 1;
}

/** The smallest: its loss costs a reader least. */
function cheapest([first, ...rest]: readonly Spot[]): Spot | undefined {
  return first && rest.reduce((least, spot) => (spot.arrived < least.arrived ? spot : least), first);
}
