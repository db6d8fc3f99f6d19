/**
 * A notice that takes a whole screen. In: what it says, the languages of the house, the page's words.
 * Out: the sentence in the page's language, large, and in all others below. It ends by itself with its view.
 */
import { useEffect, useState, type ReactNode } from 'react';
import type { ShownNotice } from '../../shared/contract/views.ts';
import type { Language } from '../../shared/domain/centre.ts';
import type { NoticeSays } from '../../shared/domain/notice/notice.ts';
import { Icon, type IconName } from './icon.tsx';
import styles from './notice.module.css';
import { directionOf } from './tongues.ts';
import { useLanguage, type PageWords, type WordsOf } from './words.ts';

const PICTURES = { leave: 'sign-out', stay: 'sector-shelter', closing: 'door', paused: 'hourglass' } as const satisfies Record<string, IconName>;

interface NoticeProps {
  readonly notice: ShownNotice;
  /** Of the house. */
  readonly languages: readonly Language[];
  readonly words: PageWords<'common'>;
}

export function NoticeFace({ notice: { says }, languages, words }: NoticeProps): ReactNode {
  const said = useSaid(says, languages, words);
  const reader = useLanguage();
  const [first, ...others] = [...said].toSorted(([a], [b]) => Number(b === reader) - Number(a === reader));
  return (
    <main className={styles.notice} data-notice role="alert">
      <Icon name={says.kind === 'known' ? PICTURES[says.which] : 'megaphone'} className={styles.picture} />
      {first ? (
        <h1 lang={first[0]} dir={directionOf(first[0])}>
          {first[1]}
        </h1>
      ) : null}
      {others.length === 0 ? null : (
        <ul className={styles.others}>
          {others.map(([language, text]) => (
            <li key={language} lang={language} dir={directionOf(language)}>
              {text}
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}

/** What is said in each language of the house, as far as its words are here; words of the centre's own in those they were written in. */
export function useSaid(says: NoticeSays, languages: readonly Language[], words: PageWords<'common'>): readonly (readonly [Language, string])[] {
  const [here, setHere] = useState<ReadonlyMap<Language, WordsOf<'common'>>>(() => new Map(Object.entries(words.here) as [Language, WordsOf<'common'>][]));
  const wanted = languages.join(' ');
  useEffect(() => {
    let isWanted = true;
    for (const language of wanted.split(' ') as Language[]) {
      // Words that can't be fetched now come with the page's next one: the others stand there.
      void words.others[language]?.().then(
        (brought) => isWanted && setHere((before) => new Map([...before, [language, brought]])),
        () => undefined,
      );
    }
    return () => {
      isWanted = false;
    };
  }, [wanted, words]);
  if (says.kind === 'own') return Object.entries(says.text) as [Language, string][];
  return languages.flatMap((language) => {
    const sentence = here.get(language)?.common.notice[says.which];
    return sentence === undefined ? [] : [[language, sentence] as const];
  });
}
