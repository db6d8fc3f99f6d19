/** Dates as screens are shown them. In: a date to come, the centre, who signed up. Out: that date in words and numbers, and nobody's name. */
import type { ScheduledDate, ShownDate, SignupNow } from '../../../shared/contract/activities.ts';
import type { Centre } from '../../../shared/domain/centre.ts';
import { MINUTE_MS, type EpochMs } from '../../../shared/domain/clock.ts';
import { freeAt, seatsAt, whereOf, type ComingDate } from '../../../shared/domain/events/index.ts';
import { isForChildren } from '../../../shared/domain/decisions/decide-signup.ts';
import type { DeviceId } from '../../../shared/domain/ids.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';

export interface ShownBy {
  readonly centre: Centre;
  readonly state: Pick<CentreState, 'signups' | 'seatLeases'>;
  readonly now: EpochMs;
  /** Whose seats are at hand here. */
  readonly device: DeviceId;
}

const DAY_MINUTES = 24 * 60;

export function shownDate(coming: ComingDate, by: ShownBy): ShownDate {
  const { series, date } = coming;
  const { what, audiences, languages, access, hasChildcare, organiser, cost } = series;
  const changed = date.change?.kind === 'changed' ? date.change : undefined;
  return {
    ...named(coming, by),
    what: changed?.what ?? what ?? null,
    onMap: whereOf(by.centre, date.place)?.onMap ?? null,
    cost, audiences, languages, access, hasChildcare,
    organiser: organiser ?? null,
    signup: signupNow(coming, by),
  };
}

export function scheduledDate(coming: ComingDate, clashes: boolean, by: ShownBy): ScheduledDate {
  const { series, date, isOfFile } = coming;
  const { taken, waiting } = seatsAt(by.state, { series: series.id, date: date.key });
  return {
    ...named(coming, by),
    series: series.id,
    isOfFile,
    clashes,
    people: series.signup || taken + waiting > 0 ? { taken, waiting, capacity: series.capacity } : null,
  };
}

function named({ offer, series, date }: ComingDate, { centre }: ShownBy): Pick<ShownDate, 'id' | 'date' | 'icon' | 'name' | 'room' | 'startsAt' | 'endsAt' | 'isAllDay' | 'isMoved' | 'isCancelled'> {
  const { icon, name, isAllDay } = series;
  const changed = date.change?.kind === 'changed' ? date.change : undefined;
  return {
    id: offer,
    date: date.key,
    icon,
    name: changed?.name ?? name,
    room: whereOf(centre, date.place)?.name ?? null,
    startsAt: date.start,
    endsAt: date.end,
    isAllDay,
    isMoved: date.isMoved,
    isCancelled: date.isCancelled,
  };
}

/** Whether a date takes people now; null where people just come, or it was called off. */
export function signupNow({ series, date }: Pick<ComingDate, 'series' | 'date'>, by: Omit<ShownBy, 'centre'>): SignupNow | null {
  const { signup: terms } = series;
  if (!terms || date.isCancelled) return null;
  const [opensAt, closesAt] = [date.start - terms.opensDays * DAY_MINUTES * MINUTE_MS, date.start - terms.closesMinutes * MINUTE_MS];
  const free = freeHere({ series, date }, by);
  const { partyAtMost, takesPhone, questions } = terms;
  return {
    series: series.id,
    stands: by.now < opensAt ? 'notYet' : by.now >= closesAt ? 'closed' : free === 0 ? 'full' : 'open',
    opensAt: Math.max(0, opensAt), closesAt: Math.max(0, closesAt), free, partyAtMost, takesPhone, questions,
    forChildren: isForChildren(series),
  };
}

/** Seats that nobody has, and those that this device has at hand [S1]. */
function freeHere({ series, date }: Pick<ComingDate, 'series' | 'date'>, { state, device }: Pick<ShownBy, 'state' | 'device'>): number | null {
  const free = freeAt(state, series, date.key);
  if (free === null) return null;
  let own = 0;
  for (const lease of state.seatLeases.values()) if (lease.device === device && lease.series === series.id && lease.date === date.key) own += lease.seats;
  return Math.max(0, free) + own;
}
