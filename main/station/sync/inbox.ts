import { PULL_LIMIT, type Cursor } from '../../../shared/contract/wire.ts';
import type { SyncedJournal } from '../journal/synced-journal.ts';
import { OrderRefused } from './recovery.ts';
import { ServerRefused, ServerUnreachable, type ServerDoor } from './server-door.ts';

export interface InboxParts {
  readonly journal: Pick<SyncedJournal, 'head' | 'adopt' | 'adoptSnapshot'>;
  readonly server: ServerDoor;
}

export interface Pulled {
  /** Where the server's order ends. */
  readonly head: number;
  /** Whether the order on this disk went on. */
  readonly moved: boolean;
}

/** So far behind, the state at a late place costs less than all that led to it. */
const FAR_BEHIND = 5000;
/** The least a page is cut down to where no answer comes. */
const LEAST_PAGE = 100;

type Reply = Awaited<ReturnType<ServerDoor['entries']>>;

/** A page that was asked for before the one ahead of it was taken in. */
interface Ahead {
  readonly after: string;
  readonly token: string;
  readonly reply: Promise<Reply>;
}

/** Takes the centre's order as it grows [J6], or begins in the midst of it. */
export class Inbox {
  readonly #parts: InboxParts;
  #page = PULL_LIMIT;
  #ahead: Ahead | undefined;

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  /**
   * Takes the next stretch.
   * @param goOn asked before anything is written.
   * @throws OrderRefused where the stretch can't be taken, and what the server answers.
   */
  async pull(token: string, goOn: () => boolean): Promise<Pulled> {
    const { journal } = this.#parts;
    const before = journal.head;
    const { generation, head, entries } = await this.#entries(token, before);
    if (!goOn()) return { head, moved: false };
    // An owner that was replaced is given nothing either [J19]: this is thrown before anything is pushed to it.
    if (generation < before.generation) throw new OrderRefused(before.no, 'oldGeneration');
    if (before.no === 0 && head >= FAR_BEHIND && (await this.#beginAtSnapshot(token, goOn))) return { head, moved: true };
    if (!goOn()) return { head, moved: false };
    const last = entries.at(-1)?.place;
    // The server looks for the next page while this one is taken in.
    if (last && last.no < head) await this.#askAhead(token, { generation: last.generation, no: last.no, orderHash: last.orderHash });
    if (!goOn()) return { head, moved: false };
    const refused = journal.adopt(entries);
    if (refused) throw new OrderRefused(before.no, refused);
    return { head, moved: entries.length > 0 };
  }

  /** Begins at the state that the server kept, since its order no longer reaches back to here. */
  async takeSnapshot(token: string): Promise<void> {
    const { journal, server } = this.#parts;
    const refused = journal.adoptSnapshot(await server.snapshot(token));
    if (refused) throw new OrderRefused(journal.head.no, refused);
  }

  async #askAhead(token: string, after: Cursor): Promise<void> {
    const { server } = this.#parts;
    const reply = server.entries(token, after, this.#page);
    // Whoever takes it hears of what went wrong; nobody has to take it.
    reply.catch(() => {});
    this.#ahead = { after: nameOf(after), token, reply };
    await server.sent?.();
  }

  async #entries(token: string, after: Cursor): Promise<Reply> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    const isIt = ahead?.token === token && ahead.after === nameOf(after);
    try {
      const reply = await (isIt ? ahead.reply : this.#parts.server.entries(token, after, this.#page));
      this.#page = Math.min(PULL_LIMIT, this.#page * 2);
      return reply;
    } catch (error) {
      // A line may be too slow for so much at once.
      if (error instanceof ServerUnreachable) this.#page = Math.max(LEAST_PAGE, Math.floor(this.#page / 2));
      throw error;
    }
  }

  /** @returns whether there was one that can be begun at; where not, the order is taken from its start. */
  async #beginAtSnapshot(token: string, goOn: () => boolean): Promise<boolean> {
    const { journal, server } = this.#parts;
    try {
      const snapshot = await server.snapshot(token);
      return goOn() && journal.adoptSnapshot(snapshot) === undefined;
    } catch (error) {
      if (error instanceof ServerRefused && error.error.kind !== 'unauthenticated') return false;
      throw error;
    }
  }
}

function nameOf({ generation, no, orderHash }: Cursor): string {
  return `${generation} ${no} ${orderHash}`;
}
