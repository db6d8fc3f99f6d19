/** The words of the page on a phone, in the language of its browser: it is nobody's ticket that says which [X6]. */
import { createInstance, type i18n } from 'i18next';
import ICU from 'i18next-icu';
import ar from '../../assets/locales/ar/phone.json' with { type: 'json' };
import en from '../../assets/locales/en/phone.json' with { type: 'json' };
import es from '../../assets/locales/es/phone.json' with { type: 'json' };
import fr from '../../assets/locales/fr/phone.json' with { type: 'json' };
import ht from '../../assets/locales/ht/phone.json' with { type: 'json' };
import pt from '../../assets/locales/pt/phone.json' with { type: 'json' };
import { Language } from '../../shared/domain/centre.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';

export type PhoneWord = keyof typeof es;

export interface PhoneWords {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  readonly say: (word: PhoneWord, blanks?: Readonly<Record<string, string | number>>) => string;
  /** The time of day at a place: `8:05`. */
  readonly time: (at: EpochMs, zone: string) => string;
}

/** All have the same keys, or it won't compile. */
const RESOURCES: Record<Language, { phone: typeof es }> = { ar: { phone: ar }, en: { phone: en }, es: { phone: es }, fr: { phone: fr }, ht: { phone: ht }, pt: { phone: pt } };

let translator: i18n | undefined;

function openTranslator(): i18n {
  const instance = createInstance();
  // With its resources in hand and `initAsync: false`, all of init has happened when it returns.
  void instance.use(ICU).init({ initAsync: false, resources: RESOURCES, fallbackLng: false, ns: ['phone'], defaultNS: 'phone' });
  return instance;
}

/** @param accepted an `Accept-Language`; Spanish where it names none of ours. */
export function phoneWords(accepted: string | undefined): PhoneWords {
  translator ??= openTranslator();
  const { t } = translator;
  const language = preferred(accepted ?? '');
  return {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    say: (word, blanks) => t(word, { ...blanks, lng: language }),
    time: (at, timeZone) => new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).format(at).replace(/^0(?=\d:)/, ''),
  };
}

/** The first of ours by its weights (RFC 9110, 12.5.4); Spanish where it names none. */
export function preferred(header: string): Language {
  const ranges = header.slice(0, 500).split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(/\s*;\s*/);
    const weight = parameters.find((each) => each.startsWith('q='))?.slice(2) ?? '1';
    return { language: Language.safeParse(tag.toLowerCase().split('-')[0]).data, weight: Number(weight) };
  });
  return ranges.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight).find(({ language }) => language)?.language ?? 'es';
}
