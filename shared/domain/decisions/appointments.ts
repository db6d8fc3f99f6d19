/**
 * How a time or a place that is kept stands, when somebody comes for it. In: the state, the centre, an
 * instant. Out: that it lets them in, or why not yet or no more. It changes nothing.
 */
import type { Centre } from '../centre.ts';
import { MINUTE_MS, type BusinessDay, type EpochMs } from '../clock.ts';
import type { AppointmentCode } from '../entries/happenings.ts';
import type { AppointmentId } from '../ids.ts';
import type { Appointment, CentreState } from '../reducers/state.ts';

/** How an appointment stands for whoever comes with it now; `from` and `until` are when it lets them in. */
export interface Coming {
  readonly kind: 'ready' | 'early' | 'late' | 'arrived';
  readonly from: EpochMs;
  /** Null for a place that is kept: it is there the whole day. */
  readonly until: EpochMs | null;
}

/** Whoever comes at the first or the last instant is let in. */
export function comingFor(centre: Centre, appointment: Appointment, { day, now }: { readonly day: BusinessDay; readonly now: EpochMs }): Coming {
  const { earlyMin, lateMin } = centre.appointments ?? { earlyMin: 0, lateMin: 0 };
  const { at, kept, arrived } = appointment;
  const window = kept ? { from: at, until: null } : { from: at - earlyMin * MINUTE_MS, until: at + lateMin * MINUTE_MS };
  if (arrived !== undefined) return { kind: 'arrived', ...window };
  if (appointment.day < day) return { kind: 'late', ...window };
  if (kept) return { kind: appointment.day > day ? 'early' : 'ready', ...window };
  if (now < window.from) return { kind: 'early', ...window };
  return { kind: window.until !== null && now > window.until ? 'late' : 'ready', ...window };
}

/**
 * The appointment of this code or id; one of another day too, so that who comes early is told when.
 * Two devices that were cut off may have drawn one code twice: then it is the one that can be meant.
 */
export function appointmentBy(
  state: CentreState,
  by: { readonly code: AppointmentCode } | { readonly appointment: AppointmentId },
  today: BusinessDay,
): Appointment | undefined {
  if ('appointment' in by) return state.appointments.get(by.appointment);
  const alike = [...state.appointments.values()].filter(({ code }) => code === by.code);
  const unlikely = ({ arrived, day }: Appointment): number => Number(arrived !== undefined) * 2 + Number(day !== today);
  return alike.toSorted((a, b) => unlikely(a) - unlikely(b))[0];
}
