import { describe, expect, it } from 'vitest';
import { HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { businessDayOf, dayBefore, MINUTE_MS } from '../clock.ts';
import { DeskId, ServiceId, VisitId } from '../ids.ts';
import { Label } from '../label.ts';
import type { Leg, Visit } from '../reducers/state.ts';
import { figuresOfDay } from './day.ts';

const DAY = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);
const ENTRY = { device: '0'.repeat(26), epoch: 1, seq: 1 } as Leg['enteredBy'];
const DESK = DeskId.parse('desk-3');

let people = 0;

/** Somebody who came for it, waited so long and was served; or who left, where nobody called them. */
function visit(service: ServiceId, waitMin: number | undefined, day = DAY): Visit {
  people += 1;
  const entered = { no: 1, service, enteredAt: MONDAY_NINE, enteredBy: ENTRY };
  const calledAt = MONDAY_NINE + (waitMin ?? 0) * MINUTE_MS;
  const leg: Leg =
    waitMin === undefined
      ? { ...entered, kind: 'cancelled', by: 'visitor', endedAt: MONDAY_NINE + MINUTE_MS }
      : { ...entered, kind: 'finished', desk: DESK, callNo: 1, calledAt, startedAt: calledAt, finishedAt: calledAt + MINUTE_MS };
  return { id: VisitId.parse(String(people).padStart(26, '0')), day, label: Label.parse({ letter: 'A', number: people }), language: 'es', duplicates: [], leg };
}

const some = (count: number, ...of: Parameters<typeof visit>): Visit[] => Array.from({ length: count }, () => visit(...of));
const counts = (visits: Visit[], centre = SMALL_CENTRE): (number | null)[] => {
  const { services, total } = figuresOfDay(visits, centre, DAY);
  return [...services.map(({ figures }) => figures && figures.arrived), total && total.arrived];
};

describe('the figures of a day', () => {
  it('[Q7] are those of each service in the centre’s order, and of all people together', () => {
    const { services, total } = figuresOfDay([...some(6, ORIENTATION, 10), ...some(2, ORIENTATION, undefined), ...some(7, HEALTH, 30)], SMALL_CENTRE, DAY);
    expect(services.map(({ service }) => service.id)).toEqual([ORIENTATION, HEALTH]);
    expect(services[0]?.figures).toMatchObject({ arrived: 8, served: 6, left: 2, noShows: 0, wait: { median: 10 * MINUTE_MS } });
    expect(total).toMatchObject({ arrived: 15, served: 13, left: 2, wait: { median: 30 * MINUTE_MS } });
  });

  it('[Q7] of fewer than five people are hidden, and with them what would tell of them', () => {
    expect(counts([...some(9, ORIENTATION, 10), ...some(3, HEALTH, 30)])).toEqual([null, null, 12]);
    expect(counts([...some(3, ORIENTATION, 10), ...some(1, HEALTH, 30)])).toEqual([null, null, null]);
    expect(counts([...some(9, ORIENTATION, 10)])).toEqual([9, 0, 9]);
  });

  it('[Q7] are of this day alone, and of services that the centre has', () => {
    expect(counts([...some(9, ORIENTATION, 10), ...some(8, HEALTH, 10, dayBefore(DAY)), ...some(7, ServiceId.parse('legal'), 10)])).toEqual([9, 0, 9]);
    expect(counts([])).toEqual([0, 0, 0]);
  });
});
