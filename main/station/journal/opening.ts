/** A station's journal, from its file: opened where the file is sound, salvaged where it is not. */
import type Database from 'better-sqlite3';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { Chance } from '../chance.ts';
import { Damaged } from './damaged.ts';
import { asProblem, closeUntouched, openDatabase } from './database.ts';
import { Journal } from './journal.ts';
import { finishSalvage, salvage } from './salvage.ts';
import { checkFile, checkTables } from './soundness.ts';
import { followSuspicion, forgetSuspicion, saysDamaged } from './suspicion.ts';

export interface OpenedJournal {
  readonly db: Database.Database;
  readonly journal: Journal;
}

/**
 * @returns the journal, and its file for whoever writes beside it. `journal.salvaged` tells of a
 * file that was damaged.
 * @throws CannotGoOn `newerDatabase`, `notWritable` or `diskFull`: the file is as it was. And
 * `damagedDatabase` where a new file is no better, which only a failing disk can bring about.
 */
export function openJournal({ file, clock, chance }: { file: string; clock: Clock; chance: Chance }): OpenedJournal {
  try {
    finishSalvage(file, clock.now());
    const opened = openSound(file, clock, chance);
    forgetSuspicion(file);
    return opened;
  } catch (error) {
    const damage = damageIn(error);
    if (!damage) throw asProblem(error, file);
    try {
      salvage(file, damage, { open: openDatabase, chance, at: clock.now() });
      forgetSuspicion(file);
      return openSound(file, clock, chance);
    } catch (again) {
      const still = damageIn(again);
      throw still ? new CannotGoOn('damagedDatabase', `${file} is damaged (${still.message}), and so is the new one that was made of it. Check the disk.`) : asProblem(again, file);
    }
  }
}

function openSound(file: string, clock: Clock, chance: Chance): OpenedJournal {
  checkFile(file);
  const db = openDatabase(file);
  try {
    followSuspicion(file, db);
    checkTables(db);
    return { db, journal: new Journal(db, clock, chance) };
  } catch (error) {
    closeUntouched(db);
    throw error;
  }
}

/** What the error says of the file itself. Anything else is no reason to set it aside. */
function damageIn(error: unknown): Damaged | undefined {
  if (error instanceof Damaged) return error;
  if (error instanceof CannotGoOn) return error.problem.kind === 'damagedDatabase' ? new Damaged(error.message, true) : undefined;
  return saysDamaged(error) ? new Damaged(error.message) : undefined;
}
