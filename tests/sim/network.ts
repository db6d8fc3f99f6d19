/**
 * A network between stations and their server that does what networks do: delays, loses, repeats,
 * overtakes, and is cut, also one way. In: a call. Out: it arrives once, twice or never; its answer
 * comes, comes late, or does not.
 */
import { ServerUnreachable } from '../../main/station/sync/server-door.ts';
import type { Chance } from '../../main/station/chance.ts';
import type { Counts } from './counts.ts';
import type { Timeline } from './timeline.ts';

/** After this a caller gives up, as over HTTP. Milliseconds. */
const ANSWER_MS = 10_000;

export interface Weather {
  /** A round trip takes between these. Milliseconds. */
  readonly delay: readonly [least: number, most: number];
  /** Shares of calls, in [0, 1). */
  readonly lose: number;
  readonly repeat: number;
}

export const FINE: Weather = { delay: [2, 20], lose: 0, repeat: 0 };

/** One station's way to the server. */
export class Link {
  weather: Weather = FINE;
  /** What gets through: `there` without `back` is a line that is cut one way. */
  there = true;
  back = true;
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #counts: Counts;
  #lastArrival = 0;

  constructor(timeline: Timeline, chance: Chance, counts: Counts) {
    this.#timeline = timeline;
    this.#chance = chance;
    this.#counts = counts;
  }

  get isOpen(): boolean {
    return this.there && this.back;
  }

  heal(): void {
    this.weather = FINE;
    this.there = true;
    this.back = true;
  }

  /** Carries a call there and its answer back. @throws ServerUnreachable as a real door does. */
  call<T>(serve: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = this.#timeline.after(ANSWER_MS, () => {
        reject(new ServerUnreachable('noAnswer', 'no answer came in time'));
      });
      const answer = (settle: () => void): void => {
        if (!this.back) return this.#counts.fault('cutBack');
        if (this.#happens(this.weather.lose)) return this.#counts.fault('answerLost');
        this.#timeline.after(this.#delay() / 2, () => {
          giveUp();
          settle();
        });
      };
      if (!this.there) return this.#counts.fault('cutThere');
      if (this.#happens(this.weather.lose)) return this.#counts.fault('callLost');
      this.#arrive(() => {
        this.#timeline.working(serve).then(
          (value) => { answer(() => { resolve(value); }); },
          (error: unknown) => { answer(() => { reject(error instanceof Error ? error : new Error(String(error))); }); },
        );
      });
      if (this.#happens(this.weather.repeat)) {
        this.#counts.fault('callRepeated');
        // The same bytes once more, some time later; nobody waits for that answer.
        this.#timeline.after(this.#delay() * 5, () => { this.#timeline.working(serve).catch(() => {}); });
      }
    });
  }

  /** Carries a word that nobody answers, or loses it. */
  tell(arrive: () => void): void {
    if (!this.back) return this.#counts.fault('cutBack');
    if (this.#happens(this.weather.lose)) return this.#counts.fault('pokeLost');
    this.#timeline.after(this.#delay() / 2, arrive);
  }

  #arrive(run: () => void): void {
    const at = this.#timeline.now + this.#delay() / 2;
    if (at < this.#lastArrival) this.#counts.fault('callOvertook');
    this.#lastArrival = Math.max(at, this.#lastArrival);
    this.#timeline.after(at - this.#timeline.now, run);
  }

  #delay(): number {
    const [least, most] = this.weather.delay;
    if (most > 1000) this.#counts.fault('slow');
    return least + (most - least) * this.#chance.fraction();
  }

  #happens(share: number): boolean {
    return share > 0 && this.#chance.fraction() < share;
  }
}
