/** How far what was said of waits is from what they were. In: pairs of both. Out: figures; never a wait of its own. */
import type { ServiceId } from '../ids.ts';
import { quantile } from '../figures/kpi.ts';
import type { Range } from './range.ts';

/** A ticket that was called. */
export interface Said {
  readonly service: ServiceId;
  /** When it was given; undefined where nothing was. */
  readonly range: Range | undefined;
  /** Minutes from then to the call. */
  readonly wasMin: number;
}

export interface ErrorFigures {
  readonly tickets: number;
  /** The share that anything was said for; null where there was no ticket. */
  readonly spokenFor: number | null;
  /** The rest is of those: null where there is none. Minutes between the middle and the wait. */
  readonly medianMin: number | null;
  readonly p90Min: number | null;
  /** The share of waits that were within their range, ends included. */
  readonly coverage: number | null;
  /** Mean width of a range, in minutes. */
  readonly widthMin: number | null;
}

/** [Q5] Over all, and service by service in the order they first come. */
export function errorOf(said: readonly Said[]): { readonly all: ErrorFigures; readonly services: ReadonlyMap<ServiceId, ErrorFigures> } {
  const services = Map.groupBy(said, ({ service }) => service);
  return { all: figuresOf(said), services: new Map([...services].map(([service, of]) => [service, figuresOf(of)])) };
}

function figuresOf(said: readonly Said[]): ErrorFigures {
  const spoken = said.flatMap(({ range, wasMin }) => (range ? [{ range, wasMin }] : []));
  const errors = spoken.map(({ range, wasMin }) => Math.abs(range.middleMin - wasMin)).toSorted((a, b) => a - b);
  const within = spoken.filter(({ range: { fromMin, toMin }, wasMin }) => fromMin <= wasMin && wasMin <= toMin).length;
  const widths = spoken.reduce((sum, { range: { fromMin, toMin } }) => sum + toMin - fromMin, 0);
  return {
    tickets: said.length,
    spokenFor: said.length > 0 ? spoken.length / said.length : null,
    medianMin: quantileOrNull(errors, 0.5),
    p90Min: quantileOrNull(errors, 0.9),
    coverage: spoken.length > 0 ? within / spoken.length : null,
    widthMin: spoken.length > 0 ? widths / spoken.length : null,
  };
}

function quantileOrNull(sorted: readonly number[], share: number): number | null {
  return sorted.length > 0 ? quantile(sorted, share) : null;
}
