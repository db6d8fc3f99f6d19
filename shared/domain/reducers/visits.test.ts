import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MONDAY_NINE, ORIENTATION, testChance } from '../../../tests/fixtures/world.ts';
import { Letter } from '../centre.ts';
import { businessDayOf } from '../clock.ts';
import { DeviceId, VisitId } from '../ids.ts';
import type { Visit } from './state.ts';
import { Visits, VisitsInHand } from './visits.ts';

const chance = testChance(41);
const day = businessDayOf('America/Bogota', MONDAY_NINE);
const device = DeviceId.parse(chance.id());
const ids = Array.from({ length: 300 }, () => VisitId.parse(chance.id()));
const visitOf = (id: VisitId, number: number): Visit => ({
  id, day, label: { letter: Letter.parse('A'), number }, language: 'es',
  leg: { no: 1, service: ORIENTATION, enteredAt: 0, enteredBy: { device, epoch: 1, seq: 1 }, kind: 'waiting' }, duplicates: [],
});

describe('visits', () => {
  it('are what a map would hold, in its order, whatever is added and changed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: ids.length - 1 }), { maxLength: 500 }), (choices) => {
        const map = new Map<VisitId, Visit>();
        let visits = new Visits();
        for (const [n, choice] of choices.entries()) {
          const id = ids[choice];
          if (id === undefined) continue;
          map.set(id, visitOf(id, n + 1));
          visits = visits.with(visitOf(id, n + 1));
        }
        const odd = (visit: Visit): boolean => visit.label.number % 2 === 1;
        expect([...visits.values()]).toEqual([...map.values()]);
        expect(visits.filter(odd)).toEqual([...map.values()].filter(odd));
        expect(visits.count(odd)).toBe([...map.values()].filter(odd).length);
        expect(visits.find((visit): visit is Visit => odd(visit))).toEqual([...map.values()].find(odd));
        expect(visits.size).toBe(map.size);
        expect(ids.map((id) => [visits.has(id), visits.get(id)])).toEqual(ids.map((id) => [map.has(id), map.get(id)]));
      }),
    );
  });

  it('keep their order and their places over several pages, however they were put there', () => {
    const all = ids.map((id, n) => visitOf(id, n + 1));
    const oneByOne = all.reduce((visits, visit) => visits.with(visit), new Visits());
    expect([...Visits.of(all).values()]).toEqual(all);
    expect(Visits.of(all)).toEqual(oneByOne);
    const hand = new VisitsInHand(oneByOne);
    for (const at of [...all.keys()].filter((n) => n % 13 === 0)) {
      const changed = visitOf(ids[at] as VisitId, 999);
      const expected = all.with(at, changed);
      expect([...oneByOne.with(changed).values()]).toEqual(expected);
      hand.put(changed);
      all[at] = changed;
      expect([...hand.now.values()]).toEqual(all);
      all[at] = visitOf(ids[at] as VisitId, at + 1);
      hand.put(visitOf(ids[at] as VisitId, at + 1));
    }
    expect(hand.now).toEqual(oneByOne);
  });

  it('leave the ones they came from as they were, and share what did not change', () => {
    const before = ids.reduce((visits, id, i) => visits.with(visitOf(id, i + 1)), new Visits());
    const frozen = structuredClone(before);
    const [id] = ids;
    if (id === undefined) throw new Error('there are ids');
    const after = before.with(visitOf(id, 999));
    expect(before).toEqual(frozen);
    expect(after.get(id)?.label.number).toBe(999);
    expect(after.pages.filter((page, i) => page !== before.pages[i])).toHaveLength(1);
  });
});

describe('visits in hand', () => {
  it('[J7] come to what one change after another comes to, and leave the ones they came from as they were', () => {
    const change = fc.record({ choice: fc.nat({ max: ids.length - 1 }), drop: fc.integer({ min: 0, max: 60 }) });
    fc.assert(
      fc.property(fc.nat({ max: 200 }), fc.array(change, { maxLength: 300 }), (held, changes) => {
        let visits = Visits.of(ids.slice(0, held).map((id, n) => visitOf(id, n + 1)));
        const before = visits;
        const frozen = structuredClone(before);
        const hand = new VisitsInHand(before);
        for (const [n, { choice, drop }] of changes.entries()) {
          const id = ids[choice];
          if (id === undefined) continue;
          const isIt = ({ label }: Visit): boolean => label.number % 7 === n % 7;
          if (drop === 0) hand.drop(isIt);
          else hand.put(visitOf(id, n + 1));
          visits = drop === 0 ? visits.without(isIt) : visits.with(visitOf(id, n + 1));
          expect(hand.now.get(id)).toEqual(visits.get(id));
        }
        expect(hand.now).toEqual(visits);
        expect(hand.settled()).toEqual(visits);
        expect(before).toEqual(frozen);
      }),
    );
  });
});
