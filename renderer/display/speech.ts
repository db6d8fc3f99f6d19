/**
 * What the wall says, in the languages it speaks. In: a call, or a sentence. Out: recordings that say
 * it, the same words that stand there to be read. What has no recording is not said, and nothing of it.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import { useEffect, useState } from 'react';
import type { ShownCall } from '../../shared/contract/views.ts';
import type { Language } from '../../shared/domain/centre.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { recordedOf, segment } from '../../shared/speech/segment.ts';
import { icuOf } from '../ui/tongues.ts';
import { fileOf, recordingsIn, voicedLanguages, type Saying } from '../ui/voice/index.ts';
import { DISPLAY_WORDS } from './words.ts';

/** The voice of one language. */
export interface Voice {
  readonly language: Language;
  readonly ofCall: (call: ShownCall) => Saying | undefined;
  readonly of: (text: string) => Saying | undefined;
}

/** @returns the voices in the order in which they speak; none until they are here. */
export function useVoices(spoken: readonly Language[]): readonly Voice[] {
  const [voices, setVoices] = useState<{ readonly of: string; readonly all: Voice[] }>({ of: '', all: [] });
  const wanted = spoken.join(' ');
  useEffect(() => {
    let isWanted = true;
    const languages = wanted.split(' ').filter((each): each is Language => each !== '');
    void bringVoices(languages).then((all) => {
      if (isWanted) setVoices({ of: wanted, all });
    });
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  return voices.of === wanted ? voices.all : [];
}

/** A build without voices, or one that can't be fetched now, says nothing: the call is on the wall. */
async function bringVoices(languages: readonly Language[]): Promise<Voice[]> {
  try {
    const voiced = await voicedLanguages();
    return await Promise.all(languages.filter((language) => voiced.includes(language)).map(voiceOf));
  } catch {
    return [];
  }
}

async function voiceOf(language: Language): Promise<Voice> {
  const [index, words] = await Promise.all([recordingsIn(language), DISPLAY_WORDS.here[language] ?? DISPLAY_WORDS.others[language]?.() ?? DISPLAY_WORDS.here.es]);
  const recorded = recordedOf(Object.keys(index));
  const sentence = new IntlMessageFormat(words.display.heard, icuOf(language));
  const of = (text: string): Saying | undefined => {
    const { keys, unspoken } = segment(text, recorded);
    const files = keys.flatMap((key) => (index[key] === undefined ? [] : [fileOf(language, index[key])]));
    return unspoken.length === 0 ? { files: () => files } : undefined;
  };
  return { language, of, ofCall: ({ label, deskNumber }) => of(String(sentence.format({ label: spellLabel(label), desk: deskNumber }))) };
}
