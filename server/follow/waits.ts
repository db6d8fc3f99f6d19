/** [Q5] How long those wait who look, reckoned from what this day taught: as often as it is worth it, however many look. */
import type { BusinessDay, Clock } from '../../shared/domain/clock.ts';
import { asShown, NOTHING_LEARNED, rangesFor, type Range, type ShownRange } from '../../shared/domain/estimate/index.ts';
import type { VisitId } from '../../shared/domain/ids.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';

/** A page asks again every 20 s; a reckoning takes up to 50 ms of everybody's. */
const HOLDS_MS = 10_000;

export type WaitOf = (state: CentreState, day: BusinessDay, visit: VisitId) => ShownRange | undefined;

export function createWaits(clock: Clock): WaitOf {
  let said: { readonly day: BusinessDay; readonly at: number; readonly ranges: ReadonlyMap<VisitId, Range> } | undefined;
  return (state, day, visit) => {
    const at = clock.monotonic();
    if (said?.day !== day || at - said.at >= HOLDS_MS) said = { day, at, ranges: rangesFor(state, NOTHING_LEARNED, { day, now: clock.now() }) };
    const range = said.ranges.get(visit);
    return range && asShown(range);
  };
}
