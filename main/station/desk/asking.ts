/**
 * What somebody at the door asks who holds a code, or has lost their paper. In: the question, the
 * state, an instant. Out: an outcome, or why there is none. It writes nothing, and tells nobody more
 * than whoever asks could know.
 */
import { FOUND_SHOWN, type AskCommand, type Outcome } from '../../../shared/contract/commands.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import type { BusinessDay, EpochMs } from '../../../shared/domain/clock.ts';
import { appointmentBy, comingFor } from '../../../shared/domain/decisions/appointments.ts';
import { areSamePictures, picturesOf } from '../../../shared/domain/pictures.ts';
import { isHere, type CentreState } from '../../../shared/domain/reducers/state.ts';

export type Answer = { readonly kind: 'found'; readonly outcome: Outcome } | { readonly kind: 'missed'; readonly why: Extract<RefusalKind, 'unknownAppointment' | 'unknownTicket' | 'notReady'> };

export function answerTo(command: AskCommand, state: CentreState, { day, now }: { readonly day: BusinessDay; readonly now: EpochMs }): Answer {
  const { centre } = state;
  if (!centre) return { kind: 'missed', why: 'notReady' };
  switch (command.kind) {
    case 'appointment.find': {
      const appointment = appointmentBy(state, command.by, day);
      if (!appointment) return { kind: 'missed', why: 'unknownAppointment' };
      const { id, service, at, kept } = appointment;
      const { kind, from, until } = comingFor(centre, appointment, { day, now });
      return { kind: 'found', outcome: { kind: 'appointment', appointment: id, what: kept ? 'kept' : 'booked', service, at, now: kind, from, until } };
    }
    case 'ticket.find': {
      const tickets = state.visits
        .filter((visit) => visit.day === day && isHere(visit.leg) && visit.leg.service === command.service && areSamePictures(command.pictures, picturesOf(visit.id)))
        .map(({ id, label, leg }) => ({ visit: id, label, service: leg.service }));
      // So many alike are nobody's in particular: a person at the door tells them apart.
      const isOne = tickets.length > 0 && tickets.length <= FOUND_SHOWN;
      return isOne ? { kind: 'found', outcome: { kind: 'found', tickets } } : { kind: 'missed', why: 'unknownTicket' };
    }
    default:
      return command satisfies never;
  }
}
