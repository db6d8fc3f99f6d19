import type { OffersView } from '../../../shared/contract/views.ts';
import { comingActivities } from '../../../shared/domain/offers/coming.ts';
import type { Known } from './index.ts';

/** [X1] The same for whoever looks. */
export function offersView({ centre, now }: Pick<Known, 'centre' | 'now'>): Omit<OffersView, 'kind'> {
  return {
    activities: comingActivities(centre.activities ?? [], centre.zone, now).map(({ activity: { id, icon, name, what, room, onMap, isFree }, startsAt, endsAt }) => ({ id, icon, name, what, room, isFree, startsAt, endsAt, onMap: onMap ?? null })),
  };
}
