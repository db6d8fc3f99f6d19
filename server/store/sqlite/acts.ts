/**
 * What somebody of the staff does to devices and to the order. In: who acts, inside the act's own
 * transaction. Out: whether they still may, and a line in the audit [X7]. It does no act itself.
 */
import { MAY, type StaffAct } from '../../../shared/contract/staff.ts';
import type { Actor, Deed } from '../staff.ts';
import { prepareIsActive } from './accounts.ts';
import { prepareAudit } from './audit.ts';
import type { WritableDB } from './handles.ts';

export interface Acts {
  /** The server itself always may. */
  readonly mayAct: (by: Actor | undefined) => boolean;
  /** Notes what somebody of the staff did; nothing where nobody of them did it. */
  readonly note: (by: Actor | undefined, deed: { readonly act: StaffAct } & Pick<Deed, 'subject' | 'detail'>) => void;
}

export function prepareActs(writer: WritableDB): Acts {
  const isActive = prepareIsActive(writer);
  const addToAudit = prepareAudit(writer);
  return {
    mayAct: (by) => by === undefined || isActive(by.account, MAY.devices),
    note(by, deed) {
      if (by) addToAudit({ ...by, ...deed });
    },
  };
}
