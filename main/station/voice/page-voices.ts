/**
 * Pages of the directory, voiced for whoever listens to one: thousands of texts are not recorded
 * beforehand. In: the texts of a page, each time it is shown. Out: which of them can be heard, and
 * whether all is done that can be. What is missing is recorded aside, the latest page first.
 */
import type { Said } from '../../../shared/contract/directory.ts';
import type { Clock, Timers } from '../../../shared/domain/clock.ts';
import { keyOf } from '../../../shared/speech/tokens.ts';
import { Kept } from './kept.ts';
import { stretchesOf } from './on-page.ts';
import { nameOf, recordBatch, voiceTools, type Wanted } from './record.ts';
import { voiceOf } from './voice-of.ts';
import type { Voiced } from './voices.ts';

export interface PageVoicesParts {
  /** Of its own: what is in it comes and goes. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly mostBytes?: number;
  /** Which programs are here; a test may know of none. */
  readonly tools?: typeof voiceTools;
  /** There is more to hear than before. */
  readonly onSaid: () => void;
  readonly onTrouble: (error: unknown) => void;
}

export interface PageVoice {
  readonly voiced: Voiced;
  /** Nothing more of it is on its way. */
  readonly isReady: boolean;
}

/** Some 7,000 texts of a line each. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Programs side by side: as many as make a page of ten texts twice as soon, and leave a core to the screens. */
const POOL = 2;
/** Recorded by one call; after each the page that was asked for last is looked at anew. */
const AT_A_TIME = 6;
/** Pages that wait. Whoever still looks at one that was let go asks for it again. */
const PAGES = 4;
/** Stretches of one page; more would be an hour of it. */
const MOST_STRETCHES = 200;
/** What could not be recorded is not tried again for so long: the disk may have been full. Milliseconds. */
const GIVEN_UP_MS = 600_000;

interface Stretch extends Wanted {
  readonly name: string;
}

const SILENT: PageVoice = { voiced: {}, isReady: true };

export class PageVoices {
  readonly #parts: PageVoicesParts;
  /** Undefined until somebody listened, null where nothing can be recorded. */
  #means: { readonly tools: string; readonly kept: Kept } | null | undefined;
  /** What is missing of each page; the one asked for last stands last. */
  readonly #pages = new Map<string, readonly Stretch[]>();
  readonly #inHand = new Set<string>();
  readonly #givenUp = new Set<string>();
  readonly #working = new Set<Promise<void>>();
  #forgive: (() => void) | undefined;
  #isOpening = false;
  #stopped = false;

  constructor(parts: PageVoicesParts) {
    this.#parts = parts;
  }

  /** What can be heard of these texts; what can't yet is seen to at once. */
  of(texts: readonly Said[]): PageVoice {
    if (this.#means === null || this.#stopped) return SILENT;
    if (this.#means === undefined) {
      this.#open();
      return { voiced: {}, isReady: false };
    }
    const { tools, kept } = this.#means;
    const voiced: Record<string, string> = {};
    const missing: Stretch[] = [];
    let count = 0;
    for (const text of texts) {
      const stretches = this.#stretches(text, tools);
      count += stretches.length;
      if (count > MOST_STRETCHES) break;
      const lacking = stretches.filter(({ name }) => !kept.use(name));
      // A text is said whole or not at all.
      if (lacking.length === 0) for (const { text: stretch, name } of stretches) voiced[keyOf(stretch)] = name;
      else if (!lacking.some(({ name }) => this.#givenUp.has(name))) missing.push(...lacking);
    }
    if (missing.length > 0) this.#ask(texts, missing);
    return { voiced, isReady: missing.length === 0 };
  }

  /** Waits for the recordings in hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#forgive?.();
    await Promise.all(this.#working);
  }

  /** None where no voice speaks its language. */
  #stretches({ text, language }: Said, tools: string): readonly Stretch[] {
    const voice = voiceOf(language);
    if (voice === undefined) return [];
    const said = stretchesOf(text, language).filter((each) => keyOf(each.text) !== '');
    return said.map((each) => ({ ...each, voice, name: nameOf({ ...each, voice }, tools) }));
  }

  #open(): void {
    if (this.#isOpening) return;
    this.#isOpening = true;
    this.#work(async () => {
      try {
        const { folder, clock, onTrouble, mostBytes = MOST_BYTES } = this.#parts;
        const tools = await (this.#parts.tools ?? voiceTools)();
        this.#means = tools === undefined ? null : { tools, kept: await Kept.open({ folder, clock, mostBytes, onTrouble }) };
      } catch (error) {
        this.#means = null;
        this.#parts.onTrouble(error);
      }
    });
  }

  #ask(texts: readonly Said[], missing: readonly Stretch[]): void {
    const page = JSON.stringify(texts);
    // One that is known keeps its place: it is asked for anew each time anything changes anywhere.
    this.#pages.set(page, missing);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > PAGES && oldest !== undefined) this.#pages.delete(oldest);
    this.#fill();
  }

  #fill(): void {
    while (!this.#stopped && this.#working.size < POOL) {
      const batch = this.#next();
      if (batch.length === 0) return;
      for (const { name } of batch) this.#inHand.add(name);
      this.#work(async () => {
        await this.#record(batch);
        for (const { name } of batch) this.#inHand.delete(name);
      });
    }
  }

  /** Of the page that was asked for last what is still missing, in one voice. */
  #next(): readonly Stretch[] {
    for (const [page, stretches] of [...this.#pages].toReversed()) {
      const due = stretches.filter(({ name }) => !this.#inHand.has(name) && !this.#givenUp.has(name));
      const [first] = due;
      if (first) return [...new Map(due.filter(({ voice }) => voice === first.voice).map((each) => [each.name, each])).values()].slice(0, AT_A_TIME);
      this.#pages.delete(page);
    }
    return [];
  }

  /** Never rejects. */
  #work(task: () => Promise<void>): void {
    const working = task().then(() => {
      this.#working.delete(working);
      if (this.#stopped) return;
      this.#parts.onSaid();
      this.#fill();
    });
    this.#working.add(working);
  }

  async #record(batch: readonly Stretch[]): Promise<void> {
    const [first] = batch;
    if (!first || !this.#means || this.#stopped) return;
    try {
      await recordBatch(batch.map((each) => [`${each.name}.opus`, each]), first.voice, this.#parts.folder);
      await this.#means.kept.add(batch.map(({ name }) => name));
      this.#drop(batch);
    } catch (error) {
      // One that can't be said must not keep the others silent.
      if (batch.length > 1) for (const each of batch) await this.#record([each]);
      else this.#giveUp(first.name, error);
    }
  }

  /** Of no page it is missing any more. */
  #drop(recorded: readonly Stretch[]): void {
    const names = new Set(recorded.map(({ name }) => name));
    for (const [page, stretches] of this.#pages) this.#pages.set(page, stretches.filter(({ name }) => !names.has(name)));
  }

  #giveUp(name: string, error: unknown): void {
    this.#givenUp.add(name);
    this.#forgive ??= this.#parts.timers.after(GIVEN_UP_MS, () => {
      this.#forgive = undefined;
      this.#givenUp.clear();
    });
    this.#parts.onTrouble(error);
  }
}
