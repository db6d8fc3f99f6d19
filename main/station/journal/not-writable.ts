/** An entry that no reader would accept: it would stand before all that come after it, for ever. */
export class NotWritable extends Error {
  /** @param what the entry's type, or those of several that are written together. */
  constructor(what: string) {
    super(`the ${what} entry is too long, or not what readers of it expect`);
    this.name = 'NotWritable';
  }
}
