/**
 * What comes of an edit of the directory. In: the record, the centre, the records that are here. Out:
 * an entry, or why there is none. A change of many records is judged row by row where it comes in.
 */
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import { serviceOf, type Centre } from '../../../shared/domain/centre.ts';
import { LARGEST_RECORD, namedBy, type DirectoryRecord, type RecordKey } from '../../../shared/domain/directory/record.ts';
import type { Happening } from '../../../shared/domain/entries/happenings.ts';
import type { ChangeId } from '../../../shared/domain/ids.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';

export type Decided = { readonly kind: 'happens'; readonly happening: Happening } | { readonly kind: 'refused'; readonly why: RefusalKind };

export interface KnownRecords {
  readonly state: Pick<CentreState, 'directory'>;
  readonly centre: Centre;
  /** Whether any service names it. */
  readonly isNamed: (key: RecordKey) => boolean;
  /** What the change is to be called. */
  readonly change: ChangeId;
}

export function decidePut(record: DirectoryRecord, { state, centre, change }: KnownRecords): Decided {
  const why = whyNot(record, centre) ?? (namedBy(record).some((key) => !state.directory.has(key)) ? 'recordNamed' : undefined);
  if (why) return { kind: 'refused', why };
  return { kind: 'happens', happening: { type: 'directory.changed', payload: { change, part: 1, parts: 1, put: [record], drop: [] } } };
}

export function decideDrop(key: RecordKey, { state, isNamed, change }: KnownRecords): Decided {
  if (!state.directory.has(key)) return { kind: 'refused', why: 'unknownOffer' };
  if (isNamed(key)) return { kind: 'refused', why: 'recordNamed' };
  return { kind: 'happens', happening: { type: 'directory.changed', payload: { change, part: 1, parts: 1, put: [], drop: [key] } } };
}

/** Why a record can't stand in this centre, whatever else is there; undefined where it can. */
export function whyNot(record: DirectoryRecord, centre: Centre): Extract<RefusalKind, 'recordTooLarge' | 'unknownService' | 'mustBeDiscreet'> | undefined {
  if (JSON.stringify(record).length > LARGEST_RECORD) return 'recordTooLarge';
  const queue = record.kind === 'service' ? record.beside.queue : undefined;
  if (record.kind !== 'service' || queue === undefined) return undefined;
  const asked = serviceOf(centre, queue);
  if (!asked) return 'unknownService';
  return asked.discreet && !record.beside.discreet ? 'mustBeDiscreet' : undefined;
}
