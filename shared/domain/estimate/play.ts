/**
 * The hours ahead, played a few times over with this centre's own scheduler. In: a scene, what was
 * learned, draws. Out: how long each of those who wait would wait, in each of the plays. Nothing of
 * it is a forecast of who works when: desks that work now work on.
 */
import { MINUTE_MS, type BusinessDay, type EpochMs } from '../clock.ts';
import { normalCdf, normalQuantile, spreadNormals, type Draws } from './chance.ts';
import type { Guess } from './cell.ts';
import type { Learned } from './learned.ts';
import { boothOf, Lines, TurnTable, type Booth } from './lines.ts';
import type { InHand, Scene, Step, WorkingDesk } from './scene.ts';
import { HORIZON_HOURS, timesOf, type Times } from './times.ts';

const HOUR_MS = 60 * MINUTE_MS;
/** Nobody foresees arrivals further than that, and few of them change who waits now. */
const STREAM_MS = 4 * HOUR_MS;
const MOST_ARRIVALS = 400;
/** How far one day's pace at these desks is from another's: ln, standard deviation. */
const PACE_SIGMA = 0.12;
/** A break that should be over. */
const OVERDUE_MIN = 5;
/** What nobody said the length of: a break, somebody sent for a paper. */
const UNKNOWN_BREAK_MIN = 15;
const UNKNOWN_RETURN_MIN = 20;
/** Beyond this share of all services of its kind, one has been forgotten rather than being long. */
const FORGOTTEN_SHARE = 0.995;

export interface Plays {
  readonly count: number;
  /** Minutes from now, person by person, `count` each; NaN where nobody called them. */
  readonly waits: Float64Array;
}

/** Plays a scene `count` times, and stops after each for whoever has something else to do meanwhile. */
export function* play(scene: Scene, learned: Learned, day: BusinessDay, count: number, draws: Draws): Generator<void, Plays> {
  const times = timesOf(scene, learned, day);
  const paces = spreadNormals(count, draws);
  const ofServices = scene.services.map(() => spreadNormals(count, draws));
  const stage = new Stage(scene, times, draws);
  const waits = new Float64Array(scene.waiting.length * count).fill(NaN);
  for (let nth = 0; nth < count; nth += 1) {
    for (let service = 0; service < scene.services.length; service += 1) {
      const unsure = (times.sigma[service] ?? 0) / Math.sqrt(times.worth[service] ?? 1);
      times.shift[service] = PACE_SIGMA * (paces[nth] ?? 0) + unsure * (ofServices[service]?.[nth] ?? 0);
    }
    stage.run((person, minutes) => {
      waits[person * count + nth] = minutes;
    });
    yield;
  }
  return { count, waits };
}

/** Where plays are played: made once, cleared for each. */
class Stage {
  readonly #scene: Scene;
  readonly #times: Times;
  readonly #draws: Draws;
  readonly #lines: Lines;
  readonly #turns: TurnTable;
  readonly #booths: readonly Booth[];
  /** By person: those who wait, then whoever comes in the course of a play. */
  readonly #steps: (Step | undefined)[];
  #people = 0;
  /** By desk: when it can call, or looks up again; whether it only waits for somebody; what whom it had goes on to. */
  readonly #freeAt: Float64Array;
  readonly #isIdle: Uint8Array;
  readonly #onwards: (Step | undefined)[];
  readonly #last: Uint8Array;
  readonly #run: Uint8Array;

  constructor(scene: Scene, times: Times, draws: Draws) {
    this.#scene = scene;
    this.#times = times;
    this.#draws = draws;
    const room = scene.waiting.length + scene.returning.length + MOST_ARRIVALS + stepsAhead(scene);
    this.#lines = new Lines(scene.centre, scene.sorts, room);
    this.#turns = new TurnTable(scene.centre);
    this.#booths = scene.desks.map(({ desk }) => boothOf(scene.centre, desk, scene.sorts));
    this.#steps = Array<Step | undefined>(room).fill(undefined);
    this.#freeAt = new Float64Array(scene.desks.length);
    this.#isIdle = new Uint8Array(scene.desks.length);
    this.#onwards = Array<Step | undefined>(scene.desks.length).fill(undefined);
    this.#last = new Uint8Array(scene.desks.length);
    this.#run = new Uint8Array(scene.desks.length);
  }

  /** One play, up to the call of the last of those who wait now. */
  run(called: (person: number, minutes: number) => void): void {
    const { waiting, now } = this.#scene;
    const end = now + HORIZON_HOURS * HOUR_MS;
    const entries = this.#begin();
    let nextEntry = 0;
    let left = waiting.length;
    while (left > 0) {
      const desk = this.#firstFree();
      const at = this.#freeAt[desk] ?? Infinity;
      const entry = entries[nextEntry];
      if (entry && entry.at <= at) {
        nextEntry += 1;
        this.#enter(entry.step, entry.queuedAt, entry.at);
        continue;
      }
      if (at > end) return;
      this.#letGo(desk, at);
      const line = this.#lines.pick(this.#booths[desk] ?? NO_BOOTH, this.#turns.at(this.#last[desk] ?? 0, this.#run[desk] ?? 0), at);
      if (line < 0) {
        this.#isIdle[desk] = 1;
        this.#freeAt[desk] = this.#lines.eligibleAt;
        continue;
      }
      const person = this.#lines.take(line);
      if (person < waiting.length) {
        left -= 1;
        called(person, (at - now) / MINUTE_MS);
        // Who only asks takes nobody's time.
        if (waiting[person]?.visit === undefined) continue;
      }
      this.#serve(desk, person, line, at);
    }
  }

  #begin(): readonly Entry[] {
    const { waiting, desks, now } = this.#scene;
    this.#lines.clear();
    for (const [person, { step, queuedAt }] of waiting.entries()) {
      this.#steps[person] = step;
      this.#lines.enter(person, step.line, queuedAt);
    }
    this.#people = waiting.length;
    for (const [i, desk] of desks.entries()) {
      this.#last[i] = desk.last;
      this.#run[i] = desk.run;
      this.#isIdle[i] = 0;
      this.#freeAt[i] = Math.max(now + this.#remaining(i, desk.inHand), this.#backAt(desk));
    }
    return this.#entries();
  }

  /** Who comes in the course of this play, by time. */
  #entries(): readonly Entry[] {
    const { returning, streams, now } = this.#scene;
    const entries: Entry[] = returning.map(({ at, queuedAt, step }) => ({ at: Math.max(at ?? 0, now) + (at === undefined || at <= now ? this.#sometime(UNKNOWN_RETURN_MIN) : 0), queuedAt, step }));
    for (const { step, perMinute } of streams) {
      for (let at = now + this.#sometime(1 / perMinute); at < now + STREAM_MS && entries.length < returning.length + MOST_ARRIVALS; at += this.#sometime(1 / perMinute)) entries.push({ at, queuedAt: at, step });
    }
    return entries.sort((a, b) => a.at - b.at);
  }

  /** Exponential. */
  #sometime(meanMin: number): number {
    return -Math.log(1 - this.#draws.fraction()) * meanMin * MINUTE_MS;
  }

  #enter(step: Step, queuedAt: EpochMs, at: EpochMs): void {
    const person = this.#people;
    this.#people += 1;
    this.#steps[person] = step;
    this.#lines.enter(person, step.line, queuedAt);
    for (let desk = 0; desk < this.#isIdle.length; desk += 1) if (this.#isIdle[desk] === 1) this.#freeAt[desk] = Math.min(at, this.#freeAt[desk] ?? at);
  }

  #firstFree(): number {
    const freeAt = this.#freeAt;
    let first = 0;
    let least = freeAt[0] ?? Infinity;
    for (let desk = 1; desk < freeAt.length; desk += 1) {
      const at = freeAt[desk] ?? Infinity;
      if (at >= least) continue;
      first = desk;
      least = at;
    }
    return first;
  }

  /** Whom the desk had goes on to what is next for them. */
  #letGo(desk: number, at: EpochMs): void {
    const onwards = this.#onwards[desk];
    if (!onwards) return;
    this.#onwards[desk] = undefined;
    this.#enter(onwards, at, at);
  }

  #serve(desk: number, person: number, line: number, at: EpochMs): void {
    const step = this.#steps[person];
    const isPreferential = this.#lines.isPreferential[line] ?? 0;
    this.#run[desk] = this.#last[desk] === isPreferential ? Math.min(255, (this.#run[desk] ?? 0) + 1) : 1;
    this.#last[desk] = isPreferential;
    this.#isIdle[desk] = 0;
    const service = step?.service ?? 0;
    const { missed, walks, waitedFor, between } = this.#times;
    const isMissed = this.#draws.fraction() < (missed[service] ?? 0);
    const minutes = isMissed ? this.#draw(waitedFor) : this.#draw(walks[service] ?? waitedFor) + this.#service(service, at);
    this.#onwards[desk] = isMissed ? undefined : step?.next;
    this.#freeAt[desk] = at + (minutes + this.#draw(between)) * MINUTE_MS;
  }

  #draw({ mu, sigma }: Guess): number {
    return Math.exp(mu + sigma * this.#draws.normal());
  }

  #muAt(service: number, at: EpochMs): number {
    const hour = Math.min(Math.max(0, Math.floor((at - this.#scene.now) / HOUR_MS)), HORIZON_HOURS - 1);
    return (this.#times.mu[service * HORIZON_HOURS + hour] ?? 0) + (this.#times.shift[service] ?? 0);
  }

  #service(service: number, at: EpochMs): number {
    return Math.exp(this.#muAt(service, at) + (this.#times.sigma[service] ?? 0) * this.#draws.normal());
  }

  /** Milliseconds until a desk is rid of whom it has and calls. */
  #remaining(desk: number, inHand: InHand): number {
    const { missed, walks, waitedFor, between } = this.#times;
    this.#onwards[desk] = undefined;
    const then = this.#draw(between);
    switch (inHand.kind) {
      case 'nobody':
        // A desk that has had nobody for long only waits for somebody.
        return shareBeyond(between, inHand.forMs / MINUTE_MS) < 1 - FORGOTTEN_SHARE ? 0 : this.#rest(between, inHand.forMs / MINUTE_MS) * MINUTE_MS;
      case 'leftOpen':
        return this.#sometime(UNKNOWN_BREAK_MIN);
      case 'serving': {
        this.#onwards[desk] = inHand.next;
        return (this.#rest(this.#serviceGuess(inHand.service), inHand.forMs / MINUTE_MS) + then) * MINUTE_MS;
      }
      case 'called': {
        const forMin = inHand.forMs / MINUTE_MS;
        const walk = walks[inHand.service] ?? waitedFor;
        const prior = missed[inHand.service] ?? 0;
        const [stillMissed, stillComes] = [prior * shareBeyond(waitedFor, forMin), (1 - prior) * shareBeyond(walk, forMin)];
        if (this.#draws.fraction() * (stillMissed + stillComes) < stillMissed) return (this.#rest(waitedFor, forMin) + then) * MINUTE_MS;
        this.#onwards[desk] = inHand.next;
        return (this.#rest(walk, forMin) + this.#service(inHand.service, this.#scene.now) + then) * MINUTE_MS;
      }
      default:
        return inHand satisfies never;
    }
  }

  #serviceGuess(service: number): Guess {
    return { mu: this.#muAt(service, this.#scene.now), sigma: this.#times.sigma[service] ?? 0, worth: 1 };
  }

  /** Of something that has lasted so long already, what is left. */
  #rest(guess: Guess, forMin: number): number {
    const { mu, sigma } = guess;
    const before = 1 - shareBeyond(guess, forMin);
    if (before > FORGOTTEN_SHARE) return this.#draw(guess);
    const share = before + (1 - before) * (this.#draws.fraction() * 0.999 + 0.0005);
    return Math.max(0, Math.exp(mu + sigma * normalQuantile(share)) - forMin);
  }

  #backAt({ back }: WorkingDesk): EpochMs {
    const { now } = this.#scene;
    if (back.kind === 'here') return now;
    if (back.kind === 'at') return back.at;
    return now + this.#sometime(back.kind === 'soon' ? OVERDUE_MIN : UNKNOWN_BREAK_MIN);
  }
}

const NO_BOOTH: Booth = { lines: new Int32Array(), afterMs: new Float64Array(), unspoken: new Uint8Array(), booked: new Uint8Array(), listed: new Int32Array(), weight: new Float64Array(), headStartMs: new Float64Array(), tiers: new Int32Array() };

interface Entry {
  readonly at: EpochMs;
  readonly queuedAt: EpochMs;
  readonly step: Step;
}

/** Of all that are so distributed, the share that is longer. */
function shareBeyond({ mu, sigma }: Guess, minutes: number): number {
  return minutes <= 0 ? 1 : 1 - normalCdf((Math.log(minutes) - mu) / sigma);
}

/** How many may enter a line in the course of a play because somebody was done elsewhere. */
function stepsAhead({ waiting, returning, desks }: Scene): number {
  const after = (step: Step | undefined): number => (step ? 1 + after(step.next) : 0);
  const inHand = desks.map(({ inHand: has }) => ('next' in has ? after(has.next) : 0));
  return [...waiting, ...returning].reduce((sum, { step }) => sum + after(step.next), inHand.reduce((a, b) => a + b, 0));
}
