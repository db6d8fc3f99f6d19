import type { TurnStands } from '../../../shared/contract/views.ts';
import { deskOf } from '../../../shared/domain/centre.ts';
import type { DeskId, VisitId } from '../../../shared/domain/ids.ts';
import { aheadOf } from '../../../shared/domain/scheduling/queue.ts';
import type { Known } from './index.ts';

/** [X1] Where one turn is on its way, for whoever has its id: how many are before it, or at which desk; nothing of anybody else. */
export function turnStands(id: VisitId, { state, centre, day }: Known): TurnStands {
  const visit = state.visits.get(id);
  if (visit?.day !== day) return { kind: 'unknown' };
  const numberOf = (desk: DeskId): number | null => deskOf(centre, desk)?.number ?? null;
  const { leg } = visit;
  switch (leg.kind) {
    case 'waiting':
      return { kind: 'waiting', ahead: aheadOf(state, visit) };
    case 'called':
    case 'serving':
      return { kind: leg.kind, desk: numberOf(leg.desk) };
    case 'parked':
    case 'finished':
    case 'noShow':
    case 'cancelled':
      return { kind: leg.kind };
    // It went on in another leg, which is the present one.
    case 'transferred':
      return { kind: 'unknown' };
    default:
      return leg satisfies never;
  }
}
