/** The words of a service's page on a phone: its own, and those that papers have for the same things. */
import { createInstance, type i18n } from 'i18next';
import ICU from 'i18next-icu';
import { Temporal } from 'temporal-polyfill';
import arPaper from '../../assets/locales/ar/paper.json' with { type: 'json' };
import ar from '../../assets/locales/ar/service.json' with { type: 'json' };
import enPaper from '../../assets/locales/en/paper.json' with { type: 'json' };
import en from '../../assets/locales/en/service.json' with { type: 'json' };
import esPaper from '../../assets/locales/es/paper.json' with { type: 'json' };
import es from '../../assets/locales/es/service.json' with { type: 'json' };
import frPaper from '../../assets/locales/fr/paper.json' with { type: 'json' };
import fr from '../../assets/locales/fr/service.json' with { type: 'json' };
import htPaper from '../../assets/locales/ht/paper.json' with { type: 'json' };
import ht from '../../assets/locales/ht/service.json' with { type: 'json' };
import haitian from '../../assets/locales/ht/tongue.json' with { type: 'json' };
import ptPaper from '../../assets/locales/pt/paper.json' with { type: 'json' };
import pt from '../../assets/locales/pt/service.json' with { type: 'json' };
import type { Language } from '../../shared/domain/centre.ts';
import type { BusinessDay, EpochMs } from '../../shared/domain/clock.ts';
import type { HoursWords } from '../../shared/domain/directory/opening/index.ts';
import { Weekday } from '../../shared/domain/week.ts';

type OnPaper = Exclude<keyof typeof esPaper, 'picture'>;
type Blanks = Readonly<Record<string, string | number>>;

export interface ServiceWords {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly say: (word: keyof typeof es, blanks?: Blanks) => string;
  readonly onPaper: (word: OnPaper, blanks?: Blanks) => string;
  readonly hours: HoursWords;
  /** A day with its name: `lunes, 3 de agosto`. */
  readonly day: (day: BusinessDay) => string;
  /** The time of day at a place: `8:05`. */
  readonly time: (at: EpochMs, zone: string) => string;
}

const RESOURCES: Record<Language, { service: typeof es; paper: Record<OnPaper, string> & { picture: unknown } }> = {
  ar: { service: ar, paper: arPaper }, en: { service: en, paper: enPaper }, es: { service: es, paper: esPaper }, fr: { service: fr, paper: frPaper }, ht: { service: ht, paper: htPaper }, pt: { service: pt, paper: ptPaper },
};

/** As papers write them: Spanish as this region does, Arabic in the digits of the wall. */
const DATES: Record<Exclude<Language, 'ht'>, string> = { es: 'es-419', en: 'en', pt: 'pt-BR', fr: 'fr', ar: 'ar-u-ca-gregory-nu-latn' };

let translator: i18n | undefined;

function openTranslator(): i18n {
  const instance = createInstance();
  // With its resources in hand and `initAsync: false`, all of init has happened when it returns.
  void instance.use(ICU).init({ initAsync: false, resources: RESOURCES, fallbackLng: false, ns: ['service', 'paper'], defaultNS: 'service' });
  return instance;
}

export function serviceWords(language: Language): ServiceWords {
  translator ??= openTranslator();
  const { t } = translator;
  const onPaper: ServiceWords['onPaper'] = (word, blanks) => t(word, { ...blanks, lng: language, ns: 'paper' });
  return {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    say: (word, blanks) => t(word, { ...blanks, lng: language }),
    onPaper,
    hours: { say: onPaper, nameOf: (day) => nameOf(day, language) },
    day: (day) => spellDay(day, language),
    time: (at, timeZone) => new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).format(at).replace(/^0(?=\d:)/, ''),
  };
}

function spellDay(day: BusinessDay, language: Language): string {
  const date = Temporal.PlainDate.from(day);
  // ICU has no Haitian Creole, and would write English in its place.
  if (language === 'ht') return [haitian.days[date.dayOfWeek - 1], date.day, haitian.months[date.month - 1]].join(' ');
  return new Intl.DateTimeFormat(DATES[language], { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).format(date.toZonedDateTime('UTC').epochMilliseconds);
}

function nameOf(day: Weekday, language: Language): string {
  const at = Weekday.options.indexOf(day);
  if (language === 'ht') return haitian.days[at] ?? '';
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(DATES[language], { timeZone: 'UTC', weekday: 'long' }).format(Date.UTC(2024, 0, 1 + at));
}
