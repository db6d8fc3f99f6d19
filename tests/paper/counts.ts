/** How often each fault and each end came about: a law that never met its enemy says nothing. */
import type { PrintEnd } from '../../main/station/printing/index.ts';

export const FAULTS = [
  'cover opened', 'paper ended', 'roll nearly ended', 'stalled', 'blade jammed', 'paused by hand', 'gone', 'broke down', 'line broken',
  'plug pulled', 'plug pulled in the middle', 'babbled', 'station died', 'station died with a paper given', 'station died with an end not kept',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Of one try with one printer. */
export const TRIES = [
  'printed', 'printed, perhaps uncut', 'refused (unreachable)', 'refused (paperOut)', 'refused (coverOpen)', 'refused (offline)', 'refused (silent)',
  'refused (fault)', 'refused (cutterJam)', 'uncertain (unconfirmed)', 'uncertain (reset)', 'uncertain (stalled)', 'uncertain (paperOut)',
] as const;

/** Of a paper, once nothing more became of it. */
export const PAPERS = [
  'printed at the first', 'printed at the second', 'printed after several tries', 'refused', 'refused (expired)', 'uncertain at the first', 'uncertain at the second', 'uncertain (crash)',
  'where nothing leaves doubt',
] as const;

export class Counts {
  readonly #counts = new Map<string, number>();

  fault(fault: Fault): void {
    this.#more(fault);
  }

  try(end: PrintEnd): void {
    if (end.kind === 'printed') this.#more(end.detail === undefined ? 'printed' : 'printed, perhaps uncut');
    else this.#more(`${end.kind} (${end.why})`);
  }

  paper(how: (typeof PAPERS)[number]): void {
    this.#more(how);
  }

  /** What never came about, of all that should. */
  get missing(): string[] {
    return [...FAULTS, ...TRIES, ...PAPERS].filter((name) => !this.#counts.has(name));
  }

  /** For people. */
  lines(): string[] {
    return [...this.#counts].toSorted(([a], [b]) => a.localeCompare(b)).map(([name, count]) => `${String(count).padStart(7)}  ${name}`);
  }

  #more(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }
}
