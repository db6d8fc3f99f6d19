import { PUSH_LIMIT, type AgreeReply } from '../../../shared/contract/wire.ts';
import type { SyncedJournal } from '../journal/synced-journal.ts';
import { MOST_BYTES, cutBatch, lessRoom } from './batches.ts';
import { OrderRefused } from './recovery.ts';
import { ServerRefused, ServerUnreachable, type ServerDoor } from './server-door.ts';

export interface OrderRecoveryParts {
  readonly journal: SyncedJournal;
  readonly server: ServerDoor;
}

/** What was done to be on one order again. */
export type Agreed =
  /** The server's order ended at `no`, and was given what this station had after it. */
  | { readonly kind: 'offered'; readonly no: number }
  /** From `no` on the server's order is another: this station forgot its own from there. */
  | { readonly kind: 'wentBack'; readonly no: number };

/**
 * [J19] Station and server hold different orders: one was restored, or another machine orders now.
 * Finds the last place both have. Where the server has nothing after it, it lost what this station
 * still has, and is offered that; otherwise its order has gone on, and this station follows it.
 */
export class OrderRecovery {
  readonly #parts: OrderRecoveryParts;

  constructor(parts: OrderRecoveryParts) {
    this.#parts = parts;
  }

  /**
   * @param goOn asked before anything is given or written.
   * @throws OrderRefused where neither would help, and what the server answers.
   */
  async agree(token: string, goOn: () => boolean): Promise<Agreed> {
    const { journal } = this.#parts;
    const { no, head, generation, oldest } = await this.#lastCommon(token);
    if (!goOn()) return { kind: 'wentBack', no: journal.head.no };
    if (head < oldest && no < head) {
      // This station began at a later place than the server's order ends at: it can't tell whether
      // that is the start of its own, nor give all that is missing. Others may; nothing is thrown away.
      throw new OrderRefused(journal.head.no, 'incomplete');
    }
    if (no === head && no < journal.head.no) {
      await this.#offer(token, no, goOn);
      return { kind: 'offered', no };
    }
    // [J19] Its order has gone on in a generation that was replaced.
    if (generation < journal.head.generation) throw new OrderRefused(journal.head.no, 'oldGeneration');
    // Then it has all that is here, and still would not go on from there.
    if (no === journal.head.no) throw new OrderRefused(no, 'incomplete');
    journal.goBackTo(no);
    return { kind: 'wentBack', no };
  }

  /** Asks about places ever closer together, until the last that both have is known. */
  async #lastCommon(token: string): Promise<AgreeReply & { readonly oldest: number }> {
    const { journal, server } = this.#parts;
    let common = 0;
    let upTo = journal.head.no;
    /** The first place that was asked about. */
    let oldest = journal.head.no;
    let end: Omit<AgreeReply, 'no'> | undefined;
    // Each answer leaves at most half of what was left, or is none.
    while (upTo > common || !end) {
      const places = journal.samplePlaces(upTo).filter(({ no }) => no > common);
      if (places.length === 0) break;
      const { no, ...rest } = await server.agree(token, { places: [...places] });
      end = rest;
      if (no !== 0 && !places.some((place) => place.no === no)) {
        throw new ServerUnreachable('notOurs', `the server agrees to place ${no}, about which it was not asked`);
      }
      common = Math.max(common, no);
      oldest = Math.min(oldest, ...places.map((place) => place.no));
      upTo = Math.min(...places.map((place) => place.no).filter((asked) => asked > no), upTo + 1) - 1;
    }
    if (!end) throw new OrderRefused(journal.head.no, 'incomplete');
    return { ...end, no: common, oldest };
  }

  async #offer(token: string, after: number, goOn: () => boolean): Promise<void> {
    const { journal, server } = this.#parts;
    let no = after;
    let room = MOST_BYTES;
    while (no < journal.head.no && goOn()) {
      const batch = cutBatch(journal.placesAfter(no, PUSH_LIMIT), room);
      const last = batch.entries.at(-1)?.place.no;
      if (last === undefined) throw new OrderRefused(no, 'incomplete');
      try {
        const { head } = await server.order(token, { places: batch.entries, more: last < journal.head.no });
        if (head < last) throw new ServerUnreachable('notOurs', `the server was given places up to ${last} and ends at ${head}`);
        no = last;
      } catch (error) {
        const isTooLarge = error instanceof ServerRefused && error.error.kind === 'tooLarge';
        if (!isTooLarge || batch.entries.length === 1) throw error;
        room = lessRoom(batch);
      }
    }
  }
}
