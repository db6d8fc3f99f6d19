/**
 * A day as it might be: drawn from a centre's own description and a seed. In: the centre, a day, how
 * many come. Out: a plan. The numbers here are a plain picture of a busy place of first help; a
 * centre that has days of its own learns from those.
 */
import type { Chance } from '../../main/station/chance.ts';
import type { Centre, Desk, Service } from '../../shared/domain/centre.ts';
import type { BusinessDay, EpochMs } from '../../shared/domain/clock.ts';
import type { ServiceId } from '../../shared/domain/ids.ts';
import { openingsOn } from '../../shared/domain/scheduling/opening.ts';
import { exponential, isBy, lognormal, pick, poisson, seeded, type Fractions } from './draws.ts';
import type { DayPlan, Errand, Person, Presence, Shift } from './plan.ts';

const MINUTE = 60_000;

/** How many come in each tenth of the day against the others: many before the door opens, few towards the end. */
const ARRIVALS = [1.6, 1.9, 1.7, 1.4, 1.1, 0.8, 0.8, 0.9, 0.7, 0.4] as const;
/** Of the desks' time, how much a day's visitors need. */
const LOAD = 0.78;
/** Minutes a visitor takes where the centre says nothing; services differ, and a standard deviation is 0.7 of the mean. */
const TAKES_MIN = [9, 16, 12, 7, 20, 14, 10, 8] as const;
const VARIATION = 0.7;
/** Desks work on for so long after the last turn was given. */
const OVERTIME_MS = 45 * MINUTE;
const CALL_MS = 45_000;

export interface DayAsked {
  readonly centre: Centre;
  readonly day: BusinessDay;
  readonly seed: number;
  /** How many come; where nothing is said, about as many as the desks can serve. */
  readonly tickets?: number | undefined;
}

/** When a service gives turns on a day; half-open. */
interface Open {
  readonly service: Service;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** @throws RangeError where the centre is closed on that day. */
export function drawDay({ centre, day, seed, tickets }: DayAsked): DayPlan {
  const open = centre.services.flatMap((service) => openingsOn(service, centre.zone, day).map(({ from, lastTurn }): Open => ({ service, from, to: lastTurn })));
  const [from, to] = [Math.min(...open.map((one) => one.from)), Math.max(...open.map((one) => one.to))];
  if (open.length === 0) throw new RangeError(`no service is open on ${day}`);
  const meanMs = meansOf(centre);
  const shifts = drawShifts(centre, seeded(seed, 1), { from, to });
  const chance = seeded(seed, 2);
  const count = tickets ?? poisson(chance, placesFor(centre, shifts, meanMs));
  const people = Array.from({ length: count }, () => drawPerson(chance, centre, open, { from, to })).sort((a, b) => a.at - b.at);
  return { centre, day, closesAt: to, people, shifts, meanMs, callMs: CALL_MS, calls: Math.max(2, centre.callsBeforeNoShow ?? 1) };
}

function meansOf(centre: Centre): (service: ServiceId) => number {
  const means = new Map(centre.services.map(({ id, expectedMin }, i) => [id, (expectedMin ?? TAKES_MIN[i % TAKES_MIN.length] ?? 10) * MINUTE]));
  return (service) => means.get(service) ?? 10 * MINUTE;
}

/** How many turns the desks can serve, at the load of an ordinary day. */
function placesFor(centre: Centre, shifts: readonly Shift[], meanMs: (service: ServiceId) => number): number {
  const turns = shifts.map(({ desk, opensAt, closesAt, breaks, gapMs }) => {
    const services = centre.desks.find(({ id }) => id === desk)?.services ?? [];
    const mean = services.reduce((sum, service) => sum + meanMs(service), 0) / Math.max(1, services.length);
    const away = breaks.reduce((sum, { minutes }) => sum + minutes * MINUTE, OVERTIME_MS);
    return (closesAt - opensAt - away) / (mean + gapMs + CALL_MS);
  });
  return Math.max(1, LOAD * turns.reduce((sum, one) => sum + one, 0));
}

/** Two desks of three work all day; the others come later or go home at noon. Lunch goes round. */
function drawShifts(centre: Centre, chance: Fractions, { from, to }: { from: EpochMs; to: EpochMs }): Shift[] {
  const length = to - from;
  const { agents } = centre;
  // One desk, one agent: the desks that nobody has stay closed.
  return centre.desks.slice(0, agents?.length || undefined).map((desk, i) => {
    const agent = agents?.[i]?.id ?? null;
    const isShort = i % 3 === 2;
    const isMorning = isShort && !isOnlyOne(centre, desk) && isBy(chance, 0.5);
    const opensAt = whole(from + (isShort && !isMorning ? 0.3 * length : 0) + (chance.fraction() - 0.3) * 10 * MINUTE);
    const closesAt = isMorning ? whole(from + 0.6 * length) : to + OVERTIME_MS;
    const lunch = { at: whole(from + length * (0.42 + 0.07 * (i % 4)) + chance.fraction() * 10 * MINUTE), minutes: whole(35 + 15 * chance.fraction()) };
    const coffee = { at: whole(from + length * (0.18 + 0.04 * (i % 5))), minutes: whole(8 + 7 * chance.fraction()) };
    const breaks = length < 5 * 60 * MINUTE ? [coffee] : [coffee, lunch];
    return { desk: desk.id, agent, opensAt, closesAt, breaks: breaks.filter(({ at }) => at > opensAt && at < closesAt), gapMs: whole((10 + 30 * chance.fraction()) * 1000) };
  });
}

/** Whether nobody else serves one of its services. */
function isOnlyOne(centre: Centre, desk: Desk): boolean {
  return desk.services.some((service) => !centre.desks.some((other) => other.id !== desk.id && other.services.includes(service)));
}

function drawPerson(chance: Chance, centre: Centre, open: readonly Open[], { from, to }: { from: EpochMs; to: EpochMs }): Person {
  const { service, at } = drawArrival(chance, centre, open, { from, to });
  const others = centre.services.filter(({ id }) => id !== service && centre.desks.some((desk) => desk.services.includes(id))).map(({ id }) => id);
  const other = others.length > 0 ? pick(chance, others.map((id) => [id, 1] as const)) : undefined;
  return {
    at,
    service,
    language: pick(chance, centre.languages.map((language, i) => [language, i === 0 ? 6 : 1] as const)),
    priority: drawPriority(chance, centre),
    planned: other !== undefined && isBy(chance, 0.05) ? [other] : [],
    presence: drawPresence(chance),
    patienceMs: isBy(chance, 0.06) ? whole(exponential(chance, 50 * MINUTE)) : null,
    walkMs: whole(lognormal(chance, 25_000, 0.5)),
    paces: Array.from({ length: 4 }, () => lognormal(chance, 1, VARIATION)),
    errand: drawErrand(chance, other),
  };
}

/** A Poisson process given its count: each comes by itself, as the day's shape has it, while that service gives turns. */
function drawArrival(chance: Fractions, centre: Centre, open: readonly Open[], { from, to }: { from: EpochMs; to: EpochMs }): { service: ServiceId; at: EpochMs } {
  const most = Math.max(...ARRIVALS);
  for (;;) {
    const at = from + Math.floor(chance.fraction() * (to - from));
    const tenth = ARRIVALS[Math.floor(((at - from) / (to - from)) * ARRIVALS.length)] ?? 0;
    // The first services of the list are what most people ask for.
    const service = pick(chance, centre.services.map(({ id }, i) => [id, 1 / (1 + 0.4 * i)] as const));
    const isOpen = open.some((one) => one.service.id === service && one.from <= at && at < one.to);
    if (isBy(chance, tenth / most) && isOpen) return { service, at };
  }
}

function drawPriority(chance: Fractions, { priorities = [] }: Centre): Person['priority'] {
  return priorities.length > 0 && isBy(chance, 0.18) ? pick(chance, priorities.map(({ id }) => [id, 1] as const)) : null;
}

function drawPresence(chance: Fractions): Presence {
  const kind = pick(chance, [['there', 88], ['late', 4], ['notYet', 1], ['gone', 7]] as const);
  if (kind !== 'gone') return { kind };
  return { kind, backAfterMs: isBy(chance, 0.25) ? whole((5 + 25 * chance.fraction()) * MINUTE) : null };
}

function drawErrand(chance: Fractions, other: ServiceId | undefined): Errand {
  const kind = pick(chance, [['finish', 86], ['slip', 1], ['transfer', 8], ['park', 5]] as const);
  if (kind === 'transfer' && other !== undefined) return { kind, service: other, comesBack: isBy(chance, 0.3) };
  if (kind !== 'park') return { kind: kind === 'slip' ? kind : 'finish' };
  return { kind, reason: pick(chance, [['documents', 5], ['form', 3], ['interpreter', 1], ['colleague', 1], ['other', 1]] as const), minutes: whole(4 + 20 * chance.fraction()) };
}

function whole(value: number): number {
  return Math.round(value);
}
