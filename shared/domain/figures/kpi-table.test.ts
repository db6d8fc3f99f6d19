import { describe, expect, it } from 'vitest';
import { HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { businessDayOf } from '../clock.ts';
import { hideSmall } from './hiding.ts';
import { ServiceId, VisitId } from '../ids.ts';
import { tableBy, type Cut } from './kpi-table.ts';
import type { Figures, LegOfVisit } from './kpi.ts';
import { hoursOf, stretchAt } from './stretches.ts';

const DAY = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);
const HOUR = 3_600_000;
const HOURS = hoursOf(SMALL_CENTRE.zone, DAY);

let people = 0;

/** So many people in a row who enter at an hour and wait as many minutes. */
function some(count: number, service: ServiceId, hour: number, waitMin: number): LegOfVisit[] {
  return Array.from({ length: count }, () => {
    const enteredAt = MONDAY_NINE + (hour - 9) * HOUR;
    const calledAt = enteredAt + waitMin * 60_000;
    return { visit: VisitId.parse(String((people += 1)).padStart(26, '0')), day: DAY, priority: null, service, desk: null, enteredAt, calledAt, startedAt: calledAt, endedAt: calledAt + 60_000, servedMs: 0, how: 'finished' };
  });
}

const byService: Cut<ServiceId> = { groups: [ORIENTATION, HEALTH], of: ({ service }) => service };
const byHour: Cut<number> = { groups: [9, 10, 11], of: ({ enteredAt }) => stretchAt(HOURS, enteredAt)?.hour };
/** Health has three people at nine, who waited for 40 minutes: the one thing that may not come out. */
const LEGS = [...some(20, ORIENTATION, 9, 10), ...some(12, ORIENTATION, 10, 20), ...some(9, ORIENTATION, 11, 5), ...some(3, HEALTH, 9, 40), ...some(14, HEALTH, 10, 8), ...some(8, HEALTH, 11, 6)];

const arrived = (line: readonly (Figures | null)[]): (number | null)[] => line.map((figures) => figures && figures.arrived);

describe('a table of figures', () => {
  const table = tableBy(LEGS, byService, byHour, () => undefined);

  it('[Q7] adds up, and its totals are figures of all their people, not means of means', () => {
    expect(table.cells.map(arrived)).toEqual([[20, 12, 9], [3, 14, 8]]);
    expect([arrived(table.rowTotals), arrived(table.columnTotals), table.total.arrived]).toEqual([[41, 25], [23, 26, 17], 66]);
    expect(table.columnTotals[0]?.wait?.mean).toBeCloseTo(((20 * 10 + 3 * 40) / 23) * 60_000, 6);
  });

  it('[Q7] leaves out of its totals too whoever is of no group', () => {
    const more = [...LEGS, ...some(7, HEALTH, 15, 1), ...some(2, ServiceId.parse('legal'), 10, 1), ...some(4, HEALTH, 40, 1)];
    const { rowTotals, columnTotals, total } = tableBy(more, byService, byHour, () => undefined);
    expect([arrived(rowTotals), arrived(columnTotals), total.arrived]).toEqual([[41, 25], [23, 26, 17], 66]);
  });

  it('[Q7] goes out without the three who waited for long, and without what would tell of them', () => {
    const hidden = hideSmall(table);
    expect(hidden.cells.map(arrived)).toEqual([[null, 12, null], [null, 14, null]]);
    expect([arrived(hidden.rowTotals), arrived(hidden.columnTotals), hidden.total?.arrived]).toEqual([[41, 25], [23, 26, 17], 66]);
    expect(JSON.stringify(hidden.cells)).not.toContain(String(40 * 60_000));
  });
});
