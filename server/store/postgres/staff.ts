/** The staff of a centre in PostgreSQL: accounts, sessions and the audit, over the store's own connections. */
import type { StaffStore } from '../staff.ts';
import { createAccounts } from './accounts.ts';
import { createAuditReader } from './audit.ts';
import type { Owner } from './owner.ts';
import type { Runner } from './session.ts';
import { createSignIns } from './sign-ins.ts';

export function createStaff(reader: Runner, owner: Owner): StaffStore {
  return { ...createAccounts(reader, owner), ...createSignIns(reader, owner), audit: createAuditReader(reader) };
}
