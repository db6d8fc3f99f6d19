/** What a coordinator wrote, in the language it is in; marked where that is not the reader's own. */
import type { ReactNode } from 'react';
import AUTONYMS from '../../../assets/locales/autonyms.json';
import type { Said } from '../../../shared/contract/directory.ts';
import { directionOf } from '../../ui/tongues.ts';
import { useLanguage } from '../../ui/words.ts';

export function Tongue({ of: { text, language } }: { of: Said }): ReactNode {
  const reader = useLanguage();
  if (language === reader) return text;
  return (
    <bdi lang={language} dir={directionOf(language)}>
      {text}
    </bdi>
  );
}

/** Those that the screens speak, as they are named everywhere. */
const OURS: Readonly<Partial<Record<string, string>>> = AUTONYMS;

/** A language by its own name, where the system knows it. */
export function nameOfTongue(tag: string): string {
  return OURS[tag] ?? new Intl.DisplayNames([tag, 'en'], { type: 'language' }).of(tag) ?? tag;
}
