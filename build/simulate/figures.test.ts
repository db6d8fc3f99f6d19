/** A day's figures, once it is over and only a station's disk has it. */
import { expect, it } from 'vitest';
import { freshJournals } from '../../tests/fixtures/fresh-journals.ts';
import { MONDAY, TestOrder, dayAfterMonday } from '../../tests/fixtures/journals.ts';
import { MONDAY_NINE, SMALL_CENTRE, testClock } from '../../tests/fixtures/world.ts';
import { Centre } from '../../shared/domain/centre.ts';
import type { BusinessDay } from '../../shared/domain/clock.ts';
import { figuresBy, legsOf, recordOf, targetsOf, type LegOfVisit, type VisitRecord } from '../../shared/domain/figures/kpi.ts';
import { LEGAL_PRIORITIES } from '../../shared/domain/priorities.ts';
import { hoursOf, stretchAt } from '../../shared/domain/figures/stretches.ts';
import { drawDay, inMemory, liveDay, seeded, type Written } from './index.ts';

const CENTRE = Centre.parse({
  ...SMALL_CENTRE,
  services: SMALL_CENTRE.services.map((service) => ({ ...service, targetMin: 10 })),
  desks: [1, 2, 3, 4].map((number) => ({ id: `desk-${number}`, number, services: number === 4 ? ['health'] : ['orientation', 'health'] })),
  priorities: LEGAL_PRIORITIES,
});
const TUESDAY = dayAfterMonday(1);

const journals = freshJournals();

async function lived(day: BusinessDay, seed: number): Promise<readonly Written[]> {
  const premises = inMemory(CENTRE, day, seeded(seed, 3));
  await liveDay(drawDay({ centre: CENTRE, day, seed, tickets: 90 }), premises);
  return premises.written;
}

it('[Q7] figures of days that are over are those that the same days had in memory, whatever they are cut by', async () => {
  const clock = testClock(MONDAY_NINE - 12 * 3_600_000);
  const { journal, db } = journals.open({ clock });
  db.pragma('synchronous = OFF');
  const order = new TestOrder();
  order.open();
  journal.adopt(order.after(0));
  const inMemoryOnce: VisitRecord[] = [];
  for (const [day, seed] of [[MONDAY, 1], [TUESDAY, 2]] as const) {
    for (const { at, happening } of await lived(day, seed)) {
      clock.pass(Math.max(0, at - clock.now()));
      journal.write(happening, day);
    }
    order.take(journal);
    journal.adopt(order.after(journal.head.no));
    inMemoryOnce.push(...[...journal.state.visits.values()].map(recordOf));
    order.closeDay(day);
    journal.adopt(order.after(journal.head.no));
  }
  expect([journal.state.visits.size, [...journal.state.unused]]).toEqual([0, []]);
  expect(new Set(inMemoryOnce.flatMap(({ legs }) => legs.map(({ how }) => how)))).toEqual(new Set(['finished', 'noShow', 'cancelled', 'transferred']));

  const hours = [...hoursOf(CENTRE.zone, MONDAY), ...hoursOf(CENTRE.zone, TUESDAY)];
  const cuts: ((leg: LegOfVisit) => unknown)[] = [({ day }) => day, ({ service }) => service, ({ desk }) => desk, ({ priority }) => priority, ({ enteredAt }) => stretchAt(hours, enteredAt)?.from];
  const said = (visits: Iterable<VisitRecord>): unknown => {
    const legs = legsOf([...visits].toSorted((a, b) => (a.visit < b.visit ? -1 : 1)));
    return cuts.map((cut) => [...figuresBy(legs, cut, targetsOf(CENTRE))]);
  };
  expect(said(journal.pastRecords(MONDAY, TUESDAY))).toEqual(said(inMemoryOnce));
  const ofTuesday = inMemoryOnce.filter(({ day }) => day === TUESDAY);
  expect(ofTuesday.length).toBeGreaterThan(80);
  expect(said(journal.pastRecords(TUESDAY, dayAfterMonday(9)))).toEqual(said(ofTuesday));
  expect([...journal.pastRecords(dayAfterMonday(2), dayAfterMonday(9)), ...journal.pastRecords(dayAfterMonday(-9), dayAfterMonday(-1))]).toEqual([]);
});
