import type { EntryType } from '../../../shared/domain/happenings.ts';

/** An entry that no reader would accept: it would stand before all that come after it, for ever. */
export class NotWritable extends Error {
  constructor(type: EntryType) {
    super(`the ${type} entry is too long, or not what readers of it expect`);
    this.name = 'NotWritable';
  }
}
