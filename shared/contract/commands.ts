/** What a screen may ask of a station, who may ask it, and what comes back. */
import { z } from 'zod';
import { Language } from '../domain/centre.ts';
import { ParkReason } from '../domain/happenings.ts';
import { AgentId, CommandId, DeskId, PriorityId, ServiceId, VisitId } from '../domain/ids.ts';
import { Label } from '../domain/label.ts';
import { RefusalKind } from './refusals.ts';

/** How far a screen is trusted. Each has a preload of its own and a socket path of its own. */
export const Trust = z.enum(['visitor', 'display', 'staff']);
export type Trust = z.infer<typeof Trust>;

/** Every command carries an id its screen made: repeated, it adds nothing and gets the same reply [J18]. */
const id = CommandId;
const ofDesk = { id, desk: DeskId };
const atDesk = { ...ofDesk, visit: VisitId };
const ofVisit = { id, visit: VisitId };

/** No break and no errand is planned for longer. Minutes. */
const minutes = z.int().min(1).max(480).nullable();

/** Services of one visit after its first. */
const planned = z.array(ServiceId).max(8);

/**
 * Where in the queue of its service somebody waits on: where they were, before or after everybody,
 * or after so many others.
 */
export const Place = z.union([z.enum(['same', 'first', 'end']), z.strictObject({ after: z.int().min(1).max(99) })]);
export type Place = z.infer<typeof Place>;

/** Where a transferred visit waits: as long as it has been in the house, after everybody, or before. */
export const TransferPlace = z.enum(['byArrival', 'end', 'first']);
export type TransferPlace = z.infer<typeof TransferPlace>;

export const Command = z.discriminatedUnion('kind', [
  /** Staff give a turn like a visitor, and outside a service's hours too. A visitor says a priority only where the centre lets visitors. */
  z.strictObject({ kind: z.literal('ticket.issue'), id, service: ServiceId, language: Language, planned: planned.optional(), priority: PriorityId.optional() }),
  z.strictObject({ kind: z.literal('desk.callNext'), ...ofDesk }),
  /** Somebody who waits or is parked, by choice and not in turn. */
  z.strictObject({ kind: z.literal('desk.call'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.recall'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.start'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.finish'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.noShow'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.putBack'), ...atDesk, place: Place }),
  /** `minutes` until the visitor is to be back; null where nobody knows. */
  z.strictObject({ kind: z.literal('desk.park'), ...atDesk, reason: ParkReason, minutes }),
  /** On to a service, at any desk that serves it or at one alone; afterwards back to this desk, or not. */
  z.strictObject({ kind: z.literal('desk.transfer'), ...atDesk, to: z.strictObject({ service: ServiceId, desk: DeskId.nullable() }), place: TransferPlace, comesBack: z.boolean() }),
  /** Takes back the last thing done with this visit, if this desk did it, or no desk; a call too. */
  z.strictObject({ kind: z.literal('desk.undo'), ...atDesk }),
  /** `takeOver`: also where somebody else works there, or this agent elsewhere; whom they have waits on. */
  z.strictObject({ kind: z.literal('desk.open'), ...ofDesk, agent: AgentId.nullable(), takeOver: z.boolean() }),
  /** It calls nobody any more, and finishes with whom it has. */
  z.strictObject({ kind: z.literal('desk.closing'), ...ofDesk }),
  /** `forced`: also where somebody stands there, who waits on. */
  z.strictObject({ kind: z.literal('desk.close'), ...ofDesk, forced: z.boolean() }),
  /** `minutes` a break is to last; null where nobody knows. */
  z.strictObject({ kind: z.literal('desk.pause'), ...ofDesk, minutes }),
  z.strictObject({ kind: z.literal('desk.resume'), ...ofDesk }),
  /** Somebody leaves the queue. Whoever holds the opaque id may say so. */
  z.strictObject({ kind: z.literal('visit.cancel'), ...ofVisit }),
  z.strictObject({ kind: z.literal('visit.bringBack'), ...ofVisit, place: Place }),
  /** Null takes the priority away. */
  z.strictObject({ kind: z.literal('visit.mark'), ...ofVisit, priority: PriorityId.nullable() }),
  /** The services still to come, in the place of those that were. */
  z.strictObject({ kind: z.literal('visit.plan'), ...ofVisit, services: planned }),
  /** Whoever waits goes home; desks close, those with somebody once they have finished. */
  z.strictObject({ kind: z.literal('day.end'), id }),
  /** A person at this device wants it in although it was refused, or put out. Done twice, it is done once. */
  z.strictObject({ kind: z.literal('device.askAgain'), id }),
]);
export type Command = z.infer<typeof Command>;

/** What is done at the queue; the rest is about the device itself. */
export type QueueCommand = Exclude<Command, { kind: 'device.askAgain' }>;

/** [W1] Least privilege: a display can ask for nothing at all. */
export const MAY_CALL: Record<Trust, readonly Command['kind'][]> = {
  visitor: ['ticket.issue', 'visit.cancel'],
  display: [],
  staff: Command.options.map(({ shape }) => shape.kind.value),
};

/** What came of a command that was done. */
export const Outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('issued'),
    visit: VisitId,
    label: Label,
    service: ServiceId,
    /** People waiting for the same service before this one. */
    ahead: z.int().min(0),
  }),
  z.object({ kind: z.literal('called'), visit: VisitId, label: Label }),
  z.object({ kind: z.literal('moved'), visit: VisitId }),
  /** A desk opened, closed or went on a break. */
  z.object({ kind: z.literal('deskChanged'), desk: DeskId }),
  z.object({ kind: z.literal('dayEnded'), cancelled: z.int().min(0) }),
  z.object({ kind: z.literal('askedAgain') }),
]);
export type Outcome = z.infer<typeof Outcome>;

export const Reply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), outcome: Outcome }),
  z.object({ kind: z.literal('refused'), why: RefusalKind }),
]);
export type Reply = z.infer<typeof Reply>;
