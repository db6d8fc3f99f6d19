import type { ServerLink } from '../../../shared/contract/views.ts';
import type { ClaimReply, ClaimRequest, KeysReply, KeysRequest, SeatsReply, SeatsRequest } from '../../../shared/contract/wire.ts';
import type { Timers } from '../../../shared/domain/clock.ts';
import { Admission, type AdmissionParts } from './admission.ts';
import type { EnrolmentState } from './enrolment.ts';
import { LiveLine } from './live-line.ts';
import { QuickAsks, type QuickAsksParts } from './quick-asks.ts';
import { recoveryOf } from './recovery.ts';
import { Rounds } from './rounds.ts';
import { Telling, type TellingParts } from './telling.ts';

export interface SyncParts extends Omit<AdmissionParts, 'onBegun'>, TellingParts {
  readonly timers: Timers;
  /** In [0, 1): spreads retries, so that a centre's devices don't all come back at once. */
  readonly fraction: () => number;
  /** The state moved on, or back: the order brought something, or this journal was begun anew. */
  readonly onAdopted: () => void;
}

/** `cutOff`: nobody said whether this desk may call. Then it calls from what it knows [C2]. */
export type ClaimAnswer = ClaimReply['kind'] | 'cutOff';
/** `cutOff`: nobody said whether there are seats. Then it is what this device has at hand [S1]. */
export type SeatsAnswer = SeatsReply['kind'] | 'cutOff';

/** Polling repairs lost pokes [J9]. */
const POLL_MS = 15_000;
/** How soon a broken live line has the server looked for. */
const EARLY_MS = 500;

/**
 * Keeps a station and the centre's server together: one run of rounds at a time, woken by a write, a
 * poke or a poll. Nothing that goes wrong leaves it but as a link and a trouble: a station without
 * a server goes on.
 */
export class Sync {
  readonly #parts: SyncParts;
  readonly #admission: Admission;
  readonly #rounds: Rounds;
  readonly #live: LiveLine;
  readonly #claims: QuickAsks<ClaimRequest, ClaimReply>;
  readonly #seats: QuickAsks<SeatsRequest, SeatsReply>;
  readonly #keys: QuickAsks<KeysRequest, KeysReply>;
  readonly #telling: Telling;
  #running: Promise<void> | undefined;
  #wanted = false;
  /** A person at this device wants it in, whatever was answered before. */
  #wantsIn = false;
  #stopped = false;
  /** Runs that failed since the server last took or gave anything. */
  #failures = 0;
  /** Where the order ends, as the server last said beside the rounds. */
  #toldHead = 0;
  /** Whether the last run that such words led to found less than they said. */
  #isMisled = false;
  /** Whether there was an early look already since the last poll. */
  #lookedEarly = false;
  #callOff: (() => void) | undefined;

  constructor(parts: SyncParts) {
    this.#parts = parts;
    const telling = new Telling(parts);
    this.#telling = telling;
    const { timers, fraction, server } = parts;
    const onBegun = (): void => {
      this.#rounds.startOver();
      this.#live.close();
      telling.tell(parts.onAdopted);
    };
    const onEnrolment = (state: EnrolmentState): void => {
      telling.tell(() => {
        parts.onEnrolment(state);
      });
    };
    this.#admission = new Admission({ ...parts, onBegun, onEnrolment });
    const asking: Omit<QuickAsksParts<never, never>, 'send' | 'onReply'> = {
      timers,
      token: () => (telling.link === 'online' && !this.#stopped ? this.#admission.held : undefined),
      renew: (refused) => this.#admission.renew(refused),
      onSilence: () => {
        this.wake();
      },
    };
    const onReply = ({ head }: { readonly head: number }): void => {
      this.#hearOf(head);
    };
    this.#claims = new QuickAsks({ ...asking, send: (token, request) => server.claim(token, request), onReply });
    this.#seats = new QuickAsks({ ...asking, send: (token, request) => server.seats(token, request), onReply });
    this.#keys = new QuickAsks({ ...asking, send: (token, request) => server.keys(token, request), onReply: () => {} });
    this.#rounds = new Rounds({
      ...parts,
      admission: this.#admission,
      goOn: () => !this.#stopped,
      onProgress: () => {
        this.#failures = 0;
        this.#asksMayGo();
      },
      onGood: () => {
        this.#hear();
      },
      onMoved: () => {
        this.#isMisled = false;
        telling.tell(parts.onAdopted);
      },
      onBegun,
      onMended: (what, level) => {
        telling.note(what, level);
      },
    });
    this.#live = new LiveLine({
      server,
      timers,
      fraction,
      token: () => this.#admission.held,
      onPoke: (head) => {
        this.#hearOf(head);
      },
      onDrop: () => {
        this.#lookEarly();
      },
    });
  }

  get link(): ServerLink {
    return this.#telling.link;
  }

  get enrolment(): EnrolmentState {
    return this.#admission.state;
  }

  /** Something is pending, or the order may have moved: run soon. Never waits, never throws [N2]. */
  wake(): void {
    this.#wanted = true;
    if (this.#stopped || this.#running) return;
    // While the server does not answer, the retry that is already set is soon enough.
    if (this.#failures > 0 && this.#callOff) return;
    this.#run();
  }

  /**
   * [C1] Asks the order's owner whether a desk may call a leg: beside the rounds, and `cutOff` at
   * once where the server is not heard from. Never rejects.
   * @param withinMs after that it answers `cutOff`.
   */
  async claim(request: ClaimRequest, withinMs: number): Promise<ClaimAnswer> {
    return (await this.#claims.ask(request, withinMs))?.kind ?? 'cutOff';
  }

  /** [S1] The same for seats of a date: those that are granted come with the order. */
  async draw(request: SeatsRequest, withinMs: number): Promise<SeatsAnswer> {
    return (await this.#seats.ask(request, withinMs))?.kind ?? 'cutOff';
  }

  /** [J15] Keys there and back; undefined where nobody answered. */
  tradeKeys(request: KeysRequest, withinMs: number): Promise<KeysReply | undefined> {
    return this.#keys.ask(request, withinMs);
  }

  /** A person at this device wants it in although it was refused, or put out. */
  askAgain(): void {
    this.#wantsIn = true;
    if (!this.#stopped && !this.#running) this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOff?.();
    this.#live.close();
    for (const asks of [this.#claims, this.#seats, this.#keys]) asks.stop();
    this.#admission.stop();
    this.#rounds.stop();
    await this.#parts.server.close();
    await this.#running;
  }

  #asksMayGo(): void {
    for (const asks of [this.#claims, this.#seats, this.#keys]) asks.hear();
  }

  #run(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#wanted = false;
    const told = this.#toldHead;
    this.#running = this.#attempt().then(() => {
      this.#running = undefined;
      if (this.#stopped) return;
      if (this.#wantsIn || (this.#wanted && this.#failures === 0)) this.#run();
      else this.#lookBack(told);
    });
  }

  /** Runs rounds until all is settled, and sees to it that there is a next time. Never rejects. */
  async #attempt(): Promise<void> {
    try {
      if (this.#wantsIn) {
        this.#wantsIn = false;
        this.#admission.askAgain();
      }
      await this.#rounds.run();
      if (!this.#stopped) this.#settle();
    } catch (error) {
      if (!this.#stopped) this.#recover(error);
    }
  }

  #settle(): void {
    this.#wakeIn(POLL_MS * (0.75 + 0.5 * this.#parts.fraction()), () => {
      this.#lookedEarly = false;
    });
  }

  /** Not only once all is settled: while people never stop coming, desks call by claims all the same [C1]. */
  #hear(): void {
    this.#failures = 0;
    this.#telling.noTrouble();
    this.#asksMayGo();
    this.#telling.setLink('online');
    this.#live.open();
  }

  /** The next try is set before anything else: whatever is told of it may fail too. */
  #recover(error: unknown): void {
    this.#failures += 1;
    const { link, waitMs, level, cause } = recoveryOf(error, this.#failures, this.#parts.fraction());
    this.#wakeIn(waitMs);
    this.#live.close();
    this.#telling.trouble(error, level, cause);
    if (link === 'revoked') this.#admission.noteOut();
    this.#telling.setLink(link);
  }

  /** A poke, or an answer beside the rounds, said where the order ends. */
  #hearOf(head: number): void {
    this.#toldHead = Math.max(this.#toldHead, head);
    if (!this.#running) this.#follow();
  }

  /** After a run: follows what was said while it ran, and notes what was not so. @param told before it. */
  #lookBack(told: number): void {
    if (told > this.#parts.journal.head.no) {
      this.#isMisled = true;
      if (this.#toldHead === told) this.#toldHead = 0;
    }
    this.#follow();
  }

  /** Goes after the order's end: at once, unless that came to nothing the last time. */
  #follow(): void {
    if (this.#stopped || this.#failures > 0 || this.#toldHead <= this.#parts.journal.head.no) return;
    if (this.#isMisled) this.#lookEarly();
    else this.#run();
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
}
