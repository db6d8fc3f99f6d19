/**
 * How somebody who waits stands before a desk that is about to call. In: the centre, the desk,
 * whom it called lately, the time, and one who waits. Out: not for this desk, or a rank that
 * compares. Never an order of several: that is the policy's.
 */
import { deskOf, type Centre, type Desk, type Language, type Policy, type PriorityClass } from '../centre.ts';
import { MINUTE_MS, type EpochMs } from '../clock.ts';
import { compareEntryIds, type EntryId } from '../entries/entry.ts';
import type { DeskId, PriorityId, ServiceId } from '../ids.ts';
import { LANGUAGE_PATIENCE_MIN, speechOf, standsBack, tonguesAt, type Speech, type Tongues } from './speech.ts';

/** What a policy looks at of somebody who waits. A visit gives one; so does a simulated visitor. */
export interface Waiting {
  readonly service: ServiceId;
  /** Where it stands in its queue, as a time. */
  readonly queuedAt: EpochMs;
  /** Breaks ties between two who stand at one instant. */
  readonly enteredBy: EntryId;
  /** Whoever has none, or one that the centre does not name, is general. */
  readonly priority: PriorityId | undefined;
  readonly language: Language;
  /** The one desk that is to call it, as long as the centre has that desk. */
  readonly onlyAt: DeskId | undefined;
  /** The booked time of an appointment, which is its place in the queue too. Until then it stands behind whoever waits. */
  readonly notBefore?: EpochMs | undefined;
}

/**
 * The cap of accumulating priority where the centre set none. A centre whose desks can't keep up
 * would otherwise call nobody general any more: priority grows with waiting, but faster for the
 * others, who wait ever longer too [Q4].
 */
export const ACCUMULATING_CAP = 20;

/** Who is to be called now, where the policy takes turns; `run` is how many of one sort were called last, in a row. */
export type Turn =
  | { readonly kind: 'free' }
  | { readonly kind: 'preferential' | 'general'; readonly by: 'ratio'; readonly preferential: number; readonly general: number; readonly run: number }
  | { readonly kind: 'general'; readonly by: 'cap'; readonly cap: number };

const FREE: Turn = { kind: 'free' };

/** Whose turn it is at a desk. `turns`: whom it called lately, newest first, preferential or not. */
export function turnOf(policy: Policy, turns: readonly boolean[]): Turn {
  switch (policy.kind) {
    case 'firstCome':
      return FREE;
    case 'strict':
      return capped(policy.cap, turns);
    case 'accumulating':
      return capped(policy.cap ?? ACCUMULATING_CAP, turns);
    case 'ratio': {
      const { preferential, general } = policy;
      const run = runOf(turns);
      const isPreferentials = turns[0] === undefined || (turns[0] ? run < preferential : run >= general);
      return { kind: isPreferentials ? 'preferential' : 'general', by: 'ratio', preferential, general, run };
    }
    default:
      return policy satisfies never;
  }
}

function capped(cap: number | undefined, turns: readonly boolean[]): Turn {
  return cap !== undefined && turns[0] === true && runOf(turns) >= cap ? { kind: 'general', by: 'cap', cap } : FREE;
}

/** How many of the same sort were called last, one after the other. */
export function runOf(turns: readonly boolean[]): number {
  const other = turns.indexOf(!turns[0]);
  return other < 0 ? turns.length : other;
}

/** A desk that is about to call, with what is the same for all who wait. */
export interface Caller {
  readonly centre: Centre;
  readonly desk: Desk;
  readonly now: EpochMs;
  readonly policy: Policy;
  readonly turn: Turn;
  readonly classes: ReadonlyMap<PriorityId, Ranked>;
  /** The place of each service in the desk's list. */
  readonly listed: ReadonlyMap<ServiceId, number>;
  /** From when on it serves these too, in minutes of waiting. */
  readonly later: ReadonlyMap<ServiceId, number>;
  /** All of the centre. */
  readonly services: ReadonlySet<ServiceId>;
  readonly tongues: Tongues;
}

interface Ranked extends Pick<PriorityClass, 'weight'> {
  /** Its place in the centre's list. */
  readonly order: number;
  readonly headStartMs: number;
}

const FIRST_COME: Policy = { kind: 'firstCome' };

/** First come, where the centre says nothing. */
export function policyIn(centre: Centre): Policy {
  return centre.policy ?? FIRST_COME;
}

/** @param inUse the languages that are interpreted at other desks at this moment, once for each visitor. */
export function callerAt(centre: Centre, desk: Desk, turns: readonly boolean[], now: EpochMs, inUse: readonly Language[]): Caller {
  const policy = policyIn(centre);
  const later = new Map<ServiceId, number>();
  for (const { afterMin, services } of desk.later ?? []) for (const service of services) later.set(service, Math.min(afterMin, later.get(service) ?? afterMin));
  return {
    centre,
    desk,
    now,
    policy,
    turn: turnOf(policy, turns),
    classes: new Map((centre.priorities ?? []).map(({ id, weight, headStartMin }, order) => [id, { order, weight, headStartMs: headStartMin * MINUTE_MS }])),
    listed: new Map(desk.services.map((service, place) => [service, place])),
    later,
    services: new Set(centre.services.map(({ id }) => id)),
    tongues: tonguesAt(centre, desk, inUse),
  };
}

/** Why a desk would not call somebody, whatever its policy. */
export type NotHere =
  | { readonly kind: 'otherService' }
  | { readonly kind: 'keptFor'; readonly desk: DeskId }
  /** It serves that service only from whoever has waited so many minutes. */
  | { readonly kind: 'laterHere'; readonly afterMin: number };

/** Why a desk may call somebody: its list, kept for it, after some minutes, or a service that the centre has no more. */
export type Here = 'listed' | 'kept' | 'later' | 'serviceGone';

/** Who goes first: the earlier `dueAt`, whoever does not stand back for their language, then the lower tier, then more points, then who came first. */
export interface Rank {
  readonly kind: 'here';
  readonly why: Here;
  /** A booked time that has not come, which is all that counts until then; 0 for everybody else. */
  readonly dueAt: EpochMs;
  readonly speech: Speech;
  readonly tier: number;
  /** Accumulated priority in milliseconds; 0 under all other policies. */
  readonly points: number;
  /** The place of their service in the desk's list, which only breaks ties. */
  readonly listed: number;
}

export type Standing = Rank | { readonly kind: 'notHere'; readonly why: NotHere };

const OTHER_SERVICE: NotHere = { kind: 'otherService' };

/** Whether a desk may call somebody, and why or why not; by parts, since a busy day asks it of thousands at a time. */
export function hereOf(caller: Caller, service: ServiceId, queuedAt: EpochMs, onlyAt: DeskId | undefined): Here | NotHere {
  const { centre, desk, now, listed, later, services } = caller;
  if (onlyAt !== undefined) {
    // Whatever it serves: nobody else is to call them.
    if (onlyAt === desk.id) return 'kept';
    if (deskOf(centre, onlyAt)) return { kind: 'keptFor', desk: onlyAt };
  }
  if (listed.has(service)) return 'listed';
  const afterMin = later.get(service);
  if (afterMin !== undefined) return now - queuedAt >= afterMin * MINUTE_MS ? 'later' : { kind: 'laterHere', afterMin };
  // A service that was taken out of the centre is every desk's to finish: its visitors are still here.
  return services.has(service) ? OTHER_SERVICE : 'serviceGone';
}

export function standingOf(caller: Caller, one: Waiting): Standing {
  const why = hereOf(caller, one.service, one.queuedAt, one.onlyAt);
  return typeof why === 'string' ? rankOf(caller, one, why) : { kind: 'notHere', why };
}

/** Whether somebody has come too early for what they booked: they are called where nobody else waits. */
export function isEarly({ notBefore }: Pick<Waiting, 'notBefore'>, now: EpochMs): boolean {
  return notBefore !== undefined && notBefore > now;
}

export function rankOf(caller: Caller, one: Waiting, why: Here): Rank {
  const { policy, classes, listed, now, tongues } = caller;
  const { priority, service, queuedAt } = one;
  const place = listed.get(service) ?? listed.size;
  if (isEarly(one, now)) return { kind: 'here', why, dueAt: one.notBefore ?? 0, speech: 'alike', tier: 0, points: 0, listed: place };
  const ofClass = priority === undefined ? undefined : classes.get(priority);
  return {
    kind: 'here',
    why,
    dueAt: 0,
    speech: why === 'kept' ? 'alike' : speechOf(tongues, one.language, service, now - queuedAt >= LANGUAGE_PATIENCE_MIN * MINUTE_MS),
    tier: tierOf(caller, ofClass),
    points: policy.kind === 'accumulating' ? pointsOf(ofClass, now - queuedAt) : 0,
    listed: place,
  };
}

function tierOf({ policy, turn, classes }: Caller, ofClass: Ranked | undefined): number {
  const isOnTurn = (turn.kind === 'general') === (ofClass === undefined);
  switch (policy.kind) {
    case 'firstCome':
      return 0;
    case 'strict':
      if (turn.kind === 'general' && isOnTurn) return -1;
      return ofClass?.order ?? classes.size;
    case 'ratio':
      return isOnTurn ? 0 : 1;
    case 'accumulating':
      return turn.kind === 'free' || isOnTurn ? 0 : 1;
    default:
      return policy satisfies never;
  }
}

/**
 * Accumulating priority: weight × (waited + head start). The linear one of Kleinrock (1964), as in
 * Stanford, Taylor & Ziedins, «Waiting time distributions in the accumulating priority queue»,
 * Queueing Systems 77 (2014), doi 10.1007/s11134-013-9382-6; the head start makes it affine.
 */
function pointsOf(ofClass: Ranked | undefined, waitedMs: number): number {
  // A place in the future, which two clocks may give, is worth nothing, and not less to the heavier.
  const waited = Math.max(0, waitedMs);
  return ofClass ? ofClass.weight * (waited + ofClass.headStartMs) : waited;
}

/** [J13] Who came first: total, and the same on every device. */
export function byPlace(a: Pick<Waiting, 'queuedAt' | 'enteredBy'>, b: Pick<Waiting, 'queuedAt' | 'enteredBy'>): number {
  return a.queuedAt - b.queuedAt || compareEntryIds(a.enteredBy, b.enteredBy);
}

/** What of two ranks decides, as explained later; `place` where they are equal. */
export function decides(a: Rank, b: Rank): 'booked' | 'language' | 'tier' | 'points' | 'place' {
  if (a.dueAt !== b.dueAt) return 'booked';
  if (standsBack(a.speech) !== standsBack(b.speech)) return 'language';
  if (a.tier !== b.tier) return 'tier';
  return a.points === b.points ? 'place' : 'points';
}

/** Negative where the first goes first: total, since no two enter by one entry. */
export function compareStanding(a: Rank, one: Waiting, b: Rank, other: Waiting): number {
  return (
    a.dueAt - b.dueAt ||
    Number(standsBack(a.speech)) - Number(standsBack(b.speech)) ||
    a.tier - b.tier ||
    b.points - a.points ||
    one.queuedAt - other.queuedAt ||
    a.listed - b.listed ||
    compareEntryIds(one.enteredBy, other.enteredBy)
  );
}
