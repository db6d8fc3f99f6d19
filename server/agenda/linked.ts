/**
 * Activities as machines read them: JSON-LD with the words of schema.org (Event, EventSeries). In:
 * dates to come. Out: an object. Nobody who comes is in it.
 */
import { Temporal } from 'temporal-polyfill';
import type { Centre } from '../../shared/domain/centre.ts';
import { BusinessDay, instantOf, type EpochMs } from '../../shared/domain/clock.ts';
import { whereOf, type ComingDate } from '../../shared/domain/events/index.ts';
import type { Language } from '../../shared/domain/language.ts';
import { textIn } from '../../shared/domain/offers/offers.ts';
import { nameOfDate, whatOfDate } from './said.ts';

const HOST = 'https://schema.org';

export interface LinkedTerms {
  readonly centre: Centre;
  readonly language: Language;
  /** Where a page of an activity is; undefined where phones reach no server. */
  readonly urlOf: ((offer: string) => string) | undefined;
}

export function linkedDates(dates: readonly ComingDate[], terms: LinkedTerms): object {
  return { '@context': HOST, '@graph': dates.map((each) => event(each, terms)) };
}

function event(coming: ComingDate, { centre, language, urlOf }: LinkedTerms): object {
  const { offer, series, date } = coming;
  const { cost, organiser, audiences, languages, capacity, isAllDay, zone } = series;
  const [first = 'es'] = centre.languages;
  const say = (given: Parameters<typeof textIn>[0]): string => textIn(given, language, first).text;
  const when = (at: EpochMs): string => (isAllDay ? spelled(at, zone).slice(0, 10) : spelled(at, zone));
  const what = whatOfDate(coming);
  const where = whereOf(centre, date.place)?.name;
  return {
    '@type': 'Event',
    name: say(nameOfDate(coming)),
    ...(what && { description: say(what) }),
    startDate: when(date.start),
    // A whole day ends before the next begins.
    ...(date.end > date.start && { endDate: when(isAllDay ? date.end - 1 : date.end) }),
    eventStatus: `${HOST}/${date.isCancelled ? 'EventCancelled' : date.isMoved ? 'EventRescheduled' : 'EventScheduled'}`,
    ...(date.isMoved && { previousStartDate: when(originalOf(coming)) }),
    eventAttendanceMode: `${HOST}/OfflineEventAttendanceMode`,
    location: { '@type': 'Place', name: where ? `${say(where)}, ${centre.name}` : centre.name },
    organizer: { '@type': 'Organization', name: organiser ?? centre.name },
    ...(cost.kind !== 'unknown' && { isAccessibleForFree: cost.kind === 'free' }),
    ...(languages.length > 0 && { inLanguage: languages }),
    ...(audiences.length > 0 && { audience: audiences.map((audienceType) => ({ '@type': 'Audience', audienceType })) }),
    ...(capacity !== null && { maximumAttendeeCapacity: capacity }),
    ...(urlOf && { url: urlOf(offer) }),
  };
}

/** When its series has it. */
function originalOf({ series: { zone }, date: { key } }: ComingDate): EpochMs {
  return instantOf(zone, BusinessDay.parse(key.slice(0, 10)), key.slice(11));
}

/** `2026-11-23T09:00:00-05:00`. */
function spelled(at: EpochMs, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
