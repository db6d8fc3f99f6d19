/** The fast scheduler of a simulation is the scheduler. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCentre, anySaid, anyTurns } from '../../../tests/fixtures/any-waiting.ts';
import { booked, BOTH, came, centreWith, deskIn, interpretedIn, SECOND, type Person } from '../../../tests/fixtures/waiting.ts';
import { MONDAY_NINE, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { priorityOf } from '../centre.ts';
import { compareEntryIds } from '../entries/entry.ts';
import { nextOf } from '../scheduling/policy.ts';
import { TURNS_KEPT } from '../reducers/state.ts';
import { boothOf, Lines, Sorts, TurnTable } from './lines.ts';

const MINUTE = 60_000;
const person = fc.record({ ...anySaid, at: fc.integer({ min: 0, max: 30 }) });
const people = fc.array(person, { maxLength: 24 }).map((list) =>
  list.map(({ at, isBooked, ...said }, seq) => (isBooked ? booked : came)(`p${seq}`, at, { ...said, seq: seq + 1 })),
);
/** Calls one after the other: by which desk, and minutes since the one before. */
const calls = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 40 });

describe('the lines of a simulation', () => {
  it('[Q5] give each desk whom the scheduler gives it, call after call, under every policy', () => {
    fc.assert(
      fc.property(anyCentre, fc.integer({ min: 0, max: 1 }), people, calls, anyTurns, (plain, interpreters, everyone, made, turnsBefore) => {
        // Whoever is interpreted, by somebody who is free, counts as understood.
        const centre = interpretedIn(plain, interpreters);
        const all = everyone.toSorted((a, b) => a.queuedAt - b.queuedAt || compareEntryIds(a.enteredBy, b.enteredBy));
        const sorts = new Sorts(centre);
        const linesOf = all.map((each) => sorts.of({ ...each, isBooked: each.notBefore !== undefined }));
        const lines = new Lines(centre, sorts.all, all.length);
        // In any order: a line keeps its own.
        for (const i of all.keys()) lines.enter(all.length - 1 - i, linesOf[all.length - 1 - i] ?? 0, all[all.length - 1 - i]?.queuedAt ?? 0);
        const table = new TurnTable(centre);
        const turns = new Map([[BOTH, turnsBefore], [SECOND, []]]);
        let left: readonly Person[] = all;
        let now = MONDAY_NINE;
        for (const [isSecond, minutes] of made) {
          now += minutes * MINUTE;
          const desk = deskIn(centre, isSecond ? SECOND : BOTH);
          const lately = turns.get(desk.id) ?? [];
          const expected = nextOf(centre, desk, lately, left, now);
          const other = lately.indexOf(lately[0] !== true);
          const line = lines.pick(boothOf(centre, desk, sorts.all), table.at(Number(lately[0] === true), other < 0 ? lately.length : other), now);
          const picked = line < 0 ? undefined : all[lines.take(line)];
          expect(picked?.name).toBe(expected?.name);
          if (!expected) continue;
          left = left.filter((each) => each !== expected);
          turns.set(desk.id, [priorityOf(centre, expected.priority) !== undefined, ...lately].slice(0, TURNS_KEPT));
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('[Q5] say when somebody will have waited long enough for a desk that helps out later', () => {
    const centre = centreWith(undefined, { 4: { later: [{ afterMin: 10, services: [ORIENTATION] }] } });
    const sorts = new Sorts(centre);
    const line = sorts.of(came('one', 0));
    const lines = new Lines(centre, sorts.all, 1);
    lines.enter(0, line, MONDAY_NINE);
    const booth = boothOf(centre, deskIn(centre, SECOND), sorts.all);
    expect(lines.pick(booth, 0, MONDAY_NINE + 4 * MINUTE)).toBe(-1);
    expect(lines.eligibleAt).toBe(MONDAY_NINE + 10 * MINUTE);
    expect(lines.pick(booth, 0, lines.eligibleAt)).toBe(line);
  });
});
