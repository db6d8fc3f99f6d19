import { PUSH_LIMIT } from '../../../shared/contract/wire.ts';
import { failpoint } from '../failpoint.ts';
import type { SyncedJournal } from '../journal/synced-journal.ts';
import { LEAST_BYTES, MOST_BYTES, cutBatch, lessRoom, moreRoom, type Batch } from './batches.ts';
import { OrderRefused } from './recovery.ts';
import { ServerRefused, ServerUnreachable, type ServerDoor } from './server-door.ts';

export interface OutboxParts {
  readonly journal: SyncedJournal;
  readonly server: ServerDoor;
  /** The server has an entry that it had never acknowledged before. */
  readonly onProgress: () => void;
}

/**
 * Pushes what has no place in the order yet, oldest first. All there is, before anything is pulled: a
 * station that can't take the order any more still brings what only it knows to safety.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  /** Bytes of entries the next batch may hold. */
  #room = MOST_BYTES;
  /**
   * The last own `seq` the server acknowledged, in this life and epoch. What it has is not sent
   * again while its place in the order is still on its way: on a line that breaks at every other
   * push, a drain that began anew each time would never end.
   */
  #acknowledged = 0;
  /** The furthest that ever got: a server that asks again for what it had makes no progress by that. */
  #furthest = 0;
  /** Whose entries these are about. */
  #chain = '';

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /**
   * @param goOn asked before each batch.
   * @returns the last own `seq` that the server has.
   * @throws what the server refuses for good; `gap` and `tooLarge` only where their recovery fails [J10].
   */
  async push(token: string, goOn: () => boolean): Promise<number> {
    const { journal } = this.#parts;
    this.#lookWhose();
    let next = Math.max(journal.chain.seq - journal.pendingCount, this.#acknowledged) + 1;
    // Not what is written meanwhile: a station that never rests would else never pull.
    const last = journal.chain.seq;
    let wentBack = false;
    while (next <= last && goOn()) {
      const batch = cutBatch(journal.ownEntriesFrom(next, PUSH_LIMIT), this.#room);
      // The server lacks own entries that are on this disk no more [J11]: the chain can't go on from there.
      if (batch.entries.length === 0) throw new OrderRefused(journal.head.no, 'restored');
      try {
        next = (await this.#send(token, batch, next)) + 1;
      } catch (error) {
        const refused = error instanceof ServerRefused ? error.error : undefined;
        if (refused?.kind === 'tooLarge' && batch.entries.length > 1) {
          this.#room = lessRoom(batch);
        } else if (refused?.kind === 'gap' && refused.expected < next && !wentBack) {
          // Once: a server that asks again for what it just acknowledged would be fed for ever.
          wentBack = true;
          next = refused.expected;
          this.#acknowledged = next - 1;
        } else {
          // A line may be too slow for so much at once: what never gets through whole is sent in pieces.
          if (error instanceof ServerUnreachable && batch.bytes > LEAST_BYTES) this.#room = Math.max(LEAST_BYTES, lessRoom(batch));
          throw error;
        }
      }
    }
    return next - 1;
  }

  /** What the server acknowledged counts no more: the next push begins with all that is pending. */
  startOver(): void {
    this.#acknowledged = 0;
  }

  /** A journal that was begun anew counts from 1 again. */
  #lookWhose(): void {
    const { device, epoch } = this.#parts.journal;
    const chain = `${device} ${epoch}`;
    if (chain === this.#chain) return;
    this.#chain = chain;
    this.#acknowledged = 0;
    this.#furthest = 0;
  }

  /** Sends one batch, whose first entry is `first`. @returns the last `seq` the server has now. */
  async #send(token: string, { entries }: Batch, first: number): Promise<number> {
    const { journal, server, onProgress } = this.#parts;
    const last = first + entries.length - 1;
    failpoint('push.beforeSend');
    const { acknowledged } = await server.push(token, { epoch: journal.epoch, first, entries, sent: journal.readClocks() });
    failpoint('push.answered');
    if (acknowledged < last) throw new ServerUnreachable('notOurs', `the server took entries up to ${last} and acknowledged ${acknowledged}`);
    // The server has more of this device than it wrote: an older copy of it was put back [J11].
    if (acknowledged > journal.chain.seq) throw new OrderRefused(journal.head.no, 'restored');
    this.#room = moreRoom(this.#room);
    this.#acknowledged = Math.max(this.#acknowledged, acknowledged);
    if (acknowledged > this.#furthest) {
      this.#furthest = acknowledged;
      onProgress();
    }
    return acknowledged;
  }
}
