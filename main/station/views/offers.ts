import type { OffersView } from '../../../shared/contract/views.ts';
import { comingActivities } from '../../../shared/domain/offers/coming.ts';
import type { Known } from './index.ts';

/** [X1] The same for whoever looks. [X2] A discreet service goes by its other name, and nothing tells what it is for. */
export function offersView({ centre, now }: Pick<Known, 'centre' | 'now'>): Omit<OffersView, 'kind'> {
  return {
    services: (centre.directory ?? []).map(({ id, sector, name, discreet, what, bring = [], where, when = [], phone, service }) => ({
      id, sector, name: discreet ?? name, where, when, phone: phone ?? null, service: service ?? null, isDiscreet: discreet !== undefined,
      ...(discreet ? { what: null, bring: [] } : { what, bring }),
    })),
    activities: comingActivities(centre.activities ?? [], centre.zone, now).map(({ activity: { id, icon, name, what, room, isFree }, startsAt, endsAt }) => ({ id, icon, name, what, room, isFree, startsAt, endsAt })),
  };
}
