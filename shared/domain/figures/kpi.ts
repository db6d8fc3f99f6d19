/**
 * How a centre's queues went, in figures [Q7]. In: what came of visits, from memory or from history.
 * Out: counts, shares and times, over whatever they are cut by. It reads no clock and hides nothing:
 * what leaves the centre goes through `hiding.ts` first.
 */
import { serviceOf, type Centre } from '../centre.ts';
import { MINUTE_MS, type BusinessDay, type EpochMs } from '../clock.ts';
import type { DeskId, PriorityId, ServiceId, VisitId } from '../ids.ts';
import type { Leg, Visit } from '../reducers/state.ts';

/** One queue → call → serve stretch, as it stands or ended. Times are effective times; null where it did not come that far. */
export interface LegRecord {
  readonly service: ServiceId;
  /** The desk that called last. */
  readonly desk: DeskId | null;
  readonly enteredAt: EpochMs;
  /** The last call, if it was called again before anybody served it. */
  readonly calledAt: EpochMs | null;
  /** When its service began first. */
  readonly startedAt: EpochMs | null;
  readonly endedAt: EpochMs | null;
  /** Milliseconds in which it was served, without those in which it was parked; null while it is, and where it never was. */
  readonly servedMs: number | null;
  /** Where it is, or how it ended. */
  readonly how: Leg['kind'];
}

/** A visit as figures need it: no label and no language. A row of history gives one as a visit in memory does. */
export interface VisitRecord {
  readonly visit: VisitId;
  readonly day: BusinessDay;
  readonly priority: PriorityId | null;
  /** In order; the last is the present one. */
  readonly legs: readonly LegRecord[];
}

/** A leg with whose it is: what figures are made of. */
export interface LegOfVisit extends LegRecord {
  readonly visit: VisitId;
  readonly day: BusinessDay;
  readonly priority: PriorityId | null;
}

export function recordOf({ id, day, priority, past, leg, booked }: Visit): VisitRecord {
  const [first, ...others] = [...(past ?? []), leg];
  // Who came before the time they had booked did not wait for the centre until then.
  const entered = { ...legRecordOf(first), enteredAt: Math.max(first.enteredAt, booked?.at ?? 0) };
  return { visit: id, day, priority: priority ?? null, legs: [entered, ...others.map(legRecordOf)] };
}

export function legRecordOf(leg: Leg): LegRecord {
  const { service, enteredAt, kind: how, stints = [] } = leg;
  const [first] = stints;
  // Who is parked comes back, and the leg goes on.
  const endedAt = leg.kind === 'parked' ? null : (endOf(leg) ?? null);
  return {
    service,
    enteredAt,
    how,
    desk: 'desk' in leg ? leg.desk : null,
    calledAt: first?.calledAt ?? ('calledAt' in leg ? leg.calledAt : null),
    startedAt: first?.startedAt ?? ('startedAt' in leg ? leg.startedAt : null),
    endedAt,
    servedMs: endedAt === null ? null : servedMsOf(leg, endedAt),
  };
}

function servedMsOf(leg: Leg, endedAt: EpochMs): number | null {
  const { stints = [] } = leg;
  const last = 'startedAt' in leg ? [endedAt - leg.startedAt] : [];
  const all = [...stints.map(({ startedAt, parkedAt }) => parkedAt - startedAt), ...last];
  // Entries of two devices may stand a little out of turn: nobody was served for less than nothing.
  return all.length === 0 ? null : all.reduce((sum, ms) => sum + Math.max(0, ms), 0);
}

/** When somebody was done with, at a desk or without one; undefined while they are not. */
export function endOf(leg: Leg): EpochMs | undefined {
  switch (leg.kind) {
    case 'finished':
      return leg.finishedAt;
    case 'transferred':
      return leg.transferredAt;
    case 'parked':
      return leg.parkedAt;
    case 'noShow':
    case 'cancelled':
      return leg.endedAt;
    case 'waiting':
    case 'called':
    case 'serving':
      return undefined;
    default:
      return leg satisfies never;
  }
}

/** All legs of these visits, each with whose it is. */
export function legsOf(visits: Iterable<VisitRecord>): LegOfVisit[] {
  return [...visits].flatMap(({ visit, day, priority, legs }) => legs.map((leg) => ({ ...leg, visit, day, priority })));
}

/** Times of many, in milliseconds. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  readonly median: number;
  readonly p90: number;
}

/** What is said of a set of legs. A share is in [0, 1], and null where it would be of nothing; so is a spread. */
export interface Figures {
  /** Visits that these legs are of, each once. */
  readonly people: number;
  /** Legs that entered a queue. */
  readonly arrived: number;
  /** Of those, the ones whose service began. */
  readonly served: number;
  /** Who did not come; whoever was served once and did not come back was served. */
  readonly noShows: number;
  /** Who left, or whose day ended, before anybody called them. */
  readonly left: number;
  /** No-shows / arrived. */
  readonly noShowShare: number | null;
  /** From entering, or the booked time where that is later, to the call, of all who were called. */
  readonly wait: Spread | null;
  /** From the last call to the start of service. */
  readonly walk: Spread | null;
  /** All the time they were served, of those who were done with. */
  readonly service: Spread | null;
  /** Waits within the target of their service / served, of the services that have one. At the target is within. */
  readonly serviceLevel: number | null;
}

/** The wait a centre aims to stay within for a service, in milliseconds; undefined where it named none. */
export type TargetOf = (service: ServiceId) => number | undefined;

export function targetsOf(centre: Centre): TargetOf {
  return (service) => {
    const minutes = serviceOf(centre, service)?.targetMin;
    return minutes === undefined ? undefined : minutes * MINUTE_MS;
  };
}

export function figuresOf(legs: readonly LegOfVisit[], targetOf: TargetOf): Figures {
  const served = legs.filter(({ startedAt }) => startedAt !== null);
  const noShows = legs.filter(({ how, startedAt }) => how === 'noShow' && startedAt === null).length;
  return {
    people: new Set(legs.map(({ visit }) => visit)).size,
    arrived: legs.length,
    served: served.length,
    noShows,
    left: legs.filter(({ how }) => how === 'cancelled').length,
    noShowShare: share(noShows, legs.length),
    wait: spreadOf(legs.flatMap(({ enteredAt, calledAt }) => between(enteredAt, calledAt))),
    walk: spreadOf(served.flatMap(({ calledAt, startedAt }) => between(calledAt, startedAt))),
    service: spreadOf(served.flatMap(({ servedMs }) => servedMs ?? [])),
    serviceLevel: serviceLevelOf(served, targetOf),
  };
}

function serviceLevelOf(served: readonly LegOfVisit[], targetOf: TargetOf): number | null {
  const waits = served.flatMap(({ service, enteredAt, calledAt }) => {
    const target = targetOf(service);
    return target === undefined ? [] : between(enteredAt, calledAt).map((wait) => ({ wait, target }));
  });
  return share(waits.filter(({ wait, target }) => wait <= target).length, waits.length);
}

/**
 * The figures of each group, in the order in which the groups first come up.
 * @param cutBy the group a leg is of; undefined for one that is of none.
 */
export function figuresBy<K>(legs: readonly LegOfVisit[], cutBy: (leg: LegOfVisit) => K | undefined, targetOf: TargetOf): ReadonlyMap<K, Figures> {
  const groups = Map.groupBy(legs, cutBy);
  return new Map([...groups].flatMap(([key, group]) => (key === undefined ? [] : [[key, figuresOf(group, targetOf)] as const])));
}

/**
 * The q-quantile by linear interpolation between the two nearest in order: type 7 of Hyndman & Fan,
 * «Sample Quantiles in Statistical Packages», 1996. At q = ½ that is the median everybody knows.
 * @param sorted ascending, at least one.
 * @param q in [0, 1].
 */
export function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) throw new RangeError('a quantile needs a value');
  return below + (above - below) * (at - Math.floor(at));
}

/** @returns null where there are no values: no time is not a time of zero. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { count: sorted.length, mean, median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) };
}

/** Entries of two devices may stand a little out of turn: nobody waited less than nothing. */
function between(from: EpochMs | null, to: EpochMs | null): number[] {
  return from === null || to === null ? [] : [Math.max(0, to - from)];
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
