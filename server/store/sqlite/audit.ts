/**
 * The audit of staff acts [X7]. In: a deed, inside the transaction that does it. Out: lines, newest
 * first. It only adds; the file's own triggers refuse anything else.
 */
import type { SignInName } from '../../../shared/contract/staff.ts';
import type { AuditLine, Deed, StaffStore } from '../staff.ts';
import type { ReadableDB, WritableDB } from './handles.ts';

/** What adds a deed to the audit. To be called inside the deed's own transaction, and nowhere else. */
export function prepareAudit(writer: WritableDB): (deed: Deed) => void {
  const insert = writer.prepare<[number, string | undefined, string, string | undefined, string | undefined]>(
    'INSERT INTO staff_audit (at, account, act, subject, detail) VALUES (?, ?, ?, ?, ?)',
  );
  return ({ at, account, act, subject, detail }) => {
    insert.run(at, account, act, subject, detail);
  };
}

interface LineRow {
  readonly no: number;
  readonly at: number;
  readonly who: SignInName | null;
  readonly act: string;
  readonly subject: string | null;
  readonly detail: string | null;
}

export function createAuditReader(reader: ReadableDB): StaffStore['audit'] {
  const select = reader.prepare<[number, number], LineRow>(
    `SELECT audit.no, audit.at, accounts.name AS who, audit.act, audit.subject, audit.detail
     FROM staff_audit AS audit LEFT JOIN staff_accounts AS accounts ON accounts.id = audit.account
     WHERE audit.no < ? ORDER BY audit.no DESC LIMIT ?`,
  );
  return async ({ before = Number.MAX_SAFE_INTEGER, limit }) =>
    select.all(before, limit).map(
      ({ who, subject, detail, ...line }): AuditLine => ({ ...line, who: who ?? undefined, subject: subject ?? undefined, detail: detail ?? undefined }),
    );
}
