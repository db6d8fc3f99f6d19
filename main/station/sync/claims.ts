import type { ClaimReply, ClaimRequest } from '../../../shared/contract/wire.ts';
import type { Timers } from '../../../shared/domain/clock.ts';
import { ServerRefused, type ServerDoor } from './server-door.ts';

export interface ClaimsParts {
  readonly server: ServerDoor;
  readonly timers: Timers;
  /** What to claim with; undefined while there is nothing, or the server is not heard from. */
  readonly token: () => string | undefined;
  /** Another token, in place of one that the server does not take; undefined where it gives none. */
  readonly renew: (refused: string) => Promise<string | undefined>;
  /** The owner answered, and its order ends here. */
  readonly onHead: (head: number) => void;
  /** A claim got no answer: the server should be looked for. */
  readonly onSilence: () => void;
}

/** `cutOff`: nobody said whether this desk may call. Then it calls from what it knows [C2]. */
export type ClaimAnswer = 'granted' | 'taken' | 'cutOff';

/**
 * [C1] Asks the order's owner whether a desk may call a leg, beside the rounds: a claim never waits
 * behind a push. One that was not answered makes the next ones give up at once, until the server is
 * heard from again: a desk waits for a silent network once, and not at every call.
 */
export class Claims {
  readonly #parts: ClaimsParts;
  /** Gives each claim that waits up. */
  readonly #waiting = new Set<() => void>();
  #isSilent = false;

  constructor(parts: ClaimsParts) {
    this.#parts = parts;
  }

  /**
   * @param withinMs after that it is `cutOff`, whatever comes later.
   * @returns never rejects.
   */
  claim(request: ClaimRequest, withinMs: number): Promise<ClaimAnswer> {
    const token = this.#isSilent ? undefined : this.#parts.token();
    if (token === undefined) return Promise.resolve('cutOff');
    return new Promise((resolve) => {
      const end = (answer: ClaimAnswer): void => {
        callOff();
        this.#waiting.delete(giveUp);
        resolve(answer);
      };
      const giveUp = (): void => {
        end('cutOff');
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

  async #ask(token: string, request: ClaimRequest): Promise<ClaimAnswer> {
    const { kind, head } = await this.#send(token, request);
    this.hear();
    this.#parts.onHead(head);
    return kind;
  }

  async #send(token: string, request: ClaimRequest): Promise<ClaimReply> {
    const { server, renew } = this.#parts;
    try {
      return await server.claim(token, request);
    } catch (error) {
      // A server that was started again knows no tokens: that is no reason to call without it.
      if (!(error instanceof ServerRefused) || error.error.kind !== 'unauthenticated') throw error;
      const renewed = await renew(token);
      if (renewed === undefined) throw error;
      return server.claim(renewed, request);
    }
  }

  #fallSilent(): void {
    if (this.#isSilent) return;
    this.#isSilent = true;
    this.#parts.onSilence();
  }
}
