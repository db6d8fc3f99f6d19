/**
 * A database that fails under the spool. In: what it threw. Out: word of it, once until it obeys again,
 * and the time to ask it again. What is not its failing is thrown on.
 */
import Database from 'better-sqlite3';
import type { Timers } from '../../../../shared/domain/clock.ts';

/** How soon a disk that refused something is asked again. */
export const DISK_RETRY_MS = 5000;

export interface DiskTroubleParts {
  readonly timers: Timers;
  readonly onStorageTrouble: (error: unknown) => void;
  /** Asks it again. */
  readonly again: () => void;
}

export class DiskTrouble {
  readonly #parts: DiskTroubleParts;
  #isFailing = false;
  #isOver = false;
  #callOff: (() => void) | undefined;

  constructor(parts: DiskTroubleParts) {
    this.#parts = parts;
  }

  /** A screen's question never brings the station down: what can't be read now is not known now. */
  lookUp<T>(look: () => T, otherwise: T): T {
    try {
      return look();
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
      this.stumble(error);
      return otherwise;
    }
  }

  stumble(error: unknown): void {
    const { timers, onStorageTrouble, again } = this.#parts;
    if (!this.#isFailing) onStorageTrouble(error);
    this.#isFailing = true;
    if (this.#isOver) return;
    this.#callOff ??= timers.after(DISK_RETRY_MS, () => {
      this.#callOff = undefined;
      again();
    });
  }

  recovered(): void {
    this.#isFailing = false;
    this.#callOff?.();
    this.#callOff = undefined;
  }

  /** From here on it is not asked again. */
  stop(): void {
    this.#isOver = true;
    this.#callOff?.();
  }
}
