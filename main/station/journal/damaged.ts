/** What this station's file holds can't be what was written into it. */
export class Damaged extends Error {
  /** @param what the part of the file, in words. */
  constructor(what: string) {
    super(what);
    this.name = 'Damaged';
  }
}
