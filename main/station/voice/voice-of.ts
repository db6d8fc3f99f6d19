/** Who says a text. In: a language. Out: a voice of espeak-ng's. */
import { Language } from '../../../shared/domain/language.ts';
import type { LanguageTag } from '../../../shared/domain/directory/record.ts';
import ar from '../../../assets/voice/ar.json' with { type: 'json' };
import en from '../../../assets/voice/en.json' with { type: 'json' };
import es from '../../../assets/voice/es.json' with { type: 'json' };
import fr from '../../../assets/voice/fr.json' with { type: 'json' };
import ht from '../../../assets/voice/ht.json' with { type: 'json' };
import pt from '../../../assets/voice/pt.json' with { type: 'json' };

export const VOICES: Readonly<Record<Language, { readonly voice: string }>> = { es, en, pt, fr, ht, ar };

/** Of `pt-BR` as of `pt`. @returns undefined where none of ours speaks that language. */
export function voiceOf(tag: LanguageTag): string | undefined {
  const language = Language.safeParse(tag.split('-')[0]);
  return language.success ? VOICES[language.data].voice : undefined;
}
