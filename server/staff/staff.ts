/** The decisions of the staff room, made ready over a store. */
import type { Clock } from '../../shared/domain/clock.ts';
import type { Chance } from '../chance.ts';
import type { StaffStore } from '../store/staff.ts';
import { createAccounts, type Accounts } from './accounts.ts';
import { openAdminCode, type AdminCodeFile } from './admin-code.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

export interface Staff {
  readonly accounts: Accounts;
  readonly signIn: SignIn;
  readonly audit: StaffStore['audit'];
}

export interface StaffOptions {
  readonly store: StaffStore;
  readonly codeFile: AdminCodeFile;
  /** Whoever started this server asked for a code although there is an admin: one forgot the password. */
  readonly newCode?: boolean;
  readonly clock: Clock;
  readonly chance: Chance;
}

/** @throws what `codeFile` throws when it can't be written. */
export async function openStaff({ store, codeFile, newCode = false, clock, chance }: StaffOptions): Promise<Staff> {
  const code = await openAdminCode({ store, file: codeFile, chance, isWanted: newCode });
  const signIn = await createSignIn({ store, clock, chance });
  return { accounts: createAccounts({ store, clock, chance, code, signIn }), signIn, audit: (page) => store.audit(page) };
}
