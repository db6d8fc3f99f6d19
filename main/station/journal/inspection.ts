/**
 * A slow look over what no start has the time for: every place of the order, by its hashes, and
 * every visit's row. A little at a time, between taps; three years take a day.
 */
import Database from 'better-sqlite3';
import type { Clock } from '../../../shared/domain/clock.ts';
import { Damaged } from './damaged.ts';
import { sha256 } from './digest.ts';
import type { Disk } from './disk.ts';
import { follow, NO_ORDER, type OrderEnd } from './follow.ts';

/** Rows looked at in one go: some milliseconds. */
const ROWS = 300;
const PAUSE_MS = 1000;
/** From one end to the next beginning. */
const REST_MS = 24 * 60 * 60 * 1000;

type At =
  | { readonly kind: 'resting' }
  | { readonly kind: 'places'; readonly end: OrderEnd }
  | { readonly kind: 'visits'; readonly day: string; readonly visit: string };

export class Inspection {
  readonly #disk: Disk;
  readonly #clock: Clock;
  #at: At = { kind: 'resting' };
  /** By `Clock.monotonic`. */
  #nextAt = 0;
  #found: Damaged | undefined;

  constructor(disk: Disk, clock: Clock) {
    this.#disk = disk;
    this.#clock = clock;
  }

  /** What was found; it looks no further then. */
  get found(): Damaged | undefined {
    return this.#found;
  }

  /** The order on this disk is another now. */
  startOver(): void {
    this.#at = { kind: 'resting' };
    this.#nextAt = 0;
  }

  /**
   * Looks a little further, where it is time.
   * @throws Database.SqliteError where the disk refuses to be read for another reason than damage.
   */
  step(): void {
    const now = this.#clock.monotonic();
    if (this.#found || now < this.#nextAt) return;
    try {
      this.#at = this.#lookFrom(this.#at);
      this.#nextAt = now + (this.#at.kind === 'resting' ? REST_MS : PAUSE_MS);
    } catch (error) {
      if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CORRUPT')) this.#found = new Damaged(error.message);
      else if (error instanceof Damaged) this.#found = error;
      else throw error;
    }
  }

  #lookFrom(at: At): At {
    const { places, snapshots, history } = this.#disk;
    switch (at.kind) {
      case 'resting': {
        const { base } = places.reach();
        const begun = base.no === 0 ? NO_ORDER : snapshots.at(base.no, base);
        if (!begun) throw new Damaged('the state that this journal began at');
        return { kind: 'places', end: begun };
      }
      case 'places': {
        const stretch = places.after(at.end.head.no, ROWS);
        if (stretch.length === 0) return { kind: 'visits', day: '', visit: '' };
        const end = follow(sha256, at.end, stretch, undefined);
        if (typeof end === 'string') throw new Damaged(`places of the order after ${at.end.head.no}: ${end}`);
        return { kind: 'places', end };
      }
      case 'visits': {
        const last = history.check(at, ROWS);
        return last ? { kind: 'visits', ...last } : { kind: 'resting' };
      }
      default:
        return at satisfies never;
    }
  }
}
