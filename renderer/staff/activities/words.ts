/** What a date is called and when it is, as the calendar's parts say it. In: a date, a zone, a language. Out: words. */
import type { TFunction } from 'i18next';
import type { ScheduledDate } from '../../../shared/contract/activities.ts';
import type { Language } from '../../../shared/domain/language.ts';
import { textIn, type OfferText } from '../../../shared/domain/offers/offers.ts';
import { spellTime } from '../../ui/clock.ts';
import { useLanguage, useWords } from '../../ui/words.ts';

export interface Words {
  readonly say: TFunction<'activities'>;
  readonly language: Language;
  /** The centre's. */
  readonly zone: string;
  /** A text in whoever's language sits here, or as it was written first. */
  readonly text: (given: OfferText) => string;
}

export function useDateWords({ zone, languages }: { readonly zone: string; readonly languages: readonly Language[] }): Words {
  const say = useWords('activities');
  const language = useLanguage();
  return { say, language, zone, text: (given) => textIn(given, language, languages[0] ?? language).text };
}

/** `9:00`, or that it lasts all day. */
export function beginsAt({ say, language, zone }: Words, { isAllDay, startsAt }: Pick<ScheduledDate, 'isAllDay' | 'startsAt'>): string {
  return isAllDay ? say('date.allDay') : spellTime(zone, language, startsAt);
}

/** `9:00 a 10:30`. */
export function lasts(words: Words, date: Pick<ScheduledDate, 'isAllDay' | 'startsAt' | 'endsAt'>): string {
  const { say, language, zone } = words;
  if (date.isAllDay || date.endsAt === date.startsAt) return beginsAt(words, date);
  return say('date.time', { from: spellTime(zone, language, date.startsAt), to: spellTime(zone, language, date.endsAt) });
}

export const nameOfDate = ({ series, date }: Pick<ScheduledDate, 'series' | 'date'>): string => `${series} ${date}`;
