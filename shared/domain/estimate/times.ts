/** What was learned of a scene's services, as numbers for a simulation: looked up once, drawn from thousands of times. */
import type { BusinessDay } from '../clock.ts';
import { hourAtOn } from '../figures/stretches.ts';
import type { Guess } from './cell.ts';
import { weekdayOf } from './hours.ts';
import { betweenIn, missedIn, serviceIn, unitOf, waitedForIn, walkIn, type Learned } from './learned.ts';
import type { Scene } from './scene.ts';

/** Beyond that nothing is said, and nobody is looked for. */
export const HORIZON_HOURS = 12;
const HOUR_MS = 3_600_000;

/** By service number; how long a service takes, by the hours from now too. */
export interface Times {
  /** Mean of ln minutes, a row of hours for each service. */
  readonly mu: Float64Array;
  readonly sigma: Float64Array;
  readonly worth: Float64Array;
  /** This play's own. */
  readonly shift: Float64Array;
  readonly missed: Float64Array;
  readonly walks: readonly Guess[];
  readonly waitedFor: Guess;
  readonly between: Guess;
}

export function timesOf({ centre, services, now }: Scene, learned: Learned, day: BusinessDay): Times {
  const unit = unitOf(learned, day);
  const hourAt = hourAtOn(centre.zone, day);
  const weekday = weekdayOf(day);
  const hours = Array.from({ length: HORIZON_HOURS }, (_, n) => hourAt(now + n * HOUR_MS));
  const guesses = services.map((service) => hours.map((hour) => serviceIn(learned, centre, service, { hour, weekday, unit })));
  return {
    mu: Float64Array.from(guesses.flatMap((ofService) => ofService.map(({ mu }) => mu))),
    sigma: Float64Array.from(guesses, ([first]) => first?.sigma ?? 0),
    worth: Float64Array.from(guesses, ([first]) => first?.worth ?? 1),
    shift: new Float64Array(services.length),
    missed: Float64Array.from(services, (service) => missedIn(learned, service, unit)),
    walks: services.map((service) => walkIn(learned, service, unit)),
    waitedFor: waitedForIn(learned, unit),
    between: betweenIn(learned, unit),
  };
}
