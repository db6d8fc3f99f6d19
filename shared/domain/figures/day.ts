/**
 * How a centre's day went, service by service [Q7]. In: the visits in memory. Out: figures that may
 * leave the centre, those of too few people hidden. It knows no name and no label.
 */
import type { Centre, Service } from '../centre.ts';
import type { BusinessDay } from '../clock.ts';
import type { Visit } from '../reducers/state.ts';
import { hideSmall } from './hiding.ts';
import { tableBy } from './kpi-table.ts';
import { legsOf, recordOf, targetsOf, type Figures } from './kpi.ts';

export interface DayFigures {
  /** Every service of the centre, in its order; null where its figures are hidden. */
  readonly services: readonly { readonly service: Service; readonly figures: Figures | null }[];
  readonly total: Figures | null;
}

/** Whoever went on to another service counts in each of them; a service that the centre has no more counts nowhere. */
export function figuresOfDay(visits: Iterable<Visit>, centre: Centre, day: BusinessDay): DayFigures {
  const legs = legsOf([...visits].filter((visit) => visit.day === day).map(recordOf));
  const services = { groups: centre.services.map(({ id }) => id), of: ({ service }: (typeof legs)[number]) => service };
  const { cells: [shown = []], total } = hideSmall(tableBy(legs, { groups: [day], of: () => day }, services, targetsOf(centre)));
  return { services: centre.services.map((service, at) => ({ service, figures: shown[at] ?? null })), total };
}
