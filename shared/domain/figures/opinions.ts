/**
 * What visitors of a day thought, service by service. In: its opinions, in their order. Out: counts
 * that may be shown, those of fewer than five hidden as in every table of figures [Q7]. It knows
 * nobody: neither does what it reads.
 */
import type { Centre } from '../centre.ts';
import type { Face } from '../entries/happenings.ts';
import type { ServiceId } from '../ids.ts';
import type { Opinion } from '../reducers/state.ts';
import { FEWEST_SHOWN, hideSmall, type Counted } from './hiding.ts';

export const FACES = ['good', 'soSo', 'bad'] as const satisfies readonly Face[];

/** How many said each; null where that is hidden. */
export interface OpinionFigures {
  /** Of every service of the centre, in its order, and last of no service; in each the faces, and all of them. */
  readonly services: readonly { readonly service: ServiceId | null; readonly faces: readonly (number | null)[]; readonly all: number | null }[];
  /** For each answer that the centre gives to choose from. */
  readonly answers: readonly (number | null)[];
}

/**
 * Of whole groups of five alone: whoever looks before and after somebody stood at the screen sees
 * four others with them, or nothing new. One of a service that the centre has no more is of none.
 */
export function figuresOfOpinions(opinions: readonly Opinion[], centre: Centre): OpinionFigures {
  const counted = opinions.slice(0, opinions.length - (opinions.length % FEWEST_SHOWN));
  const known: readonly (ServiceId | null)[] = [...centre.services.map(({ id }) => id), null];
  const rowOf = ({ service }: Opinion): ServiceId | null => (known.includes(service) ? service : null);
  const rows = known.map((service) => counted.filter((each) => rowOf(each) === service));
  const faces = hideSmall({
    cells: rows.map((row) => FACES.map((face) => cellOf(row.filter((each) => each.face === face)))),
    rowTotals: rows.map(cellOf),
    columnTotals: FACES.map((face) => cellOf(counted.filter((each) => each.face === face))),
    total: cellOf(counted),
  });
  const answers = (centre.opinion?.answers ?? []).map((_, at) => cellOf(counted.filter(({ answer }) => answer === at)));
  const answered = cellOf(counted.filter(({ answer }) => answer !== null && answer < answers.length));
  const chosen = hideSmall({ cells: [answers], rowTotals: [answered], columnTotals: answers, total: answered });
  return {
    services: known.map((service, at) => ({ service, faces: (faces.cells[at] ?? []).map(shown), all: shown(faces.rowTotals[at] ?? null) })),
    answers: (chosen.cells[0] ?? []).map(shown),
  };
}

function cellOf(given: readonly Opinion[]): Counted {
  return { people: given.length, arrived: given.length };
}

function shown(cell: Counted | null): number | null {
  return cell && cell.arrived;
}
