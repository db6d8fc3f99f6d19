/** Figures by two cuts at once, with totals that add up: what a report shows, and what `hideSmall` can protect. */
import type { Table } from './hiding.ts';
import { figuresOf, type Figures, type LegOfVisit, type TargetOf } from './kpi.ts';

/** One way to cut: its groups, in order, and the group a leg is of. */
export interface Cut<K> {
  readonly groups: readonly K[];
  /** Undefined, or a group that is not named, leaves the leg out of the whole table. */
  readonly of: (leg: LegOfVisit) => K | undefined;
}

export function tableBy<R, C>(legs: readonly LegOfVisit[], rows: Cut<R>, columns: Cut<C>, targetOf: TargetOf): Table<Figures> {
  const placed = legs.flatMap((leg) => {
    const [row, column] = [indexIn(rows, leg), indexIn(columns, leg)];
    return row < 0 || column < 0 ? [] : [{ leg, row, column }];
  });
  const figures = (isIt: (at: { readonly row: number; readonly column: number }) => boolean): Figures =>
    figuresOf(placed.filter(isIt).map(({ leg }) => leg), targetOf);
  return {
    cells: rows.groups.map((_r, row) => columns.groups.map((_c, column) => figures((at) => at.row === row && at.column === column))),
    rowTotals: rows.groups.map((_, row) => figures((at) => at.row === row)),
    columnTotals: columns.groups.map((_, column) => figures((at) => at.column === column)),
    total: figures(() => true),
  };
}

function indexIn<K>({ groups, of }: Cut<K>, leg: LegOfVisit): number {
  const group = of(leg);
  return group === undefined ? -1 : groups.indexOf(group);
}
