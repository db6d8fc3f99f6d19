/**
 * What somebody of the staff does to devices and to the order. In: who acts, inside the act's own
 * transaction. Out: whether they still may, and a line in the audit [X7]. It does no act itself.
 */
import { MAY, type StaffAct } from '../../../shared/contract/staff.ts';
import type { Actor, Deed } from '../staff.ts';
import { isActive } from './accounts.ts';
import { addToAudit } from './audit.ts';
import type { Runner } from './session.ts';

/** The server itself always may. */
export async function mayAct(tx: Runner, by: Actor | undefined): Promise<boolean> {
  return by === undefined || isActive(tx, by.account, MAY.devices);
}

/** Notes what somebody of the staff did; nothing where nobody of them did it. */
export async function noteAct(tx: Runner, by: Actor | undefined, deed: { readonly act: StaffAct } & Pick<Deed, 'subject' | 'detail'>): Promise<void> {
  if (by) await addToAudit(tx, { ...by, ...deed });
}
