/**
 * Waiting times [Q5]. In: the state, what past days taught, an instant. Out: for each who waits, and
 * for whoever asks, a range with its age, or nothing. Never a guess, a clock of its own, or two answers
 * to the same question: the draws come from a seed.
 */
import type { Centre } from '../centre.ts';
import { MINUTE_MS, type BusinessDay, type EpochMs } from '../clock.ts';
import type { VisitId } from '../ids.ts';
import type { CentreState } from '../reducers/state.ts';
import { drawsFrom } from './chance.ts';
import { closingOf } from './hours.ts';
import { isKnown, learnDay, unitOf, type Learned } from './learned.ts';
import { play } from './play.ts';
import { rangeOf, type Range } from './range.ts';
import { hasDeskFor, sceneOf, type Asking } from './scene.ts';

export { Learned, learnDay, NOTHING_LEARNED } from './learned.ts';
export { allOf, asShown, COVERS, Range, type ShownRange } from './range.ts';
export type { Asking } from './scene.ts';

export interface Given {
  readonly day: BusinessDay;
  readonly now: EpochMs;
  /** The same seed says the same of the same state. */
  readonly seed?: number;
}

const SEED = 20_261;
/** The plays of a queue of everyday length; a longer one has fewer, so that all are said within 50 ms. */
const MOST_PLAYS = 40;
const FEWEST_PLAYS = 8;
const CALLS_IN_ALL = 16_000;

/** [Q5] For everyone who waits on `day`. Who is not in it is told nothing. */
export function rangesFor(state: CentreState, learned: Learned, given: Given): ReadonlyMap<VisitId, Range> {
  return estimate(state, learned, given, []).ofVisits;
}

/** [Q5] What each of these would wait who took a turn now; undefined where there is nothing to say. */
export function rangesForNew(state: CentreState, learned: Learned, asking: readonly Asking[], given: Given): readonly (Range | undefined)[] {
  return estimate(state, learned, given, asking).ofAsking;
}

/** What is said to all who wait, and to whoever asks, in the order in which they ask. */
export interface Estimates {
  readonly ofVisits: ReadonlyMap<VisitId, Range>;
  readonly ofAsking: readonly (Range | undefined)[];
}

/** Both at once, for whoever shows both: one simulation. */
export function estimate(state: CentreState, learned: Learned, given: Given, asking: readonly Asking[]): Estimates {
  const steps = estimating(state, learned, given, asking);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** The same in steps of a few milliseconds each, for whoever must answer others in between. */
export function* estimating(state: CentreState, learned: Learned, given: Given, asking: readonly Asking[]): Generator<void, Estimates> {
  const ofVisits = new Map<VisitId, Range>();
  const ofAsking: (Range | undefined)[] = [];
  const { centre } = state;
  if (!centre) return { ofVisits, ofAsking: asking.map(() => undefined) };
  const { day, now, seed = SEED } = given;
  const known = withDaysInPlay(learned, state, centre, day);
  const scene = sceneOf(state, centre, given, asking);
  yield;
  const { waiting } = scene;
  const plays = Math.round(Math.min(MOST_PLAYS, Math.max(FEWEST_PLAYS, CALLS_IN_ALL / Math.max(1, waiting.length))));
  const { waits } = yield* play(scene, known, day, plays, drawsFrom(seed));
  const unit = unitOf(known, day);
  const isSaid = scene.sorts.map((sort) => isKnown(known, centre, sort.service, unit) && hasDeskFor(scene, sort));
  const closing = centre.services.map((service) => closingOf(centre, service, day) ?? Infinity);
  for (const [person, { visit, step }] of waiting.entries()) {
    const range = isSaid[step.line] ? rangeOf(waits.subarray(person * plays, (person + 1) * plays), now) : undefined;
    // Services that the centre has no more are numbered after its own.
    const isTooLate = range !== undefined && now + range.middleMin * MINUTE_MS > (closing[step.service] ?? Infinity);
    const said = isTooLate ? undefined : range;
    if (visit === undefined) ofAsking.push(said);
    else if (said) ofVisits.set(visit, said);
  }
  return { ofVisits, ofAsking };
}

/** With what was seen since the last day that was learned: days that are not over, today among them. */
export function withDaysInPlay(learned: Learned, state: CentreState, centre: Centre, today: BusinessDay): Learned {
  const days = new Set<BusinessDay>();
  for (const { day } of state.visits.values()) days.add(day);
  return [...days].filter((day) => day <= today).toSorted().reduce((known, day) => learnDay(known, centre, day, state.visits.values()), learned);
}
