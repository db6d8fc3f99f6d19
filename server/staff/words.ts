/**
 * The words of the staff's pages. In: what a browser prefers, and what somebody chose. Out:
 * sentences and dates in that language, Spanish where it is neither. It holds no sentence itself.
 */
import { createInstance, type i18n } from 'i18next';
import ICU from 'i18next-icu';
import en from '../../assets/locales/en/admin.json' with { type: 'json' };
import autonyms from '../../assets/locales/autonyms.json' with { type: 'json' };
import es from '../../assets/locales/es/admin.json' with { type: 'json' };
import { StaffLanguage } from '../../shared/domain/centre.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';

/** `a.b.c` for every sentence of the file. */
type Sentences<Tree, Path extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? `${Path}${Key}` : Sentences<Tree[Key], `${Path}${Key}.`>;
}[keyof Tree & string];
export type Word = Sentences<typeof es>;

type Blanks = Readonly<Record<string, string | number>>;

export interface Words {
  readonly language: StaffLanguage;
  readonly say: (word: Word, blanks?: Blanks) => string;
  /** A date and a time of day, by the server's own wall clock. */
  readonly when: (at: EpochMs) => string;
  readonly date: (at: EpochMs) => string;
  /** The zone those are of, as its people call it. */
  readonly zone: string;
}

/** Both have the same keys, or it won't compile. */
const RESOURCES: Record<StaffLanguage, { admin: typeof es }> = { es: { admin: es }, en: { admin: en } };

/** `es` alone would write dates as Spain does. */
const DATE_LOCALE: Record<StaffLanguage, string> = { es: 'es-419', en: 'en' };

/** What a language calls itself. */
export const AUTONYM: Readonly<Record<StaffLanguage, string>> = autonyms;

let translator: i18n | undefined;

function openTranslator(): i18n {
  const instance = createInstance();
  // With its resources in hand and `initAsync: false`, all of init has happened when it returns.
  void instance.use(ICU).init({ initAsync: false, resources: RESOURCES, fallbackLng: false, ns: ['admin'], defaultNS: 'admin' });
  return instance;
}

/** @param timeZone an IANA zone: that of the machine the server runs on. */
export function wordsIn(language: StaffLanguage, timeZone: string): Words {
  translator ??= openTranslator();
  const { t } = translator;
  const locale = DATE_LOCALE[language];
  const day = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' });
  const names = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0);
  return {
    language,
    say: (word, blanks) => t(word, { ...blanks, lng: language }),
    // One spelling of the time for paper, wall and desk: `8:05`.
    when: (at) => `${day.format(at)}, ${time.format(at).replace(/^0(?=\d:)/, '')}`,
    date: (at) => day.format(at),
    zone: names.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone,
  };
}

/** The language somebody chose, else the one their browser prefers, else Spanish. */
export function languageFor(chosen: string | undefined, accepted: string | undefined): StaffLanguage {
  return StaffLanguage.safeParse(chosen).data ?? preferred(accepted ?? '') ?? 'es';
}

/** The first of ours in an `Accept-Language`, by its weights (RFC 9110, 12.5.4). */
function preferred(header: string): StaffLanguage | undefined {
  const ranges = header.slice(0, 500).split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(/\s*;\s*/);
    const weight = parameters.find((each) => each.startsWith('q='))?.slice(2) ?? '1';
    return { language: StaffLanguage.safeParse(tag.toLowerCase().split('-')[0]).data, weight: Number(weight) };
  });
  return ranges.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight).find(({ language }) => language)?.language;
}
