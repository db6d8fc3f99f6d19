/** Whose hours hold, and what they come to once they are read. */
import type { BesideService, Closure, HsdsSchedule, HsdsServiceAtLocation, LocationRecord, ServiceRecord } from '../record.ts';
import { parseDay, type DayNumber } from './civil.ts';
import { minuteOf, minuteSpan, readSchedule } from './read.ts';
import { EVERY_WEEKDAY, type MinuteSpan, type Rule } from './rule.ts';
import { zoneOf, type Zone } from './zone.ts';

const DAY_MINUTES = 1440;

export interface Hours {
  readonly schedules: readonly HsdsSchedule[];
  readonly closures: readonly Closure[];
  readonly onHolidays: BesideService['onHolidays'];
  /** IANA. */
  readonly zone: string;
}

/**
 * The hours of a service, at a place of it where one is given: those it has there, else its own,
 * else those of the place. Closures and holidays are the service's.
 * @param centreZone IANA; of the hours, where neither place nor service has one of its own.
 */
export function hoursOf(service: ServiceRecord, centreZone: string, place?: HsdsServiceAtLocation, location?: LocationRecord): Hours {
  const schedules = [place?.schedules, service.hsds.schedules, location?.hsds.schedules].find((each) => each !== undefined && each.length > 0) ?? [];
  const { closures = [], onHolidays, zone } = service.beside;
  return { schedules, closures, onHolidays, zone: location?.beside.zone ?? zone ?? centreZone };
}

interface ReadClosure {
  readonly from: DayNumber;
  readonly through: DayNumber;
  readonly spans: readonly MinuteSpan[];
}

/** Hours that were read once, to be asked often: whoever keeps services keeps these beside them. */
export interface ReadHours {
  readonly rules: readonly Rule[];
  /** Fewest days first: the narrower one is the exception from the wider. */
  readonly closures: readonly ReadClosure[];
  readonly onHolidays: BesideService['onHolidays'];
  readonly zone: Zone;
  /** Every schedule could be read, and there is one; else no rule that holds does not mean closed. */
  readonly isWhole: boolean;
  /** The weekdays on which anything may begin, closures aside; a bit for each, Monday's the lowest. */
  readonly weekdays: number;
  /** Some hours run into the next day. */
  readonly isOvernight: boolean;
  /** Of the rules, one by which the doors stand open day and night. */
  readonly always: Rule | undefined;
}

export function readHours({ schedules, closures, onHolidays, zone }: Hours): ReadHours {
  const read = schedules.map(readSchedule);
  const rules = read.flatMap((each) => (each.kind === 'rule' ? [each.rule] : []));
  const readClosures = closures.flatMap(readClosure).toSorted((a, b) => a.through - a.from - (b.through - b.from));
  return {
    rules,
    closures: readClosures,
    onHolidays,
    zone: zoneOf(zone),
    isWhole: rules.length > 0 && read.every(({ kind }) => kind !== 'unreadable'),
    weekdays: rules.reduce((all, rule) => all | weekdaysOf(rule), 0),
    isOvernight: [...rules, ...readClosures.flatMap(({ spans }) => spans)].some(({ to }) => to > DAY_MINUTES),
    always: rules.find((rule) => rule.to - rule.from === DAY_MINUTES && isDaily(rule)),
  };
}

/** A rule that names none holds on dates, of whatever weekday. */
function weekdaysOf({ weekdays, nths }: Rule): number {
  return nths.reduce((all, { weekday }) => all | (1 << weekday), weekdays) || EVERY_WEEKDAY;
}

function isDaily({ freq, every, weekdays, dates, weeks, yearDays }: Rule): boolean {
  return freq === 'weekly' && every === 1 && weekdays === EVERY_WEEKDAY && [dates, weeks, yearDays].every(({ length }) => length === 0);
}

function readClosure({ from, through, hours }: Closure): ReadClosure[] {
  const [first, last] = [parseDay(from), parseDay(through)];
  if (first === undefined || last === undefined) return [];
  const spans = hours.flatMap((each) => {
    const [opens, closes] = [minuteOf(each.from), minuteOf(each.to)];
    return opens === undefined || closes === undefined ? [] : [minuteSpan(opens, closes)];
  });
  return [{ from: first, through: last, spans }];
}
