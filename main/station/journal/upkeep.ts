/** What the journal's file needs now and then, done between taps: the log taken in, snapshots, old answers let go, a look for damage. */
import type { Clock } from '../../../shared/domain/clock.ts';
import type { Answers } from './answers.ts';
import type { Damaged } from './damaged.ts';
import type { Disk } from './disk.ts';
import { Inspection } from './inspection.ts';
import type { Standing } from './snapshots.ts';

/** Pages of log after which it is folded into the file; 4 MB. */
const PAGES_A_CHECKPOINT = 1000;
/** What a tap writes. */
const PAGES_A_TAP = 6;
/** A place of the order: many come at once and share pages, and while they come nobody waits for a tap's page of the log; it may grow to 16 MB then. */
const PAGES_A_PLACE = 0.1;

/** Answers let go at once. */
const ANSWERS_AT_ONCE = 400;

/** Places after which a start would read too long a tail. */
const PLACES_A_SNAPSHOT = 2000;
/** No sooner after one than this: a long pull would else be spent on writing down what the next moment changes. */
const SNAPSHOT_REST_MS = 20_000;

export class Upkeep {
  readonly #disk: Disk;
  readonly #answers: Answers;
  readonly #clock: Clock;
  readonly #inspection: Inspection;
  #pagesInLog = 0;
  #dayClosed = false;
  /** By `Clock.monotonic`. */
  #snapshotAt = -Infinity;

  constructor(disk: Disk, answers: Answers, clock: Clock) {
    this.#disk = disk;
    this.#answers = answers;
    this.#clock = clock;
    this.#inspection = new Inspection(disk, clock);
  }

  /** What was found damaged meanwhile. */
  get damage(): Damaged | undefined {
    return this.#inspection.found;
  }

  /** A tap was written. */
  wrote(): void {
    this.#pagesInLog += PAGES_A_TAP;
  }

  adopted(places: number, dayClosed: boolean): void {
    this.#pagesInLog += places * PAGES_A_PLACE;
    this.#dayClosed ||= dayClosed;
  }

  /** The order on this disk is another now. */
  startOver(): void {
    this.#inspection.startOver();
  }

  /** @throws Database.SqliteError when the disk refuses: what is in the log stays there and is safe. */
  tidy(standing: Standing): void {
    if (this.#isSnapshotDue(standing)) this.#keepSnapshot(standing);
    if (this.#pagesInLog >= PAGES_A_CHECKPOINT) this.#takeInLog();
    this.#inspection.step();
  }

  #takeInLog(): void {
    this.#pagesInLog = 0;
    this.#answers.forgetOld(this.#clock.now(), ANSWERS_AT_ONCE);
    this.#disk.db.pragma('wal_checkpoint(PASSIVE)');
  }

  #isSnapshotDue({ head, confirmed }: Standing): boolean {
    if (this.#clock.monotonic() - this.#snapshotAt < SNAPSHOT_REST_MS) return false;
    const since = head.no - this.#disk.snapshots.latest();
    // A state that holds many visits costs much to write: it is then written less often than it grows.
    return since >= Math.max(PLACES_A_SNAPSHOT, confirmed.visits.size) || (this.#dayClosed && since > 0);
  }

  #keepSnapshot(standing: Standing): void {
    const { db, snapshots, places } = this.#disk;
    db.transaction(() => {
      snapshots.keep(standing, places.reach().base);
    })();
    this.#snapshotAt = this.#clock.monotonic();
    this.#dayClosed = false;
  }
}
