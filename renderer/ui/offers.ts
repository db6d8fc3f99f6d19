/** Dates to come to, one of each. In: dates, soonest first. Out: of each activity the next that was not called off. */
import type { OffersView } from '../../shared/contract/views.ts';

type Activity = OffersView['activities'][number];

export function nextOfEach(activities: readonly Activity[]): readonly Activity[] {
  const seen = new Set<Activity['id']>();
  return activities.filter(({ id, isCancelled }) => {
    if (isCancelled || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
