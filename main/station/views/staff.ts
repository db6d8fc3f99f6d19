import { WAITING_SHOWN, type DeskNow, type StaffView } from '../../../shared/contract/views.ts';
import { deskOf } from '../../../shared/domain/centre.ts';
import type { DeskId } from '../../../shared/domain/ids.ts';
import { atDesk, waitingFor, type AtDesk } from '../../../shared/domain/queue.ts';
import type { Visit } from '../../../shared/domain/state.ts';
import type { Known } from './index.ts';

type Shown = Omit<StaffView, 'kind' | 'centre' | 'zone' | 'languages'>;

export function staffView(id: DeskId, known: Known): Shown {
  const { state, centre, day, link, printer, paperTroubles } = known;
  const desk = deskOf(centre, id) ?? null;
  const waiting = desk ? waitingFor(state, day, desk.services) : [];
  return {
    desks: centre.desks.map(({ id: other, number }) => {
      const there = atDesk(state, other);
      return { id: other, number, now: there?.leg.kind ?? 'free', label: there?.label ?? null };
    }),
    services: centre.services.map(({ id: service, letter, name }) => ({ id: service, letter, name })),
    desk,
    now: desk ? deskNow(atDesk(state, desk.id)) : { kind: 'free' },
    waiting: waiting.slice(0, WAITING_SHOWN).map(shown),
    waitingCount: waiting.length,
    waitingByService: centre.services
      .map(({ id: service }) => ({ service, count: waitingFor(state, day, [service]).length }))
      .filter(({ count }) => count > 0),
    today: todaySoFar(known),
    link,
    printer,
    paperTroubles: paperTroubles(),
  };
}

function shown(visit: Visit): StaffView['waiting'][number] {
  const { id, label, language, leg } = visit;
  return { visit: id, label, service: leg.service, language, enteredAt: leg.enteredAt };
}

function deskNow(there: AtDesk | undefined): DeskNow {
  if (!there) return { kind: 'free' };
  const { leg } = there;
  return leg.kind === 'called'
    ? { kind: 'called', ...shown(there), calledAt: leg.calledAt }
    : { kind: 'serving', ...shown(there), calledAt: leg.calledAt, startedAt: leg.startedAt };
}

/** [Q7] Live counts of the day; the wait is from entering to the call. */
function todaySoFar({ state, day }: Known): StaffView['today'] {
  let issued = 0;
  let finished = 0;
  let noShow = 0;
  const waits: number[] = [];
  for (const visit of state.visits.values()) {
    if (visit.day !== day) continue;
    issued += 1;
    if (visit.leg.kind === 'finished') finished += 1;
    if (visit.leg.kind === 'noShow') noShow += 1;
    if (visit.leg.kind !== 'waiting') waits.push(visit.leg.calledAt - visit.leg.enteredAt);
  }
  return { issued, finished, noShow, medianWaitMs: median(waits) };
}

/** The middle value; of an even number, the mean of the two in the middle. */
function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
