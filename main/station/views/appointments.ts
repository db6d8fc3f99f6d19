import { APPOINTMENTS_SHOWN, type AppointmentsView } from '../../../shared/contract/views.ts';
import type { BusinessDay } from '../../../shared/domain/clock.ts';
import { comingFor } from '../../../shared/domain/decisions/appointments.ts';
import { isHere, type Appointment, type Visit } from '../../../shared/domain/reducers/state.ts';
import type { Known } from './index.ts';

type Shown = AppointmentsView['appointments'][number];

/** What times are kept on a day, and what became of each. */
export function appointmentsView(day: BusinessDay, known: Known): Pick<AppointmentsView, 'day' | 'appointments'> {
  const { state } = known;
  const ofDay = [...state.appointments.values()].filter((each) => each.day === day).toSorted((a, b) => a.at - b.at || (a.code < b.code ? -1 : 1));
  return {
    day,
    appointments: ofDay.slice(0, APPOINTMENTS_SHOWN).map((each) => {
      const { id, code, kept, service, at, arrived } = each;
      const visit = arrived === undefined ? undefined : state.visits.get(arrived);
      return { appointment: id, code, what: kept ? 'kept' : 'booked', service, at, became: became(each, visit, known), label: visit?.label ?? null };
    }),
  };
}

function became(appointment: Appointment, visit: Visit | undefined, known: Known): Shown['became'] {
  if (appointment.arrived === undefined) return comingFor(known.centre, appointment, known).kind === 'late' ? 'late' : 'awaited';
  if (visit?.leg.kind === 'noShow') return 'noShow';
  return visit && isHere(visit.leg) ? 'here' : 'over';
}
