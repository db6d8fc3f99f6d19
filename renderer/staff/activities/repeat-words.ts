/**
 * When a series comes, in a sentence. In: what a form shows of its rule, its first date. Out: «Cada
 * martes y jueves, de 9:00 a 10:30». Of a rule that no form shows, as much as can be said.
 */
import type { TFunction } from 'i18next';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { localOf, MINUTE, wallOf } from '../../../shared/domain/events/local.ts';
import type { Series } from '../../../shared/domain/events/index.ts';
import type { RuleParts } from '../../../shared/domain/events/rule.ts';
import type { Language } from '../../../shared/domain/language.ts';
import { Weekday } from '../../../shared/domain/week.ts';
import { nameOfMonth, nameOfWeekday, spellCalendarDay, spellList } from '../../ui/tongues.ts';
import { LAST_DATE, NTHS, repeatIn, type Repeat } from './repeat.ts';

type Say = TFunction<'activities'>;

/** `9:05`, as the rest of the house writes it. */
export const spellClock = (time: string): string => time.replace(/^0(?=\d:)/, '');

const weekday = (language: Language, day: Weekday): string => nameOfWeekday(language, Weekday.options.indexOf(day));

export function spellSeries(say: Say, language: Language, series: Pick<Series, 'rule' | 'start' | 'minutes' | 'isAllDay' | 'zone'>): string {
  const repeat = repeatIn(series);
  const rule = howOften(say, language, repeat, series.start);
  return ended(say, language, repeat, timed(say, rule, series));
}

function timed(say: Say, rule: string, { start, minutes, isAllDay }: Pick<Series, 'start' | 'minutes' | 'isAllDay'>): string {
  if (isAllDay) return say('rule.allDay', { rule });
  const from = spellClock(start.slice(11));
  if (minutes === 0) return say('rule.from', { rule, from });
  return say('rule.between', { rule, from, to: spellClock(localOf(wallOf(start) + minutes * MINUTE).slice(11)) });
}

function ended(say: Say, language: Language, repeat: Repeat, rule: string): string {
  const ends = 'ends' in repeat ? repeat.ends : undefined;
  if (ends?.kind === 'on') return say('rule.on', { rule, day: spellCalendarDay(language, ends.day) });
  const times = ends?.kind === 'after' ? ends.times : repeat.kind === 'other' ? repeat.parts.count : undefined;
  return times === undefined ? rule : say('rule.after', { rule, times });
}

function howOften(say: Say, language: Language, repeat: Repeat, start: string): string {
  switch (repeat.kind) {
    case 'once':
      return say('rule.once', { date: spellCalendarDay(language, start.slice(0, 10) as BusinessDay) });
    case 'daily':
      return say('rule.daily', { every: repeat.every });
    case 'weekly':
      return say('rule.weekly', { every: repeat.every, days: spellList(language, repeat.days.map((day) => weekday(language, day))) });
    case 'monthlyOn':
      return repeat.date === LAST_DATE ? say('rule.monthlyLast', { every: repeat.every }) : say('rule.monthlyOn', { every: repeat.every, date: repeat.date });
    case 'monthlyNth':
      return say('rule.monthlyNth', { every: repeat.every, nths: spellList(language, repeat.nths.map((nth) => say(`rule.nth.${nth}`))), day: weekday(language, repeat.day) });
    case 'other':
      return otherwise(say, language, repeat.parts);
    default:
      return repeat satisfies never;
  }
}

function otherwise(say: Say, language: Language, parts: RuleParts): string {
  const { freq, interval, byDay, byMonth, byMonthDay, byYearDay, byWeekNo, byHour, byMinute, bySetPos, until } = parts;
  const months = byMonth && say('rule.months', { months: spellList(language, byMonth.map((month) => nameOfMonth(language, month))) });
  const areDates = byMonthDay?.every((date) => date > 0 || date === LAST_DATE) ?? true;
  const dates = byMonthDay && areDates && say('rule.dates', { count: byMonthDay.length, dates: spellList(language, byMonthDay.map((date) => (date > 0 ? String(date) : say('rule.lastDate')))) });
  const days = byDay?.map((each) => dayIn(say, language, each));
  const areDays = days?.every((day) => day !== undefined) ?? true;
  const isMore = !areDates || !areDays || until !== undefined || [byYearDay, byWeekNo, byHour, byMinute, bySetPos].some((part) => part !== undefined);
  return [
    say(`rule.base.${freq}`, { every: interval }),
    ...(months === undefined ? [] : [months]),
    ...(dates ? [dates] : []),
    ...(days && areDays ? [spellList(language, days.flatMap((day) => day ?? []))] : []),
    ...(isMore ? [say('rule.more')] : []),
  ].join(', ');
}

/** `MO`, or `-1FR`. */
function dayIn(say: Say, language: Language, each: string): string | undefined {
  const day = Weekday.options.find((option) => option.startsWith(each.slice(-2).toLowerCase()));
  if (!day) return undefined;
  if (each.length === 2) return weekday(language, day);
  const nth = NTHS.find((known) => String(known) === each.slice(0, -2));
  return nth === undefined ? undefined : say('rule.nthDay', { nth: say(`rule.nth.${nth}`), day: weekday(language, day) });
}
