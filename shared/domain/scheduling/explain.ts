/**
 * Why a desk calls whom it calls [Q3]. In: the state, a desk, the time. Out: reasons as kinds with
 * numbers, the same that the policy went by. It says no sentence: those are `explain` in the locales.
 * For staff alone: a reason may name a class of priority, which nobody else is shown [X2].
 */
import { deskOf, type Centre, type Desk, type Language } from '../centre.ts';
import { MINUTE_MS, type BusinessDay, type EpochMs } from '../clock.ts';
import type { DeskId, PriorityId, VisitId } from '../ids.ts';
import { everyoneWaiting, interpretedElsewhere, isClaimedElsewhere, turnsAt, type WaitingVisit } from './queue.ts';
import { LANGUAGE_PATIENCE_MIN } from './speech.ts';
import { byPlace, callerAt, compareStanding, decides, standingOf, type Caller, type NotHere, type Rank } from './standing.ts';
import type { CentreState } from '../reducers/state.ts';

/** Why somebody goes first; whole minutes of waiting, points in minutes. */
export type Reason =
  /** Kept for this desk. */
  | { readonly kind: 'kept' }
  /** This desk serves their service only from whoever has waited so long. */
  | { readonly kind: 'later'; readonly afterMin: number; readonly waitedMin: number }
  /** The centre has their service no more; any desk finishes with them. */
  | { readonly kind: 'serviceGone' }
  /** A ratio: it is the turn of their sort. */
  | { readonly kind: 'turn'; readonly of: 'preferential' | 'general'; readonly preferential: number; readonly general: number }
  /** So many of a class were called in a row, so now somebody of none. */
  | { readonly kind: 'cap'; readonly cap: number }
  /** Of a class that goes before others. */
  | { readonly kind: 'class'; readonly priority: PriorityId }
  /** The most accumulated priority: weight × (waited + head start). `priority` is null for who is of no class. */
  | { readonly kind: 'points'; readonly priority: PriorityId | null; readonly weight: number; readonly headStartMin: number; readonly waitedMin: number; readonly points: number; readonly runnerUp: number }
  /** Nobody waits whose time has come, and their appointment is the next. */
  | { readonly kind: 'early'; readonly inMin: number }
  /** Had an appointment so long ago, and counts as if they had come then. */
  | { readonly kind: 'booked'; readonly waitedMin: number }
  /** The time of others has not come. */
  | { readonly kind: 'due' }
  /** Speaks what is spoken here, others do not. */
  | { readonly kind: 'language'; readonly language: Language }
  /** Is understood here through an interpreter, and one is free. */
  | { readonly kind: 'interpreter'; readonly language: Language }
  /** Is not understood here, and has waited for that so long that it counts no more, as it does for others. */
  | { readonly kind: 'waitedOut'; readonly language: Language; readonly waitedMin: number; readonly patienceMin: number }
  /** Speaks what is spoken at no desk of their service, so that standing back as others do would help nobody. */
  | { readonly kind: 'spokenNowhere'; readonly language: Language }
  /** Came first of so many who are equal in all else. */
  | { readonly kind: 'cameFirst'; readonly waitedMin: number; readonly among: number };

/** Why somebody who came before was not called; of what they are, never of what they asked for. */
export type PassedOverWhy =
  | { readonly kind: 'claimed'; readonly desk: DeskId | null }
  | { readonly kind: 'keptFor'; readonly desk: DeskId }
  | { readonly kind: 'laterHere'; readonly afterMin: number; readonly waitedMin: number }
  /** Not spoken here, but at another desk; or interpreted, and no interpreter is free. */
  | { readonly kind: 'language' | 'noInterpreter'; readonly language: Language; readonly waitedMin: number; readonly patienceMin: number }
  | { readonly kind: 'turn'; readonly of: 'preferential' | 'general' }
  | { readonly kind: 'class'; readonly priority: PriorityId }
  | { readonly kind: 'points'; readonly points: number; readonly most: number }
  /** Their appointment is in so many minutes. */
  | { readonly kind: 'booked'; readonly inMin: number }
  /** At one instant with whom was called, whose service stands before in the desk's list or whose entry does. */
  | { readonly kind: 'tie' };

/** Why this desk would not call somebody now, wherever they stand. */
export type NotHereWhy = Extract<PassedOverWhy, { kind: 'claimed' | 'keptFor' | 'laterHere' }> | { readonly kind: 'otherService' };

export interface PassedOver {
  readonly visit: VisitId;
  readonly why: PassedOverWhy;
}

export type Explanation =
  | { readonly kind: 'nobody'; readonly passedOver: readonly PassedOver[] }
  /** Those who came before and are not called, in the order they came. */
  | { readonly kind: 'next'; readonly visit: VisitId; readonly reasons: readonly Reason[]; readonly passedOver: readonly PassedOver[] }
  /** Somebody else is called before: whom, why, and the place in this desk's order, where 1 is next. */
  | { readonly kind: 'notNext'; readonly visit: VisitId; readonly place: number; readonly next: VisitId; readonly reasons: readonly Reason[] }
  /** This desk would not call them now. */
  | { readonly kind: 'notHere'; readonly visit: VisitId; readonly why: NotHereWhy }
  /** They wait for nobody to call them in turn: parked, in hand, gone, or of another day. */
  | { readonly kind: 'notWaiting'; readonly visit: VisitId };

/** More than anybody reads. */
export const PASSED_OVER_SHOWN = 20;

interface Asked {
  readonly day: BusinessDay;
  readonly desk: DeskId;
  readonly now: EpochMs;
  /** As in `nextFor`: refused this desk a moment ago. */
  readonly taken?: ReadonlySet<VisitId>;
}

interface Stands {
  readonly one: WaitingVisit;
  readonly rank: Rank;
}

/** Everyone who waits, sorted by what this desk may do: its order, and those whom it may not call. */
interface Hall {
  readonly caller: Caller;
  readonly order: readonly Stands[];
  readonly others: readonly { readonly one: WaitingVisit; readonly why: NotHereWhy }[];
}

/**
 * Why this desk calls whom it calls next; or, of one visit, why it is or is not that one.
 * @returns undefined where the centre has no such desk.
 */
export function explain(state: CentreState, asked: Asked, visit?: VisitId): Explanation | undefined {
  const { centre } = state;
  const desk = centre && deskOf(centre, asked.desk);
  if (!centre || !desk) return undefined;
  const hall = hallAt(state, centre, desk, asked);
  const [first] = hall.order;
  if (visit === undefined || visit === first?.one.visit.id) return first ? ofNext(hall, first) : { kind: 'nobody', passedOver: passedOver(hall, undefined) };
  const other = hall.others.find(({ one }) => one.visit.id === visit);
  if (other) return { kind: 'notHere', visit, why: other.why };
  const place = hall.order.findIndex(({ one }) => one.visit.id === visit);
  const stands = hall.order[place];
  if (!first || !stands) return { kind: 'notWaiting', visit };
  return { kind: 'notNext', visit, place: place + 1, next: first.one.visit.id, reasons: reasonsOf(hall, first, [stands]) };
}

function hallAt(state: CentreState, centre: Centre, desk: Desk, { day, now, taken }: Asked): Hall {
  const caller = callerAt(centre, desk, turnsAt(state, day, desk.id), now, interpretedElsewhere(state, day, desk));
  const order: Stands[] = [];
  const others: Hall['others'][number][] = [];
  for (const one of everyoneWaiting(state, day)) {
    const { id } = one.visit;
    const rank = standingOf(caller, one);
    if (rank.kind === 'notHere') others.push({ one, why: whyNotHere(rank.why, waitedMin(caller.now, one)) });
    else if (isClaimedElsewhere(state, desk.id, id)) others.push({ one, why: { kind: 'claimed', desk: state.claims.get(id)?.desk ?? null } });
    else if (taken?.has(id)) others.push({ one, why: { kind: 'claimed', desk: null } });
    else order.push({ one, rank });
  }
  return { caller, order: order.sort((a, b) => compareStanding(a.rank, a.one, b.rank, b.one)), others };
}

function whyNotHere(why: NotHere, waited: number): NotHereWhy {
  return why.kind === 'laterHere' ? { ...why, waitedMin: waited } : why;
}

function ofNext(hall: Hall, first: Stands): Explanation {
  return { kind: 'next', visit: first.one.visit.id, reasons: reasonsOf(hall, first, hall.order.slice(1)), passedOver: passedOver(hall, first) };
}

/** What made one go before these others. */
function reasonsOf({ caller }: Hall, first: Stands, rivals: readonly Stands[]): readonly Reason[] {
  const reasons: Reason[] = [...reasonsToBeHere(caller, first)];
  if (first.rank.dueAt > 0) return [...reasons, { kind: 'early', inMin: minutesTo(caller, first) }];
  if (first.one.notBefore !== undefined) reasons.push({ kind: 'booked', waitedMin: waitedMin(caller.now, first.one) });
  const by = Map.groupBy(rivals, (rival) => whatDecides(caller, first, rival));
  if (by.has('booked')) reasons.push({ kind: 'due' });
  if (by.has('language')) reasons.push(...reasonsOfSpeech(caller, first));
  if (by.has('tier')) reasons.push(...reasonsOfTier(caller, first));
  const behind = by.get('points');
  if (behind) reasons.push(pointsReason(caller, first, behind));
  const equals = by.get('place')?.length ?? 0;
  if (equals > 0 || reasons.length === 0) reasons.push({ kind: 'cameFirst', waitedMin: waitedMin(caller.now, first.one), among: equals + 1 });
  // Told also where it decides nothing: somebody has to call that interpreter.
  if (first.rank.speech === 'interpreted' && !by.has('language')) reasons.push({ kind: 'interpreter', language: first.one.language });
  return reasons;
}

function reasonsToBeHere({ later, now }: Caller, { one, rank }: Stands): readonly Reason[] {
  switch (rank.why) {
    case 'listed':
      return [];
    case 'kept':
      return [{ kind: 'kept' }];
    case 'serviceGone':
      return [{ kind: 'serviceGone' }];
    case 'later':
      return [{ kind: 'later', afterMin: later.get(one.service) ?? 0, waitedMin: waitedMin(now, one) }];
    default:
      return rank.why satisfies never;
  }
}

/** Of two of one class more points are nothing but a longer wait. */
function whatDecides(caller: Caller, first: Stands, rival: Stands): ReturnType<typeof decides> {
  const what = decides(first.rank, rival.rank);
  return what === 'points' && classOf(caller, first) === classOf(caller, rival) ? 'place' : what;
}

function reasonsOfSpeech({ now }: Caller, { one, rank }: Stands): readonly Reason[] {
  const { language } = one;
  switch (rank.speech) {
    case 'spoken':
      return [{ kind: 'language', language }];
    case 'interpreted':
      return [{ kind: 'interpreter', language }];
    case 'waitedOut':
      return [{ kind: 'waitedOut', language, waitedMin: waitedMin(now, one), patienceMin: LANGUAGE_PATIENCE_MIN }];
    case 'alike':
    case 'elsewhere':
    case 'noInterpreter':
      // Who is kept for this desk has that for a reason.
      return rank.why === 'kept' ? [] : [{ kind: 'spokenNowhere', language }];
  }
}

function reasonsOfTier(caller: Caller, first: Stands): readonly Extract<Reason, { kind: 'turn' | 'cap' | 'class' }>[] {
  const { turn } = caller;
  const priority = classOf(caller, first);
  if (turn.kind !== 'free' && turn.by === 'ratio') return [{ kind: 'turn', of: turn.kind, preferential: turn.preferential, general: turn.general }];
  if (turn.kind !== 'free' && turn.by === 'cap' && priority === null) return [{ kind: 'cap', cap: turn.cap }];
  return priority === null ? [] : [{ kind: 'class', priority }];
}

function pointsReason(caller: Caller, first: Stands, behind: readonly Stands[]): Reason {
  const priority = classOf(caller, first);
  const { weight = 1, headStartMs = 0 } = (priority === null ? undefined : caller.classes.get(priority)) ?? {};
  return {
    kind: 'points',
    priority,
    weight,
    headStartMin: headStartMs / MINUTE_MS,
    waitedMin: waitedMin(caller.now, first.one),
    points: inMinutes(first.rank.points),
    runnerUp: inMinutes(Math.max(...behind.map(({ rank }) => rank.points))),
  };
}

/** Those who came before whoever is called, in the order they came; where nobody is, everyone whom this desk can't call yet. */
function passedOver(hall: Hall, first: Stands | undefined): readonly PassedOver[] {
  const cameBefore = ({ one }: { readonly one: WaitingVisit }): boolean => first === undefined || byPlace(one, first.one) < 0;
  const others = hall.others.filter(cameBefore).flatMap(({ one, why }) => (why.kind === 'otherService' ? [] : [{ one, why }]));
  const behind = first ? hall.order.slice(1).filter(cameBefore).map((each) => ({ one: each.one, why: whyBehind(hall.caller, first, each) })) : [];
  return [...others, ...behind]
    .sort((a, b) => byPlace(a.one, b.one))
    .slice(0, PASSED_OVER_SHOWN)
    .map(({ one, why }) => ({ visit: one.visit.id, why }));
}

function whyBehind(caller: Caller, first: Stands, passed: Stands): PassedOverWhy {
  const what = decides(first.rank, passed.rank);
  switch (what) {
    case 'booked':
      return { kind: 'booked', inMin: minutesTo(caller, passed) };
    case 'language':
      return { kind: passed.rank.speech === 'noInterpreter' ? 'noInterpreter' : 'language', language: passed.one.language, waitedMin: waitedMin(caller.now, passed.one), patienceMin: LANGUAGE_PATIENCE_MIN };
    case 'tier': {
      const [reason] = reasonsOfTier(caller, first);
      if (reason?.kind === 'class') return reason;
      return { kind: 'turn', of: reason?.kind === 'turn' ? reason.of : 'general' };
    }
    case 'points':
      return { kind: 'points', points: inMinutes(passed.rank.points), most: inMinutes(first.rank.points) };
    case 'place':
      return { kind: 'tie' };
    default:
      return what satisfies never;
  }
}

function classOf({ classes }: Caller, { one: { priority } }: Stands): PriorityId | null {
  return priority !== undefined && classes.has(priority) ? priority : null;
}

function waitedMin(now: EpochMs, { queuedAt }: WaitingVisit): number {
  return Math.max(0, Math.floor((now - queuedAt) / MINUTE_MS));
}

/** Until a booked time. */
function minutesTo({ now }: Caller, { rank: { dueAt } }: Stands): number {
  return Math.max(0, Math.ceil((dueAt - now) / MINUTE_MS));
}

/** To a tenth of a minute. */
function inMinutes(points: number): number {
  return Math.round(points / (MINUTE_MS / 10)) / 10;
}
