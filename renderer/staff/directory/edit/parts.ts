/** What every part of the form is given. */
import type { StaffView } from '../../../../shared/contract/views.ts';
import type { Editing, Tongue } from './change.ts';

export interface PartProps {
  readonly editing: Editing;
  readonly onChange: (editing: Editing) => void;
  readonly view: StaffView;
  /** The language that texts are typed in now. */
  readonly tongue: Tongue;
}

/** Whether something is so, in a form where nobody need know. */
export const KNOWN = ['yes', 'no', 'unknown'] as const;

export function knownOf(is: boolean | undefined): (typeof KNOWN)[number] {
  if (is === undefined) return 'unknown';
  return is ? 'yes' : 'no';
}
