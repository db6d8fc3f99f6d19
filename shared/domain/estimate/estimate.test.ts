/** What is said of waits, in halls small enough to reckon by hand. */
import { describe, expect, it } from 'vitest';
import { DESK_3, DESK_4, HEALTH, inWords, MONDAY_NINE, ORIENTATION, SMALL_CENTRE, testChance } from '../../../tests/fixtures/world.ts';
import { Letter, type Centre, type Desk } from '../centre.ts';
import { businessDayOf, type EpochMs } from '../clock.ts';
import { AppointmentCode } from '../entries/happenings.ts';
import { AgentId, AppointmentId, DeskId, DeviceId, InterpreterId, PriorityId, VisitId, type ServiceId } from '../ids.ts';
import { EMPTY_STATE, type CentreState, type Leg, type OpenDesk, type Visit } from '../reducers/state.ts';
import { Visits } from '../reducers/visits.ts';
import { estimate, NOTHING_LEARNED, rangesFor, rangesForNew, type Learned, type Range } from './index.ts';

const MINUTE = 60_000;
const NOW = MONDAY_NINE;
const DAY = businessDayOf(SMALL_CENTRE.zone, NOW);
const given = { day: DAY, now: NOW };
const chance = testChance(17);
const kiosk = DeviceId.parse(chance.id());
const OLDER = PriorityId.parse('older');

/** Ten minutes each, as sure as ten thousand of them make it; who is called is there in a moment, and comes. */
const cell = (minutes: number): Learned['served'] => ({ weight: 10_000, mean: Math.log(minutes), squares: 0 });
const usual = { all: cell(10), hours: {}, slots: {}, walk: cell(0.05), came: 10_000, missed: 0 };
const TEN_MINUTES: Learned = {
  ...NOTHING_LEARNED,
  since: DAY,
  through: DAY,
  services: { [HEALTH]: usual, [ORIENTATION]: usual },
  served: cell(10),
  walk: cell(0.05),
  waitedFor: cell(3),
  between: cell(0.05),
  came: 10_000,
};

/** Desk 3 serves both, desk 4 health alone. Somebody works at those that are named. */
const CENTRE: Centre = {
  ...SMALL_CENTRE,
  agents: [{ id: AgentId.parse('ana'), name: 'Ana' }],
  priorities: [{ id: OLDER, icon: 'older', name: inWords('Mayor', 'Older'), byVisitor: true, weight: 2, headStartMin: 0 }],
};
const OPEN: OpenDesk = { agent: null, openedAt: NOW - 60 * MINUTE };

type Step = Pick<Leg, 'kind'> & Partial<Leg>;
let seq = 0;
function visit(service: ServiceId, enteredMin: number, more: Partial<Visit> = {}, step: Step = { kind: 'waiting' }): Visit {
  seq += 1;
  const leg = { no: 1, service, enteredAt: NOW + enteredMin * MINUTE, enteredBy: { device: kiosk, epoch: 1, seq }, ...step };
  return { id: VisitId.parse(chance.id()), day: DAY, label: { letter: Letter.parse('C'), number: seq }, language: 'es', duplicates: [], leg: leg as Leg, ...more };
}
const at = (desk: DeskId, calledMin: number): { desk: DeskId; callNo: number; calledAt: EpochMs } => ({ desk, callNo: 1, calledAt: NOW + calledMin * MINUTE });
const serving = (desk: DeskId, sinceMin: number, more: Partial<Visit> = {}, service = HEALTH): Visit => visit(service, sinceMin - 1, more, { kind: 'serving', ...at(desk, sinceMin), startedAt: NOW + sinceMin * MINUTE } as Step);

function hall(visits: readonly Visit[], desks: Readonly<Record<DeskId, OpenDesk>> = { [DESK_3]: OPEN }, centre = CENTRE): CentreState {
  return { ...EMPTY_STATE, centre, visits: Visits.of(visits), desks: new Map(Object.entries(desks) as [DeskId, OpenDesk][]) };
}
function middles(state: CentreState, visits: readonly Visit[], learned = TEN_MINUTES): readonly (number | undefined)[] {
  const ranges = rangesFor(state, learned, given);
  return visits.map(({ id }) => ranges.get(id)?.middleMin);
}
const near = (ranges: readonly (number | undefined)[], minutes: readonly number[], within = 1.5): void => {
  expect(ranges.map((each) => each !== undefined)).toEqual(minutes.map(() => true));
  for (const [i, minute] of minutes.entries()) expect(Math.abs((ranges[i] ?? 0) - minute), `person ${i}: ${ranges[i]} is not about ${minute}`).toBeLessThan(within);
};
const older = { priority: OLDER };

describe('a wait', () => {
  it('[Q5] at one desk is ten minutes for each who is ahead', () => {
    const queue = [visit(HEALTH, -4), visit(HEALTH, -3), visit(ORIENTATION, -2), visit(HEALTH, -1)];
    near(middles(hall(queue), queue), [0, 10, 20, 30]);
  });

  it('[Q5] is shared by the desks that work, each for what it serves', () => {
    const queue = [visit(HEALTH, -5), visit(HEALTH, -4), visit(HEALTH, -3), visit(HEALTH, -2), visit(ORIENTATION, -1)];
    // Two and two of health; then desk 3 is the only one for orientation.
    near(middles(hall(queue, { [DESK_3]: OPEN, [DESK_4]: OPEN }), queue), [0, 0, 10, 10, 20]);
  });

  it('[Q5] counts for whom a desk has what is left of their time, and for one who has long been there not much', () => {
    const queue = [visit(HEALTH, -2)];
    near(middles(hall([serving(DESK_3, -6), ...queue]), queue), [4]);
    const unsure: Learned = { ...TEN_MINUTES, services: { [HEALTH]: { ...usual, all: { ...cell(10), squares: 10_000 * 0.7 ** 2 } } } };
    const [afterTwo] = middles(hall([serving(DESK_3, -2), ...queue]), queue, unsure);
    const [afterForty] = middles(hall([serving(DESK_3, -40), ...queue]), queue, unsure);
    // 2.4 % last forty minutes, half of those 8.6 more: who is long there is not nearly done.
    expect(afterTwo).toBeLessThan(12);
    expect(afterForty).toBeGreaterThan(6);
    expect(afterForty).toBeLessThan(14);
  });

  it('[Q5] of whoever follows somebody forgotten at a desk is not nothing', () => {
    const queue = [visit(HEALTH, -2)];
    near(middles(hall([serving(DESK_3, -300), ...queue]), queue), [10], 3);
  });

  it('[Q5] counts the desk’s pauses between two, and people who do not come', () => {
    const queue = Array.from({ length: 9 }, (_, n) => visit(HEALTH, n - 10));
    const [, , third] = middles(hall(queue), queue, { ...TEN_MINUTES, between: cell(5) });
    // The desk has had nobody today: it calls at once, and every fifteen minutes from then on.
    near([third], [30], 3);
    const half = { ...usual, missed: 10_000 };
    const last = middles(hall(queue), queue, { ...TEN_MINUTES, missed: 10_000, services: { [HEALTH]: half } }).at(-1);
    // Eight ahead, ten minutes or three.
    near([last], [52], 10);
  });

  it('[Q5] is no surer than a day’s pace, however well its services are known', () => {
    const queue = Array.from({ length: 11 }, (_, n) => visit(HEALTH, n - 12));
    const range = [...rangesFor(hall(queue), TEN_MINUTES, given).values()].at(-1);
    // A hundred minutes, give or take 12 %: four of five are within 1.28 of that.
    const width = (range?.toMin ?? 0) - (range?.fromMin ?? 0);
    expect(width).toBeGreaterThan(25);
    expect(width).toBeLessThan(40);
  });

  it('[Q5] takes turns as the policy does', () => {
    const [first, second, third] = [visit(ORIENTATION, -55, older), visit(ORIENTATION, -54, older), visit(ORIENTATION, -53, older)];
    const [fourth, fifth] = [visit(ORIENTATION, -52), visit(ORIENTATION, -51)];
    const ratio = { ...CENTRE, policy: { kind: 'ratio', preferential: 2, general: 1 } } as const;
    const queue = [first, second, third, fourth, fifth];
    // Two of them, one of the others; more of them may come, and go before the last.
    near(middles(hall(queue, { [DESK_3]: OPEN }, ratio), queue).slice(0, 4), [0, 10, 30, 20], 2.5);
  });

  it('[Q5] is not longer for a booking that is not due; of whoever booked it is up to that time, or to when nobody else waits', () => {
    const booked = (inMin: number, more: Partial<Visit> = {}): Visit => visit(HEALTH, -5, { ...more, booked: { appointment: AppointmentId.parse(chance.id()), at: NOW + inMin * MINUTE } }, { kind: 'waiting', queuedAt: NOW + inMin * MINUTE });
    const two = [visit(HEALTH, -2), visit(HEALTH, -1)];
    near(middles(hall([booked(60), ...two]), two), [0, 10]);
    const [early, noon] = [booked(60), booked(180)];
    near(middles(hall([noon, early, ...two]), [early, noon]), [20, 30]);
    // Of a class that goes first, from its time on: before it the first is called, after it the second waits.
    const strict: Centre = { ...CENTRE, policy: { kind: 'strict' } };
    const first = booked(5, older);
    near(middles(hall([first, ...two], { [DESK_3]: OPEN }, strict), [first, ...two]), [10, 0, 20]);
    // The same, of somebody who has not come yet.
    const id = AppointmentId.parse(chance.id());
    const appointment = { id, code: AppointmentCode.parse('123456'), service: HEALTH, day: DAY };
    const expecting = (at: EpochMs, arrived?: VisitId): CentreState => ({ ...hall(two, { [DESK_3]: OPEN }, { ...strict, appointments: { priority: OLDER, earlyMin: 10, lateMin: 10 } }), appointments: new Map([[id, { ...appointment, at, ...(arrived ? { arrived } : {}) }]]) });
    near(middles(expecting(NOW + 5 * MINUTE), two), [0, 20]);
    near(middles(expecting(NOW + 15 * MINUTE), two), [0, 10]);
    near(middles(expecting(NOW - 5 * MINUTE), two), [0, 10]);
    near(middles(expecting(NOW + 5 * MINUTE, VisitId.parse(chance.id())), two), [0, 10]);
  });

  it('[Q5] of whoever needs an interpreter is as if one were free', () => {
    const desks = CENTRE.desks.map((desk): Desk => ({ ...desk, languages: desk.id === DESK_3 ? ['es'] : ['en'] }));
    const queue = [visit(HEALTH, -4, { language: 'en' }), visit(HEALTH, -3)];
    near(middles(hall(queue, { [DESK_3]: OPEN }, { ...CENTRE, desks }), queue), [10, 0]);
    near(middles(hall(queue, { [DESK_3]: OPEN }, { ...CENTRE, desks, interpreters: [{ id: InterpreterId.parse('ines'), languages: ['en'] }] }), queue), [0, 10]);
  });

  it('[Q5] is longer for whom somebody with a second errand and priority will go before', () => {
    const errand = visit(HEALTH, -58, { ...older, planned: [ORIENTATION] });
    const queue = [visit(ORIENTATION, -57), visit(ORIENTATION, -56), visit(ORIENTATION, -55), visit(ORIENTATION, -54)];
    const strict = { ...CENTRE, policy: { kind: 'strict' } as const };
    const desks = { [DESK_3]: OPEN, [DESK_4]: OPEN };
    const without = visit(HEALTH, -58, older);
    const [, , , last] = middles(hall([errand, ...queue], desks, strict), queue);
    const [, , , lastWithout] = middles(hall([without, ...queue], desks, strict), queue);
    expect((last ?? 0) - (lastWithout ?? 0)).toBeGreaterThan(5);
  });

  it('[Q5] waits for the end of a break that has one', () => {
    const queue = [visit(HEALTH, -2), visit(HEALTH, -1)];
    near(middles(hall(queue, { [DESK_3]: { ...OPEN, pause: { since: NOW, until: NOW + 25 * MINUTE } } }), queue), [25, 35]);
    // One that should be over will be soon.
    near(middles(hall(queue, { [DESK_3]: { ...OPEN, pause: { since: NOW - 20 * MINUTE, until: NOW - 5 * MINUTE } } }), queue), [4, 14], 3);
  });

  it('[Q5] follows the centre’s policy, and who is at the desk goes on to what is planned', () => {
    const queue = [visit(ORIENTATION, -59), visit(ORIENTATION, -58), visit(ORIENTATION, -57, older)];
    // One older person in an hour is hardly a stream of them.
    near(middles(hall(queue, { [DESK_3]: OPEN }, { ...CENTRE, policy: { kind: 'strict' } }), queue), [10, 20, 0], 5);
    // Health first at desk 4, then on to orientation at desk 3, behind who is there already.
    const [errand, other] = [serving(DESK_4, -5, { planned: [ORIENTATION] }), visit(ORIENTATION, -1)];
    near(rangesForNew(hall([errand, other], { [DESK_3]: OPEN, [DESK_4]: OPEN }), TEN_MINUTES, [{ service: ORIENTATION, language: 'es', priority: undefined }], given).map((range) => range?.middleMin), [10]);
    const later = visit(ORIENTATION, 0);
    near(middles(hall([errand, other, later], { [DESK_3]: OPEN, [DESK_4]: OPEN }), [later]), [10]);
  });

  it('[Q5] of whom one desk keeps is for that desk, though another is free', () => {
    const kept = visit(HEALTH, -2, {}, { kind: 'waiting', onlyAt: DESK_3 });
    const free = visit(HEALTH, -1);
    near(middles(hall([serving(DESK_3, -1), kept, free], { [DESK_3]: OPEN, [DESK_4]: OPEN }), [kept, free]), [9, 0]);
  });

  it('[Q5] makes room for who was parked and comes back at a time', () => {
    const queue = [visit(HEALTH, -3), visit(HEALTH, -2), visit(HEALTH, -1)];
    const parked = visit(HEALTH, -30, {}, { kind: 'parked', ...at(DESK_3, -25), startedAt: NOW - 24 * MINUTE, parkedAt: NOW - 20 * MINUTE, reason: 'documents', until: NOW + 5 * MINUTE } as Step);
    near(middles(hall([...queue, parked]), queue), [0, 20, 30]);
  });

  it('[Q5] is not longer for who comes back to a desk that has nobody', () => {
    const queue = [visit(ORIENTATION, -3), visit(ORIENTATION, -2), visit(ORIENTATION, -1)];
    const gone = DeskId.parse('desk-9');
    const parked = visit(HEALTH, -30, {}, { kind: 'parked', ...at(gone, -25), startedAt: NOW - 24 * MINUTE, parkedAt: NOW - 20 * MINUTE, reason: 'form', until: NOW + 5 * MINUTE } as Step);
    // Desk 4 takes them at once; else desk 3 would, before all others.
    near(middles(hall([...queue, parked], { [DESK_3]: OPEN, [DESK_4]: OPEN }), queue), [0, 10, 20]);
    near(middles(hall([...queue, parked]), queue), [0, 20, 30]);
  });

  it('[Q5] grows with preferential visitors who keep coming', () => {
    const came = Array.from({ length: 6 }, (_, n) => visit(ORIENTATION, -50 + n * 8, older, { kind: 'finished', ...at(DESK_3, -50 + n * 8), startedAt: NOW - 40 * MINUTE, finishedAt: NOW - 39 * MINUTE } as Step));
    const queue = [visit(ORIENTATION, -3), visit(ORIENTATION, -2), visit(ORIENTATION, -1)];
    const strict = { ...CENTRE, policy: { kind: 'strict' } as const };
    const [, , quiet] = middles(hall(queue, { [DESK_3]: OPEN }, strict), queue);
    const [, , busy] = middles(hall([...came, ...queue], { [DESK_3]: OPEN }, strict), queue);
    expect(busy).toBeGreaterThan((quiet ?? Infinity) + 15);
  });

  it('[Q5] in a centre that names no agents is for the desks that called in the last hour, or else for all', () => {
    const nobody: Centre = { ...SMALL_CENTRE };
    const queue = [visit(HEALTH, -2), visit(HEALTH, -1)];
    const before = visit(HEALTH, -60, {}, { kind: 'finished', ...at(DESK_3, -30), startedAt: NOW - 29 * MINUTE, finishedAt: NOW - 20 * MINUTE } as Step);
    const longBefore = visit(HEALTH, -90, {}, { kind: 'finished', ...at(DESK_4, -80), startedAt: NOW - 79 * MINUTE, finishedAt: NOW - 70 * MINUTE } as Step);
    near(middles(hall(queue, {}, nobody), queue), [0, 0]);
    near(middles(hall([before, longBefore, ...queue], {}, nobody), queue), [0, 10]);
    near(middles(hall([longBefore, ...queue], {}, nobody), queue), [0, 0]);
  });
});

describe('what is said', () => {
  const queue = [visit(HEALTH, -3), visit(HEALTH, -2), visit(ORIENTATION, -1)];
  const said = (state: CentreState, learned = TEN_MINUTES): readonly boolean[] => middles(state, queue, learned).map((each) => each !== undefined);

  it('[Q5] is nothing where no desk is open for a service, or the only one is on a break nobody knows the end of', () => {
    expect(said(hall(queue, {}))).toEqual([false, false, false]);
    expect(said(hall(queue, { [DESK_4]: OPEN }))).toEqual([true, true, false]);
    expect(said(hall(queue, { [DESK_3]: { ...OPEN, isClosing: true } }))).toEqual([false, false, false]);
    const away = { ...OPEN, pause: { since: NOW, until: null } };
    expect(said(hall(queue, { [DESK_3]: away }))).toEqual([false, false, false]);
    expect(said(hall(queue, { [DESK_3]: away, [DESK_4]: OPEN }))).toEqual([true, true, false]);
  });

  it('[Q5] does not count on a desk that nobody closed last night, nor on the break that was had there', () => {
    const lastNight = { ...OPEN, openedAt: NOW - 16 * 60 * MINUTE };
    expect(said(hall(queue, { [DESK_3]: lastNight, [DESK_4]: OPEN }))).toEqual([true, true, false]);
    const noAgents = { ...CENTRE, agents: [] };
    // Where nobody opens desks, one that was closing last night works like the others.
    expect(said(hall(queue, { [DESK_3]: { ...lastNight, isClosing: true } }, noAgents))).toEqual([true, true, true]);
    expect(said(hall(queue, { [DESK_3]: { ...lastNight, pause: { since: NOW, until: null } } }, noAgents))).toEqual([true, true, true]);
  });

  it('[Q5] is nothing before anything was seen, unless the coordinator said what to expect', () => {
    expect(said(hall(queue), NOTHING_LEARNED)).toEqual([false, false, false]);
    const expecting = { ...CENTRE, services: CENTRE.services.map((service) => (service.id === HEALTH ? { ...service, expectedMin: 12 } : service)) };
    expect(said(hall(queue, { [DESK_3]: OPEN }, expecting), NOTHING_LEARNED)).toEqual([true, true, false]);
  });

  it('[Q5] is nothing past the end of the hours that a centre keeps', () => {
    const untilFour = { ...CENTRE, keepsHours: true };
    const quarterToFour = NOW + (6 * 60 + 45) * MINUTE;
    const ranges = rangesFor(hall(queue, { [DESK_3]: OPEN }, untilFour), TEN_MINUTES, { day: DAY, now: quarterToFour });
    // The third would be called at five past four.
    expect(queue.map(({ id }) => ranges.has(id))).toEqual([true, true, false]);
    expect(rangesFor(hall(queue), TEN_MINUTES, { day: DAY, now: quarterToFour }).size).toBe(3);
  });

  it('[Q5] is the same of the same state, with its age, and from another seed nearly the same', () => {
    const state = hall(queue);
    const ranges = rangesFor(state, TEN_MINUTES, given);
    expect(rangesFor(state, TEN_MINUTES, given)).toEqual(ranges);
    expect([...ranges.values()].map(({ computedAt }) => computedAt)).toEqual([NOW, NOW, NOW]);
    const other = rangesFor(state, TEN_MINUTES, { ...given, seed: 2 });
    expect(other).not.toEqual(ranges);
    near(queue.map(({ id }) => other.get(id)?.middleMin), [0, 10, 20]);
  });

  it('[Q5] to whoever asks is the wait behind all who are there, and changes nobody’s', () => {
    const ask = { service: HEALTH, language: 'es', priority: undefined } as const;
    const state = hall(queue, { [DESK_3]: OPEN }, { ...CENTRE, policy: { kind: 'ratio', preferential: 2, general: 1 } });
    const both = estimate(state, TEN_MINUTES, given, [ask, { ...ask, priority: OLDER }]);
    near(both.ofAsking.map((range) => range?.middleMin), [30, 0]);
    const alone = rangesFor(state, TEN_MINUTES, given);
    const middle = (ranges: ReadonlyMap<VisitId, Range>): readonly number[] => queue.map(({ id }) => Math.round(ranges.get(id)?.middleMin ?? -1));
    expect(middle(both.ofVisits)).toEqual(middle(alone));
    expect(rangesForNew({ ...state, centre: undefined }, TEN_MINUTES, [ask], given)).toEqual([undefined]);
  });
});
