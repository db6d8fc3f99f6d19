/**
 * A desk's call, from the tap to the entry [C1][C2]. In: who is next, what the order's owner says of
 * a claim, and how a call is written. Out: one reply to each command, however often it comes while
 * it waits [J18]. It decides nothing itself, and keeps no call that a stop cut short.
 */
import type { Command, Reply } from '../../../shared/contract/commands.ts';
import type { ClaimRequest } from '../../../shared/contract/wire.ts';
import type { Clock, Timers } from '../../../shared/domain/clock.ts';
import type { CallDecision } from '../../../shared/domain/decisions/decide-call.ts';
import type { CommandId, DeskId, VisitId } from '../../../shared/domain/ids.ts';

/** Whoever is next, or somebody by name. */
export type CallCommand = Extract<Command, { kind: 'desk.callNext' | 'desk.call' }>;
export type Call = Extract<CallDecision, { kind: 'happens' }>;

/**
 * Asks the order's owner whether this desk may call this leg. Never rejects.
 * @param withinMs after that it answers `cutOff`, as where the owner can't be reached.
 */
export type ClaimLeg = (leg: ClaimRequest, withinMs: number) => Promise<'granted' | 'taken' | 'cutOff'>;

/** [C1] How long a call waits for its claims, all in all; then it is made from what the desk knows. Milliseconds. */
export const CLAIM_WAIT_MS = 800;

export interface CallsParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly claim: ClaimLeg;
  /** Whom this desk would call now, `taken` left out. */
  readonly decide: (command: CallCommand, taken: ReadonlySet<VisitId>) => CallDecision;
  /** Whether the order's owner can't know of this visit yet: its ticket has no place in the order. */
  readonly isPending: (visit: VisitId) => boolean;
  /** Writes the call; throws what the disk says. */
  readonly write: (call: Call, command: CallCommand) => Reply;
  /** Gives a refusal as this command's answer. */
  readonly refuse: (why: Extract<CallDecision, { kind: 'refused' }>['why'] | 'stopped', command: CallCommand) => Reply;
  /** What is answered where the disk refuses; rethrows whatever else went wrong. */
  readonly onError: (error: unknown) => Reply;
}

interface Waiting {
  readonly command: CallCommand;
  readonly reply: Promise<Reply>;
}

export class Calls {
  readonly #parts: CallsParts;
  readonly #waiting = new Map<CommandId, Waiting>();
  /** The last call of each desk: one at a time, so that two taps at once can't call two people. */
  readonly #lastAt = new Map<DeskId, Promise<Reply>>();
  /** Those that wait for the order to move on. */
  readonly #onMoved = new Set<() => void>();
  #stopped = false;

  constructor(parts: CallsParts) {
    this.#parts = parts;
  }

  /** The call that waits under this id. */
  waiting(id: CommandId): Waiting | undefined {
    return this.#waiting.get(id);
  }

  call(command: CallCommand): Promise<Reply> {
    const before = this.#lastAt.get(command.desk);
    const reply = (before ? before.then(() => this.#carryOut(command)) : this.#carryOut(command)).finally(() => {
      this.#waiting.delete(command.id);
      if (this.#lastAt.get(command.desk) === reply) this.#lastAt.delete(command.desk);
    });
    this.#waiting.set(command.id, { command, reply });
    this.#lastAt.set(command.desk, reply);
    return reply;
  }

  /** The order moved on. */
  moved(): void {
    for (const goOn of this.#onMoved) goOn();
  }

  /** From here on nothing is written: what still waits is asked again of the next station [J18]. */
  stop(): void {
    this.#stopped = true;
    this.moved();
  }

  async #carryOut(command: CallCommand): Promise<Reply> {
    try {
      return await this.#claimAndWrite(command);
    } catch (error) {
      return this.#parts.onError(error);
    }
  }

  /**
   * While a claim is on its way others call, arrive and heal: each answer is followed by a new
   * decision, and only a call that is still the next one is written.
   */
  async #claimAndWrite(command: CallCommand): Promise<Reply> {
    const { clock, claim, decide, write, refuse, isPending } = this.#parts;
    const endsAt = clock.monotonic() + CLAIM_WAIT_MS;
    const granted = new Set<string>();
    const taken = new Set<VisitId>();
    let cutOff = false;
    for (;;) {
      if (this.#stopped) return refuse('stopped', command);
      const decision = decide(command, taken);
      if (decision.kind === 'refused') return refuse(decision.why, command);
      const { visit, leg, callNo, desk } = decision.happening.payload;
      const name = `${visit} ${leg} ${callNo}`;
      if (cutOff || granted.has(name)) return write(decision, command);
      const wasPending = isPending(visit);
      const answer = await claimWithin(endsAt - clock.monotonic(), (left) => claim({ visit, leg, callNo, desk }, left));
      if (answer === 'granted') granted.add(name);
      else if (answer === 'cutOff') cutOff = true;
      // Whoever took a turn a moment ago is nobody's yet: the owner has only to hear of them.
      else if (wasPending) await this.#untilMoved(endsAt - clock.monotonic());
      else taken.add(visit);
    }
  }

  #untilMoved(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const goOn = (): void => {
        callOff();
        this.#onMoved.delete(goOn);
        resolve();
      };
      const callOff = this.#parts.timers.after(Math.max(0, withinMs), goOn);
      this.#onMoved.add(goOn);
    });
  }
}

async function claimWithin(ms: number, claim: (withinMs: number) => ReturnType<ClaimLeg>): ReturnType<ClaimLeg> {
  return ms > 0 ? claim(ms) : 'cutOff';
}
