/** The staff of a centre in SQLite: accounts, sessions and the audit, over the store's own handles. */
import type { StaffStore } from '../staff.ts';
import { createAccounts } from './accounts.ts';
import { createAuditReader } from './audit.ts';
import type { ReadableDB, WritableDB } from './handles.ts';
import { createSessions } from './sessions.ts';

export function createStaff(reader: ReadableDB, writer: WritableDB): StaffStore {
  return { ...createAccounts(reader, writer), ...createSessions(reader, writer), audit: createAuditReader(reader) };
}
