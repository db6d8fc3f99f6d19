/**
 * The code that makes a centre's first admin [X7]. In: a store without an admin, and a file only
 * the owner of this machine can read. Out: whether somebody holds the code. Where there is an admin
 * there is no code, and the file is gone.
 */
import { spellId } from '../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';
import type { StaffStore } from '../store/staff.ts';
import { isSame } from './sessions.ts';

/** Where the code lies for whoever runs this machine. */
export interface AdminCodeFile {
  readonly path: string;
  /** Puts the code there, readable by its owner alone. */
  readonly write: (code: string) => Promise<void>;
  /** Removes it; nothing to remove is fine. */
  readonly remove: () => Promise<void>;
}

export interface FirstAdminCode {
  isRight(typed: string): boolean;
  /** It has done its work: the file goes. That it makes no second account is the store's to see to. */
  spend(): Promise<void>;
}

/** 80 bits, which nobody guesses at a few tries an hour, in letters that can be typed from a screen. */
const LETTERS = 16;

/**
 * A fresh code at each start, for it is kept nowhere but in the file.
 * @throws what `file` throws when it can't be written.
 */
export async function openFirstAdminCode(store: StaffStore, file: AdminCodeFile, chance: Chance): Promise<FirstAdminCode> {
  if (await store.hasAdmin()) {
    // Left behind by a process that died between the account and its tidying.
    await file.remove();
    return { isRight: () => false, spend: () => file.remove() };
  }
  const code = spellId(chance.bytes(26)).slice(0, LETTERS);
  await file.write(code.replaceAll(/(.{4})(?=.)/g, '$1-'));
  return { isRight: (typed) => isSame(readCode(typed), code), spend: () => file.remove() };
}

/** As it was meant: whatever stands between the letters, and letters that are taken for digits. */
function readCode(typed: string): string {
  return typed.slice(0, 100).toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
}
