/** What else is in a room when a series would be there. In: a series as it would be, what is planned. Out: the dates that clash with it. It forbids nothing. */
import type { ScheduledDate, ScheduleView } from '../../../../shared/contract/activities.ts';
import type { EpochMs } from '../../../../shared/domain/clock.ts';
import { occurrencesBetween, type Occurrence, type Series } from '../../../../shared/domain/events/index.ts';
import { isSame } from '../same.ts';

export interface InTheWay {
  readonly ours: Occurrence;
  readonly other: ScheduledDate;
}

/** One that ends when another begins is not in its way; of one whose end nobody said its beginning counts. @param from and `to`: the span that the schedule tells of. */
export function inTheWay(series: Series, { dates, rooms }: Pick<ScheduleView, 'dates' | 'rooms'>, from: EpochMs, to: EpochMs): readonly InTheWay[] {
  if (series.isCancelled) return [];
  const others = dates.filter(({ series: id, isCancelled }) => id !== series.id && !isCancelled);
  return occurrencesBetween(series, from, to).flatMap((ours) => {
    if (ours.isCancelled || ours.place?.kind !== 'room') return [];
    const { room } = ours.place;
    const name = rooms.find(({ id }) => id === room)?.name;
    if (!name) return [];
    return others.filter((other) => isSame(other.room, name) && meets(ours, { start: other.startsAt, end: other.endsAt })).map((other) => ({ ours, other }));
  });
}

interface Lasts {
  readonly start: EpochMs;
  readonly end: EpochMs;
}

const meets = (one: Lasts, other: Lasts): boolean => one.start === other.start || (one.start < other.start ? one.end > other.start : other.end > one.start);
