/** The few words a paper carries besides its model, and its dates, in the visitor's language. */
import { createInstance, type i18n } from 'i18next';
import ICU from 'i18next-icu';
import en from '../../../assets/locales/en/paper.json' with { type: 'json' };
import es from '../../../assets/locales/es/paper.json' with { type: 'json' };
import type { Language } from '../../../shared/domain/centre.ts';
import type { EpochMs } from '../../../shared/domain/clock.ts';
import type { Picture, Pictures } from '../../../shared/domain/pictures.ts';
import type { PaperTicket } from './ticket.ts';

type PaperWord = Exclude<keyof typeof es, 'picture'> | `picture.${Picture}`;

const RESOURCES: Record<Language, { paper: Record<Exclude<keyof typeof es, 'picture'>, string> & { picture: Record<Picture, string> } }> = {
  es: { paper: es },
  en: { paper: en },
};

/** `es` alone would write dates as Spain does. */
const DATE_LOCALE: Record<Language, string> = { es: 'es-419', en: 'en' };

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
export function paperWord(language: Language, word: PaperWord, about: Readonly<Record<string, string | number>> = {}): string {
  translator ??= openTranslator();
  return translator.t(word, { lng: language, ...about });
}

/** [P5] How long it takes, as the screen says it. */
export function spellQueue(language: Language, { ahead, wait }: NonNullable<PaperTicket['queue']>): string[] {
  const before = paperWord(language, 'ahead', { count: ahead });
  if (!wait) return [before];
  const range = wait.kind === 'under' ? paperWord(language, 'waitUnder', { minutes: wait.minutes }) : paperWord(language, 'waitBetween', { fromMin: wait.fromMin, toMin: wait.toMin });
  return [before, range];
}

export function spellPictures(language: Language, [one, other]: Pictures): string {
  return paperWord(language, 'pictures', { one: paperWord(language, `picture.${one}`), other: paperWord(language, `picture.${other}`) });
}

/**
 * An instant by the centre's wall clock: the date, and the time of day as every screen spells it,
 * `8:05` and `16:31`, whatever the language: one time for paper, desk and wall.
 */
export function spellInstant(at: EpochMs, { zone: timeZone, language }: Pick<PaperTicket, 'zone' | 'language'>): { date: string; time: string } {
  const locale = DATE_LOCALE[language];
  return {
    date: new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full' }).format(at),
    time: new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).format(at).replace(/^0(?=\d:)/, ''),
  };
}
