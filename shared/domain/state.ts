/**
 * What a centre is now: the fold of its journal. Plain immutable data; a new state shares with the
 * old one whatever did not change.
 */
import type { Centre, Language } from './centre.ts';
import type { BusinessDay, EpochMs } from './clock.ts';
import type { EntryId, Unreadable } from './entry.ts';
import type { DeskId, DeviceId, DeviceKey, ServiceId, VisitId } from './ids.ts';
import type { Label, Lane } from './label.ts';
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
}

interface Called {
  readonly desk: DeskId;
  readonly callNo: number;
  readonly calledAt: EpochMs;
}

/** A leg that a desk called, and how far the desk came with it. */
export type CalledStep =
  | ({ readonly kind: 'called' } & Called)
  | ({ readonly kind: 'serving'; readonly startedAt: EpochMs } & Called)
  | ({ readonly kind: 'finished'; readonly startedAt: EpochMs; readonly finishedAt: EpochMs } & Called)
  | ({ readonly kind: 'noShow'; readonly endedAt: EpochMs } & Called);

export type LegStep = { readonly kind: 'waiting' } | CalledStep;

/** [C2] A call that lost: another desk had called this leg first. What was done with it stays on record. */
export type DuplicateCall = { readonly leg: number } & CalledStep;

/** One person's stay under one ticket. */
export interface Visit {
  readonly id: VisitId;
  readonly day: BusinessDay;
  readonly label: Label;
  readonly language: Language;
  readonly leg: Leg;
  readonly duplicates: readonly DuplicateCall[];
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
  /** The latest calls, newest first, no more than `CALLS_KEPT`. */
  readonly calls: readonly Call[];
  /** Of the days that are not over, no more than `SHARED_LABELS_KEPT`. */
  readonly sharedLabels: readonly SharedLabel[];
  readonly unused: ReadonlyMap<Unused, number>;
}

/** [J7] The version of the reducers in this program. */
export const REDUCERS = 1;

/** More than any wall shows; the rest is history, which SQL reads. */
export const CALLS_KEPT = 20;
export const SHARED_LABELS_KEPT = 50;

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
  calls: [],
  sharedLabels: [],
  unused: new Map(),
};
