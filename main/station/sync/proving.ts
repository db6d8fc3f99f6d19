import type { Timers } from '../../../shared/domain/clock.ts';
import { textToSign } from '../../../shared/contract/wire.ts';
import type { SyncedJournal } from '../journal/synced-journal.ts';
import { ServerRefused, type ServerDoor } from './server-door.ts';

export interface ProvingParts {
  readonly journal: SyncedJournal;
  readonly server: ServerDoor;
  readonly timers: Timers;
  readonly fraction: () => number;
}

/** The longest a timer can hold; a token is never good for longer than that. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * What this device shows the server: a token, got by signing a challenge with its own key. It is
 * kept in memory alone, and got anew at the next round once most of its life is over.
 */
export class Proving {
  readonly #parts: ProvingParts;
  #held: string | undefined;
  #isDue = false;
  #running: Promise<string | undefined> | undefined;
  #callOff: (() => void) | undefined;

  constructor(parts: ProvingParts) {
    this.#parts = parts;
  }

  /** The token at hand, without asking anybody: what a claim goes with, and the live line. */
  get held(): string | undefined {
    return this.#held;
  }

  /** The token at hand, unless it is to be renewed. */
  get good(): string | undefined {
    return this.#isDue ? undefined : this.#held;
  }

  /** The server does not take it any more. */
  drop(): void {
    this.#held = undefined;
    this.stop();
  }

  /**
   * Gets a token; asked by two at once, one for both.
   * @returns undefined where the server knows no such device under this key.
   * @throws what else the server answers.
   */
  prove(): Promise<string | undefined> {
    this.#running ??= this.#proveTwice().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** A token in place of one that was refused: the one that came meanwhile, or another. */
  async renew(refused: string): Promise<string | undefined> {
    return this.#held !== undefined && this.#held !== refused ? this.#held : this.prove();
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  /** A challenge is lost with a server that restarts, and runs out while a machine sleeps: that says nothing of the key yet. */
  async #proveTwice(): Promise<string | undefined> {
    return (await this.#prove()) ?? this.#prove();
  }

  async #prove(): Promise<string | undefined> {
    const { journal, server } = this.#parts;
    const { device } = journal;
    try {
      const { challenge } = await server.challenge({ device });
      const signature = journal.keys.sign(textToSign('token', { device, challenge }), 'current');
      const { epoch, seq, hash } = journal.chain;
      const { generation, no, orderHash } = journal.head;
      const { token, expiresInMs } = await server.token({ device, challenge, signature, chain: { epoch, seq, hash }, cursor: { generation, no, orderHash }, owner: journal.owner ?? null });
      this.#keep(token, expiresInMs);
      return token;
    } catch (error) {
      if (error instanceof ServerRefused && error.error.kind === 'unauthenticated') return undefined;
      throw error;
    }
  }

  #keep(token: string, expiresInMs: number): void {
    const { timers, fraction } = this.#parts;
    this.stop();
    this.#held = token;
    this.#isDue = false;
    // Devices that came at once, as after a server's restart, need not come at once again.
    this.#callOff = timers.after(Math.min(LONGEST_MS, expiresInMs * (0.6 + 0.2 * fraction())), () => {
      this.#isDue = true;
    });
  }
}
