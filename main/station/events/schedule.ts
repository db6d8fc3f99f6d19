/**
 * What there is to come to, reckoned ahead. In: the state, time. Out: the series whose dates are at
 * hand. The first look at a series costs a millisecond or so: a few are looked at between two taps,
 * and one that was not looked at yet is not shown yet.
 */
import { MINUTE_MS, type Clock, type EpochMs, type Timers } from '../../../shared/domain/clock.ts';
import type { Centre } from '../../../shared/domain/centre.ts';
import { COMING_DAYS, comingDates, occurrencesBetween, plannedIn, plannedOfFile, type ComingDate, type Planned, type Series } from '../../../shared/domain/events/index.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import { sha256 } from '../journal/digest.ts';

export interface ScheduleParts {
  readonly state: () => Pick<CentreState, 'centre' | 'series'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  /** There is more to see than before. */
  readonly onChange: () => void;
}

/** Series that are looked at between two taps. */
const AT_ONCE = 5;
const DAY_MS = 86_400_000;

export class Schedule {
  readonly #parts: ScheduleParts;
  #ofFile: { readonly centre: Centre; readonly planned: readonly Planned[] } | undefined;
  #of: { readonly series: CentreState['series']; readonly centre: Centre; readonly planned: readonly Planned[] } | undefined;
  #read = new WeakSet<Series>();
  #shown: readonly Planned[] = [];
  #coming: { readonly of: readonly Planned[]; readonly minute: number; readonly dates: readonly ComingDate[] } | undefined;
  #cancel = (): void => {};

  constructor(parts: ScheduleParts) {
    this.#parts = parts;
  }

  /** Those whose dates are at hand. */
  get planned(): readonly Planned[] {
    return this.#shown;
  }

  /** The dates to come, as they were reckoned this minute. */
  coming(now: EpochMs): readonly ComingDate[] {
    const minute = Math.floor(now / MINUTE_MS);
    if (this.#coming?.of !== this.#shown || this.#coming.minute !== minute) this.#coming = { of: this.#shown, minute, dates: comingDates(this.#shown, minute * MINUTE_MS) };
    return this.#coming.dates.filter(({ date: { start, end } }) => Math.max(start, end) > now);
  }

  /** All there are, whether somebody looked at them yet or not. */
  get all(): readonly Planned[] {
    const { centre, series } = this.#parts.state();
    if (!centre) return [];
    if (this.#ofFile?.centre !== centre) this.#ofFile = { centre, planned: plannedOfFile(centre, sha256) };
    if (this.#of?.centre !== centre || this.#of.series !== series) this.#of = { centre, series, planned: plannedIn(series, this.#ofFile.planned) };
    return this.#of.planned;
  }

  /** The state may have changed: what is new is looked at, a few at a time. */
  wake(): void {
    this.#cancel();
    const all = this.all;
    const { clock, timers, onChange } = this.#parts;
    const now = clock.now();
    const unread = all.filter(({ series }) => !this.#read.has(series));
    for (const { series } of unread.slice(0, AT_ONCE)) {
      occurrencesBetween(series, now, now + COMING_DAYS * DAY_MS);
      this.#read.add(series);
    }
    const shown = all.filter(({ series }) => this.#read.has(series));
    const isOther = shown.length !== this.#shown.length || shown.some((each, n) => each.series !== this.#shown[n]?.series);
    this.#shown = shown;
    if (unread.length > AT_ONCE) this.#cancel = timers.after(0, () => this.wake());
    if (isOther) onChange();
  }

  stop(): void {
    this.#cancel();
  }
}
