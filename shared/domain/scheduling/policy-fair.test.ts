/** What holds under every policy, whoever waits; and that nobody waits for ever. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCentre, anyLanguage, anyPolicy, anyPriority, anySaid, anyTurns } from '../../../tests/fixtures/any-waiting.ts';
import { booked, BOTH, came, centreWith, CHILD, deskIn, interpretedIn, OLDER, ONLY_HEALTH, SECOND, type Person } from '../../../tests/fixtures/waiting.ts';
import { MONDAY_NINE, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { priorityOf, type Centre, type Language, type Policy } from '../centre.ts';
import { nextOf, orderFor } from './policy.ts';
import { LANGUAGE_PATIENCE_MIN } from './speech.ts';
import { ACCUMULATING_CAP } from './standing.ts';
import { TURNS_KEPT } from '../reducers/state.ts';

const MINUTE = 60_000;
const few = fc.integer({ min: 1, max: 4 });
const person = fc.record({
  ...anySaid,
  // Whole minutes, and few of them: many stand at one instant.
  at: fc.integer({ min: 0, max: 12 }),
  // Of those who have an appointment some are early: the time that is looked at is from nine to twenty to ten.
  bookedMin: fc.integer({ min: 0, max: 40 }),
});
const asPerson = ({ at, isBooked, bookedMin, ...said }: typeof person extends fc.Arbitrary<infer P> ? P : never, name: string, seq: number): Person =>
  isBooked ? booked(name, bookedMin, { ...said, seq }) : came(name, at, { ...said, seq });
const people = fc.array(person, { maxLength: 14 }).map((list) => list.map((said, n) => asPerson(said, `p${n}`, n + 1)));
const nows = fc.integer({ min: 0, max: 40 }).map((min) => MONDAY_NINE + min * MINUTE);
/** Who interprets, and how many of them are at other desks now. */
const interpreting = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 3 }).map((count) => Array<'en'>(count).fill('en')));
const deskIds = fc.constantFrom(BOTH, SECOND);

describe('an order', () => {
  it('[Q2] is total and the same however those who wait are handed in', () => {
    const cases = fc.tuple(people, fc.nat()).chain(([all]) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(anyCentre, interpreting, deskIds, anyTurns, cases, nows, (plain, [interpreters, inUse], id, called, [all, shuffled], now) => {
        const centre = interpretedIn(plain, interpreters);
        const desk = deskIn(centre, id);
        const order = orderFor(centre, desk, called, all, now, inUse);
        expect(orderFor(centre, desk, called, shuffled, now, inUse)).toEqual(order);
        expect(new Set(order).size).toBe(order.length);
      }),
      { numRuns: 400 },
    );
  });

  it('[Q2] begins with whom the desk calls next', () => {
    fc.assert(
      fc.property(anyCentre, interpreting, deskIds, anyTurns, people, nows, (plain, [interpreters, inUse], id, called, all, now) => {
        const centre = interpretedIn(plain, interpreters);
        expect(nextOf(centre, deskIn(centre, id), called, all, now, inUse)).toBe(orderFor(centre, deskIn(centre, id), called, all, now, inUse)[0]);
      }),
      { numRuns: 600 },
    );
  });

  it('[Q2] is not changed by who comes: a ticket more leaves all others in their order', () => {
    fc.assert(
      fc.property(anyCentre, interpreting, deskIds, anyTurns, people, person, nows, (plain, [interpreters, inUse], id, called, all, said, now) => {
        const centre = interpretedIn(plain, interpreters);
        const more = asPerson(said, 'more', 99);
        const after = orderFor(centre, deskIn(centre, id), called, [...all, more], now, inUse);
        expect(after.filter((each) => each !== more)).toEqual(orderFor(centre, deskIn(centre, id), called, all, now, inUse));
      }),
      { numRuns: 400 },
    );
  });

  it('[Q2] puts who comes last behind everyone of the same class, service and language', () => {
    fc.assert(
      fc.property(anyCentre, anyTurns, people, anyPriority, anyLanguage, nows, (centre, called, all, priority, language, now) => {
        const alike = all.map((each): Person => ({ ...each, service: ORIENTATION, priority, language, onlyAt: undefined, notBefore: undefined, queuedAt: Math.min(each.queuedAt, MONDAY_NINE + 12 * MINUTE) }));
        const last = came('last', 13, { priority, language, seq: 99 });
        expect(orderFor(centre, deskIn(centre), called, [last, ...alike], now).at(-1)).toBe(last);
      }),
      { numRuns: 200 },
    );
  });

  it('[Q2] holds nobody who is kept for another desk, and everybody who is kept for this one', () => {
    fc.assert(
      fc.property(anyCentre, deskIds, anyTurns, people, nows, (centre, id, called, all, now) => {
        const order = orderFor(centre, deskIn(centre, id), called, all, now);
        const other = id === BOTH ? SECOND : BOTH;
        expect(order.filter(({ onlyAt }) => onlyAt === other)).toEqual([]);
        expect(order.filter(({ onlyAt }) => onlyAt === id)).toHaveLength(all.filter(({ onlyAt }) => onlyAt === id).length);
      }),
      { numRuns: 200 },
    );
  });
});

interface Flood {
  readonly centre: Centre;
  /** Those who wait already; the last of them is who is watched. */
  readonly waiting: readonly Person[];
  readonly called: readonly boolean[];
  /** Whoever comes before each call. */
  readonly comes: (call: number) => readonly Person['priority'][];
  readonly minutesACall: number;
  readonly inUse?: readonly Language[];
}

/** How many calls of one desk it takes until it is the watched person's turn, or `most` and one more. */
function callsUntilTurn({ centre, waiting, called, comes, minutesACall, inUse = [] }: Flood, most: number): number {
  const watched = waiting.at(-1);
  const queue = [...waiting];
  let turnsSoFar = called;
  for (let call = 1; call <= most; call += 1) {
    const min = call * minutesACall;
    for (const [n, priority] of comes(call).entries()) queue.push(came(`${call}.${n}`, min, { priority, seq: 1000 + call * 10 + n }));
    const next = nextOf(centre, deskIn(centre), turnsSoFar, queue, MONDAY_NINE + min * MINUTE, inUse);
    if (!next || next === watched) return next ? call : most + 1;
    queue.splice(queue.indexOf(next), 1);
    turnsSoFar = [priorityOf(centre, next.priority) !== undefined, ...turnsSoFar].slice(0, TURNS_KEPT);
  }
  return most + 1;
}

/** So many of one class, who came one after the other before nine. */
function line(length: number, said: Partial<Person>): Person[] {
  return Array.from({ length }, (_, n) => came(`ahead ${n}`, n - length, { ...said, seq: n + 1 }));
}

const lengths = fc.integer({ min: 1, max: 5 });
const floods = fc.array(fc.constantFrom(OLDER, CHILD), { minLength: 1, maxLength: 3 });

describe('nobody waits for ever', () => {
  /**
   * n general ones, the last of them watched. Between two of them a cap lets `cap` others pass; a
   * ratio lets `preferential` pass for each `general` of them. First come lets nobody pass.
   */
  function most(policy: Policy, n: number): number {
    if (policy.kind === 'firstCome') return n;
    if (policy.kind === 'ratio') return n + policy.preferential * Math.ceil(n / policy.general);
    return n * ((policy.cap ?? ACCUMULATING_CAP) + 1);
  }

  const fair = anyPolicy.filter((policy) => policy.kind !== 'strict' || policy.cap !== undefined);

  it('[Q4] somebody general is called within a bound, though preferential ones come without end', () => {
    fc.assert(
      fc.property(fair, lengths, anyTurns, floods, few, (policy, n, called, flood, minutesACall) => {
        const centre = centreWith(policy);
        const calls = callsUntilTurn({ centre, waiting: line(n, {}), called, comes: () => flood, minutesACall }, most(policy, n));
        expect(calls).toBeLessThanOrEqual(most(policy, n));
      }),
      { numRuns: 300 },
    );
  });

  it('[Q4] also who speaks what this desk does not, a quarter of an hour later at most', () => {
    fc.assert(
      fc.property(fair, lengths, anyTurns, floods, few, (policy, n, called, flood, minutesACall) => {
        const centre = centreWith(policy, { 3: { languages: ['es'] }, 4: { services: [ORIENTATION, ONLY_HEALTH], languages: ['en'] } });
        const bound = most(policy, n) + Math.ceil(LANGUAGE_PATIENCE_MIN / minutesACall);
        // Under first come whoever is understood, and came in that quarter of an hour, is called in it or stands behind.
        const calls = callsUntilTurn({ centre, waiting: line(n, { language: 'en' }), called, comes: () => flood, minutesACall }, bound);
        expect(calls).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 200 },
    );
  });

  it('[Q4] also who needs an interpreter, though all are with others without end', () => {
    fc.assert(
      fc.property(fair, lengths, anyTurns, floods, few, few, (policy, n, called, flood, minutesACall, interpreters) => {
        const centre = interpretedIn(centreWith(policy, { 3: { languages: ['es'] } }), interpreters);
        const bound = most(policy, n) + Math.ceil(LANGUAGE_PATIENCE_MIN / minutesACall);
        const asked = { centre, waiting: line(n, { language: 'en' }), called, comes: () => flood, minutesACall };
        expect(callsUntilTurn({ ...asked, inUse: Array<Language>(interpreters).fill('en') }, bound)).toBeLessThanOrEqual(bound);
        // And like anybody, as long as one is free.
        expect(callsUntilTurn({ ...asked, inUse: Array<Language>(interpreters - 1).fill('en') }, most(policy, n))).toBeLessThanOrEqual(most(policy, n));
      }),
      { numRuns: 200 },
    );
  });

  it('[Q4] also who booked a time, from that time on', () => {
    fc.assert(
      fc.property(fair, lengths, anyTurns, floods, few, fc.integer({ min: 0, max: 10 }), (policy, n, called, flood, minutesACall, callsBefore) => {
        const centre = centreWith(policy);
        const watched = booked('watched', callsBefore * minutesACall, { seq: 1 });
        // Under first come those who came before that time go before it.
        const before = policy.kind === 'firstCome' ? flood.length * callsBefore : 0;
        const bound = callsBefore + before + most(policy, n);
        expect(callsUntilTurn({ centre, waiting: [...line(n - 1, {}), watched], called, comes: () => flood, minutesACall }, bound)).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 200 },
    );
  });

  it('[Q4] a preferential one is called within a bound, though general ones come without end', () => {
    fc.assert(
      fc.property(few, few, lengths, anyTurns, few, (preferential, general, n, called, minutesACall) => {
        const centre = centreWith({ kind: 'ratio', preferential, general });
        const bound = n + general * Math.ceil(n / preferential);
        const waiting = line(n, { priority: CHILD });
        expect(callsUntilTurn({ centre, waiting, called, comes: () => [undefined, undefined], minutesACall }, bound)).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 200 },
    );
  });

  it('[Q4] a lighter class is called once the heavier is through, which comes half as often as the desk calls', () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 6 }), few, (n, backlog, minutesACall) => {
        const centre = centreWith({ kind: 'accumulating' });
        const heavier = line(backlog, { priority: OLDER }).map((each) => ({ ...each, enteredBy: { ...each.enteredBy, seq: each.enteredBy.seq + 100 } }));
        const waiting = [...heavier, ...line(n, { priority: CHILD })];
        const bound = 2 * (backlog + n);
        const comes = (call: number): Person['priority'][] => (call % 2 === 0 ? [OLDER] : []);
        expect(callsUntilTurn({ centre, waiting, called: [], comes, minutesACall }, bound)).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 200 },
    );
  });

  it('[Q4] but under strict without a cap, which says so', () => {
    const centre = centreWith({ kind: 'strict' });
    expect(callsUntilTurn({ centre, waiting: line(1, {}), called: [], comes: () => [CHILD], minutesACall: 1 }, 500)).toBe(501);
  });
});
