/** What this station's file holds can't be what was written into it. */
export class Damaged extends Error {
  /** Whether the last that was written may be missing with nothing left to show it. */
  readonly endIsGone: boolean;

  /** @param what the part of the file, in words. */
  constructor(what: string, endIsGone = false) {
    super(what);
    this.name = 'Damaged';
    this.endIsGone = endIsGone;
  }
}
