/** What the journal's file needs now and then, done between taps: the log taken in, snapshots, old answers let go. */
import type { EpochMs } from '../../../shared/domain/clock.ts';
import type { Answers } from './answers.ts';
import type { Disk } from './disk.ts';
import type { Standing } from './snapshots.ts';

/** Rows written after which the log is folded into the file; about 8 MB of it. */
const ROWS_A_CHECKPOINT = 200;

/** Answers let go at once. */
const ANSWERS_AT_ONCE = 400;

/** Places after which a start would read too long a tail. */
const PLACES_A_SNAPSHOT = 2000;

export class Upkeep {
  readonly #disk: Disk;
  readonly #answers: Answers;
  #rowsInLog = 0;
  #dayClosed = false;

  constructor(disk: Disk, answers: Answers) {
    this.#disk = disk;
    this.#answers = answers;
  }

  wrote(rows: number): void {
    this.#rowsInLog += rows;
  }

  adopted(places: number, dayClosed: boolean): void {
    this.#rowsInLog += places;
    this.#dayClosed ||= dayClosed;
  }

  /** @throws Database.SqliteError when the disk refuses: what is in the log stays there and is safe. */
  tidy(standing: Standing, now: EpochMs): void {
    this.#snapshot(standing);
    if (this.#rowsInLog < ROWS_A_CHECKPOINT) return;
    this.#rowsInLog = 0;
    this.#answers.forgetOld(now, ANSWERS_AT_ONCE);
    this.#disk.db.pragma('wal_checkpoint(PASSIVE)');
  }

  /** A state that holds many visits costs much to write: it is then written less often than it grows. */
  #snapshot(standing: Standing): void {
    const { head, confirmed } = standing;
    const { db, snapshots, places } = this.#disk;
    const since = head.no - snapshots.latest();
    const isDue = since >= Math.max(PLACES_A_SNAPSHOT, confirmed.visits.size);
    if (!isDue && !(this.#dayClosed && since > 0)) return;
    db.transaction(() => {
      snapshots.keep(standing, places.reach().base);
    })();
    this.#dayClosed = false;
  }
}
