/** The paper that tells how today went. In: the state, who asks and when. Out: figures by service, those of too few people hidden [Q7]; a discreet one goes by its other name [X2]. */
import type { Centre, Language } from '../../../shared/domain/centre.ts';
import { MINUTE_MS, type BusinessDay, type EpochMs } from '../../../shared/domain/clock.ts';
import { figuresOfDay } from '../../../shared/domain/figures/day.ts';
import type { Figures } from '../../../shared/domain/figures/kpi.ts';
import type { PaperId } from '../../../shared/domain/ids.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import type { PaperDay } from '../printing/index.ts';

export interface AskedForDay {
  readonly paper: PaperId;
  readonly language: Language;
  readonly day: BusinessDay;
  readonly now: EpochMs;
  /** What it is printed by, as its people call it. */
  readonly device: string;
}

export function dayPaper(centre: Centre, state: CentreState, { paper, language, day, now, device }: AskedForDay): PaperDay {
  const { services, total } = figuresOfDay(state.visits.values(), centre, day);
  return {
    kind: 'day',
    paper,
    centre: centre.name,
    zone: centre.zone,
    language,
    day,
    printedAt: now,
    device,
    services: services.map(({ service: { name, discreet }, figures }) => ({ service: (discreet ?? name)[language], figures: onPaper(figures) })),
    total: onPaper(total),
  };
}

function onPaper(figures: Figures | null): PaperDay['total'] {
  if (!figures) return null;
  const { arrived: given, served, left, noShows, wait } = figures;
  return { given, served, left, noShows, medianWaitMin: wait && Math.round(wait.median / MINUTE_MS) };
}
