/** Chance, for a page: ids of commands [J18], and the jitter of a reconnect. */
import { RecordId } from '../../shared/domain/directory/record.ts';
import { CommandId, spellId } from '../../shared/domain/ids.ts';

/** One per tap. */
export function newCommandId(): CommandId {
  return CommandId.parse(spellId(crypto.getRandomValues(new Uint8Array(26))));
}

/** A UUID, for a row or a record of the directory. */
export function newRecordId(): RecordId {
  return RecordId.parse(crypto.randomUUID());
}

/** Evenly spread in [0, 1). */
export function chance(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return drawn / 2 ** 32;
}
