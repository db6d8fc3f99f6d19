/**
 * What may happen in a centre, in the words the journal keeps. A new meaning is a new version of
 * its payload, and a new line in the contract's history [J14].
 */
import { z } from 'zod';
import { Centre, Language } from './centre.ts';
import { BusinessDay } from './clock.ts';
import { DeskId, DeviceId, DeviceKey, ServiceId, VisitId } from './ids.ts';
import { DeviceName } from './introduction.ts';
import { HIGHEST_NUMBER, Label, Lane } from './label.ts';

const at = z.number().int().nonnegative();
const number = z.int().min(1).max(HIGHEST_NUMBER);

/** Which call of which leg: `callNo` counts the leg's calls from 1. */
const legCall = z.object({ visit: VisitId, leg: z.int().min(1), callNo: z.int().min(1), desk: DeskId });

/** What the desk knew when it called, so that any call can be explained later [Q3]. */
export const CallBasis = z.object({
  /** The last place in the centre's order this station had seen. */
  head: z.int().min(0),
  /** The last of its own entries it had taken into account. */
  pendingSeq: z.int().min(0),
  policy: z.literal('firstCome'),
  policyVersion: z.int().min(1),
  now: at,
});
export type CallBasis = z.infer<typeof CallBasis>;

/** Every kind of entry, with the version of its payload. */
export const ENTRY_PAYLOADS = {
  'centre.configured': { v: 1, schema: z.object({ centre: Centre }) },
  'ticket.issued': { v: 1, schema: z.object({ visit: VisitId, service: ServiceId, label: Label, language: Language }) },
  'leg.called': { v: 1, schema: legCall.extend({ basis: CallBasis }) },
  'leg.started': { v: 1, schema: legCall },
  'leg.finished': { v: 1, schema: legCall },
  'leg.noShow': { v: 1, schema: legCall },

  // What follows only the order's owner may write: the same from any other device changes nothing.

  /** [J19] The first entry of each generation: who orders from here on. */
  'generation.opened': { v: 1, schema: z.object({ generation: z.int().min(1), owner: DeviceId }) },
  /** [J7] From here on these reducers hold. */
  'reducers.activated': { v: 1, schema: z.object({ reducers: z.int().min(1) }) },
  /** A device was let in; again with a higher epoch when it begins its journal anew [J11]. */
  'device.enrolled': {
    v: 1,
    schema: z.object({
      device: DeviceId,
      epoch: z.int().min(1),
      name: DeviceName,
      key: DeviceKey,
      lane: Lane,
      /** The first day on which it counts from 1 without a lease, as the kiosk on the owner's machine does. */
      sequenceFrom: BusinessDay.nullable(),
    }),
  },
  /** A device was put out. */
  'device.revoked': { v: 1, schema: z.object({ device: DeviceId }) },
  /** [N1] The device's nth block of numbers for a day, of every letter. Who asks again for the nth gets this one. */
  'numbers.leased': {
    v: 1,
    schema: z
      .object({ device: DeviceId, epoch: z.int().min(1), day: BusinessDay, n: z.int().min(1), from: number, to: number })
      .refine(({ from, to }) => from <= to, { message: 'a block ends after it begins' }),
  },
  /** [C1] Until this desk calls or the claim ends, no other desk that can reach the owner calls this leg. */
  'leg.claimed': { v: 1, schema: legCall.extend({ device: DeviceId }) },
  /** A claim that no call followed. */
  'claim.ended': { v: 1, schema: legCall },
  /** [J16] The day is over: its visits leave what is held in memory. Entries for it that come later are history. */
  'day.closed': { v: 1, schema: z.object({ day: BusinessDay }) },
} as const;

export type EntryType = keyof typeof ENTRY_PAYLOADS;
export type EntryPayload<T extends EntryType> = z.infer<(typeof ENTRY_PAYLOADS)[T]['schema']>;

/** A type and its payload, before the journal gives it a place. */
export type Happening = { [T in EntryType]: { type: T; payload: EntryPayload<T> } }[EntryType];

export function isEntryType(type: string): type is EntryType {
  return Object.hasOwn(ENTRY_PAYLOADS, type);
}
