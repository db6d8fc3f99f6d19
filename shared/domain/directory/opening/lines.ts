/** A service's week and month in lines, for whoever reads them: a structure, whose words each screen has. */
import type { HoursLine, Said } from '../../../contract/directory.ts';
import type { BusinessDay } from '../../clock.ts';
import { Weekday } from '../../week.ts';
import type { HsdsSchedule } from '../record.ts';
import { parseDay, type DayNumber } from './civil.ts';
import type { Hours } from './hours.ts';
import { LOOKED_AHEAD } from './opening-at.ts';
import { readSchedule } from './read.ts';
import { startOfWeek, type MinuteSpan, type Rule } from './rule.ts';

type Spans = Extract<HoursLine, { kind: 'weekly' }>['spans'];

const DAY_MINUTES = 1440;

interface Read {
  readonly schedule: HsdsSchedule;
  /** Undefined: it can be read by nobody but people. */
  readonly rule: Rule | undefined;
}

/**
 * What holds today; where nothing does, what comes to hold in the days that are looked at. Closures
 * and holidays are not in it.
 * @param said a schedule's description in the language of whoever reads, where it has one.
 */
export function hoursLines({ schedules }: Hours, today: BusinessDay, said: (schedule: HsdsSchedule) => Said | undefined): HoursLine[] {
  const day = parseDay(today) ?? 0;
  const read = schedules.map((schedule): Read => {
    const each = readSchedule(schedule);
    return { schedule, rule: each.kind === 'rule' ? each.rule : undefined };
  });
  const now = read.filter(({ rule }) => !rule || isIn(rule, day, day));
  const shown = now.some(({ rule }) => rule) ? now : read.filter(({ rule }) => !rule || isIn(rule, day, day + LOOKED_AHEAD));
  const sayable = shown.flatMap(({ rule }) => (rule && canBeSaid(rule) ? [rule] : []));
  const words = shown.flatMap(({ schedule, rule }) => (rule && canBeSaid(rule) ? [] : (said(schedule) ?? [])));
  return [...weeklyLines(sayable), ...nthLines(sayable), ...dateLines(sayable), ...words.map((each): HoursLine => ({ kind: 'said', said: each }))];
}

function isIn({ first, last }: Rule, from: DayNumber, through: DayNumber): boolean {
  return first <= through && from <= last;
}

/** Some weeks of the year, or a Friday that is a thirteenth, have no line. */
function canBeSaid(rule: Rule): boolean {
  if (rule.weeks.length > 0 || rule.yearDays.length > 0) return false;
  if (rule.freq === 'weekly') return rule.dates.length === 0;
  const days = Number(rule.dates.length > 0) + Number(rule.nths.length > 0) + Number(rule.weekdays !== 0);
  return days === 1 && (rule.weekdays === 0 || rule.every === 1);
}

/** Every such day of every month is every such day. Weeks that alternate with others stand in lines of their own. */
function weeklyLines(rules: readonly Rule[]): HoursLine[] {
  const weekly = rules.filter(({ weekdays }) => weekdays !== 0);
  return [...groups(weekly, turnOf).values()].flatMap((together) => {
    const days = Weekday.options.map((day, n) => ({ day, spans: spansOf(together.filter(({ weekdays }) => (weekdays & (1 << n)) !== 0)) }));
    const every = together[0]?.every ?? 1;
    return [...groups(days.filter(({ spans }) => spans.length > 0), ({ spans }) => JSON.stringify(spans)).values()].map(
      (same): HoursLine => ({ kind: 'weekly', days: same.map(({ day }) => day), every, spans: same[0]?.spans ?? [] }),
    );
  });
}

function turnOf({ every, anchor, weekStart, freq }: Rule): string {
  if (freq === 'monthly' || every === 1) return '1';
  const week = startOfWeek(anchor, weekStart);
  return `${every} ${weekStart} ${week % (7 * every)}`;
}

function nthLines(rules: readonly Rule[]): HoursLine[] {
  const each = rules.flatMap((rule) => rule.nths.map(({ nth, weekday }) => ({ rule, nth, weekday, months: monthsOf(rule) })));
  return [...groups(each, ({ nth, weekday, months }) => `${nth} ${weekday} ${months}`).values()].flatMap((same) => {
    const [first] = same;
    const day = Weekday.options[first?.weekday ?? 0];
    return first && day ? [{ kind: 'nth', nth: first.nth, day, every: first.rule.every, spans: spansOf(same.map(({ rule }) => rule)) }] : [];
  });
}

function dateLines(rules: readonly Rule[]): HoursLine[] {
  const each = rules.filter(({ freq }) => freq === 'monthly').flatMap((rule) => rule.dates.map((date) => ({ rule, date, months: monthsOf(rule) })));
  const dates = [...groups(each, ({ date, months }) => `${date} ${months}`).values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first, spans: spansOf(same.map(({ rule }) => rule)) }] : [];
  });
  return [...groups(dates, ({ months, spans }) => `${months} ${JSON.stringify(spans)}`).values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ kind: 'dates', dates: same.map(({ date }) => date), every: first.rule.every, spans: first.spans }] : [];
  });
}

/** Which months of those that alternate. */
function monthsOf({ every, anchor }: Rule): string {
  return every === 1 ? '1' : `${every} ${anchor}`;
}

function groups<T>(of: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const each of of) {
    const key = keyOf(each);
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  return found;
}

/** In order; those that meet or overlap are one, as long as it is no longer than a day: nothing longer has a name. */
function spansOf(rules: readonly MinuteSpan[]): Spans {
  const merged: MinuteSpan[] = [];
  for (const { from, to } of rules.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = merged.at(-1);
    if (!last || from > last.to || Math.max(last.to, to) - last.from > DAY_MINUTES) merged.push({ from, to });
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) };
  }
  return merged.map(({ from, to }) => ({ from: timeOf(from), to: timeOf(to) }));
}

function timeOf(minute: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}
