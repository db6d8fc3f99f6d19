/** What a day's visits teach about time: how long people were served, walked, were waited for, and how long desks took to call the next. */
import { MINUTE_MS, type BusinessDay, type EpochMs } from '../clock.ts';
import type { DeskId, ServiceId } from '../ids.ts';
import { endOf } from '../figures/kpi.ts';
import type { Leg, Visit } from '../reducers/state.ts';

/** `at` is when it began; times in minutes. */
export type Lesson =
  | { readonly kind: 'served'; readonly service: ServiceId; readonly at: EpochMs; readonly minutes: number }
  /** From the last call to the beginning. */
  | { readonly kind: 'walk'; readonly service: ServiceId; readonly at: EpochMs; readonly minutes: number }
  /** From the last call to giving up. */
  | { readonly kind: 'noShow'; readonly service: ServiceId; readonly at: EpochMs; readonly minutes: number }
  /** From the end of one to the call of the next, who was waiting all that time. */
  | { readonly kind: 'between'; readonly at: EpochMs; readonly minutes: number };

/** What these visits of one day teach, in a fixed order. Legs under way teach what is over of them. */
export function lessonsOf(visits: Iterable<Visit>, day: BusinessDay): readonly Lesson[] {
  const lessons: Lesson[] = [];
  const turns: Turn[] = [];
  for (const visit of visits) {
    if (visit.day !== day) continue;
    for (const past of visit.past ?? []) learnLeg(past, lessons, turns);
    learnLeg(visit.leg, lessons, turns);
  }
  for (const ofDesk of Map.groupBy(turns, ({ desk }) => desk).values()) learnBetween(ofDesk, lessons);
  return lessons;
}

/** One person at a desk. `until` is undefined while they are there. */
interface Turn {
  readonly desk: DeskId;
  readonly enteredAt: EpochMs;
  readonly calledAt: EpochMs;
  readonly until: EpochMs | undefined;
  /** A first call: the place in the queue of somebody called by name says nothing of the desk. */
  readonly isInTurn: boolean;
}

function learnLeg(leg: Leg, lessons: Lesson[], turns: Turn[]): void {
  // Who was parked was served more than once, and each time is a lesson.
  for (const [n, { desk, calledAt, startedAt, parkedAt }] of (leg.stints ?? []).entries()) {
    turns.push({ desk, enteredAt: leg.queuedAt ?? leg.enteredAt, calledAt, until: parkedAt, isInTurn: n === 0 });
    learnServed(leg.service, calledAt, startedAt, parkedAt, lessons);
  }
  if (leg.kind === 'waiting' || leg.kind === 'cancelled') return;
  const { service, desk, calledAt, enteredAt, callNo } = leg;
  const until = endOf(leg);
  turns.push({ desk, enteredAt: leg.queuedAt ?? enteredAt, calledAt, until, isInTurn: callNo === 1 });
  if (leg.kind === 'noShow') lessons.push({ kind: 'noShow', service, at: calledAt, minutes: minutes(calledAt, leg.endedAt) });
  if (leg.kind === 'noShow' || leg.kind === 'called') return;
  learnServed(service, calledAt, leg.startedAt, until, lessons);
}

function learnServed(service: ServiceId, calledAt: EpochMs, startedAt: EpochMs, until: EpochMs | undefined, lessons: Lesson[]): void {
  lessons.push({ kind: 'walk', service, at: calledAt, minutes: minutes(calledAt, startedAt) });
  if (until !== undefined) lessons.push({ kind: 'served', service, at: startedAt, minutes: minutes(startedAt, until) });
}

function learnBetween(turns: Turn[], lessons: Lesson[]): void {
  turns.sort((a, b) => a.calledAt - b.calledAt);
  for (const [i, { calledAt, enteredAt, isInTurn }] of turns.entries()) {
    const before = turns[i - 1]?.until;
    if (before !== undefined && isInTurn && enteredAt <= before && before <= calledAt) lessons.push({ kind: 'between', at: before, minutes: minutes(before, calledAt) });
  }
}

function minutes(from: EpochMs, to: EpochMs): number {
  return (to - from) / MINUTE_MS;
}
