import type { Admission } from './admission.ts';
import type { EnrolmentParts } from './enrolment.ts';
import { renewEpoch } from './epochs.ts';
import { Inbox, type Pulled } from './inbox.ts';
import { Leases, type LeasesParts } from './leases.ts';
import { OrderRecovery } from './order-recovery.ts';
import { Outbox } from './outbox.ts';
import { OrderRefused, mendingOf, type Mending, type TroubleLevel } from './recovery.ts';
import { ServerRefused } from './server-door.ts';

export interface RoundsParts extends LeasesParts, Pick<EnrolmentParts, 'journal' | 'server'> {
  readonly admission: Admission;
  /** Asked between steps: whether the station still runs. */
  readonly goOn: () => boolean;
  /** The server has an entry that it had never acknowledged before. */
  readonly onProgress: () => void;
  /** A round was good: each has what the other had as it began, whatever was written meanwhile. */
  readonly onGood: () => void;
  /** The order on this disk moved on, or back. */
  readonly onMoved: () => void;
  /** The own journal was begun anew. */
  readonly onBegun: () => void;
  /** Something was set right that whoever runs the machine should know of. */
  readonly onMended: (what: Error, level: TroubleLevel) => void;
}

type Round = 'again' | 'settled';

/**
 * How often in one run each thing is done at once; after that the run has failed, and the next one
 * waits. A key may have to be proved several times: a server ends its tokens when a generation does.
 */
const MOST: Readonly<Record<Mending, number>> = { prove: 4, newEpoch: 2, findAgreement: 2, takeSnapshot: 1 };

/** What was done in this run, and how often. */
type Tried = Map<Mending, number>;

/**
 * What station and server say to each other in one run: look at the server's order where it is a
 * new acquaintance, push what is pending, pull what is ordered, ask for numbers; and set right what
 * stands in the way.
 */
export class Rounds {
  readonly #parts: RoundsParts;
  readonly #outbox: Outbox;
  readonly #inbox: Inbox;
  readonly #order: OrderRecovery;
  readonly #leases: Leases;
  /** The token under which the server's order was last looked at. */
  #lookedUnder: string | undefined;
  /** Whether the own journal was begun anew since the last good run: a server that never has enough of that is told to staff. */
  #hasBegun = false;

  constructor(parts: RoundsParts) {
    this.#parts = parts;
    this.#outbox = new Outbox(parts);
    this.#inbox = new Inbox(parts);
    this.#order = new OrderRecovery(parts);
    this.#leases = new Leases(parts);
  }

  /** Runs rounds until all is settled. @throws what could not be set right, and what may not be tried again at once. */
  async run(): Promise<void> {
    const tried: Tried = new Map();
    let round: Round = 'again';
    while (round === 'again' && this.#parts.goOn()) {
      try {
        round = await this.#round(tried);
        if (this.#parts.goOn()) this.#parts.onGood();
      } catch (error) {
        await this.#setRight(error, tried);
      }
    }
    if (round === 'settled') this.#hasBegun = false;
  }

  /** What the server acknowledged and what was asked of it counts no more. */
  startOver(): void {
    this.#outbox.startOver();
    this.#lookedUnder = undefined;
  }

  stop(): void {
    this.#leases.stop();
  }

  async #round(tried: Tried): Promise<Round> {
    const { journal, admission, goOn } = this.#parts;
    const token = await admission.token();
    if (!goOn()) return 'settled';
    const looked = await this.#look(token, tried);
    const pending = journal.pendingCount;
    const pushedTo = await this.#outbox.push(token, goOn);
    if (!goOn()) return 'settled';
    // What was just looked at is not asked for again.
    const { head, moved } = looked && pending === 0 ? looked : await this.#pull(token);
    if (!goOn()) return 'settled';
    const isThere = journal.head.no >= head;
    // A station that never rests must not wait for its numbers until it does.
    const leasedTo = isThere ? await this.#leases.ask(token, goOn) : 0;
    if (journal.chain.seq > pushedTo || leasedTo > journal.head.no) return 'again';
    if (journal.pendingCount === 0 && isThere) return 'settled';
    if (moved) return 'again';
    // More should be there, and a server that gives none of it would be asked without a pause.
    this.#outbox.startOver();
    throw new OrderRefused(journal.head.no, 'incomplete');
  }

  /**
   * Looks at the server's order before anything is pushed under a new token: a server that was
   * restored would order what it is pushed in places that are taken, and one that was replaced is
   * given nothing at all [J19].
   * @returns undefined where it was looked at before; and for an order that can't be taken and can't
   * be set right: what only this station knows is brought to safety before the next pull tells that.
   */
  async #look(token: string, tried: Tried): Promise<Pulled | undefined> {
    if (token === this.#lookedUnder) return undefined;
    try {
      const pulled = await this.#pull(token);
      this.#lookedUnder = token;
      return pulled;
    } catch (error) {
      const mending = mendingOf(error, this.#parts.journal.head.generation);
      const isOrders = error instanceof OrderRefused ? error.why !== 'oldGeneration' : mending === 'findAgreement' || mending === 'takeSnapshot';
      if (!isOrders || this.#mendingOf(error, tried)) throw error;
      return undefined;
    }
  }

  async #pull(token: string): Promise<Pulled> {
    const pulled = await this.#inbox.pull(token, this.#parts.goOn);
    if (pulled.moved) this.#parts.onMoved();
    return pulled;
  }

  /** What is done about an error may fail for another reason, about which something can be done too. */
  async #setRight(error: unknown, tried: Tried): Promise<void> {
    const mending = this.#mendingOf(error, tried);
    if (!mending || !this.#parts.goOn()) throw error;
    tried.set(mending, (tried.get(mending) ?? 0) + 1);
    try {
      await this.#mend(mending, error);
    } catch (next) {
      await this.#setRight(next, tried);
    }
  }

  #mendingOf(error: unknown, tried: Tried): Mending | undefined {
    const mending = mendingOf(error, this.#parts.journal.head.generation);
    if (mending === undefined || (tried.get(mending) ?? 0) >= MOST[mending] || (mending === 'newEpoch' && this.#hasBegun)) return undefined;
    return mending;
  }

  async #mend(mending: Mending, error: unknown): Promise<void> {
    switch (mending) {
      case 'prove':
        this.#parts.admission.drop();
        return;
      case 'newEpoch':
        return this.#beginAnew(error);
      case 'findAgreement':
        return this.#findAgreement(error);
      case 'takeSnapshot':
        await this.#inbox.takeSnapshot(this.#token(error));
        this.#parts.onMoved();
        return;
      default:
        return mending satisfies never;
    }
  }

  async #beginAnew(error: unknown): Promise<void> {
    const { journal, admission, onBegun, onMended } = this.#parts;
    const before = journal.epoch;
    // Where the server knows neither key, the next round finds out what that means.
    await renewEpoch(this.#parts);
    admission.drop();
    if (journal.epoch === before) return;
    this.#hasBegun = true;
    onBegun();
    onMended(new Error(`this device began its journal anew, in epoch ${journal.epoch}`, { cause: error }), 'warn');
  }

  async #findAgreement(error: unknown): Promise<void> {
    const { goOn, onMoved, onMended } = this.#parts;
    const { kind, no } = await this.#order.agree(this.#token(error), goOn);
    if (!goOn()) return;
    this.startOver();
    if (kind === 'wentBack') onMoved();
    const what = kind === 'wentBack' ? `this station went back to place ${no}, after which the centre's order is another` : `the server had lost the order after place ${no}, and was given it`;
    onMended(new Error(what, { cause: error }), 'warn');
  }

  #token(error: unknown): string {
    const { held } = this.#parts.admission;
    if (held === undefined) throw error instanceof Error ? error : new ServerRefused({ kind: 'unauthenticated' });
    return held;
  }
}
