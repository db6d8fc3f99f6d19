import { describe, expect, it } from 'vitest';
import { MONDAY_NINE, SMALL_CENTRE } from '../../tests/fixtures/world.ts';
import { Centre } from '../../shared/domain/centre.ts';
import { BusinessDay, businessDayOf } from '../../shared/domain/clock.ts';
import { decodeState, encodeState } from '../../shared/domain/reducers/snapshot.ts';
import { Agenda } from './agenda.ts';
import { exponential, lognormal, pick, poisson } from './draws.ts';
import { drawDay, inMemory, liveDay, seeded, type InMemory } from './index.ts';

const DAY = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);
const HOUR = 3_600_000;

const name = (es: string): { es: string; en: string } => ({ es, en: es });

/** Four desks and agents, two classes of priority, one of them for staff alone to say. */
const CENTRE = Centre.parse({
  ...SMALL_CENTRE,
  desks: [1, 2, 3, 4].map((number) => ({ id: `desk-${number}`, number, services: number === 4 ? ['health'] : ['orientation', 'health'] })),
  agents: ['ana', 'beto', 'caro', 'dani'].map((id) => ({ id, name: id })),
  priorities: [
    { id: 'older', icon: 'older', name: name('Mayores'), byVisitor: true, weight: 3, headStartMin: 0 },
    { id: 'child', icon: 'child', name: name('Con bebé'), byVisitor: false, weight: 2, headStartMin: 0 },
  ],
  policy: { kind: 'ratio', preferential: 2, general: 1 },
  callsBeforeNoShow: 2,
});

async function lived(seed: number, { centre = CENTRE, tickets }: { centre?: Centre; tickets?: number } = {}): Promise<InMemory> {
  const premises = inMemory(centre, DAY, seeded(seed, 3));
  const { turnedAway } = await liveDay(drawDay({ centre, day: DAY, seed, tickets }), premises);
  expect(turnedAway).toBe(0);
  return premises;
}

describe('a day in a box', () => {
  it('is the same day for the same seed, and another for another', async () => {
    const [one, same, other] = [await lived(1), await lived(1), await lived(2)];
    expect(one.written.length).toBeGreaterThan(200);
    expect(one.written).toEqual(same.written);
    expect(one.written).not.toEqual(other.written);
  });

  it('[Q1] has every step of a visit in it, none of them refused and none without effect', async () => {
    const premises = await lived(5, { tickets: 400 });
    const seen = new Set(premises.written.map(({ happening }) => happening.type));
    expect([...seen].toSorted()).toEqual([
      'centre.configured', 'desk.closed', 'desk.closing', 'desk.opened', 'desk.paused', 'desk.resumed',
      'leg.broughtBack', 'leg.called', 'leg.cancelled', 'leg.finished', 'leg.noShow', 'leg.parked', 'leg.putBack', 'leg.recalled', 'leg.started', 'leg.transferred', 'leg.undone',
      'ticket.issued', 'visit.marked',
    ]);
    expect([...premises.state.unused]).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('[Q1] ends with nobody waiting or at a desk, and all desks closed (seed %i)', async (seed) => {
    const { state, written } = await lived(seed);
    const left = [...state.visits.values()].filter(({ leg }) => ['waiting', 'called', 'serving'].includes(leg.kind));
    expect([left, [...state.desks]]).toEqual([[], []]);
    expect(written.every(({ at }, i) => i === 0 || at >= (written[i - 1]?.at ?? 0))).toBe(true);
  });

  it.each([
    { kind: 'firstCome' }, { kind: 'strict' }, { kind: 'strict', cap: 2 }, { kind: 'ratio', preferential: 3, general: 1 }, { kind: 'accumulating', cap: 4 },
  ] as const)('[Q2] [Q3] is lived under every policy, and each call says which it was: %j', async (policy) => {
    const desks = CENTRE.desks.map((desk, i) => (i === 3 ? { ...desk, languages: ['en'], later: [{ afterMin: 20, services: ['orientation'] }] } : desk));
    const { written, state } = await lived(3, { centre: Centre.parse({ ...CENTRE, keepsHours: true, desks, policy }), tickets: 150 });
    const calls = written.flatMap(({ happening }) => (happening.type === 'leg.called' ? [happening.payload.basis] : []));
    expect(calls.length).toBeGreaterThan(100);
    expect(new Set(calls.map((basis) => basis.policy))).toEqual(new Set([policy.kind]));
    expect([...state.visits.values()].filter(({ leg }) => leg.kind === 'waiting')).toEqual([]);
  });

  it.each([11, 12, 13, 14])('[J8] leads to a state that can be written down and read back (seed %i)', async (seed) => {
    const { state } = await lived(seed, { tickets: 200 });
    const text = encodeState(state);
    const back = decodeState(text);
    expect(back && encodeState(back)).toBe(text);
  });

  it('gives as many turns as it is asked for, all while the services are open', async () => {
    const { written } = await lived(9, { tickets: 250 });
    const issued = written.filter(({ happening }) => happening.type === 'ticket.issued');
    expect(issued).toHaveLength(250);
    const opens = MONDAY_NINE - HOUR;
    expect(issued.every(({ at }) => opens <= at && at < opens + 8 * HOUR)).toBe(true);
  });

  it('turns away whom a service has no place for', async () => {
    const full = Centre.parse({ ...CENTRE, services: CENTRE.services.map((service) => ({ ...service, limits: { daily: 20 } })) });
    const premises = inMemory(full, DAY, seeded(1, 3));
    const { turnedAway } = await liveDay(drawDay({ centre: full, day: DAY, seed: 1, tickets: 100 }), premises);
    expect(turnedAway).toBeGreaterThanOrEqual(60);
  });

  it('is no day where nothing is open', () => {
    const closed = Centre.parse({ ...CENTRE, services: CENTRE.services.map((service) => ({ ...service, hours: [{ days: ['sun'], from: '08:00', to: '12:00' }] })) });
    expect(() => drawDay({ centre: closed, day: DAY, seed: 1 })).toThrow(RangeError);
  });

  it('[Q6] begins when the centre’s own clock says so, also on a day on which clocks are changed', () => {
    const york = Centre.parse({ ...CENTRE, zone: 'America/New_York' });
    const [before, after] = ['2026-03-07', '2026-03-08'].map((day) => drawDay({ centre: york, day: BusinessDay.parse(day), seed: 1 }).closesAt);
    expect((after ?? 0) - (before ?? 0)).toBe(23 * HOUR);
  });
});

describe('what is drawn', () => {
  const chance = seeded(4, 0);
  const many = (draw: () => number): number[] => Array.from({ length: 20_000 }, draw);
  const mean = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0) / values.length;
  const variance = (values: readonly number[]): number => mean(values.map((value) => value ** 2)) - mean(values) ** 2;

  it('has the mean and the spread that were asked for', () => {
    const [times, errands, counts] = [many(() => exponential(chance, 7)), many(() => lognormal(chance, 7, 0.7)), many(() => poisson(chance, 7))];
    for (const [values, deviation] of [[times, 7], [errands, 4.9], [counts, Math.sqrt(7)]] as const) {
      expect(mean(values)).toBeCloseTo(7, 0);
      expect(Math.sqrt(variance(values)) / deviation).toBeCloseTo(1, 1);
    }
    expect(Math.min(...errands, ...times)).toBeGreaterThanOrEqual(0);
  });

  it('is picked as often as it weighs', () => {
    const picked = many(() => pick(chance, [[1, 3], [0, 1]]));
    expect(mean(picked)).toBeCloseTo(0.75, 1);
    expect(() => pick(chance, [])).toThrow(RangeError);
  });

  it('leaves one stream as it is when another draws more', () => {
    const [one, two] = [seeded(4, 1), seeded(4, 2)];
    expect(one.fraction()).not.toBe(two.fraction());
    expect(seeded(4, 1).id()).toMatch(/^[0-9a-z]{26}$/);
    expect(seeded(4, 1).id()).not.toBe(seeded(5, 1).id());
  });
});

describe('an agenda', () => {
  it('gives what is due by its time, and of the same time what was noted first', () => {
    const agenda = new Agenda<string>();
    for (const [at, what] of [[5, 'c'], [1, 'a'], [5, 'd'], [3, 'b'], [5, 'e']] as const) agenda.note(at, what);
    expect(Array.from({ length: 6 }, () => agenda.next()?.what)).toEqual(['a', 'b', 'c', 'd', 'e', undefined]);
  });
});
