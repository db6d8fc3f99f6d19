/**
 * What can be heard of a page. In: where a visitor stands, their language. Out: the files that say a
 * text, and whether more of the page is still being recorded. What is not recorded is asked for by
 * the page's own question: no text leaves it.
 */
import { useEffect, useMemo, useState } from 'react';
import type { Language } from '../../shared/domain/language.ts';
import { recordedOf, segment, type Recorded } from '../../shared/speech/segment.ts';
import { tokensOf } from '../../shared/speech/tokens.ts';
import { useView } from '../ui/bridge.ts';
import { fileOf, ownFileOf, pageFileOf, recordingsIn, type Index } from '../ui/voice/index.ts';
import { askedBy } from './directory/asked.ts';
import { useAnswer } from './directory/watch.ts';
import type { Step } from './steps.ts';

interface Heard {
  /** Undefined until the recordings of that language are here. */
  readonly filesOf: ((text: string) => readonly string[]) | undefined;
  /** Nothing more of this page is on its way. */
  readonly isReady: boolean;
}

export function useHeard(step: Step, language: Language): Heard {
  const own = useView({ kind: 'voice', language })?.voiced;
  const asked = askedBy(step, language);
  const page = useAnswer(asked.length === 0 ? null : { kind: 'pageVoice', of: asked });
  const built = useBuilt(language);
  const voiced = page?.view.voiced;
  const filesOf = useMemo(() => {
    if (!built) return undefined;
    const files = new Map([...entriesOf(voiced, pageFileOf), ...entriesOf(own, (name) => ownFileOf(language, name)), ...entriesOf(built, (name) => fileOf(language, name))]);
    const recorded = recordedOf(files.keys());
    return (text: string) => wordsOf(text, recorded).flatMap((key) => files.get(key) ?? []);
  }, [built, own, voiced, language]);
  return { filesOf, isReady: asked.length === 0 || (page?.isCurrent === true && page.view.isReady) };
}

/** What was recorded when the app was built. */
function useBuilt(language: Language): Index | undefined {
  const [built, setBuilt] = useState<{ readonly language: Language; readonly index: Index }>();
  useEffect(() => {
    let left = false;
    recordingsIn(language).then(
      (index) => {
        if (!left) setBuilt({ language, index });
      },
      // Without them there is nothing to say.
      () => {},
    );
    return () => {
      left = true;
    };
  }, [language]);
  return built?.language === language ? built.index : undefined;
}

/** Single words out of a text that nobody recorded say nothing, and are left with it. */
function wordsOf(text: string, recorded: Recorded): readonly string[] {
  const { keys, unspoken } = segment(text, recorded);
  return unspoken.length * 2 > tokensOf(text).length ? [] : keys;
}

function entriesOf(index: Index | undefined, fileFor: (name: string) => string): (readonly [key: string, file: string])[] {
  return Object.entries(index ?? {}).map(([key, name]) => [key, fileFor(name)]);
}
