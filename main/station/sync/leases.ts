import { LEASES_LIMIT } from '../../../shared/contract/wire.ts';
import type { Timers } from '../../../shared/domain/clock.ts';
import type { SyncedJournal } from '../journal/synced-journal.ts';
import { ServerRefused, type ServerDoor } from './server-door.ts';

export interface LeasesParts {
  readonly journal: SyncedJournal;
  readonly server: ServerDoor;
  readonly timers: Timers;
  readonly fraction: () => number;
}

/** A block that was asked for and did not come is asked for again after this: the owner may have none, or wait for a device. */
const AGAIN_MS = 60_000;

/** Asks the order's owner for the blocks of numbers this station is short of [N1]; they come with the order. */
export class Leases {
  readonly #parts: LeasesParts;
  /** Blocks that were asked for a short while ago. */
  readonly #asked = new Set<string>();
  #callOff: (() => void) | undefined;

  constructor(parts: LeasesParts) {
    this.#parts = parts;
  }

  /**
   * Asks for what is wanted and was not just asked for.
   * @returns where the order ends after that; 0 where nothing was asked.
   * @throws what the server answers, `busy` aside: no numbers now is no trouble of the link's.
   */
  async ask(token: string, goOn: () => boolean): Promise<number> {
    const { journal, server } = this.#parts;
    const wanted = journal.blocksWanted().filter((block) => !this.#asked.has(nameOf(block)));
    let head = 0;
    for (let from = 0; from < wanted.length && goOn(); from += LEASES_LIMIT) {
      const batch = wanted.slice(from, from + LEASES_LIMIT);
      try {
        const reply = await server.leases(token, { wanted: batch.map(({ day, n }) => ({ kind: 'numbers', day, n })) });
        head = Math.max(head, reply.head);
      } catch (error) {
        if (!(error instanceof ServerRefused) || error.error.kind !== 'busy') throw error;
      }
      for (const block of batch) this.#asked.add(nameOf(block));
      this.#forgetLater();
    }
    return head;
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  #forgetLater(): void {
    const { timers, fraction } = this.#parts;
    this.#callOff ??= timers.after(AGAIN_MS * (0.75 + 0.5 * fraction()), () => {
      this.#callOff = undefined;
      this.#asked.clear();
    });
  }
}

function nameOf({ day, n }: { readonly day: string; readonly n: number }): string {
  return `${day} ${n}`;
}
