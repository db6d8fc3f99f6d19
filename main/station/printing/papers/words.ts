/** The few words a paper carries besides its model, and its dates, in the reader's language. */
import { createInstance, type i18n } from 'i18next';
import ICU from 'i18next-icu';
import { Temporal } from 'temporal-polyfill';
import ar from '../../../../assets/locales/ar/paper.json' with { type: 'json' };
import en from '../../../../assets/locales/en/paper.json' with { type: 'json' };
import es from '../../../../assets/locales/es/paper.json' with { type: 'json' };
import fr from '../../../../assets/locales/fr/paper.json' with { type: 'json' };
import ht from '../../../../assets/locales/ht/paper.json' with { type: 'json' };
import haitian from '../../../../assets/locales/ht/tongue.json' with { type: 'json' };
import pt from '../../../../assets/locales/pt/paper.json' with { type: 'json' };
import zh from '../../../../assets/locales/zh/paper.json' with { type: 'json' };
import type { BusinessDay, EpochMs } from '../../../../shared/domain/clock.ts';
import { Weekday } from '../../../../shared/domain/week.ts';
import type { Picture, Pictures } from '../../../../shared/domain/pictures.ts';
import type { PaperLanguage } from './language.ts';
import type { PaperTicket } from './ticket.ts';

export type PaperWord = Exclude<keyof typeof es, 'picture'> | `picture.${Picture}`;

const RESOURCES: Record<PaperLanguage, { paper: Record<Exclude<keyof typeof es, 'picture'>, string> & { picture: Record<Picture, string> } }> = {
  es: { paper: es },
  en: { paper: en },
  pt: { paper: pt },
  fr: { paper: fr },
  ht: { paper: ht },
  ar: { paper: ar },
  zh: { paper: zh },
};

/**
 * How ICU calls the language that people of this region write; `es` alone would write dates as Spain
 * does. The digits are those of the wall and of the number itself.
 */
const DATE_LOCALE: Record<Exclude<PaperLanguage, 'ht'>, string> = { es: 'es-419', en: 'en', pt: 'pt-BR', fr: 'fr', ar: 'ar-u-ca-gregory-nu-latn', zh: 'zh-Hans' };

let translator: i18n | undefined;

function openTranslator(): i18n {
  const instance = createInstance();
  instance.use(ICU);
  // With its resources in hand and `initAsync: false`, all of init has happened when it returns;
  // the promise it also gives carries the same outcome.
  void instance.init({ initAsync: false, resources: RESOURCES, fallbackLng: 'es', ns: ['paper'], defaultNS: 'paper' });
  return instance;
}

/** One of the paper's own words, or sentences about a few values. */
export function paperWord(language: PaperLanguage, word: PaperWord, about: Readonly<Record<string, string | number>> = {}): string {
  translator ??= openTranslator();
  return translator.t(word, { lng: language, ...about });
}

/** A word in the paper's second language; nothing where it has none. */
export function inOther(second: { readonly language: PaperLanguage } | null, word: PaperWord): string {
  return second ? paperWord(second.language, word) : '';
}

/** [P5] How long it takes, as the screen says it. */
export function spellQueue(language: PaperLanguage, { ahead, wait }: NonNullable<PaperTicket['queue']>): string[] {
  const before = paperWord(language, 'ahead', { count: ahead });
  if (!wait) return [before];
  const range = wait.kind === 'under' ? paperWord(language, 'waitUnder', { minutes: wait.minutes }) : paperWord(language, 'waitBetween', { fromMin: wait.fromMin, toMin: wait.toMin });
  return [before, range];
}

export function spellPictures(language: PaperLanguage, [one, other]: Pictures): string {
  return paperWord(language, 'pictures', { one: paperWord(language, `picture.${one}`), other: paperWord(language, `picture.${other}`) });
}

/**
 * An instant by the centre's wall clock: the date, and the time of day as every screen spells it,
 * `8:05` and `16:31`, whatever the language: one time for paper, desk and wall.
 */
export function spellInstant(at: EpochMs, { zone: timeZone, language }: Pick<PaperTicket, 'zone' | 'language'>): { date: string; time: string } {
  const time = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).format(at);
  return { date: spellDate(at, timeZone, language), time: time.replace(/^0(?=\d:)/, '') };
}

/** 1 January 2024 was a Monday. */
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** A day of the week, as it stands within a sentence. */
export function spellWeekday(day: Weekday, language: PaperLanguage): string {
  const at = Weekday.options.indexOf(day);
  if (language === 'ht') return haitian.days[at] ?? '';
  return new Intl.DateTimeFormat(DATE_LOCALE[language], { timeZone: 'UTC', weekday: 'long' }).format(A_MONDAY + at * DAY_MS);
}

/** A whole day, with its name. */
export function spellDay(day: BusinessDay, language: PaperLanguage): string {
  return spellDate(Temporal.PlainDate.from(day).toZonedDateTime('UTC').epochMilliseconds, 'UTC', language);
}

function spellDate(at: EpochMs, timeZone: string, language: PaperLanguage): string {
  // ICU has no Haitian Creole, and would write English in its place.
  if (language !== 'ht') return new Intl.DateTimeFormat(DATE_LOCALE[language], { timeZone, dateStyle: 'full' }).format(at);
  const { dayOfWeek, day, month, year } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return [haitian.days[dayOfWeek - 1], day, haitian.months[month - 1], year].join(' ');
}
