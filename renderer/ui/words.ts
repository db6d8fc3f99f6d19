/**
 * The screens' words. In: locale files: the page's first language comes with the page, each other
 * one when somebody may want it, from where the page came. Out: sentences in the language of whoever
 * stands there, plurals by ICU. It holds no sentence itself.
 */
import { createInstance, type i18n, type TFunction } from 'i18next';
import Icu from 'i18next-icu';
import { createContext, useContext, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type activities from '../../assets/locales/es/activities.json';
import type appointments from '../../assets/locales/es/appointments.json';
import type common from '../../assets/locales/es/common.json';
import type display from '../../assets/locales/es/display.json';
import type door from '../../assets/locales/es/door.json';
import type explain from '../../assets/locales/es/explain.json';
import type refusal from '../../assets/locales/es/refusal.json';
import type staff from '../../assets/locales/es/staff.json';
import type visitor from '../../assets/locales/es/visitor.json';
import type { RefusalKind } from '../../shared/contract/refusals.ts';
import type { Language } from '../../shared/domain/centre.ts';
import type { Timers } from '../../shared/domain/clock.ts';
import { directionOf, icuOf } from './tongues.ts';

export interface Namespaces {
  readonly activities: typeof activities;
  readonly appointments: typeof appointments;
  readonly common: typeof common;
  readonly display: typeof display;
  readonly door: typeof door;
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

/** A page's own namespaces. Every language has the same keys, or it won't compile. */
export type WordsOf<N extends keyof Namespaces> = Pick<Namespaces, N>;

export interface PageWords<N extends keyof Namespaces> {
  /** With the page itself: Spanish at least, so that there is always something to say. */
  readonly here: Readonly<Partial<Record<Language, WordsOf<N>>>> & { readonly es: WordsOf<N> };
  readonly others: Readonly<Partial<Record<Language, () => Promise<WordsOf<N>>>>>;
}

/** Makes the words that came with the page ready, at once: there is nothing to wait for. */
export function openWords<N extends keyof Namespaces>({ here }: Pick<PageWords<N>, 'here'>): i18n {
  const instance = createInstance();
  void instance
    .use(new Icu({ parseLngForICU: icuOf }))
    .use(initReactI18next)
    .init({
      lng: 'es',
      fallbackLng: false,
      // Of its own: what comes later is added to it.
      resources: { ...here },
      ns: Object.keys(here.es),
      defaultNS: 'common',
      initAsync: false,
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  return instance;
}

/** The languages whose words are here, and the way to the others. */
export interface Vocabulary {
  readonly has: (language: Language) => boolean;
  /** Brings it, where it is not here. What can't be had is asked for again after a while. */
  readonly bring: (language: Language) => void;
  /** Calls back when words came; returns the way to stop. */
  readonly listen: (onCome: () => void) => () => void;
}

const ASK_AGAIN_MS = 3_000;

export function openVocabulary<N extends keyof Namespaces>(instance: i18n, { here, others }: PageWords<N>, timers: Timers): Vocabulary {
  const known = new Set(Object.keys(here));
  const asked = new Set<Language>();
  const listeners = new Set<() => void>();
  const bring = (language: Language): void => {
    const load = others[language];
    if (!load || known.has(language) || asked.has(language)) return;
    asked.add(language);
    load().then(
      (words) => {
        for (const [namespace, sentences] of Object.entries(words)) instance.addResourceBundle(language, namespace, sentences);
        known.add(language);
        for (const onCome of listeners) onCome();
      },
      // Its server is away for a moment, or has a newer page, which then comes by itself.
      () => {
        timers.after(ASK_AGAIN_MS, () => {
          asked.delete(language);
          bring(language);
        });
      },
    );
  };
  return {
    has: (language) => known.has(language),
    bring,
    listen(onCome) {
      listeners.add(onCome);
      return () => listeners.delete(onCome);
    },
  };
}

const NOTHING: Vocabulary = { has: () => true, bring: () => undefined, listen: () => () => undefined };
const VocabularyContext = createContext(NOTHING);
export const VocabularyProvider = VocabularyContext.Provider;

/**
 * The language to speak now: the one that is wanted, as soon as its words are here, and until then
 * the last one that was spoken, so that the page stays as it is.
 * @param offered what may be wanted next: brought meanwhile, so that nobody waits for it.
 */
export function useSpoken(wanted: Language, offered: readonly Language[] = []): Language {
  const vocabulary = useContext(VocabularyContext);
  const here = useSyncExternalStore(vocabulary.listen, () => vocabulary.has(wanted));
  const [last, setLast] = useState<Language>('es');
  if (here && last !== wanted) setLast(wanted);
  const all = offered.join(' ');
  useEffect(() => {
    vocabulary.bring(wanted);
    for (const language of all.split(' ')) vocabulary.bring(language as Language);
  }, [vocabulary, wanted, all]);
  return here ? wanted : last;
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
 * screen speaks it.
 * @param preferred as the browser lists them, most wanted first.
 */
export function machineLanguage<L extends Language>(preferred: readonly string[], spoken: readonly L[]): L | 'es' {
  const tags = preferred.map((tag) => tag.split('-')[0]?.toLowerCase());
  return tags.flatMap((tag) => spoken.find((language) => language === tag) ?? []).at(0) ?? 'es';
}

/** Keeps the document's own language, direction and title right, before the page is seen in them. */
export function useDocumentWords(language: Language, title: string): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.lang = language;
    root.dir = directionOf(language);
    document.title = title;
  }, [language, title]);
}
