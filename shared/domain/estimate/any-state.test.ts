/** Whatever a journal made of a centre, what is said of waits is sound. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MONDAY } from '../../../tests/fixtures/book.ts';
import { randomBook } from '../../../tests/fixtures/random-order.ts';
import { HEALTH, inWords, MONDAY_NINE } from '../../../tests/fixtures/world.ts';
import type { Centre, Policy } from '../centre.ts';
import { PriorityId } from '../ids.ts';
import { encodeState } from '../reducers/snapshot.ts';
import { estimate, NOTHING_LEARNED } from './index.ts';

const OLDER = PriorityId.parse('older');
const policies = fc.constantFrom<Policy[]>({ kind: 'firstCome' }, { kind: 'strict' }, { kind: 'ratio', preferential: 2, general: 1 }, { kind: 'accumulating' });
/** As the journal describes it, but with a policy, a class, and something to go by. */
const described = (centre: Centre, policy: Policy): Centre => ({
  ...centre,
  policy,
  priorities: [{ id: OLDER, icon: 'older', name: inWords('Mayor', 'Older'), byVisitor: true, weight: 2, headStartMin: 5 }],
  services: centre.services.map((service) => ({ ...service, expectedMin: 8 })),
});

describe('of any state', () => {
  it('[Q5] ranges are only of those who wait, run from the least to the most, and change nothing', () => {
    let said = 0;
    fc.assert(
      fc.property(randomBook(120), policies, fc.integer({ min: 0, max: 300 }), (book, policy, min) => {
        const before = book.state();
        const { centre } = before;
        const state = { ...before, centre: centre && described(centre, policy) };
        const written = encodeState(state);
        // Of the days in play, one on which somebody came.
        const day = [...state.visits.values()].at(-1)?.day ?? MONDAY;
        const now = MONDAY_NINE + min * 60_000;
        const { ofVisits, ofAsking } = estimate(state, NOTHING_LEARNED, { day, now }, [{ service: HEALTH, language: 'en', priority: OLDER }]);
        for (const range of [...ofVisits.values(), ...ofAsking.flatMap((each) => each ?? [])]) {
          const { fromMin, middleMin, toMin, computedAt } = range;
          expect([fromMin, middleMin, toMin].every((each) => Number.isFinite(each) && each >= 0)).toBe(true);
          expect(fromMin <= middleMin && middleMin <= toMin).toBe(true);
          expect(computedAt).toBe(now);
        }
        for (const id of ofVisits.keys()) {
          const visit = state.visits.get(id);
          expect(visit?.day).toBe(day);
          // Whoever was called to a desk that is gone waits again; here none is gone.
          expect(visit?.leg.kind).toBe('waiting');
        }
        said += ofVisits.size;
        expect(encodeState(state)).toBe(written);
      }),
      { numRuns: 300 },
    );
    expect(said).toBeGreaterThan(20);
  });
});
