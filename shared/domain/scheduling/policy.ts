/**
 * The scheduler [Q2]. In: the centre, a desk, whom it called lately, who waits, and the time. Out:
 * whom it calls, in order. Never a clock of its own, a die, or anybody kept for another desk.
 *
 * A desk's services are one queue: whoever the policy puts first goes first, whichever of them it
 * is, and the order of the list only breaks ties. Calling the first-listed service empty before the
 * next one would leave people waiting who came long before, at a desk that says «first come». A
 * desk that is to help out only where people have waited lists that service under `later`; from
 * then on they stand there with all they have waited.
 *
 * Languages come before the policy: a desk first calls those it can speak with, also through an
 * interpreter who is free. Who is not understood there, but is at another desk of their service or
 * once an interpreter is free, stands back for `LANGUAGE_PATIENCE_MIN` at most.
 */
import type { Centre, Desk, Language } from '../centre.ts';
import type { EpochMs } from '../clock.ts';
import type { DeskId, ServiceId } from '../ids.ts';
import { callerAt, compareStanding, hereOf, rankOf, standingOf, type Caller, type Here, type Rank, type Waiting } from './standing.ts';

export type { Waiting } from './standing.ts';

interface Stands<W> {
  readonly one: W;
  readonly rank: Rank;
}

/**
 * In the order this desk would call them at `now`; whom it would not call is left out. Pure, total,
 * deterministic: the order in which they are handed in does not matter.
 * @param turns whom the desk called lately, newest first: whether each was of a preferential class.
 * @param inUse the languages that are interpreted at other desks, once for each visitor.
 */
export function orderFor<W extends Waiting>(centre: Centre, desk: Desk, turns: readonly boolean[], waiting: readonly W[], now: EpochMs, inUse: readonly Language[] = []): readonly W[] {
  const caller = callerAt(centre, desk, turns, now, inUse);
  const here: Stands<W>[] = [];
  for (const one of waiting) {
    const rank = standingOf(caller, one);
    if (rank.kind === 'here') here.push({ one, rank });
  }
  return here.sort((a, b) => compareStanding(a.rank, a.one, b.rank, b.one)).map(({ one }) => one);
}

/** The first of that order, without sorting the rest. */
export function nextOf<W extends Waiting>(centre: Centre, desk: Desk, turns: readonly boolean[], waiting: readonly W[], now: EpochMs, inUse: readonly Language[] = []): W | undefined {
  const foremost = new Foremost<W>(callerAt(centre, desk, turns, now, inUse));
  for (const one of waiting) {
    const why = foremost.hereOf(one.service, one.queuedAt, one.onlyAt);
    if (why !== undefined) foremost.see(one, why);
  }
  return foremost.first;
}

/** The first of those who are shown to it, one after the other: a tap on a busy day keeps no list of thousands. */
export class Foremost<W extends Waiting> {
  readonly #caller: Caller;
  #first: Stands<W> | undefined;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Why this desk may call somebody; undefined where it may not, and nothing more of them need be known. */
  hereOf(service: ServiceId, queuedAt: EpochMs, onlyAt: DeskId | undefined): Here | undefined {
    const why = hereOf(this.#caller, service, queuedAt, onlyAt);
    return typeof why === 'string' ? why : undefined;
  }

  /** @param why as `hereOf` says. */
  see(one: W, why: Here): void {
    const rank = rankOf(this.#caller, one, why);
    if (!this.#first || compareStanding(rank, one, this.#first.rank, this.#first.one) < 0) this.#first = { one, rank };
  }

  get first(): W | undefined {
    return this.#first?.one;
  }
}
