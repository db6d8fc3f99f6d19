/**
 * The queue held to what is known of queues: with Poisson arrivals, exponential service and c desks, a
 * simulated day is an M/M/c queue, whose waits have closed forms, first come and by class.
 */
import { describe, expect, it } from 'vitest';
import { SMALL_CENTRE, MONDAY_NINE, ORIENTATION } from '../../tests/fixtures/world.ts';
import { Centre, type Policy } from '../../shared/domain/centre.ts';
import { businessDayOf, type EpochMs } from '../../shared/domain/clock.ts';
import { PriorityId } from '../../shared/domain/ids.ts';
import { legsOf, recordOf, type LegOfVisit } from '../../shared/domain/figures/kpi.ts';
import { exponential, inMemory, liveDay, seeded, type DayPlan, type InMemory, type Person } from './index.ts';

const MINUTE = 60_000;
const DESKS = 3;
const SERVICE_MS = 10 * MINUTE;
/** Of the desks' time, how much is needed. */
const LOAD = 0.6;
const BETWEEN_MS = SERVICE_MS / (DESKS * LOAD);
const DAY = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);

const OLDER = PriorityId.parse('older');
/** Of all who come, how many are of that class; and how much faster its priority grows than everybody else's. */
const PREFERENTIAL = 0.4;
const WEIGHT = 4;

/** One service, three desks. */
function centreWith(policy: Policy): Centre {
  return Centre.parse({
    ...SMALL_CENTRE,
    services: SMALL_CENTRE.services.slice(0, 1),
    desks: Array.from({ length: DESKS }, (_, i) => ({ id: `desk-${i + 1}`, number: i + 1, services: [ORIENTATION] })),
    priorities: [{ id: OLDER, icon: 'older', name: { es: 'Mayores', en: 'Older people' }, byVisitor: true, weight: WEIGHT, headStartMin: 0 }],
    policy,
  });
}

const FIRST_COME = centreWith({ kind: 'firstCome' });

/** Everybody comes at once when called, and is done when served. */
function plainDay(seed: number, count: number, centre = FIRST_COME): DayPlan {
  const chance = seeded(seed, 0);
  let at = MONDAY_NINE;
  const people = Array.from({ length: count }, (): Person => {
    at += exponential(chance, BETWEEN_MS);
    const paces = [exponential(chance, 1)];
    const priority = chance.fraction() < PREFERENTIAL ? OLDER : null;
    return { at: Math.round(at), service: ORIENTATION, language: 'es', priority, planned: [], presence: { kind: 'there' }, patienceMs: null, walkMs: 0, paces, errand: { kind: 'finish' } };
  });
  const last = Math.round(at);
  const shifts = centre.desks.map(({ id: desk }) => ({ desk, agent: null, opensAt: MONDAY_NINE, closesAt: last + 10_000 * MINUTE, breaks: [], gapMs: 0 }));
  return { centre, day: DAY, closesAt: last + 1, people, shifts, meanMs: () => SERVICE_MS, callMs: 0, calls: 1 };
}

type Served = { [K in 'calledAt' | 'startedAt' | 'endedAt']: EpochMs } & Pick<LegOfVisit, 'enteredAt' | 'priority'>;

async function lived(plan: DayPlan, seed: number, watch?: (premises: InMemory, until: EpochMs) => void): Promise<Served[]> {
  const premises = inMemory(plan.centre, DAY, seeded(seed, 1));
  const moveTo = premises.moveTo.bind(premises);
  if (watch) {
    premises.moveTo = (at) => {
      watch(premises, at);
      moveTo(at);
    };
  }
  await liveDay(plan, premises);
  return legsOf([...premises.state.visits.values()].map(recordOf)).map(({ enteredAt, calledAt, startedAt, endedAt, how, priority }) => {
    if (how !== 'finished' || calledAt === null || startedAt === null || endedAt === null) throw new Error('everybody is served');
    return { enteredAt, calledAt, startedAt, endedAt, priority };
  });
}

/** Erlang's C: the probability of a wait, with an offered load of `a` desks. */
function erlangC(c: number, a: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < c; k += 1) {
    term *= a / k;
    sum += term;
  }
  const all = ((term * a) / c) * (c / (c - a));
  return all / (sum + all);
}

const mean = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0) / values.length;

/** Student's t for 99 %, both sides, by the number of days. */
const T_99 = { 100: 2.626, 60: 2.662, 20: 2.861 } as const;

/** The mean of days that know nothing of each other, and how far off it may be with 99 % confidence. */
function estimated(days: readonly number[], t: number): { mean: number; within: number } {
  const middle = mean(days);
  const variance = days.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (days.length - 1);
  return { mean: middle, within: t * Math.sqrt(variance / days.length) };
}

const DAYS = 100;
const PEOPLE = 400;
/** The first ones find an empty house. */
const WARM_UP = 80;
/** On a busy machine; some seconds on an idle one. */
const LONGEST_MS = 60_000;

describe('a day of one queue', () => {
  it('[Q2] the closed form is the one in the books: C(1, ρ) = ρ, C(2, 1) = 1/3', () => {
    expect(erlangC(1, 0.8)).toBeCloseTo(0.8, 12);
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 12);
  });

  it('[Q2] waits as an M/M/c queue does: Erlang’s C and the mean wait lie within 99 % confidence', async () => {
    const [waits, shares]: [number[], number[]] = [[], []];
    for (let seed = 1; seed <= DAYS; seed += 1) {
      const people = (await lived(plainDay(seed, PEOPLE), seed)).slice(WARM_UP);
      waits.push(mean(people.map(({ enteredAt, calledAt }) => calledAt - enteredAt)));
      shares.push(mean(people.map(({ enteredAt, calledAt }) => (calledAt > enteredAt ? 1 : 0))));
    }
    const probability = erlangC(DESKS, DESKS * LOAD);
    const expected = probability / (DESKS / SERVICE_MS - 1 / BETWEEN_MS);
    const [wait, share] = [estimated(waits, T_99[DAYS]), estimated(shares, T_99[DAYS])];
    expect(Math.abs(wait.mean - expected)).toBeLessThan(wait.within);
    expect(Math.abs(share.mean - probability)).toBeLessThan(share.within);
    // Confidence that says nothing would prove nothing.
    expect(wait.within / expected).toBeLessThan(0.17);
    expect(share.within / probability).toBeLessThan(0.065);
  }, LONGEST_MS);

  /** What is left to do where all desks are busy, for whoever comes then. */
  const ahead = erlangC(DESKS, DESKS * LOAD) * (SERVICE_MS / DESKS);
  const [older, others] = [PREFERENTIAL * LOAD, (1 - PREFERENTIAL) * LOAD];
  /**
   * Kleinrock, «A delay dependent queue discipline», 1964, for two classes of weights 1 and b. He has one
   * server; while all of c are busy they are one that is c times as fast.
   */
  const less = others * (1 - 1 / WEIGHT);
  const accumulated = ahead / (1 - LOAD) / (1 - older * (1 - 1 / WEIGHT));

  it.each([
    ['strict, as Cobham’s priorities do (1954)', { kind: 'strict' }, ahead / (1 - older), ahead / ((1 - older) * (1 - LOAD))],
    ['accumulating, as Kleinrock’s do (1964)', { kind: 'accumulating' }, ahead / (1 - LOAD) - less * accumulated, accumulated],
  ] as const)('[Q2] two classes wait, by class: %s', async (_whose, policy, expectedOlder, expectedOthers) => {
    const waits: Record<'older' | 'others', number[]> = { older: [], others: [] };
    for (let seed = 201; seed < 201 + 60; seed += 1) {
      const people = (await lived(plainDay(seed, PEOPLE, centreWith(policy)), seed)).slice(WARM_UP);
      const wait = (isOlder: boolean): number => mean(people.filter(({ priority }) => (priority === OLDER) === isOlder).map(({ enteredAt, calledAt }) => calledAt - enteredAt));
      waits.older.push(wait(true));
      waits.others.push(wait(false));
    }
    for (const [days, expected] of [[waits.older, expectedOlder], [waits.others, expectedOthers]] as const) {
      const wait = estimated(days, T_99[60]);
      expect(Math.abs(wait.mean - expected)).toBeLessThan(wait.within);
      expect(wait.within / expected).toBeLessThan(0.25);
    }
  }, LONGEST_MS);

  it('[Q7] Little’s law: who is in the house, counted at each moment, is arrivals a minute times the time they are in it', async () => {
    const differences: number[] = [];
    const sizes: number[] = [];
    for (let seed = 101; seed <= 120; seed += 1) {
      const plan = plainDay(seed, 600);
      const [from, to] = [plan.people[100]?.at ?? 0, plan.people[500]?.at ?? 0];
      let [whole, inside, last] = [0, 0, MONDAY_NINE];
      const people = await lived(plan, seed, ({ state }, until) => {
        const here = state.visits.count(({ leg }) => leg.kind !== 'finished');
        whole += here * (until - last);
        inside += here * Math.max(0, Math.min(until, to) - Math.max(last, from));
        last = until;
      });
      const stays = people.map(({ enteredAt, endedAt }) => ({ enteredAt, ms: endedAt - enteredAt }));
      // From an empty house to an empty house both are the same sum.
      expect(whole).toBe(stays.reduce((sum, { ms }) => sum + ms, 0));
      const within = stays.filter(({ enteredAt }) => from <= enteredAt && enteredAt < to);
      const [size, rate] = [inside / (to - from), within.length / (to - from)];
      sizes.push(size);
      differences.push(size - rate * mean(within.map(({ ms }) => ms)));
    }
    const { mean: off, within } = estimated(differences, T_99[20]);
    expect(Math.abs(off)).toBeLessThan(within);
    expect(within / mean(sizes)).toBeLessThan(0.05);
  }, LONGEST_MS);
});
