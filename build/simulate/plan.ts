/**
 * A day before it is lived: who comes, what each is about, and who works where. Plain data, so that
 * two ways of running a queue can be tried on one and the same day.
 */
import type { Centre, Language } from '../../shared/domain/centre.ts';
import type { BusinessDay, EpochMs } from '../../shared/domain/clock.ts';
import type { AgentId, DeskId, PriorityId, ServiceId } from '../../shared/domain/ids.ts';
import type { ParkReason } from '../../shared/domain/reducers/state.ts';

/** Whether somebody comes when they are called in their first leg. */
export type Presence =
  | { readonly kind: 'there' }
  /** Comes when called again. */
  | { readonly kind: 'late' }
  /** Comes, and asks to wait a little longer. */
  | { readonly kind: 'notYet' }
  /** Went away without a word, and is back later or not. */
  | { readonly kind: 'gone'; readonly backAfterMs: number | null };

/** What the first leg leads to. */
export type Errand =
  | { readonly kind: 'finish' }
  /** Was finished by a slip of the hand, and taken back. */
  | { readonly kind: 'slip' }
  | { readonly kind: 'transfer'; readonly service: ServiceId; readonly comesBack: boolean }
  | { readonly kind: 'park'; readonly reason: ParkReason; readonly minutes: number };

export interface Person {
  readonly at: EpochMs;
  readonly service: ServiceId;
  readonly language: Language;
  readonly priority: PriorityId | null;
  /** Services after the first. */
  readonly planned: readonly ServiceId[];
  readonly presence: Presence;
  /** Says so and leaves, when not called within this time. */
  readonly patienceMs: number | null;
  /** From the wall to the desk. */
  readonly walkMs: number;
  /** How long each leg takes, against the mean of its service; the last one for all after it. */
  readonly paces: readonly number[];
  readonly errand: Errand;
}

/** Somebody's work at a desk. */
export interface Shift {
  readonly desk: DeskId;
  readonly agent: AgentId | null;
  readonly opensAt: EpochMs;
  readonly closesAt: EpochMs;
  readonly breaks: readonly { readonly at: EpochMs; readonly minutes: number }[];
  /** Between two visitors. */
  readonly gapMs: number;
}

export interface DayPlan {
  readonly centre: Centre;
  readonly day: BusinessDay;
  /** From here on a desk that finds nobody waiting goes home. */
  readonly closesAt: EpochMs;
  /** By arrival. */
  readonly people: readonly Person[];
  readonly shifts: readonly Shift[];
  readonly meanMs: (service: ServiceId) => number;
  /** How long a desk waits for somebody it called. */
  readonly callMs: number;
  /** How often it calls. */
  readonly calls: number;
}
