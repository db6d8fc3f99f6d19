import type { ServerLink } from '../../../shared/contract/views.ts';
import { PULL_LIMIT, PUSH_LIMIT, SERVER_ERRORS, WIRE_VERSION } from '../../../shared/contract/wire.ts';
import type { CentreId } from '../../../shared/domain/ids.ts';
import type { Journal } from '../journal/index.ts';
import { ServerRefused, ServerUnreachable, type ServerDoor } from './server-door.ts';

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
  readonly onTrouble: (error: Error) => void;
}

/** Polling repairs lost pokes [J9]. */
const POLL_MS = 15_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

type Round = 'again' | 'settled';

/**
 * Keeps a station and the centre's server together: push what is pending, pull what is ordered,
 * one round at a time, woken by a write, a poke or a poll.
 */
export class Sync {
  readonly #parts: SyncParts;
  #link: ServerLink = 'offline';
  #running: Promise<void> | undefined;
  #wanted = false;
  #stopped = false;
  #retries = 0;
  #sendLess = false;
  #callOff: (() => void) | undefined;
  #live: { close(): void } | undefined;

  constructor(parts: SyncParts) {
    this.#parts = parts;
  }

  get link(): ServerLink {
    return this.#link;
  }

  /** Something is pending, or the order may have moved: run a round soon. */
  wake(): void {
    this.#wanted = true;
    if (this.#stopped || this.#running) return;
    // While the server does not answer, the retry that is already set is soon enough.
    if (this.#retries > 0 && this.#callOff) return;
    this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff?.();
    this.#live?.close();
    await this.#parts.server.close();
    await this.#running;
  }

  #run(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#running = this.#rounds().finally(() => {
      this.#running = undefined;
      if (!this.#stopped && this.#wanted && this.#retries === 0) this.#run();
    });
  }

  async #rounds(): Promise<void> {
    try {
      let round: Round;
      do {
        this.#wanted = false;
        round = await this.#round();
      } while (round === 'again' && !this.#stopped);
      this.#retries = 0;
      this.#setLink('online');
      this.#wakeIn(POLL_MS * (0.75 + 0.5 * this.#parts.fraction()));
    } catch (error) {
      if (!this.#stopped) this.#recover(error);
    }
  }

  async #round(): Promise<Round> {
    const { journal, server } = this.#parts;
    const token = journal.token ?? (await this.#enrol());
    this.#listen(token);
    const entries = journal.pendingEntries(this.#sendLess ? 1 : PUSH_LIMIT);
    if (entries.length > 0) await this.#push(token, entries);
    if (this.#stopped) return 'settled';
    const reply = await server.entries(token, journal.head, PULL_LIMIT);
    if (this.#stopped) return 'settled';
    const refused = journal.adopt(reply.entries);
    if (refused) throw new Error(`the centre's order can't be taken after ${journal.head}: ${refused}`);
    if (reply.entries.length > 0) this.#parts.onAdopted();
    return journal.pendingCount > 0 || journal.head < reply.head ? 'again' : 'settled';
  }

  async #push(token: string, entries: ReturnType<Journal['pendingEntries']>): Promise<void> {
    const { journal, server } = this.#parts;
    try {
      await server.push(token, { wire: WIRE_VERSION, epoch: journal.epoch, entries });
      this.#sendLess = false;
    } catch (error) {
      if (!(error instanceof ServerRefused) || error.error.kind !== 'gap') throw error;
      const missing = journal.ownEntriesFrom(error.error.expected, PUSH_LIMIT);
      await server.push(token, { wire: WIRE_VERSION, epoch: journal.epoch, entries: missing });
    }
  }

  async #enrol(): Promise<string> {
    const { journal, server, centre, enrolCode } = this.#parts;
    const given = enrolCode();
    if (given !== undefined && given !== journal.enrolCode) journal.keepEnrolCode(given);
    const code = journal.enrolCode;
    if (code === undefined) throw new ServerUnreachable('this device is not enrolled, and was given no code');
    const { token } = await server.enrol({ wire: WIRE_VERSION, centre, device: journal.device, code });
    journal.keepToken(token);
    return token;
  }

  #listen(token: string): void {
    this.#live ??= this.#parts.server.live(
      token,
      (head) => {
        if (head > this.#parts.journal.head) this.wake();
      },
      () => {
        this.#live = undefined;
        // The server may be gone: find out soon, without beating on a door that only pokes fail at.
        if (!this.#stopped && !this.#running && this.#retries === 0) this.#wakeIn(FIRST_RETRY_MS * (1 + this.#parts.fraction()));
      },
    );
  }

  /** Each kind of refusal has its one recovery [J10]. */
  #recover(error: unknown): void {
    const { journal, onTrouble } = this.#parts;
    this.#retries += 1;
    let link: ServerLink = 'offline';
    let waitMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#retries - 1));
    if (error instanceof ServerRefused) {
      const { recovery } = SERVER_ERRORS[error.error.kind];
      if (recovery === 'enrol') journal.keepToken(undefined);
      if (recovery === 'sendLess') this.#sendLess = true;
      if (recovery === 'tellStaff') waitMs = LAST_RETRY_MS;
      if (error.error.kind === 'revoked') link = 'revoked';
      if (error.error.kind === 'busy') waitMs = Math.max(waitMs, error.error.retryAfterMs);
    }
    if (!(error instanceof ServerUnreachable)) onTrouble(error instanceof Error ? error : new Error(String(error)));
    this.#live?.close();
    this.#live = undefined;
    this.#setLink(link);
    this.#wakeIn(waitMs * (0.5 + 0.5 * this.#parts.fraction()));
  }

  #wakeIn(ms: number): void {
    this.#callOff?.();
    this.#callOff = this.#parts.timers.after(ms, () => {
      this.#callOff = undefined;
      if (!this.#stopped && !this.#running) this.#run();
    });
  }

  #setLink(link: ServerLink): void {
    if (this.#link === link) return;
    this.#link = link;
    this.#parts.onLink(link);
  }
}
