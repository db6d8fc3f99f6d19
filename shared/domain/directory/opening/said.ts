/** A line of a week or a month in words. In: the line, words of a language, its names of days. Out: a sentence's worth of text. */
import type { HoursLine } from '../../../contract/directory.ts';
import { Weekday } from '../../week.ts';

export type HoursWord = 'allDay' | 'everyDay' | 'dayRun' | 'everyWeeks' | 'everyMonths' | 'nthDay' | 'onDates' | 'lastDate';

export interface HoursWords {
  readonly say: (word: HoursWord, about?: Readonly<Record<string, string | number>>) => string;
  /** `lunes`. */
  readonly nameOf: (day: Weekday) => string;
}

type Told = Exclude<HoursLine, { kind: 'said' }>;

export function sayHours(line: HoursLine, words: HoursWords): string {
  if (line.kind === 'said') return line.said.text;
  const times = line.spans.map(({ from, to }) => (from === to ? words.say('allDay') : `${spelled(from)} – ${spelled(to)}`)).join(', ');
  const days = daysOf(line, words);
  return times === '' ? days : `${days}: ${times}`;
}

/** `8:05` and `16:31`, as every screen spells it. */
function spelled(time: string): string {
  return time.replace(/^0(?=\d:)/, '');
}

function daysOf(line: Told, { say, nameOf }: HoursWords): string {
  const inMonths = (days: string): string => (line.every === 1 ? days : say('everyMonths', { days, count: line.every }));
  switch (line.kind) {
    case 'weekly': {
      const run = (first: Weekday, last: Weekday): string => (first === last ? nameOf(first) : say('dayRun', { first: nameOf(first), last: nameOf(last) }));
      const days = line.days.length === 7 ? say('everyDay') : runs(line.days).map(([first, last]) => run(first, last)).join(', ');
      return line.every === 1 ? days : say('everyWeeks', { days, count: line.every });
    }
    case 'nth':
      return inMonths(say('nthDay', { nth: line.nth === -1 ? 'last' : `n${line.nth}`, weekday: line.day, day: nameOf(line.day) }));
    case 'dates':
      return inMonths(say('onDates', { dates: line.dates.map((date) => (date === -1 ? say('lastDate') : String(date))).join(', ') }));
    default:
      return line satisfies never;
  }
}

/** Days that follow each other, from the first to the last; two stand by themselves. */
function runs(days: readonly Weekday[]): (readonly [Weekday, Weekday])[] {
  const order = Weekday.options;
  const found: [Weekday, Weekday][] = [];
  for (const day of order.filter((each) => days.includes(each))) {
    const last = found.at(-1);
    if (last && order.indexOf(last[1]) === order.indexOf(day) - 1) last[1] = day;
    else found.push([day, day]);
  }
  return found.flatMap(([first, last]) => (order.indexOf(last) === order.indexOf(first) + 1 ? [[first, first] as const, [last, last] as const] : [[first, last] as const]));
}
