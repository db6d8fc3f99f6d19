/**
 * What past days taught about time, as plain data that a station keeps between days.
 *
 * A service's time is looked for in the finest cell, leaning on the next coarser one by how little
 * was seen: service × weekday × hour → service × hour → service → what the coordinator expects (where
 * nothing is said, all services together; before that, `EXPECTED_MIN`). Old lessons count for less: half
 * after four weeks. Their weights are not brought down day by day; new ones weigh more (forward decay:
 * Cormode et al. 2009, ICDE), so that a lesson touches its own cells alone.
 */
import { z } from 'zod';
import { serviceOf, type Centre } from '../centre.ts';
import { BusinessDay } from '../clock.ts';
import type { ServiceId } from '../ids.ts';
import type { Visit } from '../reducers/state.ts';
import { hourAtOn } from '../figures/stretches.ts';
import { Cell, leaning, NOTHING, seen, spreadOf, type Guess } from './cell.ts';
import { lessonsOf, type Lesson } from './lessons.ts';
import { daysBetween, weekdayOf } from './hours.ts';

const OfService = z.object({
  all: Cell,
  /** By local hour of the day. */
  hours: z.record(z.string(), Cell),
  /** By weekday and hour, `1-9` for Mondays at nine. */
  slots: z.record(z.string(), Cell),
  walk: Cell,
  /** Calls that somebody came to, and calls that nobody came to, by weight. */
  came: z.number().nonnegative(),
  missed: z.number().nonnegative(),
});
type OfService = z.infer<typeof OfService>;

export const Learned = z.object({
  /** The day whose lessons weigh 1; those after it weigh more. */
  since: BusinessDay.nullable(),
  /** The last day that was learned from. */
  through: BusinessDay.nullable(),
  services: z.record(z.string(), OfService),
  /** Every service. */
  served: Cell,
  walk: Cell,
  waitedFor: Cell,
  between: Cell,
  came: z.number().nonnegative(),
  missed: z.number().nonnegative(),
});
export type Learned = z.infer<typeof Learned>;

export const NOTHING_LEARNED: Learned = {
  since: null,
  through: null,
  services: {},
  served: NOTHING,
  walk: NOTHING,
  waitedFor: NOTHING,
  between: NOTHING,
  came: 0,
  missed: 0,
};

const NEW_SERVICE: OfService = { all: NOTHING, hours: {}, slots: {}, walk: NOTHING, came: 0, missed: 0 };

const HALF_LIFE_DAYS = 28;

/** Where nobody said what to expect, and nothing was seen. */
const EXPECTED_MIN = 10;

/** ln minutes: two thirds of services of one kind take between half and double of the usual. */
const PRIOR_SIGMA = 0.7;

const PRIORS = {
  walk: { mu: Math.log(0.75), sigma: 0.6, worth: 10 },
  waitedFor: { mu: Math.log(2.5), sigma: 0.5, worth: 10 },
  between: { mu: Math.log(0.5), sigma: 0.8, worth: 10 },
} as const satisfies Record<string, Guess>;

/** How many observations a coarser cell is worth beside a finer one. */
const LEAN = { service: 5, hour: 15, slot: 25, spread: 10, other: 10, missed: 20 } as const;

const MISSED_PRIOR = 0.06;

/** An observation further than this many standard deviations counts as if it were there. */
const CLAMP_SIGMAS = 2.5;

/** Longer than that, somebody went home and left the ticket open: it says nothing of the service. */
const LEFT_OPEN_MIN = 6 * 60;
const LEAST_MIN = 0.05;

/** Enough finished services of a kind to speak of it without a word from the coordinator, or so many of all kinds. */
const ENOUGH_OF_SERVICE = 10;
const ENOUGH_OF_ALL = 25;

/** Learns a day whole, once: a day up to `learned.through` changes nothing. Times are of the centre's zone. */
export function learnDay(learned: Learned, centre: Centre, day: BusinessDay, visits: Iterable<Visit>): Learned {
  if (learned.through !== null && day <= learned.through) return learned;
  const since = learned.since ?? day;
  const weight = weightOf(since, day);
  const hourAt = hourAtOn(centre.zone, day);
  const weekday = weekdayOf(day);
  const next = { ...learned, since, through: day, services: { ...learned.services } };
  const own = new Set<string>();
  for (const lesson of lessonsOf(visits, day)) {
    if (lesson.kind !== 'between' && !own.has(lesson.service)) {
      const { hours, slots, ...rest } = next.services[lesson.service] ?? NEW_SERVICE;
      next.services[lesson.service] = { ...rest, hours: { ...hours }, slots: { ...slots } };
      own.add(lesson.service);
    }
    learnLesson(next, centre, lesson, { hour: hourAt(lesson.at), weekday, weight });
  }
  return next;
}

function weightOf(since: BusinessDay, day: BusinessDay): number {
  return 2 ** (daysBetween(since, day) / HALF_LIFE_DAYS);
}

interface Slot {
  readonly hour: number;
  readonly weekday: number;
  readonly weight: number;
}

/** Changes `next`, whose services that the day's lessons are of are its own. */
function learnLesson(next: Learned, centre: Centre, lesson: Lesson, slot: Slot): void {
  const { weight } = slot;
  if (lesson.minutes < 0) return;
  if (lesson.kind === 'between') {
    next.between = seen(next.between, clamped(lesson.minutes, betweenIn(next, weight)), weight);
    return;
  }
  const service = next.services[lesson.service];
  if (!service) return;
  switch (lesson.kind) {
    case 'served': {
      if (lesson.minutes > LEFT_OPEN_MIN) return;
      const log = clamped(lesson.minutes, serviceIn(next, centre, lesson.service, { ...slot, unit: weight }));
      next.served = seen(next.served, log, weight);
      service.all = seen(service.all, log, weight);
      service.hours[slot.hour] = seen(service.hours[slot.hour] ?? NOTHING, log, weight);
      const key = `${slot.weekday}-${slot.hour}`;
      service.slots[key] = seen(service.slots[key] ?? NOTHING, log, weight);
      return;
    }
    case 'walk': {
      const log = clamped(lesson.minutes, walkIn(next, lesson.service, weight));
      next.walk = seen(next.walk, log, weight);
      service.walk = seen(service.walk, log, weight);
      next.came += weight;
      service.came += weight;
      return;
    }
    case 'noShow':
      next.waitedFor = seen(next.waitedFor, clamped(lesson.minutes, waitedForIn(next, weight)), weight);
      next.missed += weight;
      service.missed += weight;
      return;
    default:
      lesson satisfies never;
  }
}

function clamped(minutes: number, { mu, sigma }: Guess): number {
  const log = Math.log(Math.max(minutes, LEAST_MIN));
  return Math.min(Math.max(log, mu - CLAMP_SIGMAS * sigma), mu + CLAMP_SIGMAS * sigma);
}

/** When something is asked of what was learned; `unit` is the weight of one lesson of that day. */
export interface Asked {
  readonly hour: number;
  readonly weekday: number;
  readonly unit: number;
}

/** How long this service takes then. */
export function serviceIn(learned: Learned, centre: Centre, id: ServiceId, { hour, weekday, unit }: Asked): Guess {
  const of = learned.services[id];
  const prior = priorOf(learned, centre, id, unit);
  if (!of) return prior;
  const all = leaning(of.all, prior, LEAN.service, unit);
  const ofHour = leaning(of.hours[hour] ?? NOTHING, all, LEAN.hour, unit);
  const ofSlot = leaning(of.slots[`${weekday}-${hour}`] ?? NOTHING, ofHour, LEAN.slot, unit);
  return { ...ofSlot, sigma: spreadOf(of.all, prior, LEAN.spread, unit), worth: all.worth };
}

function priorOf(learned: Learned, centre: Centre, id: ServiceId, unit: number): Guess {
  const expected = serviceOf(centre, id)?.expectedMin;
  const mu = Math.log(expected ?? EXPECTED_MIN) - PRIOR_SIGMA ** 2 / 2;
  const prior = { mu, sigma: PRIOR_SIGMA, worth: LEAN.service };
  if (expected !== undefined) return prior;
  return leaning(learned.served, prior, LEAN.service, unit);
}

/** Whether enough is known of this service to say a wait for it. */
export function isKnown(learned: Learned, centre: Centre, id: ServiceId, unit: number): boolean {
  return (
    serviceOf(centre, id)?.expectedMin !== undefined ||
    (learned.services[id]?.all.weight ?? 0) >= ENOUGH_OF_SERVICE * unit ||
    learned.served.weight >= ENOUGH_OF_ALL * unit
  );
}

export function walkIn(learned: Learned, id: ServiceId, unit: number): Guess {
  const all = ofOther(learned.walk, PRIORS.walk, unit);
  return ofOther(learned.services[id]?.walk ?? NOTHING, all, unit);
}

/** How long a desk waits for somebody who does not come. */
export function waitedForIn(learned: Learned, unit: number): Guess {
  return ofOther(learned.waitedFor, PRIORS.waitedFor, unit);
}

/** From the end of one to the call of the next, where somebody waits. */
export function betweenIn(learned: Learned, unit: number): Guess {
  return ofOther(learned.between, PRIORS.between, unit);
}

function ofOther(cell: Cell, on: Guess, unit: number): Guess {
  return { ...leaning(cell, on, LEAN.other, unit), sigma: spreadOf(cell, on, LEAN.spread, unit) };
}

/** Of calls for this service, the share that nobody comes to. */
export function missedIn(learned: Learned, id: ServiceId, unit: number): number {
  const share = (of: { came: number; missed: number } | undefined, on: number): number =>
    of ? (of.missed / unit + LEAN.missed * on) / ((of.came + of.missed) / unit + LEAN.missed) : on;
  return share(learned.services[id], share(learned, MISSED_PRIOR));
}

/** The weight of one lesson of this day, where all of them are to be counted as if they were of it. */
export function unitOf(learned: Learned, day: BusinessDay): number {
  return learned.since === null ? 1 : weightOf(learned.since, day);
}
