/** The few words a ticket carries besides its model, and its date, in the visitor's language. */
import { createInstance, type i18n } from 'i18next';
import ICU from 'i18next-icu';
import en from '../../../assets/locales/en/paper.json' with { type: 'json' };
import es from '../../../assets/locales/es/paper.json' with { type: 'json' };
import type { Language } from '../../../shared/domain/centre.ts';
import type { PaperTicket } from './ticket.ts';

type PaperWord = keyof typeof es;

const RESOURCES: Record<Language, { paper: Record<PaperWord, string> }> = {
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

/** One of the paper's own words. */
export function paperWord(language: Language, word: PaperWord): string {
  translator ??= openTranslator();
  return translator.t(word, { lng: language });
}

/**
 * When the ticket was issued, by the centre's wall clock: the date, and the time of day as every
 * screen spells it, `8:05` and `16:31`, whatever the language: one time for paper, desk and wall.
 */
export function spellIssued(ticket: Pick<PaperTicket, 'issuedAt' | 'zone' | 'language'>): { date: string; time: string } {
  const locale = DATE_LOCALE[ticket.language];
  const { issuedAt, zone: timeZone } = ticket;
  return {
    date: new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full' }).format(issuedAt),
    time: new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).format(issuedAt).replace(/^0(?=\d:)/, ''),
  };
}
