import type { Timers } from '../../../shared/domain/clock.ts';
import { ServerRefused } from './server-door.ts';

export interface QuickAsksParts<Request, Reply> {
  readonly send: (token: string, request: Request) => Promise<Reply>;
  readonly timers: Timers;
  /** What to ask with; undefined while there is nothing, or the server is not heard from. */
  readonly token: () => string | undefined;
  /** Another token, in place of one that the server does not take; undefined where it gives none. */
  readonly renew: (refused: string) => Promise<string | undefined>;
  /** The server answered. */
  readonly onReply: (reply: Reply) => void;
  /** An ask got no answer: the server should be looked for. */
  readonly onSilence: () => void;
}

/**
 * Asks the server beside the rounds, for whoever waits at a screen: a claim [C1] or a seat [S1] never
 * waits behind a push. One that was not answered makes the next ones give up at once, until the
 * server is heard from again: a person waits for a silent network once, and not each time.
 */
export class QuickAsks<Request, Reply> {
  readonly #parts: QuickAsksParts<Request, Reply>;
  /** Gives each ask that waits up. */
  readonly #waiting = new Set<() => void>();
  #isSilent = false;

  constructor(parts: QuickAsksParts<Request, Reply>) {
    this.#parts = parts;
  }

  /**
   * @param withinMs after that it is undefined, whatever comes later.
   * @returns undefined where nobody answered; never rejects.
   */
  ask(request: Request, withinMs: number): Promise<Reply | undefined> {
    const token = this.#isSilent ? undefined : this.#parts.token();
    if (token === undefined) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const end = (reply: Reply | undefined): void => {
        callOff();
        this.#waiting.delete(giveUp);
        resolve(reply);
      };
      const giveUp = (): void => {
        end(undefined);
      };
      const callOff = this.#parts.timers.after(withinMs, () => {
        giveUp();
        this.#fallSilent();
      });
      this.#waiting.add(giveUp);
      this.#ask(token, request).then(end, () => {
        giveUp();
        this.#fallSilent();
      });
    });
  }

  /** The server is heard from. */
  hear(): void {
    this.#isSilent = false;
  }

  /** Nobody waits any longer. */
  stop(): void {
    for (const giveUp of this.#waiting) giveUp();
  }

  async #ask(token: string, request: Request): Promise<Reply> {
    const reply = await this.#send(token, request);
    this.hear();
    this.#parts.onReply(reply);
    return reply;
  }

  async #send(token: string, request: Request): Promise<Reply> {
    const { send, renew } = this.#parts;
    try {
      return await send(token, request);
    } catch (error) {
      // A server that was started again knows no tokens: that is no reason to go on without it.
      if (!(error instanceof ServerRefused) || error.error.kind !== 'unauthenticated') throw error;
      const renewed = await renew(token);
      if (renewed === undefined) throw error;
      return send(renewed, request);
    }
  }

  #fallSilent(): void {
    if (this.#isSilent) return;
    this.#isSilent = true;
    this.#parts.onSilence();
  }
}
