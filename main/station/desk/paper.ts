/**
 * The paper that a command brings: a ticket that is given, or given once more, or the slip of a place
 * that is kept. A discreet service goes by its other name [X2]; the centre's first language stands
 * beside the visitor's.
 */
import type { QueueCommand } from '../../../shared/contract/commands.ts';
import type { ShownWait } from '../../../shared/contract/views.ts';
import { serviceOf, type Centre, type Language } from '../../../shared/domain/centre.ts';
import type { EpochMs } from '../../../shared/domain/clock.ts';
import type { QueueHappening } from '../../../shared/domain/decisions/decide.ts';
import type { ServiceId } from '../../../shared/domain/ids.ts';
import { aheadOf } from '../../../shared/domain/scheduling/queue.ts';
import type { CentreState, Visit } from '../../../shared/domain/reducers/state.ts';
import { secondLanguage, type PaperSlip, type PaperTicket } from '../printing/index.ts';

/** [Q5] How long whoever takes a turn now waits, without a priority or an appointment; undefined where there is nothing to say. */
export type WaitForNew = (service: ServiceId, language: Language) => ShownWait | undefined;

export interface Bringing {
  readonly command: QueueCommand;
  /** The first thing that the command brought about. */
  readonly happening: QueueHappening | undefined;
  /** After it. */
  readonly state: CentreState;
  readonly now: EpochMs;
  readonly waitForNew: WaitForNew;
}

type Given = Extract<QueueHappening, { type: 'ticket.issued' }>['payload'];
type Booked = Extract<QueueHappening, { type: 'appointment.booked' }>['payload'];

/** @returns undefined for whatever brings no paper. */
export function paperOf(bringing: Bringing): PaperTicket | PaperSlip | undefined {
  const { command, happening, state } = bringing;
  const { centre } = state;
  if (!centre) return undefined;
  if (happening?.type === 'ticket.issued') return newTicket(centre, happening.payload, bringing);
  if (happening?.type === 'appointment.booked' && command.kind === 'place.keep') return slipOf(centre, happening.payload, command.language);
  const lost = command.kind === 'ticket.reprint' ? state.visits.get(command.visit) : undefined;
  return lost && copyOf(centre, lost);
}

function newTicket(centre: Centre, given: Given, { state, now, waitForNew }: Bringing): PaperTicket | undefined {
  const { visit: id, label, service, language, priority, appointment } = given;
  const visit = state.visits.get(id);
  const wait = priority === undefined && appointment === undefined ? waitForNew(service, language) : undefined;
  const queue = visit ? { ahead: aheadOf(state, visit), wait: wait ?? null } : null;
  const every = onEvery(centre, service, language);
  return every && { kind: 'ticket', ...every, label, issuedAt: now, visit: id, copy: false, queue };
}

function copyOf(centre: Centre, visit: Visit): PaperTicket | undefined {
  const { service, enteredAt } = visit.past?.[0] ?? visit.leg;
  const every = onEvery(centre, service, visit.language);
  return every && { kind: 'ticket', ...every, label: visit.label, issuedAt: enteredAt, visit: visit.id, copy: true, queue: null };
}

function slipOf(centre: Centre, { appointment, code, service, at }: Booked, language: Language): PaperSlip | undefined {
  const every = onEvery(centre, service, language);
  return every && { kind: 'slip', ...every, code, at, appointment, copy: false };
}

function onEvery(centre: Centre, service: ServiceId, language: Language): Pick<PaperTicket, 'centre' | 'service' | 'second' | 'zone' | 'language'> | undefined {
  const asked = serviceOf(centre, service);
  if (!asked) return undefined;
  const name = asked.discreet ?? asked.name;
  const other = secondLanguage(centre.languages, language);
  const second = other === undefined ? null : { language: other, service: name[other] };
  return { centre: centre.name, service: name[language], second, zone: centre.zone, language };
}
