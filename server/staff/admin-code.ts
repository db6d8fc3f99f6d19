/**
 * The code that makes an admin of whoever runs this machine [X7]: the centre's first, or one who
 * forgot the password and has nobody to ask. In: a store, and a file only the owner of this machine
 * can read. Out: whether somebody holds the code. Where there is an admin and nobody asked for a
 * code there is none, and the file is gone.
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

/** What a code is good for: the first account, or an admin who can't get in. */
export type AdminCodeUse = 'first' | 'forgotten';

export interface AdminCode {
  /** Undefined once it is spent, and where there is none. */
  readonly use: AdminCodeUse | undefined;
  isRight(typed: string): boolean;
  /** It has done its work, and opens nothing more: the file goes. */
  spend(): Promise<void>;
}

/** 80 bits, which nobody guesses at a few tries an hour, in letters that can be typed from a screen. */
const LETTERS = 16;

export interface AdminCodeParts {
  readonly store: StaffStore;
  readonly file: AdminCodeFile;
  readonly chance: Chance;
  /** Whoever started this server asked for a code although there is an admin. */
  readonly isWanted: boolean;
}

/**
 * A fresh code at each start, for it is kept nowhere but in the file.
 * @throws what `file` throws when it can't be written.
 */
export async function openAdminCode({ store, file, chance, isWanted }: AdminCodeParts): Promise<AdminCode> {
  const hasAdmin = await store.hasAdmin();
  const code = hasAdmin && !isWanted ? undefined : spellId(chance.bytes(26)).slice(0, LETTERS);
  let use: AdminCodeUse | undefined;
  if (code === undefined) {
    // Left behind by a process that died between the account and its tidying, or by an asking that was not used.
    await file.remove();
  } else {
    await file.write(code.replaceAll(/(.{4})(?=.)/g, '$1-'));
    use = hasAdmin ? 'forgotten' : 'first';
  }
  return {
    get use() {
      return use;
    },
    isRight: (typed) => use !== undefined && code !== undefined && isSame(readCode(typed), code),
    async spend() {
      use = undefined;
      await file.remove();
    },
  };
}

/** As it was meant: whatever stands between the letters, and letters that are taken for digits. */
function readCode(typed: string): string {
  return typed.slice(0, 100).toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
}
