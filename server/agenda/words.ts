/** The words of the pages of activities: their own, and days and times as a service's page writes them. */
import { createInstance, type i18n } from 'i18next';
import ICU from 'i18next-icu';
import ar from '../../assets/locales/ar/agenda.json' with { type: 'json' };
import en from '../../assets/locales/en/agenda.json' with { type: 'json' };
import es from '../../assets/locales/es/agenda.json' with { type: 'json' };
import fr from '../../assets/locales/fr/agenda.json' with { type: 'json' };
import ht from '../../assets/locales/ht/agenda.json' with { type: 'json' };
import pt from '../../assets/locales/pt/agenda.json' with { type: 'json' };
import type { Access, Audience } from '../../shared/domain/events/index.ts';
import type { Language } from '../../shared/domain/language.ts';
import { serviceWords, type ServiceWords } from '../service-page/words.ts';

type Word = Exclude<keyof typeof es, 'audience' | 'has'> | `audience.${Audience}` | `has.${Access}`;

export interface AgendaWords extends Pick<ServiceWords, 'language' | 'direction' | 'day' | 'time' | 'onPaper'> {
  readonly say: (word: Word, blanks?: Readonly<Record<string, string>>) => string;
}

/** All have the same keys, or it won't compile. */
const RESOURCES: Record<Language, { agenda: typeof es }> = { ar: { agenda: ar }, en: { agenda: en }, es: { agenda: es }, fr: { agenda: fr }, ht: { agenda: ht }, pt: { agenda: pt } };

let translator: i18n | undefined;

function openTranslator(): i18n {
  const instance = createInstance();
  // With its resources in hand and `initAsync: false`, all of init has happened when it returns.
  void instance.use(ICU).init({ initAsync: false, resources: RESOURCES, fallbackLng: false, ns: ['agenda'], defaultNS: 'agenda' });
  return instance;
}

export function agendaWords(language: Language): AgendaWords {
  translator ??= openTranslator();
  const { t } = translator;
  return { ...serviceWords(language), say: (word, blanks) => t(word, { ...blanks, lng: language }) };
}
