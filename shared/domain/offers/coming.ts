/** Which activities are still to come. In: the centre's activities, its zone, an instant. Out: the next time of each. It reads no clock [Q6]. */
import { businessDayOf, daysAfter, instantOf, weekdayOf, type BusinessDay, type EpochMs } from '../clock.ts';
import { Weekday } from '../week.ts';
import type { Activity } from './offers.ts';

export interface ComingActivity {
  readonly activity: Activity;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
}

const WEEK = 7;

/** Today's that have not ended and later ones, soonest first; of a weekly one its next time alone. */
export function comingActivities(activities: readonly Activity[], zone: string, now: EpochMs): ComingActivity[] {
  const today = businessDayOf(zone, now);
  return activities
    .flatMap((activity) => {
      const times = daysOf(activity, today).map((day) => ({ activity, startsAt: instantOf(zone, day, activity.from), endsAt: instantOf(zone, day, activity.to) }));
      return times.find(({ endsAt }) => endsAt > now) ?? [];
    })
    .toSorted((a, b) => a.startsAt - b.startsAt || (a.activity.id < b.activity.id ? -1 : 1));
}

/** The days on which it may be next: this weekday may be today, and over. */
function daysOf({ on }: Activity, today: BusinessDay): BusinessDay[] {
  const weekday = Weekday.options.indexOf(on as Weekday);
  if (weekday < 0) return [on as BusinessDay];
  const next = daysAfter(today, (weekday - weekdayOf(today) + WEEK) % WEEK);
  return [next, daysAfter(next, WEEK)];
}
