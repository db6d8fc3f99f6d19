/**
 * The audit of staff acts [X7]. In: a deed, inside the transaction that does it. Out: lines, newest
 * first. It only adds; the database's own trigger refuses anything else.
 */
import type { SignInName } from '../../../shared/contract/staff.ts';
import type { AuditLine, Deed, StaffStore } from '../staff.ts';
import { statement, type Runner } from './session.ts';

/** The lines' numbers have no gap: one connection writes, so nobody else takes the same. */
const insertLine = statement<[number, string | undefined, string, string | undefined, string | undefined]>(
  'audit line',
  `INSERT INTO staff_audit (no, at, account, act, subject, detail)
   SELECT coalesce(max(no), 0) + 1, $1::bigint, $2::text, $3::text, $4::text, $5::text FROM staff_audit`,
);

/** Adds a deed to the audit. To be called inside the deed's own transaction, and nowhere else. */
export async function addToAudit(tx: Runner, { at, account, act, subject, detail }: Deed): Promise<void> {
  await tx.all(insertLine, at, account, act, subject, detail);
}

interface LineRow {
  readonly no: number;
  readonly at: number;
  readonly who: SignInName | null;
  readonly act: string;
  readonly subject: string | null;
  readonly detail: string | null;
}

const selectLines = statement<[number, number], LineRow>(
  'audit',
  `SELECT audit.no, audit.at, accounts.name AS who, audit.act, audit.subject, audit.detail
   FROM staff_audit AS audit LEFT JOIN staff_accounts AS accounts ON accounts.id = audit.account
   WHERE audit.no < $1 ORDER BY audit.no DESC LIMIT $2`,
);

export function createAuditReader(reader: Runner): StaffStore['audit'] {
  return async ({ before = Number.MAX_SAFE_INTEGER, limit }) =>
    (await reader.all(selectLines, before, limit)).map(
      ({ who, subject, detail, ...line }): AuditLine => ({ ...line, who: who ?? undefined, subject: subject ?? undefined, detail: detail ?? undefined }),
    );
}
