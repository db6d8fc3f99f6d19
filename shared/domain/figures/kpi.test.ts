import { describe, expect, it } from 'vitest';
import { DESK_3, DESK_4, HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { BusinessDay, businessDayOf, daysAfter, type EpochMs } from '../clock.ts';
import { foldRead } from '../reducers/fold.ts';
import type { Happening } from '../entries/happenings.ts';
import { AppointmentId, BootId, DeviceId, PriorityId, ServiceId, VisitId } from '../ids.ts';
import { Letter } from '../centre.ts';
import { figuresBy, figuresOf, legsOf, quantile, recordOf, spreadOf, targetsOf, type LegOfVisit, type VisitRecord } from './kpi.ts';
import { EMPTY_STATE } from '../reducers/state.ts';
import { hoursOf, stretchAt } from './stretches.ts';

const MINUTE = 60_000;
const MONDAY: BusinessDay = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);
const visit = (n: number): VisitId => VisitId.parse(String(n).padStart(26, '0'));
const minute = (n: number): EpochMs => MONDAY_NINE + n * MINUTE;

/** The visits that these entries lead to, each at its minute after nine. */
function visitsAfter(happenings: readonly (readonly [number, Happening])[]): VisitRecord[] {
  const device = DeviceId.parse('d'.repeat(26));
  const envelope = { device, epoch: 1, v: 1, bootId: BootId.parse('b'.repeat(26)), monotonic: 0, businessDay: MONDAY };
  const state = foldRead(EMPTY_STATE, happenings.map(([at, happening], i) => ({
    read: { kind: 'known', entry: { envelope: { ...envelope, seq: i + 1, at: minute(at), type: happening.type, payload: happening.payload }, ...happening } },
    effectiveAt: minute(at),
    generation: 0,
  })));
  expect([...state.unused]).toEqual([]);
  return [...state.visits.values()].map(recordOf);
}

const comes = (n: number, service = ORIENTATION): Happening => ({
  type: 'ticket.issued',
  payload: { visit: visit(n), service, label: { letter: Letter.parse('A'), number: n }, language: 'es' },
});
const at3 = (n: number, callNo = 1) => ({ visit: visit(n), leg: 1, callNo, desk: DESK_3 });
const at4 = (n: number, leg = 1) => ({ visit: visit(n), leg, callNo: 1, desk: DESK_4 });
const basis = { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: MONDAY_NINE } as const;

/** Worked by hand: six people between nine and ten. */
const MORNING: readonly (readonly [number, Happening])[] = [
  [0, { type: 'centre.configured', payload: { centre: SMALL_CENTRE } }],
  // Waits 10, walks 1, is served for 10.
  [0, comes(1)],
  // Is called at 20 and again at 22: waits 17, and does not come.
  [5, comes(2)],
  // Waits 18, walks 1, is served for 10; goes on to health, waits 10, walks 1, is served for 30.
  [8, comes(3)],
  [10, { type: 'leg.called', payload: { ...at3(1), basis } }],
  [11, { type: 'leg.started', payload: at3(1) }],
  // Leaves after 28.
  [12, comes(4, HEALTH)],
  [20, { type: 'leg.called', payload: { ...at3(2), basis } }],
  [21, { type: 'leg.finished', payload: at3(1) }],
  [22, { type: 'leg.recalled', payload: at3(2, 2) }],
  [25, { type: 'leg.noShow', payload: at3(2, 2) }],
  [26, { type: 'leg.called', payload: { ...at3(3), basis } }],
  [27, { type: 'leg.started', payload: at3(3) }],
  [37, { type: 'leg.transferred', payload: { ...at3(3), service: HEALTH, onlyAt: null, queuedAt: null, comesBack: false } }],
  [40, { type: 'leg.cancelled', payload: { visit: visit(4), leg: 1, by: 'visitor' } }],
  [47, { type: 'leg.called', payload: { ...at4(3, 2), basis } }],
  [48, { type: 'leg.started', payload: at4(3, 2) }],
  // Still waits.
  [60, comes(5, HEALTH)],
  [78, { type: 'leg.finished', payload: at4(3, 2) }],
  // Is called as it enters, walks 3, is being served.
  [80, comes(6, HEALTH)],
  [80, { type: 'leg.called', payload: { ...at4(6), basis } }],
  [83, { type: 'leg.started', payload: at4(6) }],
];

const legs = legsOf(visitsAfter(MORNING));
const targetOf = targetsOf({ ...SMALL_CENTRE, services: SMALL_CENTRE.services.map((service) => (service.id === ORIENTATION ? { ...service, targetMin: 15 } : service)) });
const inMinutes = (spread: { count: number; mean: number; median: number; p90: number } | null): unknown =>
  spread && { count: spread.count, mean: spread.mean / MINUTE, median: spread.median / MINUTE, p90: Math.round((spread.p90 / MINUTE) * 1000) / 1000 };

describe('figures', () => {
  it('[Q7] of all, as worked by hand', () => {
    const all = figuresOf(legs, targetOf);
    expect(all).toMatchObject({ people: 6, arrived: 7, served: 4, noShows: 1, left: 1, noShowShare: 1 / 7, serviceLevel: 1 / 2 });
    // Waits 0 10 10 17 18: nine tenths of the way is 0.6 past the fourth.
    expect(inMinutes(all.wait)).toEqual({ count: 5, mean: 11, median: 10, p90: 17.6 });
    expect(inMinutes(all.walk)).toEqual({ count: 4, mean: 1.5, median: 1, p90: 2.4 });
    expect(inMinutes(all.service)).toEqual({ count: 3, mean: 50 / 3, median: 10, p90: 26 });
  });

  it('[Q7] by service: a visit that goes on counts in both, and waits in each from when it entered there', () => {
    const by = figuresBy(legs, ({ service }) => service, targetOf);
    const [orientation, health] = [by.get(ORIENTATION), by.get(HEALTH)];
    expect(orientation).toMatchObject({ people: 3, arrived: 3, served: 2, noShows: 1, left: 0, noShowShare: 1 / 3, serviceLevel: 1 / 2 });
    expect(inMinutes(orientation?.wait ?? null)).toEqual({ count: 3, mean: 15, median: 17, p90: 17.8 });
    expect(health).toMatchObject({ people: 4, arrived: 4, served: 2, noShows: 0, left: 1, noShowShare: 0, serviceLevel: null });
    expect(inMinutes(health?.wait ?? null)).toEqual({ count: 2, mean: 5, median: 5, p90: 9 });
    expect(inMinutes(health?.service ?? null)).toEqual({ count: 1, mean: 30, median: 30, p90: 30 });
  });

  it('[Q7] by desk: of whom nobody called, no desk has anything to say', () => {
    const by = figuresBy(legs, ({ desk }) => desk ?? undefined, targetOf);
    expect([...by].map(([desk, { arrived, served, noShows }]) => [desk, arrived, served, noShows])).toEqual([[DESK_3, 3, 2, 1], [DESK_4, 2, 2, 0]]);
  });

  it('[Q7] by the hour in which they entered: at ten sharp is the hour of ten', () => {
    const hours = hoursOf(SMALL_CENTRE.zone, MONDAY);
    const by = figuresBy(legs, ({ enteredAt }) => stretchAt(hours, enteredAt)?.hour, targetOf);
    expect([...by].map(([hour, { arrived }]) => [hour, arrived])).toEqual([[9, 5], [10, 2]]);
  });

  it('[Q7] by day and by class of priority, whatever the visits come from', () => {
    const rows: LegOfVisit[] = [
      { visit: visit(1), day: MONDAY, priority: null, service: HEALTH, desk: null, enteredAt: 0, calledAt: null, startedAt: null, endedAt: null, servedMs: null, how: 'waiting' },
      { visit: visit(2), day: daysAfter(MONDAY, 1), priority: PriorityId.parse('older'), service: HEALTH, desk: null, enteredAt: 0, calledAt: null, startedAt: null, endedAt: null, servedMs: null, how: 'waiting' },
    ];
    expect([...figuresBy(rows, ({ day }) => day, targetOf).keys()]).toEqual([MONDAY, daysAfter(MONDAY, 1)]);
    expect([...figuresBy(rows, ({ priority }) => priority ?? 'general', targetOf).keys()]).toEqual(['general', 'older']);
  });

  it('[Q7] a wait of just the target is within it', () => {
    const eighteen = figuresOf(legs.filter(({ service }) => service === ORIENTATION), () => 18 * MINUTE);
    expect(eighteen.serviceLevel).toBe(1);
    expect(figuresOf(legs.filter(({ service }) => service === ORIENTATION), () => 18 * MINUTE - 1).serviceLevel).toBe(1 / 2);
  });

  it('[Q7] a target is minutes of the service; a service without one, or that is no more, has none', () => {
    expect([targetOf(ORIENTATION), targetOf(HEALTH), targetOf(ServiceId.parse('gone'))]).toEqual([15 * MINUTE, undefined, undefined]);
  });

  it('[Q7] a record keeps the class of priority, and no label and no language', () => {
    const older = PriorityId.parse('older');
    const [marked, plain] = visitsAfter([...MORNING, [91, { type: 'visit.marked', payload: { visit: visit(1), priority: older } }]]);
    expect([marked?.priority, plain?.priority]).toEqual([older, null]);
    expect(Object.keys(marked ?? {}).toSorted()).toEqual(['day', 'legs', 'priority', 'visit']);
  });

  it('[Q7] who was parked has not ended, and one who was never called has waited for nothing yet', () => {
    const parked = visitsAfter([...MORNING, [90, { type: 'leg.parked', payload: { ...at4(6), reason: 'documents', until: null } }]]);
    expect(parked.at(-1)?.legs).toMatchObject([{ how: 'parked', calledAt: minute(80), startedAt: minute(83), endedAt: null }]);
    expect(figuresOf(legsOf(parked), targetOf)).toMatchObject({ served: 4, service: { count: 3 }, wait: { count: 5 } });
  });

  it('[Q7] who was parked and came back waited for the first call, and was served for both stints and not between them', () => {
    const call = { ...at4(6), callNo: 2 };
    const twice = visitsAfter([
      ...MORNING,
      [90, { type: 'leg.parked', payload: { ...at4(6), reason: 'documents', until: null } }],
      [120, { type: 'leg.called', payload: { ...call, desk: DESK_3, basis } }],
      [121, { type: 'leg.started', payload: { ...call, desk: DESK_3 } }],
      [125, { type: 'leg.finished', payload: { ...call, desk: DESK_3 } }],
    ]);
    expect(twice.at(-1)?.legs).toMatchObject([{ how: 'finished', desk: DESK_3, calledAt: minute(80), startedAt: minute(83), endedAt: minute(125), servedMs: 11 * MINUTE }]);
    const gone = visitsAfter([
      ...MORNING,
      [90, { type: 'leg.parked', payload: { ...at4(6), reason: 'documents', until: null } }],
      [120, { type: 'leg.called', payload: { ...call, desk: DESK_3, basis } }],
      [122, { type: 'leg.noShow', payload: { ...call, desk: DESK_3 } }],
    ]);
    // Served once, and not seen again: no no-show.
    expect(gone.at(-1)?.legs).toMatchObject([{ how: 'noShow', servedMs: 7 * MINUTE }]);
    expect(figuresOf(legsOf(gone), targetOf)).toMatchObject({ noShows: 1, served: 4, service: { count: 4 } });
  });

  it('[Q7] who came before the time they had booked waited from that time on', () => {
    const booked = (at: number): Happening => ({ type: 'ticket.issued', payload: { visit: visit(7), service: ORIENTATION, label: { letter: Letter.parse('A'), number: 7 }, language: 'es', appointment: { id: AppointmentId.parse('a'.repeat(26)), at: minute(at) } } });
    const waitOf = (at: number): number | undefined => {
      const call: Happening = { type: 'leg.called', payload: { ...at3(7), basis } };
      return figuresOf(legsOf(visitsAfter([[0, { type: 'centre.configured', payload: { centre: SMALL_CENTRE } }], [5, booked(at)], [25, call]])), targetOf).wait?.mean;
    };
    expect([20, 5, 0, 30].map((at) => (waitOf(at) ?? 0) / MINUTE)).toEqual([5, 20, 20, 0]);
  });

  it('[Q7] a call that its device stamped before the ticket is a wait of nothing, and not less', () => {
    const [first] = legs;
    if (!first) throw new Error('there is a first leg');
    expect(figuresOf([{ ...first, enteredAt: minute(10), calledAt: minute(9) }], targetOf).wait).toMatchObject({ mean: 0, p90: 0 });
  });

  it('[Q7] of nothing there is no mean and no share', () => {
    expect(figuresOf([], targetOf)).toEqual({ people: 0, arrived: 0, served: 0, noShows: 0, left: 0, noShowShare: null, wait: null, walk: null, service: null, serviceLevel: null });
  });

  it('[Q7] quantiles lie between the two nearest in order, as far along as they are asked for', () => {
    expect([0, 0.25, 0.5, 0.9, 1].map((q) => quantile([10, 20, 30, 40], q))).toEqual([10, 17.5, 25, 37, 40]);
    expect(spreadOf([7])).toEqual({ count: 1, mean: 7, median: 7, p90: 7 });
    expect(spreadOf([4, 1, 3, 2])?.median).toBe(2.5);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});
