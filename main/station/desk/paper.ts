import { serviceOf } from '../../../shared/domain/centre.ts';
import type { EpochMs } from '../../../shared/domain/clock.ts';
import type { QueueHappening } from '../../../shared/domain/decide.ts';
import type { CentreState } from '../../../shared/domain/state.ts';
import type { PaperTicket } from '../printing/index.ts';

/** The paper of a ticket that is given; undefined for whatever else happens. A discreet service goes by its other name [X2]. */
export function paperOf({ centre }: CentreState, happening: QueueHappening | undefined, now: EpochMs): PaperTicket | undefined {
  if (happening?.type !== 'ticket.issued') return undefined;
  const { visit, label, service, language } = happening.payload;
  const asked = centre && serviceOf(centre, service);
  return asked && { centre: centre.name, label, service: (asked.discreet ?? asked.name)[language], issuedAt: now, zone: centre.zone, language, visit, copy: false };
}
