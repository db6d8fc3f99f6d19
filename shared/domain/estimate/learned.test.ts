/** What is learned of time, on numbers worked by hand. */
import { describe, expect, it } from 'vitest';
import { DESK_3, DESK_4, HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE, testChance } from '../../../tests/fixtures/world.ts';
import { Letter, type Centre } from '../centre.ts';
import { businessDayOf, daysAfter, type BusinessDay } from '../clock.ts';
import { DeviceId, VisitId, type DeskId, type ServiceId } from '../ids.ts';
import type { Visit } from '../reducers/state.ts';
import { betweenIn, isKnown, Learned, learnDay, missedIn, NOTHING_LEARNED, serviceIn, unitOf, waitedForIn, walkIn } from './learned.ts';
import { lessonsOf } from './lessons.ts';

const MINUTE = 60_000;
const MONDAY = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);
const chance = testChance(3);
const kiosk = DeviceId.parse(chance.id());

interface Done {
  readonly service?: ServiceId;
  readonly desk?: DeskId;
  /** Minutes after nine. */
  readonly called?: number;
  readonly walk?: number;
  readonly minutes: number;
  readonly isMissed?: true;
}

let seq = 0;
/** Who came at nine and was served, or did not come. */
function done({ service = HEALTH, desk = DESK_3, called = 0, walk = 1, minutes, isMissed }: Done, day: BusinessDay = MONDAY): Visit {
  seq += 1;
  const from = MONDAY_NINE + 86_400_000 * Math.round((Date.parse(day) - Date.parse(MONDAY)) / 86_400_000);
  const calledAt = from + called * MINUTE;
  const startedAt = calledAt + walk * MINUTE;
  const call = { desk, callNo: 1, calledAt };
  const step = isMissed ? ({ kind: 'noShow', ...call, endedAt: calledAt + minutes * MINUTE } as const) : ({ kind: 'finished', ...call, startedAt, finishedAt: startedAt + minutes * MINUTE } as const);
  return {
    id: VisitId.parse(chance.id()),
    day,
    label: { letter: Letter.parse('C'), number: seq },
    language: 'es',
    duplicates: [],
    leg: { no: 1, service, enteredAt: from, enteredBy: { device: kiosk, epoch: 1, seq }, ...step },
  };
}

const many = (count: number, one: Done, day?: BusinessDay): Visit[] => Array.from({ length: count }, () => done(one, day));
const learnt = (visits: readonly Visit[], on: Learned = NOTHING_LEARNED, day = MONDAY, centre: Centre = SMALL_CENTRE): Learned => learnDay(on, centre, day, visits);
const MONDAY_AT_NINE = { hour: 9, weekday: 1, unit: 1 };
/** The time that half of them are below. */
const median = (learned: Learned, asked: Partial<typeof MONDAY_AT_NINE> = {}, centre: Centre = SMALL_CENTRE, service = HEALTH): number => Math.exp(serviceIn(learned, centre, service, { ...MONDAY_AT_NINE, ...asked }).mu);
const expecting = (expectedMin: number): Centre => ({ ...SMALL_CENTRE, services: SMALL_CENTRE.services.map((service) => ({ ...service, expectedMin })) });

describe('a service that nothing was seen of', () => {
  it('[Q5] takes what the coordinator expects, on average', () => {
    const { mu, sigma } = serviceIn(NOTHING_LEARNED, expecting(24), HEALTH, MONDAY_AT_NINE);
    // The mean of a lognormal.
    expect(Math.exp(mu + sigma ** 2 / 2)).toBeCloseTo(24);
  });

  it('[Q5] takes what all services take where nobody expects anything', () => {
    const learned = learnt(many(400, { service: ORIENTATION, minutes: 30 }));
    expect(median(learned)).toBeGreaterThan(27);
    expect(median(learned)).toBeLessThan(30);
  });

  it('[Q5] is spoken of once somebody said, ten of it were seen, or twenty-five of all', () => {
    const known = (visits: readonly Visit[], centre = SMALL_CENTRE): boolean => isKnown(learnt(visits), centre, HEALTH, 1);
    expect(known([], expecting(9))).toBe(true);
    expect([known([]), known(many(9, { minutes: 5 })), known(many(10, { minutes: 5 }))]).toEqual([false, false, true]);
    expect([known(many(24, { service: ORIENTATION, minutes: 5 })), known(many(25, { service: ORIENTATION, minutes: 5 }))]).toEqual([false, true]);
  });
});

describe('a service that was seen', () => {
  it('[Q5] leans on what is expected as if that were five, then its hour on it as fifteen, then its weekday’s as twenty-five', () => {
    const learned = learnt(many(5, { minutes: 20 }));
    // What is expected has the median p = 10 e^(−0.7²/2) = 7.827. Of the service, half: √(7.827 × 20) = 12.51.
    // Of the hour 5/20 of what is left of the way to ln 20: 2.5268 + ¼ × 0.4689 = 2.6441; of the slot 5/30: + 0.3517/6 = 2.7027.
    expect(median(learned, {}, expecting(10))).toBeCloseTo(Math.exp(2.7027), 1);
    // Another hour, the same service: none of its own.
    expect(median(learned, { hour: 15 }, expecting(10))).toBeCloseTo(12.51, 1);
    // The same hour on another weekday.
    expect(median(learned, { weekday: 3 }, expecting(10))).toBeCloseTo(Math.exp(2.6441), 1);
  });

  it('[Q5] tells a slow hour of one weekday from the others, once it was seen often', () => {
    let learned = NOTHING_LEARNED;
    for (let day = 0; day < 12 * 7; day += 1) {
      const date = daysAfter(MONDAY, day);
      learned = learnt([...many(10, { minutes: day % 7 === 0 ? 20 : 8 }, date), ...many(10, { called: 120, minutes: 8 }, date)], learned, date);
    }
    const unit = unitOf(learned, daysAfter(MONDAY, 83));
    expect(median(learned, { unit })).toBeGreaterThan(14);
    expect(median(learned, { unit, weekday: 2 })).toBeLessThan(9);
    expect(median(learned, { unit, hour: 11 })).toBeLessThan(9);
  });

  it('[Q5] hears nothing from a ticket that was left open overnight, and little from one that took five hours', () => {
    const usual = many(30, { minutes: 8 });
    const before = median(learnt(usual));
    expect(median(learnt([...usual, done({ minutes: 14 * 60 })]))).toBe(before);
    expect(median(learnt([...usual, done({ minutes: 5 * 60 })]))).toBeLessThan(before * 1.08);
  });

  it('[Q5] counts what is four weeks older for half', () => {
    const slow = learnt(many(40, { minutes: 20 }));
    const later = daysAfter(MONDAY, 28);
    const learned = learnt(many(40, { minutes: 5 }, later), slow, later);
    const cell = learned.services[HEALTH]?.all;
    // 40 of weight 1 and 40 of weight 2; the mean is (ln 20 + 2 ln 5) / 3, nearly: the first of the others seem too far off, and are drawn in.
    expect(cell?.weight).toBeCloseTo(120);
    expect(Math.exp(cell?.mean ?? 0)).toBeCloseTo(Math.cbrt(20 * 5 * 5), 0);
    expect(unitOf(learned, later)).toBeCloseTo(2);
  });

  it('[Q5] learns a day once', () => {
    const once = learnt(many(10, { minutes: 8 }));
    expect(learnt(many(10, { minutes: 30 }), once)).toBe(once);
    expect(once.through).toBe(MONDAY);
  });

  it('[Q5] is learned without touching what was learned before, and is plain data', () => {
    const first = learnt(many(10, { minutes: 8 }));
    const text = JSON.stringify(first);
    const tuesday = daysAfter(MONDAY, 1);
    const second = learnt(many(10, { minutes: 30 }, tuesday), first, tuesday);
    expect(JSON.stringify(first)).toBe(text);
    expect(Learned.parse(JSON.parse(JSON.stringify(second)))).toEqual(second);
  });
});

describe('calls', () => {
  it('[Q5] are missed as often as was seen, leaning on all services and on six in a hundred', () => {
    const learned = learnt([...many(60, { minutes: 8 }), ...many(20, { minutes: 3, isMissed: true }), ...many(100, { service: ORIENTATION, minutes: 8 })]);
    // All: (20 + 20 × 0.06) / (180 + 20) = 0.106. Health: (20 + 20 × 0.106) / (80 + 20) = 0.2212.
    expect(missedIn(learned, HEALTH, 1)).toBeCloseTo(0.2212);
    expect(missedIn(NOTHING_LEARNED, HEALTH, 1)).toBeCloseTo(0.06);
  });

  it('[Q5] are walked to, waited at and followed in the times that were seen', () => {
    const lessons = lessonsOf([done({ called: 0, walk: 2, minutes: 10 }), done({ called: 13, minutes: 4, isMissed: true }), done({ desk: DESK_4, called: 40, walk: 1, minutes: 5 })], MONDAY);
    const minutes = (kind: string): number[] => lessons.filter((each) => each.kind === kind).map((each) => each.minutes);
    // Desk 3 was done at 9:12 and called at 9:13 who had come at nine; desk 4 had nobody before.
    expect([minutes('walk'), minutes('noShow'), minutes('between'), minutes('served')]).toEqual([[2, 1], [4], [1], [10, 5]]);
    const learned = learnt(many(300, { walk: 3, minutes: 8 }).concat(many(300, { minutes: 6, isMissed: true })));
    expect(Math.exp(walkIn(learned, HEALTH, 1).mu)).toBeCloseTo(3, 0);
    expect(Math.exp(waitedForIn(learned, 1).mu)).toBeCloseTo(6, 0);
    expect(Math.exp(betweenIn(NOTHING_LEARNED, 1).mu)).toBeCloseTo(0.5);
  });

  it('[Q5] after an empty hall say nothing of how fast a desk calls', () => {
    const late = done({ called: 30, minutes: 5 });
    // It came when the desk had been free for long.
    const visit: Visit = { ...late, leg: { ...late.leg, enteredAt: late.leg.enteredAt + 29 * MINUTE } };
    expect(lessonsOf([done({ minutes: 10 }), visit], MONDAY).filter(({ kind }) => kind === 'between')).toEqual([]);
  });
});
