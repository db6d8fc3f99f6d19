/**
 * What somebody at the door asks who holds a code or a paper, or has lost one. In: the question, the
 * state, an instant. Out: an outcome, or why there is none. It writes nothing, and tells nobody more
 * than whoever asks could know.
 */
import { FOUND_SHOWN, type AskCommand, type Outcome } from '../../../shared/contract/commands.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import type { CodeOrId } from '../../../shared/contract/scans.ts';
import type { Centre } from '../../../shared/domain/centre.ts';
import type { BusinessDay, EpochMs } from '../../../shared/domain/clock.ts';
import { appointmentBy, comingFor } from '../../../shared/domain/decisions/appointments.ts';
import { AppointmentId, VisitId } from '../../../shared/domain/ids.ts';
import { areSamePictures, picturesOf } from '../../../shared/domain/pictures.ts';
import { isHere, type Appointment, type CentreState, type Visit } from '../../../shared/domain/reducers/state.ts';

export type Answer = { readonly kind: 'found'; readonly outcome: Outcome } | { readonly kind: 'missed'; readonly why: Extract<RefusalKind, 'unknownAppointment' | 'unknownPaper' | 'ticketOver' | 'unknownTicket' | 'notReady'> };

export interface AskedAt {
  readonly day: BusinessDay;
  readonly now: EpochMs;
  /** Whether there was ever such a turn; asked of the disk, for an id that is in no day that goes on. */
  readonly isOfOld: (visit: VisitId) => boolean;
}

export function answerTo(command: AskCommand, state: CentreState, at: AskedAt): Answer {
  const { day } = at;
  const { centre } = state;
  if (!centre) return { kind: 'missed', why: 'notReady' };
  switch (command.kind) {
    case 'paper.find':
      return paperBy(command.by, state, centre, at);
    case 'ticket.find': {
      const tickets = state.visits
        .filter((visit) => visit.day === day && isHere(visit.leg) && visit.leg.service === command.service && areSamePictures(command.pictures, picturesOf(visit.id)))
        .map(ticketOf);
      // So many alike are nobody's in particular: a person at the door tells them apart.
      const isOne = tickets.length > 0 && tickets.length <= FOUND_SHOWN;
      return isOne ? { kind: 'found', outcome: { kind: 'found', tickets } } : { kind: 'missed', why: 'unknownTicket' };
    }
    default:
      return command satisfies never;
  }
}

function paperBy(by: CodeOrId, state: CentreState, centre: Centre, asked: AskedAt): Answer {
  const appointment = appointmentBy(state, 'code' in by ? by : { appointment: AppointmentId.parse(by.id) }, asked.day);
  if (appointment) return { kind: 'found', outcome: comingWith(appointment, centre, asked) };
  if ('code' in by) return { kind: 'missed', why: 'unknownAppointment' };
  const id = VisitId.parse(by.id);
  const visit = state.visits.get(id);
  if (visit?.day === asked.day) return { kind: 'found', outcome: { kind: 'found', tickets: [ticketOf(visit)] } };
  return { kind: 'missed', why: visit || asked.isOfOld(id) ? 'ticketOver' : 'unknownPaper' };
}

function comingWith(appointment: Appointment, centre: Centre, asked: AskedAt): Outcome {
  const { id, service, at, kept } = appointment;
  const { kind, from, until } = comingFor(centre, appointment, asked);
  return { kind: 'appointment', appointment: id, what: kept ? 'kept' : 'booked', service, at, now: kind, from, until };
}

function ticketOf({ id, label, leg }: Visit): Extract<Outcome, { kind: 'found' }>['tickets'][number] {
  return { visit: id, label, service: leg.service };
}
