import { LEFT_SHOWN, SHARED_SHOWN, WAITING_SHOWN, type DeskNow, type StaffView } from '../../../shared/contract/views.ts';
import { deskOf, serviceOf, type Centre, type Desk } from '../../../shared/domain/centre.ts';
import { needsInterpreter } from '../../../shared/domain/scheduling/interpreters.ts';
import { mayLetGo } from '../../../shared/domain/decisions/decide-act.ts';
import { openOn } from '../../../shared/domain/decisions/decide-call.ts';
import { undoAt } from '../../../shared/domain/decisions/decide-undo.ts';
import type { DeskId, VisitId } from '../../../shared/domain/ids.ts';
import { recordOf, spreadOf } from '../../../shared/domain/figures/kpi.ts';
import { spellLabel, type Label } from '../../../shared/domain/label.ts';
import { callsOf } from '../../../shared/domain/reducers/legs.ts';
import { atDesk, queueAt, waitingFor } from '../../../shared/domain/scheduling/queue.ts';
import type { CentreState, Leg, OpenDesk, Visit } from '../../../shared/domain/reducers/state.ts';
import { helpsRinging } from './help.ts';
import type { Known } from './index.ts';
import { shownOpinions } from './opinions.ts';

type Shown = Omit<StaffView, 'kind' | 'centre' | 'zone' | 'languages' | 'notice'>;

export function staffView(id: DeskId, known: Known): Shown {
  const { state, centre, day, now, link, printers, paperTroubles } = known;
  const desk = deskOf(centre, id) ?? null;
  const undoing = desk && undoAt(state, desk.id);
  const waiting = desk ? queueAt(state, day, desk, now) : [];
  return {
    desks: centre.desks.map(({ id: other, number }) => {
      const there = atDesk(state, other);
      return { id: other, number, now: there?.leg.kind ?? 'free', label: there?.label ?? null, open: shownOpen(openOn(state, centre, other, day)) };
    }),
    services: centre.services.map(({ id: service, letter, name }) => ({ id: service, letter, name })),
    agents: [...(centre.agents ?? [])],
    priorities: (centre.priorities ?? []).map(({ id: priority, icon, name }) => ({ id: priority, icon, name })),
    takesAppointments: centre.appointments !== undefined,
    desk,
    now: desk ? deskNow(state, centre, desk) : { kind: 'free' },
    undo: undoing ? { act: undoing.act, visit: undoing.visit.id, label: undoing.visit.label } : null,
    lostCall: desk ? lostCall(known, desk.id) : null,
    helps: helpsRinging(known),
    sharedLabels: sharedLabels(known),
    waiting: waiting.slice(0, WAITING_SHOWN).map((visit) => ({ ...shown(visit, centre, desk), wait: known.waits.ofVisit(visit.id) ?? null })),
    parked: parked(known, desk),
    left: left(known, desk),
    waitingCount: waiting.length,
    waitingByService: waitingByService(known),
    today: todaySoFar(known),
    opinions: shownOpinions(known),
    link,
    printers,
    isSilent: known.isSilent,
    stillWalls: known.stillWalls,
    paperTroubles: paperTroubles(),
  };
}

/** In one look at all who wait: a look for each service took most of the time of this view in a full hall. */
function waitingByService({ state, centre, day }: Known): StaffView['waitingByService'] {
  const services = centre.services.map(({ id }) => id);
  const by = Map.groupBy(waitingFor(state, day, services), ({ leg }) => serviceOf(centre, leg.service)?.id);
  // Whoever came for a service that the centre has no more waits for all of them.
  const gone = by.get(undefined)?.length ?? 0;
  return services.map((service) => ({ service, count: (by.get(service)?.length ?? 0) + gone })).filter(({ count }) => count > 0);
}

function shown(visit: Visit, centre: Centre, desk: Desk | null): Omit<StaffView['waiting'][number], 'wait'> {
  const { id, label, language, leg, priority = null, planned = [], booked } = visit;
  const interpreter = desk !== null && needsInterpreter(centre, desk, language);
  return { visit: id, label, service: leg.service, language, enteredAt: leg.enteredAt, priority, planned: [...planned], calls: callsOf(leg), bookedAt: booked?.at ?? null, interpreter };
}

function shownOpen(open: OpenDesk | undefined): StaffView['desks'][number]['open'] {
  return open ? { agent: open.agent, openedAt: open.openedAt, pause: open.pause ?? null, isClosing: open.isClosing === true } : null;
}

/** [Q1] Whoever was asked to come back to a desk: those whose time has come first, and then in the order of their time. */
function parked({ state, centre, day, now }: Known, at: Desk | null): StaffView['parked'] {
  const found: StaffView['parked'] = [];
  for (const visit of state.visits.values()) {
    const { leg } = visit;
    if (visit.day !== day || leg.kind !== 'parked') continue;
    const { desk, reason, parkedAt, until } = leg;
    found.push({ ...shown(visit, centre, at), desk, reason, parkedAt, until, due: until !== null && until <= now });
  }
  const time = ({ until }: StaffView['parked'][number]): number => until ?? Number.POSITIVE_INFINITY;
  return found.toSorted((a, b) => (time(a) === time(b) ? a.parkedAt - b.parkedAt : time(a) - time(b)));
}

/** [Q1] Whoever may be brought back today. */
function left({ state, centre, day }: Known, at: Desk | null): StaffView['left'] {
  const found: StaffView['left'] = [];
  for (const visit of state.visits.values()) {
    const { leg } = visit;
    if (visit.day !== day || (leg.kind !== 'noShow' && leg.kind !== 'cancelled')) continue;
    found.push({ ...shown(visit, centre, at), why: leg.kind === 'noShow' ? leg.kind : leg.by, endedAt: leg.endedAt });
  }
  return found.toSorted((a, b) => b.endedAt - a.endedAt).slice(0, LEFT_SHOWN);
}

function deskNow(state: CentreState, centre: Centre, desk: Desk): DeskNow {
  const there = atDesk(state, desk.id);
  if (!there) return { kind: 'free' };
  const { leg } = there;
  const who = shown(there, centre, desk);
  return leg.kind === 'called'
    ? { kind: 'called', ...who, calledAt: leg.calledAt, mayLetGo: mayLetGo(state, leg.callNo) }
    : { kind: 'serving', ...who, calledAt: leg.calledAt, startedAt: leg.startedAt };
}

/** [C2] The desk's last call, where the order found that another desk's stands before it. */
function lostCall({ state, centre, day }: Known, desk: DeskId): StaffView['lostCall'] {
  let last: { readonly at: number; readonly lost: Visit | undefined } = { at: -1, lost: undefined };
  for (const visit of state.visits.values()) {
    if (visit.day !== day) continue;
    for (const { desk: by, calledAt } of visit.duplicates) if (by === desk && calledAt > last.at) last = { at: calledAt, lost: visit };
    const { leg } = visit;
    if ('desk' in leg && leg.desk === desk && leg.calledAt >= last.at) last = { at: leg.calledAt, lost: undefined };
  }
  if (!last.lost) return null;
  const { label, leg } = last.lost;
  return { label, by: ('desk' in leg ? deskOf(centre, leg.desk)?.number : undefined) ?? null };
}

/** [J11] Labels of today that several people hold, as long as one of them is still here. */
function sharedLabels({ state, day }: Known): StaffView['sharedLabels'] {
  const byLabel = new Map<string, { readonly label: Label; readonly holders: Set<VisitId> }>();
  for (const { day: of, label, visits } of state.sharedLabels) {
    if (of !== day) continue;
    const known = byLabel.get(spellLabel(label)) ?? { label, holders: new Set() };
    for (const visit of visits) known.holders.add(visit);
    byLabel.set(spellLabel(label), known);
  }
  const isHere = (id: VisitId): boolean => !OVER.has(state.visits.get(id)?.leg.kind ?? 'finished');
  return [...byLabel.values()]
    .filter(({ holders }) => [...holders].some(isHere))
    .slice(0, SHARED_SHOWN)
    .map(({ label, holders }) => ({ label, holders: holders.size }));
}

const OVER: ReadonlySet<Leg['kind']> = new Set(['finished', 'noShow', 'cancelled']);

const NOT_CALLED = { calledAt: null, enteredAt: 0 } as const;

/** [Q7] Live counts of the day; the wait is as figures count it, of whom somebody called. */
function todaySoFar({ state, day, waits }: Known): StaffView['today'] {
  let issued = 0;
  let finished = 0;
  let noShow = 0;
  const waited: number[] = [];
  for (const visit of state.visits.values()) {
    if (visit.day !== day) continue;
    issued += 1;
    if (visit.leg.kind === 'finished') finished += 1;
    if (visit.leg.kind === 'noShow') noShow += 1;
    const { calledAt, enteredAt } = recordOf(visit).legs.at(-1) ?? NOT_CALLED;
    if (calledAt !== null) waited.push(Math.max(0, calledAt - enteredAt));
  }
  return { issued, finished, noShow, medianWaitMs: spreadOf(waited)?.median ?? null, said: saidToday(waits.error) };
}

/** [Q5] What was said against what came; nothing where nothing was said. */
function saidToday({ tickets, spokenFor, medianMin, p90Min, coverage }: Known['waits']['error']): StaffView['today']['said'] {
  if (spokenFor === null || medianMin === null || p90Min === null || coverage === null) return null;
  return { tickets: Math.round(tickets * spokenFor), medianMin: Math.round(medianMin), p90Min: Math.round(p90Min), withinPercent: Math.round(100 * coverage) };
}
