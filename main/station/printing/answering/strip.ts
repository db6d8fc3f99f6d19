/**
 * What a job that came to no good end left hanging: it would else come out as the top of the next paper.
 * In: the next job. Out: what goes before it. It knows no printer.
 */

/** `ESC @`, as jobs begin: also drops a line that was begun. */
const START = [0x1b, 0x40];
/** `GS V B 0`, as jobs end. */
const CUT = [0x1d, 0x56, 0x42, 0x00];
/** `ESC d 8`, where no blade is: far enough to be torn off. */
const FEED = [0x1b, 0x64, 8];

/** Where a job's beginning ends, and where its cut begins. */
export function endsOf(job: Uint8Array): { readonly start: number; readonly cutAt: number } {
  const isBegun = START.every((byte, n) => byte === job[n]);
  return { start: isBegun ? START.length : 0, cutAt: isCut(job) ? job.length - CUT.length : job.length };
}

/** A printer that cuts this job off cuts the strip off before it. */
export function stripBefore(job: Uint8Array): Uint8Array {
  return Uint8Array.of(...START, ...(isCut(job) ? CUT : FEED));
}

function isCut(job: Uint8Array): boolean {
  return CUT.every((byte, n) => byte === job[job.length - CUT.length + n]);
}
