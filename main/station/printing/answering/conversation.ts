/** What goes over a line to a printer and comes back. In: a line. Out: what was sent, what was heard, in time or not. It knows nothing of jobs. */
import type { Timers } from '../../../../shared/domain/clock.ts';
import { AnswerReader, type Answer } from './answers.ts';
import type { Line } from '../lines/line.ts';

export type Sent = 'sent' | 'stalled' | 'broken';

export class Conversation {
  readonly #timers: Timers;
  readonly #line: Line;
  readonly #reader = new AnswerReader();
  #unheard: Answer[] = [];
  #broken: string | undefined;
  #wake = (): void => {};

  constructor(line: Line, timers: Timers) {
    const { stream } = line;
    this.#line = line;
    this.#timers = timers;
    stream.on('data', (bytes: Uint8Array) => {
      this.#unheard.push(...this.#reader.take(bytes));
      this.#wake();
    });
    stream.on('error', (error: Error & { code?: string }) => { this.#break(error.code ?? error.message); });
    stream.once('close', () => { this.#break('closed'); });
    stream.once('end', () => { this.#break('closed'); });
  }

  /** Why nothing goes or comes here any more. */
  get broken(): string | undefined {
    return this.#broken;
  }

  /** @param patienceMs how long the line may take no byte. */
  async send(bytes: Uint8Array, patienceMs: number): Promise<Sent> {
    const { chunkBytes } = this.#line;
    for (let from = 0; from < bytes.length; from += chunkBytes) {
      const sent = await this.#write(bytes.subarray(from, from + chunkBytes), patienceMs);
      if (sent !== 'sent') return sent;
    }
    return 'sent';
  }

  /** So much time from now on. */
  limit(ms: number): { isOver(): boolean; callOff(): void } {
    let isOver = false;
    const callOff = this.#timers.after(ms, () => { isOver = true; });
    return { isOver: () => isOver, callOff };
  }

  /** What was said before of these kinds, or at all, counts no more. */
  forget(...kinds: readonly Answer['kind'][]): void {
    this.#unheard = kinds.length === 0 ? [] : this.#unheard.filter(({ kind }) => !kinds.includes(kind));
  }

  /** The first answer that is picked, heard already or within `ms`; each is heard once. */
  async hear<T>(pick: (answer: Answer) => T | undefined, ms: number): Promise<T | 'silent' | 'broken'> {
    const waiting = Promise.withResolvers<'silent' | 'broken'>();
    const callOff = this.#timers.after(ms, () => { waiting.resolve('silent'); });
    try {
      for (;;) {
        const picked = this.#pick(pick);
        if (picked !== undefined) return picked;
        if (this.#broken !== undefined) return 'broken';
        const news = Promise.withResolvers<'news'>();
        this.#wake = () => { news.resolve('news'); };
        const came = await Promise.race([news.promise, waiting.promise]);
        if (came !== 'news') return came;
      }
    } finally {
      callOff();
    }
  }

  #pick<T>(pick: (answer: Answer) => T | undefined): T | undefined {
    for (const [at, answer] of this.#unheard.entries()) {
      const picked = pick(answer);
      if (picked === undefined) continue;
      this.#unheard.splice(at, 1);
      return picked;
    }
    return undefined;
  }

  #write(bytes: Uint8Array, patienceMs: number): Promise<Sent> {
    if (this.#broken !== undefined) return Promise.resolve('broken');
    return new Promise((resolve) => {
      const callOff = this.#timers.after(patienceMs, () => { resolve('stalled'); });
      this.#line.stream.write(bytes, (error) => {
        callOff();
        resolve(error ? 'broken' : 'sent');
      });
    });
  }

  #break(why: string): void {
    this.#broken ??= why;
    this.#wake();
  }
}
