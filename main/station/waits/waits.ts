import type { Centre, Language } from '../../../shared/domain/centre.ts';
import { daysAfter, type BusinessDay, type Clock, type EpochMs, type Timers } from '../../../shared/domain/clock.ts';
import { asShown, estimating, learnDay, NOTHING_LEARNED, type Asking, type Estimates, type Learned, type Range, type ShownRange } from '../../../shared/domain/estimate/index.ts';
import { errorOf, type ErrorFigures } from '../../../shared/domain/estimate/error.ts';
import type { ServiceId, VisitId } from '../../../shared/domain/ids.ts';
import type { CentreState, Visit } from '../../../shared/domain/reducers/state.ts';
import type { Journal } from '../journal/index.ts';
import { Told } from './told.ts';

/** What is said of waits at this moment; undefined wherever there is nothing to say. */
export interface WaitsNow {
  /** How much longer somebody waits. */
  ofVisit(visit: VisitId): ShownRange | undefined;
  /** How long whoever takes a turn now waits, without a priority. */
  forNew(service: ServiceId, language: Language): ShownRange | undefined;
  /** Of today's tickets that were called: how far what they were told was from what came. */
  readonly error: ErrorFigures;
}

export interface WaitsParts {
  readonly journal: Pick<Journal, 'state' | 'pastDay'>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** The day that is acted on; undefined until there is a centre. */
  readonly today: () => BusinessDay | undefined;
  /** Told when something else is said than before. */
  readonly onSaid: () => void;
  /** Told when the disk refused to read what is over; then no more of it is learned. */
  readonly onTrouble: (error: unknown) => void;
}

/** As far back as a day still counts for a quarter. */
const LEARN_DAYS = 56;

/** Between two reckonings: each takes thirty milliseconds of this process on a busy day, and more where a machine is slow. */
const REST_MS = 3000;

/** Whoever taps has their turn after so much of one, and the end of its step: on a busy day that is six more. */
const SLICE_MS = 8;

/** What is older says nothing of now. */
const HOLDS_MS = 60_000;

interface Said {
  readonly day: BusinessDay;
  readonly at: EpochMs;
  readonly ofVisits: ReadonlyMap<VisitId, Range>;
  /** By `keyOf`. */
  readonly forNew: ReadonlyMap<string, Range>;
}

/** A reckoning under way, of the state as it was when it began. */
interface Reckoning {
  readonly state: CentreState;
  readonly day: BusinessDay;
  readonly at: EpochMs;
  readonly asking: readonly Asking[];
  readonly steps: Generator<void, Estimates>;
}

export class Waits implements WaitsNow {
  readonly #parts: WaitsParts;
  #learned: Learned = NOTHING_LEARNED;
  #said: Said | undefined;
  #told = new Told();
  #error = errorOf([]).all;
  #callOff: (() => void) | undefined;
  #restsUntil = -Infinity;
  #stopped = false;

  constructor(parts: WaitsParts) {
    this.#parts = parts;
  }

  /** Something happened, or time went by: it is reckoned anew in later turns of the loop, and after a rest. */
  wake(): void {
    // What happens during a reckoning is seen at its end.
    if (this.#callOff || this.#stopped) return;
    const now = this.#parts.clock.now();
    // A clock that was set back makes nobody wait for longer than the rest.
    this.#later(Math.min(Math.max(0, this.#restsUntil - now), REST_MS), () => {
      this.#work();
    });
  }

  #later(ms: number, then: () => void): void {
    this.#callOff = this.#parts.timers.after(ms, () => {
      this.#callOff = undefined;
      then();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff?.();
  }

  ofVisit(id: VisitId): ShownRange | undefined {
    const said = this.#inForce();
    const visit = this.#parts.journal.state.visits.get(id);
    if (!said || visit?.leg.kind !== 'waiting') return undefined;
    return shown(said.ofVisits.get(id) ?? toldAtTheDoor(said, visit));
  }

  forNew(service: ServiceId, language: Language): ShownRange | undefined {
    return shown(this.#inForce()?.forNew.get(keyOf(service, language)));
  }

  get error(): ErrorFigures {
    return this.#error;
  }

  #inForce(): Said | undefined {
    const { clock, today } = this.#parts;
    const said = this.#said;
    return said && said.day === today() && Math.abs(clock.now() - said.at) <= HOLDS_MS ? said : undefined;
  }

  /** One day that is over, or what is said now: never both in one turn of the loop. */
  #work(): void {
    const { journal, today } = this.#parts;
    const { state } = journal;
    const day = today();
    if (!state.centre || day === undefined) return;
    if (this.#learnNext(state.centre, day)) {
      this.wake();
      return;
    }
    this.#reckon(state, state.centre, day);
  }

  /** @returns whether there was one more. */
  #learnNext(centre: Centre, today: BusinessDay): boolean {
    try {
      const past = this.#parts.journal.pastDay(this.#learned.through ?? daysAfter(today, -LEARN_DAYS));
      if (!past || past.day >= today) return false;
      this.#learned = learnDay(this.#learned, centre, past.day, past.visits);
      return true;
    } catch (error) {
      this.#parts.onTrouble(error);
      return false;
    }
  }

  #reckon(state: CentreState, centre: Centre, day: BusinessDay): void {
    const at = this.#parts.clock.now();
    const asking = centre.services.flatMap(({ id }) => centre.languages.map((language) => ({ service: id, language, priority: undefined })));
    this.#goOn({ state, day, at, asking, steps: estimating(state, this.#learned, { day, now: at }, asking) });
  }

  #goOn(reckoning: Reckoning): void {
    const { clock } = this.#parts;
    const until = clock.monotonic() + SLICE_MS;
    do {
      const step = reckoning.steps.next();
      if (step.done) {
        this.#say(reckoning, step.value);
        return;
      }
    } while (clock.monotonic() < until);
    this.#later(0, () => {
      this.#goOn(reckoning);
    });
  }

  #say({ state, day, at, asking }: Reckoning, { ofVisits, ofAsking }: Estimates): void {
    const forNew = new Map(asking.flatMap(({ service, language }, n) => (ofAsking[n] ? [[keyOf(service, language), ofAsking[n]] as const] : [])));
    const before = this.#inForce();
    this.#told.take(state, day, (visit) => (before && toldAtTheDoor(before, visit)) ?? ofVisits.get(visit.id));
    this.#error = errorOf(this.#told.called(state)).all;
    this.#said = { day, at, ofVisits, forNew };
    this.#restsUntil = at + REST_MS;
    this.#parts.onSaid();
    if (this.#parts.journal.state !== state) this.wake();
  }
}

/** Whoever came since was told what a new turn was said to wait: it is still so, until it is reckoned anew. */
function toldAtTheDoor({ at, forNew }: Said, { leg, priority, language }: Visit): Range | undefined {
  return leg.no === 1 && leg.enteredAt >= at && priority === undefined ? forNew.get(keyOf(leg.service, language)) : undefined;
}

/** A desk may speak one language and not the other. */
function keyOf(service: ServiceId, language: Language): string {
  return `${service} ${language}`;
}

function shown(range: Range | undefined): ShownRange | undefined {
  return range && asShown(range);
}
