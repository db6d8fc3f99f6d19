/**
 * What a centre is now: the fold of its journal. Plain immutable data; a new state shares with the
 * old one whatever did not change.
 */
import type { Centre, Language } from '../centre.ts';
import type { BusinessDay, EpochMs } from '../clock.ts';
import type { EntryId, Unreadable } from '../entries/entry.ts';
import type { AppointmentCode, Face } from '../entries/happenings.ts';
import type { RecordId, RecordKey } from '../directory/record.ts';
import type { DeskAct } from './legs.ts';
import type { AgentId, AppointmentId, ChangeId, DeskId, DeviceId, DeviceKey, HelpId, PriorityId, SeatLeaseId, SeriesId, ServiceId, SignupId, VisitId } from '../ids.ts';
import type { Label, Lane } from '../label.ts';
import type { LocalTime } from '../events/local.ts';
import type { Series } from '../events/series.ts';
import type { Consent, Party, Sealed, SignupCode } from '../events/signup.ts';
import type { Notice } from '../notice/notice.ts';
import type { PlanPoint } from '../plan/plan.ts';
import type { DayNumbers } from './numbers.ts';
import { Visits } from './visits.ts';

/** One queue → call → serve stretch of a visit [Q1]. Times are effective times [J13]. */
export type Leg = LegEntered & LegStep;

interface LegEntered {
  /** Counts from 1 within the visit. */
  readonly no: number;
  readonly service: ServiceId;
  readonly enteredAt: EpochMs;
  /** Breaks ties between two legs that entered at the same instant. */
  readonly enteredBy: EntryId;
  /** Where it stands in its queue, as a time, when somebody gave it another place than that of its arrival. */
  readonly queuedAt?: EpochMs;
  /** Only this desk is to call it, as long as the centre has it. */
  readonly onlyAt?: DeskId;
  /** What was done for it before it was parked, in order: it waits and is served more than once. */
  readonly stints?: readonly Stint[];
  /** «Comes back to me»: where its visitor goes on when this leg is finished. */
  readonly comesBack?: ComesBack;
}

/** A time at a desk that ended with a park. */
export interface Stint {
  readonly desk: DeskId;
  readonly calledAt: EpochMs;
  readonly startedAt: EpochMs;
  readonly parkedAt: EpochMs;
}

export interface ComesBack {
  readonly desk: DeskId;
  readonly service: ServiceId;
}

interface Called {
  readonly desk: DeskId;
  readonly callNo: number;
  readonly calledAt: EpochMs;
}

/** Why somebody who was being served waits again, in a desk's words. */
export type ParkReason = 'documents' | 'form' | 'interpreter' | 'colleague' | 'other';

/** Who ended a wait. */
export type CancelledBy = 'visitor' | 'staff' | 'endOfDay';

/** A leg that a desk called, and how far the desk came with it. */
export type CalledStep =
  /** `parked`: what it was called from, should the call be taken back. */
  | ({ readonly kind: 'called'; readonly parked?: Pick<Extract<CalledStep, { kind: 'parked' }>, 'reason' | 'until'> } & Called)
  | ({ readonly kind: 'serving'; readonly startedAt: EpochMs } & Called)
  /** `until` is when the visitor is to be back; null where nobody knows. */
  | ({ readonly kind: 'parked'; readonly startedAt: EpochMs; readonly parkedAt: EpochMs; readonly reason: ParkReason; readonly until: EpochMs | null } & Called)
  /** The visit went on in another leg. */
  | ({ readonly kind: 'transferred'; readonly startedAt: EpochMs; readonly transferredAt: EpochMs } & Called)
  | ({ readonly kind: 'finished'; readonly startedAt: EpochMs; readonly finishedAt: EpochMs } & Called)
  | ({ readonly kind: 'noShow'; readonly endedAt: EpochMs } & Called);

/** Nobody has it in hand; `calls` counts those that came to nothing. */
export type RestingStep = { readonly kind: 'waiting'; readonly calls?: number } | { readonly kind: 'cancelled'; readonly calls?: number; readonly by: CancelledBy; readonly endedAt: EpochMs };

export type LegStep = RestingStep | CalledStep;

/** Whether somebody is in the house for this leg still. */
export function isHere({ kind }: LegStep): boolean {
  return kind === 'waiting' || kind === 'called' || kind === 'serving' || kind === 'parked';
}

/** [C2] A call that lost: another desk had called this leg first. What was done with it stays on record. */
export type DuplicateCall = { readonly leg: number } & CalledStep;

/** One person's stay under one ticket. */
export interface Visit {
  readonly id: VisitId;
  readonly day: BusinessDay;
  readonly label: Label;
  readonly language: Language;
  /** The present one. */
  readonly leg: Leg;
  readonly duplicates: readonly DuplicateCall[];
  /** Legs before the present one, in order. */
  readonly past?: readonly Leg[];
  /** Services that are still to come, in order. */
  readonly planned?: readonly ServiceId[];
  /** Never shown outside a staff screen [X2]. */
  readonly priority?: PriorityId;
  /** What time they came for: until then they stand behind whoever waits already. */
  readonly booked?: { readonly appointment: AppointmentId; readonly at: EpochMs };
  /** What was done last, for whoever takes it back. */
  readonly undo?: Undo;
}

/** An act that may be taken back, and what was before it. */
export interface Undo {
  readonly act: UndoableAct;
  /** The desk that did it; null where it was done at no desk. */
  readonly desk: DeskId | null;
  readonly at: EpochMs;
  readonly before: VisitBefore;
}

/** What an act changes of a visit. */
export type VisitBefore = Pick<Visit, 'leg' | 'past' | 'planned'>;

export type UndoableAct = Exclude<DeskAct, 'leg.called' | 'leg.recalled' | 'leg.undone'>;

/** A time that is kept for somebody nobody knows by name. */
export interface Appointment {
  readonly id: AppointmentId;
  readonly code: AppointmentCode;
  readonly service: ServiceId;
  readonly at: EpochMs;
  readonly day: BusinessDay;
  /** A place that was kept for another day: who comes for it must know these pictures. */
  readonly kept?: { readonly proof: string };
  /** Who came for it. */
  readonly arrived?: VisitId;
}

/** Somebody at a screen who wishes that a person come. */
export interface Help {
  readonly id: HelpId;
  /** At whose screen. */
  readonly device: DeviceId;
  readonly language: Language;
  readonly day: BusinessDay;
  readonly at: EpochMs;
  readonly stands: 'ringing' | 'coming' | 'ended';
}

/** A call as the walls show it: never a name [X3]. */
export interface Call {
  readonly visit: VisitId;
  readonly leg: number;
  readonly callNo: number;
  readonly label: Label;
  readonly desk: DeskId;
  readonly day: BusinessDay;
  readonly at: EpochMs;
}

/** Days that are over whose opinions are still counted: a month, for whoever plans with them. */
export const OPINION_DAYS = 30;

/** What somebody thought of their visit; nobody's in particular. Null is what was left out. */
export interface Opinion {
  readonly face: Face;
  readonly service: ServiceId | null;
  /** The nth of the centre's answers, from 0. */
  readonly answer: number | null;
}

/** Parts of a change of the directory that came in before its last. */
export interface Arriving {
  readonly change: ChangeId;
  /** How many of how many are there, in their order. */
  readonly part: number;
  readonly parts: number;
  /** What they write and take away, and which entry does. */
  readonly written: readonly (readonly [EntryId, readonly RecordKey[]])[];
  readonly dropped: readonly RecordKey[];
}

/** A party's place at a date, or their wait for one; they stand in the order in which they came in. */
export interface Signup {
  readonly id: SignupId;
  readonly series: SeriesId;
  readonly date: LocalTime;
  readonly code: SignupCode;
  readonly party: Party;
  readonly language: Language;
  readonly answers: readonly (number | null)[];
  readonly by: 'visitor' | 'staff';
  readonly at: EpochMs;
  readonly stands: SignupStands;
  /** Under a key that lies elsewhere; gone once it was forgotten. */
  readonly sealed?: Sealed;
  readonly consent?: Consent;
}

export type SignupStands =
  | { readonly kind: 'waiting' }
  /** `over`: its device had no seats for it, as far as the order knows: nobody takes it back, and staff see to it. */
  | { readonly kind: 'confirmed'; readonly over?: true }
  /** A place became free, and is kept for them until then. */
  | { readonly kind: 'held'; readonly until: EpochMs }
  | { readonly kind: 'lapsed' }
  | { readonly kind: 'cancelled'; readonly by: 'visitor' | 'staff' };

/** [S1] Seats that one device alone may give. */
export interface SeatLease {
  readonly id: SeatLeaseId;
  readonly device: DeviceId;
  readonly epoch: number;
  readonly series: SeriesId;
  readonly date: LocalTime;
  /** What is left of it: 0 once all of it was given. */
  readonly seats: number;
}

/** How many came to a date, of one party or of people who had not signed up. */
export interface Attendance {
  readonly series: SeriesId;
  readonly date: LocalTime;
  readonly people: number;
  /** When they came: when it was first said that anybody did. */
  readonly at: EpochMs;
}

/** [X5] What is known of a date for good: people, and never who. */
export interface DateTally {
  readonly series: SeriesId;
  readonly date: LocalTime;
  readonly signedUp: number;
  readonly cameSignedUp: number;
  readonly cameOtherwise: number;
}

/** A desk that somebody works at. */
export interface OpenDesk {
  readonly agent: AgentId | null;
  readonly openedAt: EpochMs;
  /** A break, and when it is to end; null where nobody knows. */
  readonly pause?: { readonly since: EpochMs; readonly until: EpochMs | null };
  /** It calls nobody any more, and finishes with whom it has. */
  readonly isClosing?: true;
}

/** Whom a desk called lately, newest first: whether each was of a preferential class. No more than `TURNS_KEPT`. */
export interface Turns {
  readonly day: BusinessDay;
  readonly preferential: readonly boolean[];
}

/** [C1] A desk's right to call a leg, given by the order's owner; it ends with the call or by the owner. */
export interface Claim {
  readonly visit: VisitId;
  readonly leg: number;
  readonly callNo: number;
  readonly desk: DeskId;
  readonly grantedAt: EpochMs;
}

/** A device of the centre. */
export interface Device {
  readonly epoch: number;
  readonly name: string;
  readonly key: DeviceKey;
  readonly lane: Lane;
  readonly sequenceFrom: BusinessDay | null;
  readonly standing: 'in' | 'out';
}

/** [J11] Two visits of one day under one label: only a copied or rolled-back device, or a server that lost leases, can do that. */
export interface SharedLabel {
  readonly day: BusinessDay;
  readonly label: Label;
  readonly visits: readonly [VisitId, VisitId];
}

/** Why an entry changed nothing. Counted, never thrown. */
export type Unused =
  | Unreadable
  | 'visitExists'
  | 'noSuchVisit'
  | 'noSuchLeg'
  | 'superseded'
  /** [J11] Written again by a device that began anew, and in the order already. */
  | 'repeated'
  /** For a day that is over: history, not state [J17]. */
  | 'dayClosed'
  /** Only the order's owner may write that. */
  | 'notOwner';

export interface CentreState {
  /** Undefined only until the first `centre.configured`. */
  readonly centre: Centre | undefined;
  /** [J19] Who orders; generation 0 and nobody before the first `generation.opened`. */
  readonly generation: number;
  readonly owner: DeviceId | undefined;
  /** [J7] The reducers in force. */
  readonly reducers: number;
  readonly devices: ReadonlyMap<DeviceId, Device>;
  /** The last day that is over; those before it are over too. */
  readonly closedThrough: BusinessDay | undefined;
  /** Of the days that are not over. */
  readonly visits: Visits;
  /** Of the days that are not over. */
  readonly numbers: ReadonlyMap<BusinessDay, DayNumbers>;
  readonly claims: ReadonlyMap<VisitId, Claim>;
  /** Desks that somebody works at now. */
  readonly desks: ReadonlyMap<DeskId, OpenDesk>;
  /** Of the days that are not over. */
  readonly appointments: ReadonlyMap<AppointmentId, Appointment>;
  /** Of the days that are not over. */
  readonly helps: ReadonlyMap<HelpId, Help>;
  /** Of the days that are not over and of `OPINION_DAYS` before them, in their order: figures are made of whole groups of them. */
  readonly opinions: ReadonlyMap<BusinessDay, readonly Opinion[]>;
  /**
   * Which entry holds each record of the directory as it is now, those written last behind. The
   * records themselves rest in the journal: twenty thousand would not fit into every snapshot.
   */
  readonly directory: ReadonlyMap<RecordKey, EntryId>;
  /** What each device has begun to write into it. */
  readonly arriving: ReadonlyMap<DeviceId, Arriving>;
  /** How often visitors said of a service that it is wrong, since it was last written. */
  readonly doubts: ReadonlyMap<RecordId, number>;
  /** The points of the house's map as staff placed them last; undefined while they are the file's. */
  readonly points: readonly PlanPoint[] | undefined;
  /** What all screens say now. */
  readonly notice: Notice | undefined;
  /** What there is to come to, as coordinators plan it. */
  readonly series: ReadonlyMap<SeriesId, Series>;
  readonly signups: ReadonlyMap<SignupId, Signup>;
  readonly seatLeases: ReadonlyMap<SeatLeaseId, SeatLease>;
  readonly attendance: ReadonlyMap<SignupId, Attendance>;
  /** Of dates whose people were forgotten, by `dateName`. */
  readonly tallies: ReadonlyMap<string, DateTally>;
  /** What policies that take turns go by [Q2]. */
  readonly turns: ReadonlyMap<DeskId, Turns>;
  /** The latest calls, newest first, no more than `CALLS_KEPT`. */
  readonly calls: readonly Call[];
  /** Of the days that are not over, no more than `SHARED_LABELS_KEPT`. */
  readonly sharedLabels: readonly SharedLabel[];
  /** [J11] How far each run of each device's journal is in the order, of days that are not over, by `runNameOf`. */
  readonly runs: ReadonlyMap<string, Run>;
  /** Entries that are in the order under another name first, and may come under their own; by `entryNameOf`. */
  readonly repeats: ReadonlyMap<string, BusinessDay>;
  readonly unused: ReadonlyMap<Unused, number>;
}

/** The last entry that a process wrote, of those in the order. */
export interface Run {
  readonly seq: number;
  readonly day: BusinessDay;
}

/** [J7] The version of the reducers in this program. */
export const REDUCERS = 1;

/** More than any wall shows; the rest is history, which SQL reads. */
export const CALLS_KEPT = 20;
export const SHARED_LABELS_KEPT = 50;
/** More than any ratio or cap looks back over. */
export const TURNS_KEPT = 40;

export const EMPTY_STATE: CentreState = {
  centre: undefined,
  generation: 0,
  owner: undefined,
  reducers: 1,
  devices: new Map(),
  closedThrough: undefined,
  visits: new Visits(),
  numbers: new Map(),
  claims: new Map(),
  desks: new Map(),
  appointments: new Map(),
  helps: new Map(),
  opinions: new Map(),
  directory: new Map(),
  arriving: new Map(),
  doubts: new Map(),
  points: undefined,
  notice: undefined,
  series: new Map(),
  signups: new Map(),
  seatLeases: new Map(),
  attendance: new Map(),
  tallies: new Map(),
  turns: new Map(),
  calls: [],
  sharedLabels: [],
  runs: new Map(),
  repeats: new Map(),
  unused: new Map(),
};
