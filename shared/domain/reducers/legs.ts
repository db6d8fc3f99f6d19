/**
 * Where each act takes a visit's leg [Q1]: from which step it may be done, and to which it leads.
 * The one place that knows; the reducers apply it and the deciders ask it.
 */
import { deskOf, type Centre } from '../centre.ts';
import type { EpochMs } from '../clock.ts';
import type { EntryId } from '../entries/entry.ts';
import type { EntryPayload, EntryType } from '../entries/happenings.ts';
import type { DeskId, ServiceId } from '../ids.ts';
import type { CalledStep, Leg, LegStep, Undo, Visit, VisitBefore } from './state.ts';
import type { Visits } from './visits.ts';

/** What is done with a leg, at a desk or about one that nobody has in hand. */
export type DeskAct = Exclude<Extract<EntryType, `leg.${string}`>, 'leg.claimed'>;

/** An act with what it says. */
export type LegActed = { [T in DeskAct]: { readonly type: T; readonly payload: EntryPayload<T> } }[DeskAct];

/** Acts of the desk that has the leg in hand. */
export type HandAct = 'leg.started' | 'leg.finished' | 'leg.noShow' | 'leg.recalled' | 'leg.putBack' | 'leg.parked' | 'leg.transferred';

/** From which steps each act may be done [Q1]. */
export const BEGINS: Readonly<Record<HandAct, readonly LegStep['kind'][]>> = {
  'leg.started': ['called'],
  'leg.noShow': ['called'],
  'leg.recalled': ['called'],
  'leg.putBack': ['called'],
  'leg.finished': ['serving'],
  'leg.parked': ['serving'],
  'leg.transferred': ['serving'],
};

/** The desk that has this leg in hand; undefined where none has. */
export function deskInHand(leg: LegStep): DeskId | undefined {
  return leg.kind === 'called' || leg.kind === 'serving' ? leg.desk : undefined;
}

/**
 * Whether an act taken back would put a second person at a desk. Who stands there already takes
 * nobody's place, also where two calls had put two people there.
 */
export function crowds(visits: Visits, { id, leg }: Visit, before: LegStep): boolean {
  const desk = deskInHand(before);
  if (desk === undefined || deskInHand(leg) === desk) return false;
  return visits.find((other): other is Visit => other.id !== id && deskInHand(other.leg) === desk) !== undefined;
}

/** How often a leg was called. */
export function callsOf(leg: LegStep): number {
  return leg.kind === 'waiting' || leg.kind === 'cancelled' ? (leg.calls ?? 0) : leg.callNo;
}

/** Whether somebody may call this leg: it waits, is parked, or was called to a desk that is no more. */
export function isCallable(centre: Centre | undefined, leg: LegStep): boolean {
  const isLeftBehind = leg.kind === 'called' && centre !== undefined && !deskOf(centre, leg.desk);
  return leg.kind === 'waiting' || leg.kind === 'parked' || isLeftBehind;
}

/** A call is taken where the leg may be called. */
export function callOf(centre: Centre | undefined, now: LegStep, call: { desk: DeskId; callNo: number; calledAt: EpochMs }): Extract<LegStep, { kind: 'called' }> | undefined {
  return isCallable(centre, now) ? { kind: 'called', ...call } : undefined;
}

/** The step after an act of the desk that called, where it stands where that act begins. */
export function stepOf(act: 'leg.started' | 'leg.finished' | 'leg.noShow', now: LegStep, desk: DeskId, callNo: number, at: EpochMs): CalledStep | undefined {
  if (!isInHand(now, desk, callNo)) return undefined;
  const call = { desk, callNo, calledAt: now.calledAt };
  if (now.kind === 'called' && act === 'leg.started') return { kind: 'serving', ...call, startedAt: at };
  if (now.kind === 'called' && act === 'leg.noShow') return { kind: 'noShow', ...call, endedAt: at };
  if (now.kind === 'serving' && act === 'leg.finished') return { kind: 'finished', ...call, startedAt: now.startedAt, finishedAt: at };
  return undefined;
}

function isInHand(now: LegStep, desk: DeskId, callNo: number): now is Extract<CalledStep, { kind: 'called' | 'serving' }> {
  return (now.kind === 'called' || now.kind === 'serving') && now.desk === desk && now.callNo === callNo;
}

/** When an act took effect, and the entry that said so. */
export interface Acted {
  readonly at: EpochMs;
  readonly by: EntryId;
}

/**
 * What an act makes of a visit.
 * @returns undefined where the act may not be done at the step that the visit is at.
 */
export function actOn(centre: Centre | undefined, visit: Visit, act: LegActed, acted: Acted): Visit | undefined {
  const { leg } = visit;
  const { at } = acted;
  switch (act.type) {
    case 'leg.called': {
      const { desk, callNo } = act.payload;
      const step = callOf(centre, leg, { desk, callNo, calledAt: at });
      return step && withStep(leg.kind === 'parked' ? { ...visit, leg: withStint(leg) } : visit, { ...step, ...calledFrom(leg) });
    }
    case 'leg.recalled': {
      const { desk, callNo } = act.payload;
      const isNext = leg.kind === 'called' && leg.desk === desk && leg.callNo + 1 === callNo;
      // The call that came to nothing is over: the wait is to the last one [Q7].
      return isNext ? withStep(visit, { kind: 'called', desk, callNo, calledAt: at, ...calledFrom(leg) }) : undefined;
    }
    case 'leg.started':
    case 'leg.noShow': {
      const { desk, callNo } = act.payload;
      const step = stepOf(act.type, leg, desk, callNo, at);
      return step && undoable(visit, { act: act.type, desk, at }, withStep(visit, step));
    }
    case 'leg.finished': {
      const { desk, callNo } = act.payload;
      const step = stepOf(act.type, leg, desk, callNo, at);
      return step && undoable(visit, { act: act.type, desk, at }, goOn(withStep(visit, step), acted));
    }
    case 'leg.putBack': {
      const { desk, callNo, queuedAt, parks } = act.payload;
      if (leg.kind !== 'called' || !isInHand(leg, desk, callNo)) return undefined;
      const parked = parks && parkedAgain(leg);
      if (parked) return undoable(visit, { act: act.type, desk, at }, { ...visit, leg: parked });
      return undoable(visit, { act: act.type, desk, at }, { ...visit, leg: { ...placed(enteredOf(leg), queuedAt), kind: 'waiting', calls: callNo } });
    }
    case 'leg.parked': {
      const { desk, callNo, reason, until } = act.payload;
      if (leg.kind !== 'serving' || !isInHand(leg, desk, callNo)) return undefined;
      const { calledAt, startedAt } = leg;
      return undoable(visit, { act: act.type, desk, at }, withStep(visit, { kind: 'parked', desk, callNo, calledAt, startedAt, parkedAt: at, reason, until }));
    }
    case 'leg.transferred': {
      const { desk, callNo, service, onlyAt, queuedAt, comesBack } = act.payload;
      if (leg.kind !== 'serving' || !isInHand(leg, desk, callNo)) return undefined;
      const { calledAt, startedAt } = leg;
      const over = withStep(visit, { kind: 'transferred', desk, callNo, calledAt, startedAt, transferredAt: at });
      const entered = {
        ...(onlyAt === null ? {} : { onlyAt }),
        ...(comesBack ? { comesBack: { desk, service: leg.service } } : {}),
      };
      return undoable(visit, { act: act.type, desk, at }, nextLeg(over, service, acted, { ...entered, ...(queuedAt === null ? {} : { queuedAt }) }));
    }
    case 'leg.cancelled':
      if (leg.kind !== 'waiting') return undefined;
      return undoable(visit, { act: act.type, desk: null, at }, withStep(visit, { kind: 'cancelled', ...callsSoFar(leg), by: act.payload.by, endedAt: at }));
    case 'leg.broughtBack': {
      if (leg.kind !== 'noShow' && leg.kind !== 'cancelled') return undefined;
      return undoable(visit, { act: act.type, desk: null, at }, { ...visit, leg: { ...placed(enteredOf(leg), act.payload.queuedAt), kind: 'waiting', ...callsSoFar(leg) } });
    }
    case 'leg.undone': {
      const { undo } = visit;
      if (!undo || undo.act !== act.payload.act || undo.desk !== act.payload.desk) return undefined;
      return takenBack(visit, undo.before);
    }
    default:
      return act satisfies never;
  }
}

/** A visit with other services to come. What was done before may still be taken back, and leaves this as it is. */
export function planOn(visit: Visit, services: readonly ServiceId[]): Visit {
  const { planned: _before, undo, ...rest } = visit;
  const plan = services.length > 0 ? { planned: services } : {};
  // An act that opened this leg went by the plan before: under another one it can't be taken back.
  if (undo?.before.leg.no !== visit.leg.no) return { ...rest, ...plan };
  const { planned: _then, ...before } = undo.before;
  return { ...rest, ...plan, undo: { ...undo, before: { ...before, ...plan } } };
}

function callsSoFar(leg: LegStep): { readonly calls?: number } {
  const calls = callsOf(leg);
  return calls > 0 ? { calls } : {};
}

/** What was done for it before it was parked stays with it [Q7]. */
function withStint(leg: Extract<Leg, { kind: 'parked' }>): Leg {
  const { desk, calledAt, startedAt, parkedAt, stints = [] } = leg;
  return { ...leg, stints: [...stints, { desk, calledAt, startedAt, parkedAt }] };
}

function calledFrom(leg: Leg): Pick<Extract<Leg, { kind: 'called' }>, 'parked'> {
  if (leg.kind === 'parked') return { parked: { reason: leg.reason, until: leg.until } };
  return leg.kind === 'called' && leg.parked ? { parked: leg.parked } : {};
}

/** As it was before this call; the call counts all the same. Undefined where it was not parked. */
function parkedAgain(leg: Extract<Leg, { kind: 'called' }>): Leg | undefined {
  const { parked, callNo, stints = [] } = leg;
  const last = stints.at(-1);
  if (!parked || !last) return undefined;
  const before = stints.slice(0, -1);
  const { stints: _all, ...entered } = enteredOf(leg);
  return { ...entered, ...(before.length > 0 ? { stints: before } : {}), kind: 'parked', callNo, ...last, ...parked };
}

function enteredOf({ no, service, enteredAt, enteredBy, queuedAt, onlyAt, stints, comesBack }: Leg): Pick<Leg, 'no' | 'service' | 'enteredAt' | 'enteredBy' | 'queuedAt' | 'onlyAt' | 'stints' | 'comesBack'> {
  return {
    no,
    service,
    enteredAt,
    enteredBy,
    ...(queuedAt === undefined ? {} : { queuedAt }),
    ...(onlyAt === undefined ? {} : { onlyAt }),
    ...(stints === undefined ? {} : { stints }),
    ...(comesBack === undefined ? {} : { comesBack }),
  };
}

/** At another place in its queue; null leaves it at its own. */
function placed(entered: ReturnType<typeof enteredOf>, queuedAt: EpochMs | null): ReturnType<typeof enteredOf> {
  return queuedAt === null ? entered : { ...entered, queuedAt };
}

/** The visit with its leg at another step. What was done before can't be taken back any more. */
function withStep(visit: Visit, step: LegStep): Visit {
  const { undo: _over, ...rest } = visit;
  return { ...rest, leg: { ...enteredOf(visit.leg), ...step } };
}

function undoable(before: Visit, done: Omit<Undo, 'before'>, after: Visit): Visit {
  return { ...after, undo: { ...done, before: beforeOf(before) } };
}

function beforeOf({ leg, past, planned }: Visit): VisitBefore {
  return { leg, ...(past ? { past } : {}), ...(planned ? { planned } : {}) };
}

function takenBack(visit: Visit, before: VisitBefore): Visit {
  const { id, day, label, language, duplicates, priority, booked } = visit;
  return { id, day, label, language, duplicates, ...(priority === undefined ? {} : { priority }), ...(booked ? { booked } : {}), ...before };
}

/** Where a visit goes when a leg is finished: back to whoever sent it, on to its next service, or home. */
function goOn(visit: Visit, acted: Acted): Visit {
  const { comesBack } = visit.leg;
  if (comesBack) return nextLeg(visit, comesBack.service, acted, { onlyAt: comesBack.desk });
  const [service, ...left] = visit.planned ?? [];
  if (service === undefined) return visit;
  const { planned: _planned, ...rest } = visit;
  return nextLeg(left.length > 0 ? { ...rest, planned: left } : rest, service, acted, {});
}

function nextLeg(visit: Visit, service: Leg['service'], { at, by }: Acted, more: Pick<Leg, 'queuedAt' | 'onlyAt' | 'comesBack'>): Visit {
  return {
    ...visit,
    past: [...(visit.past ?? []), visit.leg],
    leg: { no: visit.leg.no + 1, service, enteredAt: at, enteredBy: by, ...more, kind: 'waiting' },
  };
}
