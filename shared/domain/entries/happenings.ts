/**
 * What may happen in a centre, in the words the journal keeps. A new meaning is a new version of
 * its payload, and a new line in the contract's history [J14].
 */
import { z } from 'zod';
import { Centre, Language, PolicyName } from '../centre.ts';
import { BusinessDay } from '../clock.ts';
import { DirectoryRecord, RecordId, RecordKey } from '../directory/record.ts';
import { AgentId, AppointmentId, ChangeId, DeskId, DeviceId, DeviceKey, HelpId, NoticeId, PriorityId, SeatLeaseId, SeriesId, ServiceId, SignupId, VisitId } from '../ids.ts';
import { Series } from '../events/series.ts';
import { AtDate, PARTY_AT_MOST, SignupMade } from '../events/signup.ts';
import { DeviceName } from './introduction.ts';
import { HIGHEST_NUMBER, Label, Lane } from '../label.ts';
import { NoticeSays } from '../notice/notice.ts';
import { PlanPoints } from '../plan/plan.ts';

const at = z.number().int().nonnegative();
const number = z.int().min(1).max(HIGHEST_NUMBER);

/** What is typed at the door: digits, which every alphabet and keypad has. No other open one has it. */
export const AppointmentCode = z.string().regex(/^\d{6}$/).brand<'AppointmentCode'>();
export type AppointmentCode = z.infer<typeof AppointmentCode>;

/** Which call of which leg: `callNo` counts the leg's calls from 1. */
const legCall = z.object({ visit: VisitId, leg: z.int().min(1), callNo: z.int().min(1), desk: DeskId });

/** What the desk knew when it called, so that any call can be explained later [Q3]. */
export const CallBasis = z.object({
  /** The last place in the centre's order this station had seen. */
  head: z.int().min(0),
  /** The last of its own entries it had taken into account. */
  pendingSeq: z.int().min(0),
  policy: PolicyName,
  policyVersion: z.int().min(1),
  now: at,
  /** By name, and not in turn: the policy was not asked. */
  chosen: z.literal(true).optional(),
});
export type CallBasis = z.infer<typeof CallBasis>;

const leg = z.object({ visit: VisitId, leg: z.int().min(1) });
/** Where in its queue somebody is put, as a time; null for the place of their arrival. */
const queuedAt = at.nullable();
const services = z.array(ServiceId).max(8);

export const ParkReason = z.enum(['documents', 'form', 'interpreter', 'colleague', 'other']);

/** How somebody says that their visit went. */
export const Face = z.enum(['good', 'soSo', 'bad']);
export type Face = z.infer<typeof Face>;

/** The nth of the centre's answers, from 0. */
export const AnswerNo = z.int().min(0).max(3);

/** What may be taken back: the acts after which a visit is at another step, but for calls. */
export const UNDOABLE = [
  'leg.started',
  'leg.finished',
  'leg.noShow',
  'leg.putBack',
  'leg.parked',
  'leg.transferred',
  'leg.cancelled',
  'leg.broughtBack',
] as const;

/** Every kind of entry, with the version of its payload. */
export const ENTRY_PAYLOADS = {
  'centre.configured': { v: 1, schema: z.object({ centre: Centre }) },
  'ticket.issued': {
    v: 1,
    schema: z.object({
      visit: VisitId,
      service: ServiceId,
      label: Label,
      language: Language,
      /** Services after the first, in one visit. */
      planned: services.optional(),
      priority: PriorityId.optional(),
      /** What time they came for, which their wait counts from. */
      appointment: z.object({ id: AppointmentId, at }).optional(),
    }),
  },
  /** A time is kept for somebody; said again of the same one, at another time or for another service. */
  'appointment.booked': {
    v: 1,
    schema: z.object({
      appointment: AppointmentId,
      code: AppointmentCode,
      service: ServiceId,
      at,
      /** The business day of that time. */
      day: BusinessDay,
      /** A place kept for whoever came when there was no turn left: it is given back for these pictures alone. */
      kept: z.object({ proof: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
    }),
  },
  'appointment.cancelled': { v: 1, schema: z.object({ appointment: AppointmentId }) },
  'leg.called': { v: 1, schema: legCall.extend({ basis: CallBasis }) },
  'leg.started': { v: 1, schema: legCall },
  'leg.finished': { v: 1, schema: legCall },
  'leg.noShow': { v: 1, schema: legCall },
  /** Called once more, under the next number of call. */
  'leg.recalled': { v: 1, schema: legCall },
  /** Waits again; or is parked again, where the call that is taken back had called it from there. */
  'leg.putBack': { v: 1, schema: legCall.extend({ queuedAt, parks: z.literal(true).exactOptional() }) },
  'leg.parked': { v: 1, schema: legCall.extend({ reason: ParkReason, until: at.nullable() }) },
  /** The visit goes on in another leg: for a service, at any desk that serves it or at one alone. */
  'leg.transferred': {
    v: 1,
    schema: legCall.extend({
      service: ServiceId,
      onlyAt: DeskId.nullable(),
      queuedAt,
      /** After that it comes back to the desk that sent it. */
      comesBack: z.boolean(),
    }),
  },
  'leg.cancelled': { v: 1, schema: leg.extend({ by: z.enum(['visitor', 'staff', 'endOfDay']) }) },
  'leg.broughtBack': { v: 1, schema: leg.extend({ queuedAt }) },
  /** The last act on a visit is taken back. */
  'leg.undone': { v: 1, schema: leg.extend({ act: z.enum(UNDOABLE), desk: DeskId.nullable() }) },
  /** What staff know of a visitor, or a visitor of themselves, after the ticket was given. */
  'visit.marked': { v: 1, schema: z.object({ visit: VisitId, priority: PriorityId.nullable() }) },
  /** The services that are still to come in this visit. */
  'visit.planned': { v: 1, schema: z.object({ visit: VisitId, planned: services }) },
  /** Of nobody in particular: no visit, no person, no language. Null is what was left out. */
  'opinion.given': { v: 1, schema: z.strictObject({ face: Face, service: ServiceId.nullable(), answer: AnswerNo.nullable() }) },
  /** Somebody works at this desk from here on, and at no other. */
  'desk.opened': { v: 1, schema: z.object({ desk: DeskId, agent: AgentId.nullable() }) },
  'desk.closing': { v: 1, schema: z.object({ desk: DeskId }) },
  'desk.closed': { v: 1, schema: z.object({ desk: DeskId }) },
  'desk.paused': { v: 1, schema: z.object({ desk: DeskId, until: at.nullable() }) },
  'desk.resumed': { v: 1, schema: z.object({ desk: DeskId }) },
  /** Somebody at this device's screen wishes that a person come. The language is what they read it in; nothing else is known of them. */
  'help.asked': { v: 1, schema: z.object({ help: HelpId, language: Language }) },
  /** Somebody who works here goes. */
  'help.answered': { v: 1, schema: z.object({ help: HelpId }) },
  /** Whoever wished it needs nobody any more. */
  'help.ended': { v: 1, schema: z.object({ help: HelpId }) },
  /**
   * Records of the directory, written anew or taken away. A change that is too large for one entry
   * comes in parts, from 1, all by one device: none holds before the last is there.
   */
  'directory.changed': {
    v: 1,
    schema: z
      .object({ change: ChangeId, part: z.int().min(1), parts: z.int().min(1).max(100_000), put: z.array(DirectoryRecord).max(1000), drop: z.array(RecordKey).max(1000) })
      .refine(({ part, parts }) => part <= parts, { message: 'a part is one of its parts' }),
  },
  /** Somebody at a screen says that what stands there of this service is wrong. Nothing is known of them. */
  'directory.doubted': { v: 1, schema: z.strictObject({ service: RecordId }) },
  /** All the points of the house's map, in the place of those that were. */
  'plan.pointed': { v: 1, schema: z.object({ points: PlanPoints }) },
  /** All screens of the house say this, and nothing else, until it is taken away. */
  'notice.raised': { v: 1, schema: z.object({ notice: NoticeId, says: NoticeSays }) },
  'notice.ended': { v: 1, schema: z.object({ notice: NoticeId }) },
  /** One plan of dates, as it is to be from now on. */
  'series.put': { v: 1, schema: z.object({ series: Series }) },
  'series.dropped': { v: 1, schema: z.object({ series: SeriesId }) },
  /** A party has a place at a date, or waits for one. */
  'signup.made': { v: 1, schema: SignupMade },
  'signup.cancelled': { v: 1, schema: z.object({ signup: SignupId, by: z.enum(['visitor', 'staff']) }) },
  /** Whoever got a place from the waiting list knows of it, and comes. */
  'signup.accepted': { v: 1, schema: z.object({ signup: SignupId }) },
  /** [X5] What they left of themselves is to be gone; their place stays. */
  'signup.forgotten': { v: 1, schema: z.object({ signup: SignupId }) },
  /** So many of a party came to a date, or of people who had not signed up; said again, the last holds, and none is nobody. */
  'attendance.noted': { v: 1, schema: z.object({ of: SignupId, ...AtDate.shape, people: z.int().min(0).max(PARTY_AT_MOST) }) },
  /** [S1] What is left of seats that this device was given goes back. */
  'seats.returned': { v: 1, schema: z.object({ lease: SeatLeaseId }) },

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
  /** [S1] Seats of one date that this device alone may give: no clock takes them back. */
  'seats.leased': { v: 1, schema: z.object({ lease: SeatLeaseId, device: DeviceId, epoch: z.int().min(1), ...AtDate.shape, seats: z.int().min(1).max(PARTY_AT_MOST) }) },
  /** [S1] An administrator gives up seats that a device has and will not bring back. */
  'seats.writtenOff': { v: 1, schema: z.object({ lease: SeatLeaseId }) },
  /** A party that waited has a place; it is kept until then for them to say that they come. */
  'signup.promoted': { v: 1, schema: z.object({ signup: SignupId, until: at }) },
  /** They did not say so. */
  'signup.lapsed': { v: 1, schema: z.object({ signup: SignupId }) },
  /** [X5] Long after a date: what people left of themselves goes, how many they were stays. */
  'signups.shredded': { v: 1, schema: AtDate },
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
