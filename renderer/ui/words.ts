/**
 * The screens' words. In: locale files, imported with the page so that nothing is fetched. Out:
 * sentences in the language of whoever stands there, plurals by ICU. It holds no sentence itself.
 */
import i18next, { createInstance, type i18n, type TFunction } from 'i18next';
import Icu from 'i18next-icu';
import { createContext, useContext, useEffect } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type appointments from '../../assets/locales/es/appointments.json';
import type common from '../../assets/locales/es/common.json';
import type display from '../../assets/locales/es/display.json';
import type explain from '../../assets/locales/es/explain.json';
import type refusal from '../../assets/locales/es/refusal.json';
import type staff from '../../assets/locales/es/staff.json';
import type visitor from '../../assets/locales/es/visitor.json';
import type { RefusalKind } from '../../shared/contract/refusals.ts';
import { Language } from '../../shared/domain/centre.ts';

export interface Namespaces {
  readonly appointments: typeof appointments;
  readonly common: typeof common;
  readonly display: typeof display;
  readonly explain: typeof explain;
  readonly refusal: typeof refusal;
  readonly staff: typeof staff;
  readonly visitor: typeof visitor;
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Namespaces;
  }
}

/** A page's own namespaces, in every language: both languages have the same keys, or it won't compile. */
export type PageWords<N extends keyof Namespaces> = Readonly<Record<Language, Pick<Namespaces, N>>>;

/** Makes the page's words ready, at once: there is nothing to wait for. */
export function openWords<N extends keyof Namespaces>(words: PageWords<N>, first: Language): i18n {
  const instance = createInstance();
  void instance
    .use(Icu)
    .use(initReactI18next)
    .init({
      lng: first,
      fallbackLng: false,
      resources: words,
      ns: Object.keys(words[first]),
      defaultNS: 'common',
      initAsync: false,
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  return instance;
}

const LanguageContext = createContext<Language>('es');
/** The language everything inside is said in. */
export const LanguageProvider = LanguageContext.Provider;
export const useLanguage = (): Language => useContext(LanguageContext);

export function useWords<N extends keyof Namespaces>(namespace: N): TFunction<N> {
  const lng = useLanguage();
  return useTranslation(namespace, { lng }).t as TFunction<N>;
}

/** Says why something was refused to whoever asked for it: a visitor is sent to a person, staff are told whom to tell. */
export function useRefusalWords(audience: 'visitor' | 'staff'): (why: RefusalKind) => string {
  const say = useWords('refusal');
  return (why) => say(why, { audience });
}

/**
 * The language to speak while no centre has said which are its own: the machine's, where the
 * screens speak it.
 * @param preferred as the browser lists them, most wanted first.
 */
export function machineLanguage(preferred: readonly string[]): Language {
  const spoken = preferred.map((tag) => Language.safeParse(tag.split('-')[0]?.toLowerCase()).data);
  return spoken.find((language) => language !== undefined) ?? 'es';
}

/** Keeps the document's own language and title right, for whoever hears the page. */
export function useDocumentWords(language: Language, title: string): void {
  useEffect(() => {
    const root = document.documentElement;
    root.lang = language;
    root.dir = i18next.dir(language);
    document.title = title;
  }, [language, title]);
}
