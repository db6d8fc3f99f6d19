import type { ServerLink } from '../../../shared/contract/views.ts';
import { PULL_LIMIT } from '../../../shared/contract/wire.ts';
import type { CentreId } from '../../../shared/domain/ids.ts';
import type { Journal } from '../journal/index.ts';
import { Enrolment } from './enrolment.ts';
import { LiveLine } from './live-line.ts';
import { Outbox } from './outbox.ts';
import { OrderRefused, recoveryOf, type TroubleLevel } from './recovery.ts';
import { ServerRefused, type ServerDoor } from './server-door.ts';

/** Waiting, passed in so that a simulation can run an hour in a moment. */
export interface Timers {
  /** Runs `then` after `ms`; returns the way to call it off. */
  after(ms: number, then: () => void): () => void;
}

export interface SyncParts {
  readonly journal: Journal;
  readonly server: ServerDoor;
  readonly centre: CentreId;
  /** The first device's code, where this machine was given one. */
  readonly enrolCode: () => string | undefined;
  readonly timers: Timers;
  /** In [0, 1): spreads retries, so that a centre's devices don't all come back at once. */
  readonly fraction: () => number;
  /** The order moved the state on. */
  readonly onAdopted: () => void;
  readonly onLink: (link: ServerLink) => void;
  /** Told when a trouble begins or its cause changes; never for each try of the same. */
  readonly onTrouble: (error: Error, level: TroubleLevel) => void;
}

/** Polling repairs lost pokes [J9]. */
const POLL_MS = 15_000;
/** How soon a broken live line has the server looked for. */
const EARLY_MS = 500;

type Round = 'again' | 'settled';

/**
 * Keeps a station and the centre's server together: push what is pending, pull what is ordered,
 * one round at a time, woken by a write, a poke or a poll. Nothing that goes wrong leaves it but as
 * a link and a trouble: a station without a server goes on.
 */
export class Sync {
  readonly #parts: SyncParts;
  readonly #enrolment: Enrolment;
  readonly #outbox: Outbox;
  readonly #live: LiveLine;
  #link: ServerLink = 'offline';
  #running: Promise<void> | undefined;
  #wanted = false;
  #stopped = false;
  /** Rounds that failed since the server last took or gave anything. */
  #failures = 0;
  /** The trouble that was last told, until a round is good. */
  #cause: string | undefined;
  /** Whether the live line's end was already looked into since the last poll. */
  #lookedEarly = false;
  #callOff: (() => void) | undefined;

  constructor(parts: SyncParts) {
    this.#parts = parts;
    this.#enrolment = new Enrolment(parts);
    this.#outbox = new Outbox({
      ...parts,
      onProgress: () => {
        this.#failures = 0;
      },
    });
    this.#live = new LiveLine({
      ...parts,
      onPoke: (head) => {
        if (head > parts.journal.head) this.wake();
      },
      onDrop: () => {
        this.#lookEarly();
      },
    });
  }

  get link(): ServerLink {
    return this.#link;
  }

  /** Something is pending, or the order may have moved: run a round soon. Never waits, never throws [N2]. */
  wake(): void {
    this.#wanted = true;
    if (this.#stopped || this.#running) return;
    // While the server does not answer, the retry that is already set is soon enough.
    if (this.#failures > 0 && this.#callOff) return;
    this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff?.();
    this.#live.close();
    await this.#parts.server.close();
    await this.#running;
  }

  #run(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#running = this.#rounds().then(() => {
      this.#running = undefined;
      if (!this.#stopped && this.#wanted && this.#failures === 0) this.#run();
    });
  }

  /** Runs rounds until all is settled, and sees to it that there is a next time. Never rejects. */
  async #rounds(): Promise<void> {
    try {
      let round: Round;
      do {
        this.#wanted = false;
        round = await this.#round();
      } while (round === 'again' && !this.#stopped);
      if (!this.#stopped) this.#settle();
    } catch (error) {
      if (!this.#stopped) this.#recover(error);
    }
  }

  async #round(): Promise<Round> {
    const token = this.#enrolment.token();
    if (token !== undefined) {
      try {
        return await this.#exchange(token);
      } catch (error) {
        // A token that is not known here is only doubtful: another server may have this address today.
        const doubtful = error instanceof ServerRefused && error.error.kind === 'unauthenticated';
        if (!doubtful || this.#enrolment.code() === undefined) throw error;
      }
    }
    return this.#exchange(await this.#enrolment.enrol());
  }

  async #exchange(token: string): Promise<Round> {
    const { journal, server, onAdopted } = this.#parts;
    const pushedTo = await this.#outbox.push(token, () => !this.#stopped);
    if (this.#stopped) return 'settled';
    const { head, entries } = await server.entries(token, journal.head, PULL_LIMIT);
    if (this.#stopped) return 'settled';
    const refused = journal.adopt(entries);
    if (refused) throw new OrderRefused(journal.head, refused);
    if (entries.length > 0) this.#tell(onAdopted);
    if (journal.lastSeq > pushedTo) return 'again';
    if (journal.pendingCount === 0 && journal.head >= head) return 'settled';
    if (entries.length > 0) return 'again';
    // More should be there, and a server that gives none of it would be asked without a pause.
    this.#outbox.startOver();
    throw new OrderRefused(journal.head, 'incomplete');
  }

  #settle(): void {
    this.#wakeIn(POLL_MS * (0.75 + 0.5 * this.#parts.fraction()), () => {
      this.#lookedEarly = false;
    });
    this.#failures = 0;
    this.#cause = undefined;
    this.#setLink('online');
    const { token } = this.#parts.journal;
    if (token !== undefined) this.#live.open(token);
  }

  /** The next try is set before anything else: whatever is told of it may fail too. */
  #recover(error: unknown): void {
    this.#failures += 1;
    const { link, waitMs, level, cause } = recoveryOf(error, this.#failures, this.#parts.fraction());
    this.#wakeIn(waitMs);
    this.#live.close();
    if (cause !== this.#cause) {
      this.#cause = cause;
      this.#tellTrouble(error, level);
    }
    this.#setLink(link);
  }

  /** The live line ended: if the server went with it, staff should not wait for the poll to know. */
  #lookEarly(): void {
    if (this.#stopped || this.#running || this.#failures > 0 || this.#lookedEarly) return;
    this.#lookedEarly = true;
    this.#wakeIn(EARLY_MS * (1 + this.#parts.fraction()));
  }

  #wakeIn(ms: number, first?: () => void): void {
    this.#callOff?.();
    this.#callOff = this.#parts.timers.after(ms, () => {
      this.#callOff = undefined;
      first?.();
      if (!this.#stopped && !this.#running) this.#run();
    });
  }

  #setLink(link: ServerLink): void {
    if (this.#link === link) return;
    this.#link = link;
    this.#tell(() => {
      this.#parts.onLink(link);
    });
  }

  /** Calls whoever listens; a listener that fails is a trouble, and none of the server's. */
  #tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#tellTrouble(error, 'warn');
    }
  }

  #tellTrouble(error: unknown, level: TroubleLevel): void {
    try {
      this.#parts.onTrouble(error instanceof Error ? error : new Error(String(error)), level);
    } catch {
      // Where troubles are written down is in trouble itself: there is nobody left to tell.
    }
  }
}
