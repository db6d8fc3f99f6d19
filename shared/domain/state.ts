/**
 * What a centre is now: the fold of its journal. Plain immutable data; a new state shares with the
 * old one whatever did not change.
 */
import type { Centre, Language, Letter } from './centre.ts';
import type { BusinessDay, EpochMs } from './clock.ts';
import type { EntryId, Unreadable } from './entry.ts';
import type { DeskId, ServiceId, VisitId } from './ids.ts';
import type { Label } from './label.ts';
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

interface AtDesk {
  readonly desk: DeskId;
  readonly callNo: number;
  readonly calledAt: EpochMs;
}

export type LegStep =
  | { readonly kind: 'waiting' }
  | ({ readonly kind: 'called' } & AtDesk)
  | ({ readonly kind: 'serving'; readonly startedAt: EpochMs } & AtDesk)
  | ({ readonly kind: 'finished'; readonly startedAt: EpochMs; readonly finishedAt: EpochMs } & AtDesk)
  | ({ readonly kind: 'noShow'; readonly endedAt: EpochMs } & AtDesk);

/** One person's stay under one ticket. */
export interface Visit {
  readonly id: VisitId;
  readonly day: BusinessDay;
  readonly label: Label;
  readonly language: Language;
  readonly leg: Leg;
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

/** Why an entry changed nothing. Counted, never thrown. */
export type Unused = Unreadable | 'visitExists' | 'noSuchVisit' | 'noSuchLeg' | 'superseded';

export interface CentreState {
  /** Undefined only until the first `centre.configured`. */
  readonly centre: Centre | undefined;
  readonly visits: Visits;
  /** The highest number given, per day and letter. */
  readonly highest: ReadonlyMap<BusinessDay, ReadonlyMap<Letter, number>>;
  /** The latest calls, newest first, no more than `CALLS_KEPT`. */
  readonly calls: readonly Call[];
  readonly unused: ReadonlyMap<Unused, number>;
}

/** More than any wall shows; the rest is history, which SQL reads. */
export const CALLS_KEPT = 20;

export const EMPTY_STATE: CentreState = {
  centre: undefined,
  visits: new Visits(),
  highest: new Map(),
  calls: [],
  unused: new Map(),
};
