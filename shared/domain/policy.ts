/**
 * The scheduler [Q2]. In: the centre, a desk, whom it called lately, who waits, and the time. Out:
 * whom it calls, in order. Never a clock of its own, a die, or anybody kept for another desk.
 */
import { deskOf, serviceOf, type Centre, type Desk, type Language } from './centre.ts';
import type { EpochMs } from './clock.ts';
import { compareEntryIds, type EntryId } from './entry.ts';
import type { DeskId, PriorityId, ServiceId } from './ids.ts';

/** What a policy looks at of somebody who waits. A visit gives one; so does a simulated visitor. */
export interface Waiting {
  readonly service: ServiceId;
  /** Where it stands in its queue, as a time. */
  readonly queuedAt: EpochMs;
  /** Breaks ties between two who stand at one instant. */
  readonly enteredBy: EntryId;
  /** Whoever has none, or one that the centre does not name, is general. */
  readonly priority: PriorityId | undefined;
  readonly language: Language;
  /** The one desk that is to call it, as long as the centre has that desk. */
  readonly onlyAt: DeskId | undefined;
}

/** In the order this desk would call them at `now`; whom it would not call is left out. Pure, total, deterministic. */
export function orderFor<W extends Waiting>(centre: Centre, desk: Desk, _turns: readonly boolean[], waiting: readonly W[], now: EpochMs): readonly W[] {
  return waiting.filter((each) => isForDesk(centre, desk, each, now)).toSorted(byPlace);
}

/** The first of that order, without sorting the rest. */
export function nextOf<W extends Waiting>(centre: Centre, desk: Desk, _turns: readonly boolean[], waiting: readonly W[], now: EpochMs): W | undefined {
  let first: W | undefined;
  for (const each of waiting) if (isForDesk(centre, desk, each, now) && (!first || byPlace(each, first) < 0)) first = each;
  return first;
}

/** [J13] Who came first: total, and the same on every device. */
export function byPlace(a: Pick<Waiting, 'queuedAt' | 'enteredBy'>, b: Pick<Waiting, 'queuedAt' | 'enteredBy'>): number {
  return a.queuedAt - b.queuedAt || compareEntryIds(a.enteredBy, b.enteredBy);
}

/** A service that was taken out of the centre is every desk's to finish: its visitors are still here. */
function isForDesk(centre: Centre, desk: Desk, { service, onlyAt, queuedAt }: Waiting, now: EpochMs): boolean {
  if (onlyAt === desk.id) return true;
  if (onlyAt !== undefined && deskOf(centre, onlyAt)) return false;
  if (desk.services.includes(service) || !serviceOf(centre, service)) return true;
  return (desk.later ?? []).some(({ afterMin, services }) => services.includes(service) && now - queuedAt >= afterMin * 60_000);
}
