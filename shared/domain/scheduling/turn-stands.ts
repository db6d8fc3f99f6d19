import { deskOf, type Centre } from '../centre.ts';
import type { BusinessDay } from '../clock.ts';
import type { DeskId, VisitId } from '../ids.ts';
import type { CentreState } from '../reducers/state.ts';
import { aheadOf } from './queue.ts';

/** A turn on its way; `desk` is its number, null where the centre has it no more. */
export type TurnStanding =
  | { readonly kind: 'waiting'; readonly ahead: number }
  | { readonly kind: 'called' | 'serving'; readonly desk: number | null }
  | { readonly kind: 'parked' | 'finished' | 'noShow' | 'cancelled' }
  | { readonly kind: 'unknown' };

/** [X1] Where one turn is on its way, for whoever has its id: how many are before it, or at which desk; nothing of anybody else, and of today alone. */
export function turnStands(id: VisitId, { state, centre, day }: { readonly state: CentreState; readonly centre: Centre; readonly day: BusinessDay }): TurnStanding {
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
