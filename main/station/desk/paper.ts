/** The paper that a command brings: a ticket that is given, or given once more. A discreet service goes by its other name [X2]. */
import type { QueueCommand } from '../../../shared/contract/commands.ts';
import { serviceOf } from '../../../shared/domain/centre.ts';
import type { EpochMs } from '../../../shared/domain/clock.ts';
import type { QueueHappening } from '../../../shared/domain/decide.ts';
import type { CentreState, Visit } from '../../../shared/domain/state.ts';
import type { PaperTicket } from '../printing/index.ts';

type Printed = Pick<Visit, 'id' | 'label' | 'language'> & Pick<Visit['leg'], 'service' | 'enteredAt'>;

/** @returns undefined for whatever brings no paper. */
export function paperOf(state: CentreState, command: QueueCommand, happening: QueueHappening | undefined, now: EpochMs): PaperTicket | undefined {
  if (happening?.type === 'ticket.issued') {
    const { visit: id, label, service, language } = happening.payload;
    return ticketOf(state, { id, label, service, language, enteredAt: now }, false);
  }
  const lost = command.kind === 'ticket.reprint' ? state.visits.get(command.visit) : undefined;
  return lost && ticketOf(state, { ...lost, ...(lost.past?.[0] ?? lost.leg), id: lost.id }, true);
}

function ticketOf({ centre }: CentreState, { id, label, service, language, enteredAt }: Printed, copy: boolean): PaperTicket | undefined {
  const asked = centre && serviceOf(centre, service);
  return asked && { centre: centre.name, label, service: (asked.discreet ?? asked.name)[language], issuedAt: enteredAt, zone: centre.zone, language, visit: id, copy };
}
