/**
 * The centre's own words, voiced. In: the centre, each time it may have changed. Out: a recording of
 * each of its texts in each of its languages, in the data folder, and which there are. Where the two
 * programs are not here, none: the screens then say everything but these.
 */
import { join } from 'node:path';
import type { Centre } from '../../../shared/domain/centre.ts';
import { Language } from '../../../shared/domain/centre.ts';
import type { Timers } from '../../../shared/domain/clock.ts';
import { keyOf } from '../../../shared/speech/tokens.ts';
import { recordInto, voiceTools } from './record.ts';
import { VOICES } from './voice-of.ts';

/** After a change, in ms: a station that starts has better to do. Whoever listens before is not kept waiting for it. */
const SOON_MS = 60_000;

export interface VoicesParts {
  readonly folder: string;
  readonly timers: Timers;
  /** Undefined while there is none. */
  readonly centre: () => Centre | undefined;
  /** Which programs are here; a test may know of none. */
  readonly tools?: typeof voiceTools;
  /** There is more to hear than before. */
  readonly onSaid: () => void;
  readonly onTrouble: (error: unknown) => void;
}

/** Names of files by {@link keyOf} the texts they say. */
export type Voiced = Readonly<Record<string, string>>;

export class Voices {
  readonly #parts: VoicesParts;
  readonly #voiced = new Map<Language, { readonly of: Centre; readonly voiced: Voiced }>();
  readonly #asked = new Set<Language>();
  #seen: Centre | undefined;
  #isSilent = false;
  #cancel = (): void => {};
  #working: Promise<void> | undefined;
  #stopped = false;

  constructor(parts: VoicesParts) {
    this.#parts = parts;
  }

  /** What can be heard of the centre's own words in that language; what can't yet is seen to at once. */
  of(language: Language): Voiced {
    const known = this.#voiced.get(language);
    if (known?.of !== this.#parts.centre()) this.#ask([language]);
    return known?.voiced ?? {};
  }

  /** The centre's own words can't be voiced here. Not known before the first that was to be. */
  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** The centre may have changed. */
  wake(): void {
    const centre = this.#parts.centre();
    if (centre === undefined || centre === this.#seen) return;
    this.#seen = centre;
    this.#cancel();
    this.#cancel = this.#parts.timers.after(SOON_MS, () => {
      this.#ask(centre.languages);
    });
  }

  /** Waits for the recordings in hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#working;
  }

  #ask(languages: readonly Language[]): void {
    for (const language of languages) this.#asked.add(language);
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  async #work(): Promise<void> {
    for (const language of this.#asked) {
      this.#asked.delete(language);
      const centre = this.#parts.centre();
      if (this.#stopped || centre === undefined || this.#voiced.get(language)?.of === centre) continue;
      let voiced: Voiced = {};
      try {
        voiced = await this.#record(centre, language);
      } catch (error) {
        this.#parts.onTrouble(error);
      }
      // Also after trouble: the same texts would meet it again.
      this.#voiced.set(language, { of: centre, voiced });
      this.#parts.onSaid();
    }
  }

  async #record(centre: Centre, language: Language): Promise<Voiced> {
    const tools = await (this.#parts.tools ?? voiceTools)();
    this.#isSilent = tools === undefined;
    if (tools === undefined) return {};
    const texts = [...textsOf(centre, language).set(keyOf(centre.name), { text: centre.name, language })];
    const wanted = texts.map(([, { text, language: spoken }]) => ({ text, goesOn: false, voice: VOICES[spoken].voice }));
    const names = await recordInto(join(this.#parts.folder, language), wanted, { tools, atOnce: 1 });
    return Object.fromEntries(texts.map(([key], at) => [key, names[at] ?? '']));
  }
}

/** A text, and the language it is in. */
interface Text {
  readonly text: string;
  readonly language: Language;
}

/** Every text of the centre's file as that language's page shows it, by its key: what was not put into it is said in its own. */
export function textsOf(centre: unknown, language: Language): Map<string, Text> {
  const found = new Map<string, Text>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const local = localText(value);
    const [first] = local;
    const shown = local.find((each) => each.language === language) ?? first;
    if (shown) {
      const key = keyOf(shown.text);
      if (key !== '') found.set(key, shown);
    } else for (const each of Object.values(value)) look(each);
  };
  look(centre);
  return found;
}

/** One text in its languages, the first of its own first; nothing where it is something else. */
function localText(value: object): readonly Text[] {
  const texts: Text[] = [];
  for (const [key, text] of Object.entries(value)) {
    const language = Language.safeParse(key);
    if (!language.success || typeof text !== 'string') return [];
    texts.push({ text, language: language.data });
  }
  return texts;
}
