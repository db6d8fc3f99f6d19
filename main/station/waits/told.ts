/** What each of today's tickets was told when it was given, beside what came of it. Kept in memory, for the day. */
import type { BusinessDay, EpochMs } from '../../../shared/domain/clock.ts';
import type { Said } from '../../../shared/domain/estimate/error.ts';
import type { Range } from '../../../shared/domain/estimate/index.ts';
import { legRecordOf } from '../../../shared/domain/figures/kpi.ts';
import type { VisitId } from '../../../shared/domain/ids.ts';
import type { CentreState, Leg, Visit } from '../../../shared/domain/reducers/state.ts';

export class Told {
  #day: BusinessDay | undefined;
  #first = new Map<VisitId, Range | undefined>();

  /** Notes what whoever waits and was not here before is told: the first word counts, whatever is said later. */
  take(state: CentreState, day: BusinessDay, said: (visit: Visit) => Range | undefined): void {
    if (day !== this.#day) this.#first = new Map();
    this.#day = day;
    for (const visit of state.visits.values()) {
      const { leg } = visit;
      // A second errand, or a second chance, is no ticket that was given.
      if (visit.day !== day || this.#first.has(visit.id) || leg.no !== 1 || leg.kind !== 'waiting' || leg.calls !== undefined) continue;
      this.#first.set(visit.id, said(visit));
    }
  }

  /** Those of them that were called. */
  called(state: CentreState): readonly Said[] {
    return [...this.#first].flatMap(([id, range]) => {
      const visit = state.visits.get(id);
      const leg = visit && (visit.past?.[0] ?? visit.leg);
      const at = leg && calledAt(leg);
      return leg && at !== undefined ? [{ service: leg.service, range, wasMin: (at - (range?.computedAt ?? leg.enteredAt)) / 60_000 }] : [];
    });
  }
}

/** When a leg was called, before anybody served it; undefined where it was not, or is waiting again. */
function calledAt(leg: Leg): EpochMs | undefined {
  return legRecordOf(leg).calledAt ?? undefined;
}
