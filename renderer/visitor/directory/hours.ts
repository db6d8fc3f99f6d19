/** When a service keeps its doors open, line by line, in words. In: lines of days and times. Out: what is read: on which days, from when to when. */
import type { TFunction } from 'i18next';
import type { HoursLine } from '../../../shared/contract/directory.ts';
import type { Language } from '../../../shared/domain/centre.ts';
import { Weekday } from '../../../shared/domain/week.ts';
import { spellWeekday } from '../../ui/tongues.ts';
import { useLanguage, useWords } from '../../ui/words.ts';

type Line = Exclude<HoursLine, { kind: 'said' }>;
type Span = Line['spans'][number];

/** A Monday, at noon wherever it is read in UTC. */
const MONDAY = Date.UTC(2024, 0, 1, 12);
const DAY_MS = 86_400_000;

/** `lunes`. */
function nameOf(day: Weekday, language: Language): string {
  return spellWeekday('UTC', language, MONDAY + Weekday.options.indexOf(day) * DAY_MS);
}

/** Days as people say them: three in a row or more are a run from the first to the last. The week has no end, so Saturday to Monday is one as well. */
export function runsOf(days: readonly Weekday[]): readonly (readonly [first: Weekday, last: Weekday])[] {
  const all = Weekday.options;
  const has = (at: number): boolean => days.includes(all[(at + 7) % 7] ?? 'mon');
  const starts = all.map((_, at) => at).filter((at) => has(at) && !has(at - 1));
  return starts.flatMap((from) => {
    let length = 1;
    while (length < 7 && has(from + length)) length += 1;
    const run = Array.from({ length }, (_, n) => all[(from + n) % 7] ?? 'mon');
    return length > 2 ? [[run[0] ?? 'mon', run.at(-1) ?? 'mon'] as const] : run.map((day) => [day, day] as const);
  });
}

const NTH: Readonly<Record<number, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', 5: 'fifth', [-1]: 'last', [-2]: 'secondLast' };

export interface HoursSaid {
  readonly days: string;
  readonly times: readonly string[];
}

export function useHours(): (line: Line) => HoursSaid {
  return hoursIn(useWords('visitor'), useLanguage());
}

/** @param t the words of that language. */
export function hoursIn(t: TFunction<'visitor'>, language: Language): (line: Line) => HoursSaid {
  const listed = (all: readonly string[]): string => {
    const [last = '', ...before] = all.toReversed();
    return before.length === 0 ? last : t('hours.and', { first: before.toReversed().reduce((first, next) => t('hours.then', { first, next })), last });
  };
  const spelled = (time: string): string => time.replace(/^0/, '');
  const timesOf = ({ from, to }: Span): string => (from === to ? t('hours.allDay') : t('offers.hours', { from: spelled(from), to: spelled(to) }));
  const daysOf = (line: Line): string => {
    switch (line.kind) {
      case 'weekly': {
        const words = new Set(line.days).size === 7 ? t('hours.everyDay') : listed(runsOf(line.days).map(([first, last]) => (first === last ? nameOf(first, language) : t('hours.run', { first: nameOf(first, language), last: nameOf(last, language) }))));
        return line.every === 1 ? words : t('hours.weeks', { days: words, count: line.every });
      }
      case 'nth':
        return t('hours.nth', { nth: NTH[line.nth] ?? 'some', weekday: line.day, name: nameOf(line.day, language), count: line.every });
      case 'dates':
        return t('hours.dates', { dates: listed(line.dates.map((date) => (date > 0 ? t('hours.date', { n: String(date) }) : date === -1 ? t('hours.lastDate') : t('hours.beforeEnd', { n: String(-date - 1) })))), count: line.every });
      default:
        return line satisfies never;
    }
  };
  return (line) => ({ days: daysOf(line), times: line.spans.map(timesOf) });
}
