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
import { callerAt, compareStanding, standingOf, type Caller, type Rank, type Waiting } from './standing.ts';

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
  return firstFor(callerAt(centre, desk, turns, now, inUse), waiting);
}

/** The same, for whoever has the caller already. */
export function firstFor<W extends Waiting>(caller: Caller, waiting: readonly W[]): W | undefined {
  let first: Stands<W> | undefined;
  for (const one of waiting) {
    const rank = standingOf(caller, one);
    if (rank.kind === 'here' && (!first || compareStanding(rank, one, first.rank, first.one) < 0)) first = { one, rank };
  }
  return first?.one;
}
