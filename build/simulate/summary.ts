/** How a simulated day went, for a terminal. In: its visits. Out: lines. Nobody real is in it, so nothing is hidden. */
import type { Centre } from '../../shared/domain/centre.ts';
import { figuresBy, figuresOf, legsOf, recordOf, targetsOf, type Figures, type Spread } from '../../shared/domain/figures/kpi.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';

const WIDTHS = [26, 6, 6, 6, 8, 6, 18, 18, 9];

export function summaryOf(centre: Centre, { visits }: Pick<CentreState, 'visits'>): readonly string[] {
  const legs = legsOf([...visits.values()].map(recordOf));
  const targetOf = targetsOf(centre);
  const by = figuresBy(legs, ({ service }) => service, targetOf);
  const [first] = centre.languages;
  const rows = centre.services.flatMap(({ id, name }) => {
    const figures = by.get(id);
    return figures ? [lineOf((first && name[first]) ?? id, figures)] : [];
  });
  const head = line(['service', 'people', 'legs', 'served', 'no-show', 'left', 'wait, min', 'service, min', 'in target']);
  const under = line(['', '', '', '', '', '', 'mean  median  p90', 'mean  median  p90', '']);
  return [head, under, ...rows, lineOf('all', figuresOf(legs, targetOf))];
}

function lineOf(name: string, { people, arrived, served, noShowShare, left, wait, service, serviceLevel }: Figures): string {
  return line([name, String(people), String(arrived), String(served), percent(noShowShare), String(left), minutes(wait), minutes(service), percent(serviceLevel)]);
}

function line(cells: readonly string[]): string {
  return cells.map((cell, i) => (i === 0 ? cell.slice(0, WIDTHS[0]).padEnd(WIDTHS[0] ?? 0) : cell.padStart(WIDTHS[i] ?? 0))).join('  ').trimEnd();
}

function minutes(spread: Spread | null): string {
  return spread ? [spread.mean, spread.median, spread.p90].map((ms) => (ms / 60_000).toFixed(1).padStart(5)).join(' ') : '—';
}

function percent(share: number | null): string {
  return share === null ? '—' : `${Math.round(share * 100)} %`;
}
