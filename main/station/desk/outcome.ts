/** What a screen is told of a command that was done. In: the command, what happened, the state before and after it. Out: an outcome. */
import type { Outcome, QueueCommand } from '../../../shared/contract/commands.ts';
import type { QueueHappening } from '../../../shared/domain/decisions/decide.ts';
import { ringingFrom } from '../../../shared/domain/decisions/decide-help.ts';
import type { DeviceId } from '../../../shared/domain/ids.ts';
import { aheadOf } from '../../../shared/domain/scheduling/queue.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';

export function outcomeOf(command: QueueCommand, happenings: readonly QueueHappening[], before: CentreState, state: CentreState, { device, now }: { readonly device: DeviceId; readonly now: number }): Outcome {
  switch (command.kind) {
    case 'ticket.issue':
    case 'desk.callNext':
    case 'desk.call':
      return ofOne(happenings, state);
    case 'desk.open':
    case 'desk.close':
    case 'desk.closing':
    case 'desk.pause':
    case 'desk.resume':
      return { kind: 'deskChanged', desk: command.desk };
    case 'appointment.book':
    case 'place.keep':
      return keptBy(happenings);
    case 'appointment.import':
      return importedBy(command.rows, happenings, before);
    case 'appointment.cancel':
      return { kind: 'unbooked', appointment: command.appointment };
    case 'ticket.reprint':
      return { kind: 'reprinting', visit: command.visit };
    case 'help.ask':
      return ringing(happenings, before, device, now);
    case 'help.answer':
    case 'help.end':
      return { kind: 'help', help: command.help };
    case 'opinion.give':
      return { kind: 'opinionGiven' };
    case 'plan.point':
      return { kind: 'pointed' };
    case 'notice.raise':
    case 'notice.end':
      return { kind: 'noticed' };
    case 'day.end':
      return { kind: 'dayEnded', cancelled: happenings.filter(({ type }) => type === 'leg.cancelled').length };
    case 'desk.start':
    case 'desk.recall':
    case 'desk.finish':
    case 'desk.noShow':
    case 'desk.putBack':
    case 'desk.park':
    case 'desk.transfer':
    case 'desk.undo':
    case 'visit.cancel':
    case 'visit.bringBack':
    case 'visit.mark':
    case 'visit.plan':
      return { kind: 'moved', visit: command.visit };
    default:
      return command satisfies never;
  }
}

function ofOne([happening]: readonly QueueHappening[], state: CentreState): Outcome {
  if (happening?.type !== 'ticket.issued' && happening?.type !== 'leg.called') throw new Error('a turn or a call is written for each of these');
  const visit = state.visits.get(happening.payload.visit);
  if (!visit) throw new Error('the state after it holds whom it is about');
  const { id, label, leg } = visit;
  return happening.type === 'leg.called' ? { kind: 'called', visit: id, label } : { kind: 'issued', visit: id, label, service: leg.service, ahead: aheadOf(state, visit) };
}

function keptBy([happening]: readonly QueueHappening[]): Outcome {
  if (happening?.type !== 'appointment.booked') throw new Error('a time or a place is kept by each of these');
  const { appointment, code, service, at } = happening.payload;
  return { kind: 'kept', appointment, code, service, at };
}

function importedBy(rows: readonly { readonly uid: string }[], happenings: readonly QueueHappening[], { appointments }: CentreState): Outcome {
  const changed = happenings.filter((each) => each.type === 'appointment.booked' && appointments.has(each.payload.appointment)).length;
  const distinct = new Set(rows.map(({ uid }) => uid)).size;
  return { kind: 'imported', added: happenings.length - changed, changed, same: distinct - happenings.length };
}

/** The new call, or the one that rings already. */
function ringing([happening]: readonly QueueHappening[], before: CentreState, device: DeviceId, now: number): Outcome {
  const help = happening?.type === 'help.asked' ? happening.payload.help : ringingFrom(before, device, now)?.id;
  if (help === undefined) throw new Error('a person is called by each of these');
  return { kind: 'help', help };
}
