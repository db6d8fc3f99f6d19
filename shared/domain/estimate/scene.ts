/**
 * The centre as it stands at one moment, as numbers a simulation can run from: who waits in which
 * line, which desks work and who is there, who comes back, who may come. In: the state, the time.
 */
import { deskOf, priorityOf, type Centre, type Desk, type Language } from '../centre.ts';
import { MINUTE_MS, type BusinessDay, type EpochMs } from '../clock.ts';
import { openOn } from '../decisions/decide-call.ts';
import { compareEntryIds } from '../entries/entry.ts';
import type { DeskId, PriorityId, ServiceId, VisitId } from '../ids.ts';
import { endOf } from '../figures/kpi.ts';
import { isCallable } from '../reducers/legs.ts';
import { bookedPlaceOf, turnsAt } from '../scheduling/queue.ts';
import { policyIn, runOf } from '../scheduling/standing.ts';
import type { CentreState, Leg, OpenDesk, Visit } from '../reducers/state.ts';
import { Sorts, type Sort } from './lines.ts';

/** A leg that is still to come, after another. */
export interface Step {
  readonly line: number;
  readonly service: number;
  readonly next: Step | undefined;
}

export interface Person {
  /** Undefined for somebody who asks how long it would be. */
  readonly visit: VisitId | undefined;
  readonly queuedAt: EpochMs;
  readonly step: Step;
}

/** Whom a desk has in hand. */
export type InHand =
  /** `forMs` is how long already; for ever, where it had nobody today. */
  | { readonly kind: 'nobody'; readonly forMs: number }
  | { readonly kind: 'called' | 'serving'; readonly service: number; readonly forMs: number; readonly next: Step | undefined }
  /** Somebody of a day before: nobody can say for how long yet. */
  | { readonly kind: 'leftOpen' };

/** When a desk on a break is back: `soon` where it should be already. */
export type Back = { readonly kind: 'here' } | { readonly kind: 'at'; readonly at: EpochMs } | { readonly kind: 'soon' | 'unknown' };

export interface WorkingDesk {
  readonly desk: Desk;
  readonly inHand: InHand;
  readonly back: Back;
  /** Whom it called last, and how many of that sort in a row. */
  readonly last: 0 | 1;
  readonly run: number;
}

/** Somebody parked: back at a time, or when nobody knows. Or who booked, and comes at that time. */
export interface Returning {
  readonly at: EpochMs | undefined;
  readonly queuedAt: EpochMs;
  readonly step: Step;
}

/** Preferential visitors who may come yet, and go before who is there. */
export interface Stream {
  readonly step: Step;
  readonly perMinute: number;
}

export interface Scene {
  readonly centre: Centre;
  readonly now: EpochMs;
  readonly sorts: readonly Sort[];
  readonly services: readonly ServiceId[];
  /** By place, whoever asks last of all. */
  readonly waiting: readonly Person[];
  readonly desks: readonly WorkingDesk[];
  readonly returning: readonly Returning[];
  readonly streams: readonly Stream[];
}

/** Somebody who asks how long it would be if they took a turn now. */
export interface Asking {
  readonly service: ServiceId;
  readonly language: Language;
  readonly priority: PriorityId | undefined;
}

const HOUR_MS = 3_600_000;
/** As if nobody had come for so long before the day began: one who comes in the first minutes is no stream yet. */
const QUIET_MIN = 15;

export function sceneOf(state: CentreState, centre: Centre, { day, now }: { day: BusinessDay; now: EpochMs }, asking: readonly Asking[]): Scene {
  const sorts = new Sorts(centre);
  const services: ServiceId[] = centre.services.map(({ id }) => id);
  const known = new Map(services.map((id, i) => [id, i]));
  const numberOf = (id: ServiceId): number => {
    const number = known.get(id) ?? services.push(id) - 1;
    known.set(id, number);
    return number;
  };
  const stepOf = (sort: Sort, next: Step | undefined): Step => ({ line: sorts.of(sort), service: numberOf(sort.service), next });
  const open = openDesks(state, centre, day);
  const desks = workingDesks(state, centre, open, day, now);
  const working = new Set(desks.map(({ id }) => id));
  const waiting: { person: Person; visit: Visit }[] = [];
  const returning: Returning[] = [];
  const inHand = new Map<DeskId, InHand>();
  const lastEnds = lastEndsOf(state, day);
  state.visits.filter((visit) => visit.day === day || visit.leg.kind === 'called' || visit.leg.kind === 'serving').forEach((visit) => {
    const { leg, id, priority, language } = visit;
    const after = afterwards(visit, stepOf);
    const sort = { service: leg.service, priority, language, onlyAt: leg.onlyAt, isBooked: bookedPlaceOf(visit) !== undefined };
    const queuedAt = leg.queuedAt ?? leg.enteredAt;
    if (leg.kind === 'parked' && visit.day === day) {
      const onlyAt = working.has(leg.desk) ? leg.desk : undefined;
      returning.push({ at: leg.until ?? undefined, queuedAt, step: stepOf({ ...sort, onlyAt, isBooked: false }, after) });
    } else if (isCallable(centre, leg)) {
      if (visit.day === day) waiting.push({ visit, person: { visit: id, queuedAt, step: stepOf(sort, after) } });
    } else if (leg.kind === 'called' || leg.kind === 'serving') {
      const since = leg.kind === 'called' ? leg.calledAt : leg.startedAt;
      inHand.set(leg.desk, visit.day === day ? { kind: leg.kind, service: numberOf(leg.service), forMs: Math.max(0, now - since), next: after } : { kind: 'leftOpen' });
    }
  });
  returning.push(...bookedAhead(state, centre, day, now).map(({ at, sort }) => ({ at, queuedAt: at, step: stepOf(sort, undefined) })));
  waiting.sort((a, b) => a.person.queuedAt - b.person.queuedAt || compareEntryIds(a.visit.leg.enteredBy, b.visit.leg.enteredBy));
  const askers = asking.map((ask): Person => ({ visit: undefined, queuedAt: now, step: stepOf({ ...ask, onlyAt: undefined }, undefined) }));
  const streams = policyIn(centre).kind === 'firstCome' ? [] : streamsOf(state, centre, day, now, stepOf);
  return {
    centre,
    now,
    sorts: sorts.all,
    services,
    waiting: [...waiting.map(({ person }) => person), ...askers],
    desks: desks.map((desk) => standingAt(state, desk, open.get(desk.id), day, now, inHand.get(desk.id) ?? { kind: 'nobody', forMs: now - (lastEnds.get(desk.id) ?? -Infinity) })),
    returning,
    streams,
  };
}

/** Who booked for a time of today that is still to come, and has not checked in: they are taken to come, and to speak the centre's language. */
function bookedAhead({ appointments }: CentreState, { languages: [language = 'es'], appointments: rule }: Centre, day: BusinessDay, now: EpochMs): readonly { readonly at: EpochMs; readonly sort: Sort }[] {
  return [...appointments.values()]
    .filter((each) => each.day === day && each.at > now && each.arrived === undefined)
    .map(({ at, service, kept }) => ({ at, sort: { service, priority: kept ? undefined : rule?.priority, language, onlyAt: undefined, isBooked: true } }));
}

/** What comes for a visitor when the present leg is over: back to whoever sent them, or on to what is planned. */
function afterwards({ leg, planned = [], priority, language }: Visit, stepOf: (sort: Sort, next: Step | undefined) => Step): Step | undefined {
  const onwards = planned.reduceRight<Step | undefined>((next, service) => stepOf({ service, priority, language, onlyAt: undefined }, next), undefined);
  const { comesBack } = leg;
  return comesBack ? stepOf({ service: comesBack.service, priority, language, onlyAt: comesBack.desk }, onwards) : onwards;
}

/** Desks that somebody opened today: one that nobody closed last night calls nobody in the morning. */
function openDesks(state: CentreState, centre: Centre, day: BusinessDay): ReadonlyMap<DeskId, OpenDesk> {
  return new Map(centre.desks.flatMap(({ id }) => {
    const open = openOn(state, centre, id, day);
    return open ? [[id, open] as const] : [];
  }));
}

/**
 * Desks that call whoever is next: those that somebody works at. A centre that names no agents opens
 * none: there it is the desks that called somebody in the last hour, and where none did, all of them.
 */
function workingDesks(state: CentreState, centre: Centre, open: ReadonlyMap<DeskId, OpenDesk>, day: BusinessDay, now: EpochMs): readonly Desk[] {
  const isOpen = ({ id }: Desk): boolean => open.has(id);
  const isClosing = ({ id }: Desk): boolean => open.get(id)?.isClosing === true;
  if ((centre.agents ?? []).length > 0) return centre.desks.filter((desk) => isOpen(desk) && !isClosing(desk));
  const active = new Set<DeskId>();
  state.visits.filter((visit) => visit.day === day).forEach(({ leg, past = [] }) => {
    for (const each of [...past, leg]) if ('calledAt' in each && (each.calledAt > now - HOUR_MS || each.kind === 'serving')) active.add(each.desk);
  });
  const found = centre.desks.filter((desk) => (active.has(desk.id) || isOpen(desk)) && !isClosing(desk));
  return found.length > 0 ? found : centre.desks.filter((desk) => !isClosing(desk));
}

function standingAt(state: CentreState, desk: Desk, open: OpenDesk | undefined, day: BusinessDay, now: EpochMs, inHand: InHand): WorkingDesk {
  const turns = turnsAt(state, day, desk.id);
  return { desk, inHand, back: backOf(open, now), last: turns[0] === true ? 1 : 0, run: runOf(turns) };
}

/** When each desk was done with somebody last. */
function lastEndsOf(state: CentreState, day: BusinessDay): ReadonlyMap<DeskId, EpochMs> {
  const ends = new Map<DeskId, EpochMs>();
  const note = (leg: Leg): void => {
    const end = endOf(leg);
    if (end !== undefined && 'desk' in leg) ends.set(leg.desk, Math.max(end, ends.get(leg.desk) ?? end));
  };
  state.visits.filter((visit) => visit.day === day).forEach(({ leg, past }) => {
    past?.forEach(note);
    note(leg);
  });
  return ends;
}

function backOf(open: OpenDesk | undefined, now: EpochMs): Back {
  if (!open?.pause) return { kind: 'here' };
  const { until } = open.pause;
  if (until === null) return { kind: 'unknown' };
  return until <= now ? { kind: 'soon' } : { kind: 'at', at: until };
}

/** How fast preferential visitors came for each service in the last hour. */
function streamsOf(state: CentreState, centre: Centre, day: BusinessDay, now: EpochMs, stepOf: (sort: Sort, next: Step | undefined) => Step): Stream[] {
  let first = now;
  const counts = new Map<Step['line'], { step: Step; count: number }>();
  state.visits.filter((visit) => visit.day === day).forEach(({ leg, past, priority, language, booked }) => {
    const { enteredAt, service } = past?.[0] ?? leg;
    first = Math.min(first, enteredAt);
    // Who books is known of beforehand.
    if (enteredAt <= now - HOUR_MS || booked || !priorityOf(centre, priority)) return;
    const step = stepOf({ service, priority, language, onlyAt: undefined }, undefined);
    const known = counts.get(step.line);
    if (known) known.count += 1;
    else counts.set(step.line, { step, count: 1 });
  });
  const minutes = Math.min(now - first, HOUR_MS) / MINUTE_MS + QUIET_MIN;
  return [...counts.values()].map(({ step, count }) => ({ step, perMinute: count / minutes }));
}

/** Whether somebody works, or said when they are back, at a desk that calls for this service. */
export function hasDeskFor({ desks, centre }: Scene, { service, onlyAt }: Sort): boolean {
  const kept = onlyAt === undefined ? undefined : deskOf(centre, onlyAt);
  return desks.some(({ desk, back }) => back.kind !== 'unknown' && (kept ? desk.id === kept.id : serves(desk, service) || !centre.services.some(({ id }) => id === service)));
}

function serves({ services, later = [] }: Desk, service: ServiceId): boolean {
  return services.includes(service) || later.some((more) => more.services.includes(service));
}
