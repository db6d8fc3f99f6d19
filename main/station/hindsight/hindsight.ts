import type { SaidOfCall } from '../../../shared/contract/explanations.ts';
import type { Timers } from '../../../shared/domain/clock.ts';
import type { EntryId } from '../../../shared/domain/entries/entry.ts';
import { explainCall, namedBy, type CallExplanation } from '../../../shared/domain/scheduling/explain-call.ts';
import type { VisitId } from '../../../shared/domain/ids.ts';
import type { Label } from '../../../shared/domain/label.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import type { PastCall, PastCalls } from '../journal/index.ts';

export interface HindsightParts {
  readonly past: Pick<PastCalls, 'find' | 'seenBy'>;
  readonly timers: Timers;
  /** Told when more can be said than before. */
  readonly onSaid: () => void;
  /** Told when the disk refused to be read. */
  readonly onTrouble: (error: unknown) => void;
}

/** Answers that are kept: a past call stays as it was, and those who ask look through a few. */
const KEPT = 30;

const READING: SaidOfCall = { kind: 'reading' };
const GONE: SaidOfCall = { kind: 'gone' };

export class Hindsight {
  readonly #parts: HindsightParts;
  readonly #said = new Map<string, SaidOfCall>();
  /** One is read at a time; whoever asked for another is told `reading`, and asks again when this one is done. */
  #isReading = false;
  #callOff: () => void = () => {};

  constructor(parts: HindsightParts) {
    this.#parts = parts;
  }

  /** Why a call was made, as far as it has been read. */
  of(call: EntryId): SaidOfCall {
    const known = this.#said.get(nameOf(call));
    if (!known && !this.#isReading) this.#read(call);
    return known ?? READING;
  }

  stop(): void {
    this.#isReading = true;
    this.#callOff();
  }

  #read(call: EntryId): void {
    this.#isReading = true;
    const reading = this.#reading(call);
    const step = (): void => {
      const said = this.#stepOf(reading);
      if (said === undefined) {
        this.#callOff = this.#parts.timers.after(0, step);
        return;
      }
      this.#isReading = false;
      this.#keep(call, said);
      this.#parts.onSaid();
    };
    // In a later turn of the loop: a view is being made in this one.
    this.#callOff = this.#parts.timers.after(0, step);
  }

  #stepOf(reading: Generator<undefined, SaidOfCall>): SaidOfCall | undefined {
    try {
      return reading.next().value;
    } catch (error) {
      this.#parts.onTrouble(error);
      return GONE;
    }
  }

  *#reading(id: EntryId): Generator<undefined, SaidOfCall> {
    const { past } = this.#parts;
    const call = past.find(id);
    if (!call || call.isAgain) return GONE;
    const seen = yield* past.seenBy(call);
    return seen ? saidOf(seen, call) : GONE;
  }

  #keep(call: EntryId, said: SaidOfCall): void {
    this.#said.set(nameOf(call), said);
    const [oldest] = this.#said.keys();
    if (this.#said.size > KEPT && oldest !== undefined) this.#said.delete(oldest);
  }
}

function saidOf(seen: CentreState, { payload }: PastCall): SaidOfCall {
  const why = explainCall(seen, payload);
  return why ? { kind: 'said', why, labels: labelsIn(seen, why) } : GONE;
}

/** The number of everybody whom an explanation names. */
export function labelsIn({ visits }: CentreState, why: CallExplanation): { readonly visit: VisitId; readonly label: Label }[] {
  return namedBy(why).flatMap((id) => visits.get(id) ?? []).map(({ id, label }) => ({ visit: id, label }));
}

function nameOf({ device, epoch, seq }: EntryId): string {
  return `${device} ${epoch} ${seq}`;
}
