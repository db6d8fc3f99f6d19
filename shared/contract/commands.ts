/** What a screen may ask of a station, who may ask it, and what comes back. */
import { z } from 'zod';
import { Language } from '../domain/centre.ts';
import { CommandId, DeskId, ServiceId, VisitId } from '../domain/ids.ts';
import { Label } from '../domain/label.ts';
import { RefusalKind } from './refusals.ts';

/** How far a screen is trusted. Each has a preload of its own and a socket path of its own. */
export const Trust = z.enum(['visitor', 'display', 'staff']);
export type Trust = z.infer<typeof Trust>;

/** Every command carries an id its screen made: repeated, it adds nothing and gets the same reply [J18]. */
const id = CommandId;
const atDesk = { id, desk: DeskId, visit: VisitId };

export const Command = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ticket.issue'), id, service: ServiceId, language: Language }),
  z.strictObject({ kind: z.literal('desk.callNext'), id, desk: DeskId }),
  z.strictObject({ kind: z.literal('desk.start'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.finish'), ...atDesk }),
  z.strictObject({ kind: z.literal('desk.noShow'), ...atDesk }),
  /** A person at this device wants it in although it was refused, or put out. Done twice, it is done once. */
  z.strictObject({ kind: z.literal('device.askAgain'), id }),
]);
export type Command = z.infer<typeof Command>;

/** What is done at the queue; the rest is about the device itself. */
export type QueueCommand = Exclude<Command, { kind: 'device.askAgain' }>;

/** [W1] Least privilege: a display can ask for nothing at all. */
export const MAY_CALL: Record<Trust, readonly Command['kind'][]> = {
  visitor: ['ticket.issue'],
  display: [],
  staff: ['desk.callNext', 'desk.start', 'desk.finish', 'desk.noShow', 'device.askAgain'],
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
  z.object({ kind: z.literal('askedAgain') }),
]);
export type Outcome = z.infer<typeof Outcome>;

export const Reply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), outcome: Outcome }),
  z.object({ kind: z.literal('refused'), why: RefusalKind }),
]);
export type Reply = z.infer<typeof Reply>;
