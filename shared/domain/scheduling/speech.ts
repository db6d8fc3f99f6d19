/**
 * How a desk understands somebody. In: the centre, the desk, the languages that interpreters speak at
 * others now, and one who waits. Out: whether that makes them stand back, and why or why not. For
 * `LANGUAGE_PATIENCE_MIN` at most, so that it makes nobody wait for ever [Q4].
 */
import type { Centre, Desk, Language } from '../centre.ts';
import type { ServiceId } from '../ids.ts';
import { interpretingWith, type Interpreting } from './interpreters.ts';

/** Minutes after which a desk that does not understand somebody stops calling others before them. */
export const LANGUAGE_PATIENCE_MIN = 15;

export type Speech =
  /** It counts for nothing: the desk says nothing of languages, or nobody at this centre would understand them better. */
  | 'alike'
  | 'spoken'
  /** Through an interpreter, of whom one is free. */
  | 'interpreted'
  /** They have waited out the patience for it. */
  | 'waitedOut'
  /** At another desk of their service, and not here. */
  | 'elsewhere'
  /** Through an interpreter, and all are with somebody. */
  | 'noInterpreter';

/** What a desk can do about languages. */
export interface Tongues {
  /** Undefined where nobody said. */
  readonly here: Desk['languages'];
  /** By language that is not spoken here: the services of desks where it is. */
  readonly elsewhere: ReadonlyMap<Language, ReadonlySet<ServiceId>>;
  readonly interpreting: Interpreting;
}

const NOBODY_INTERPRETS: Interpreting = new Map();

export function tonguesAt(centre: Centre, desk: Desk, inUse: readonly Language[]): Tongues {
  const { interpreters = [] } = centre;
  const here = desk.languages;
  const interpreting = here && interpreters.length > 0 ? interpretingWith(interpreters, inUse) : NOBODY_INTERPRETS;
  return { here, interpreting, elsewhere: spokenElsewhere(centre, desk) };
}

function spokenElsewhere(centre: Centre, { languages: here }: Desk): Tongues['elsewhere'] {
  const found = new Map<Language, Set<ServiceId>>();
  if (!here) return found;
  for (const { languages = [], services, later = [] } of centre.desks) {
    for (const language of languages) {
      if (here.includes(language)) continue;
      const known = found.get(language) ?? new Set();
      for (const service of services) known.add(service);
      for (const more of later) for (const service of more.services) known.add(service);
      found.set(language, known);
    }
  }
  return found;
}

/** @param hasWaited whether they have waited out the patience. */
export function speechOf({ here, elsewhere, interpreting }: Tongues, language: Language, service: ServiceId, hasWaited: boolean): Speech {
  if (!here) return 'alike';
  if (here.includes(language)) return 'spoken';
  const interpreter = interpreting.get(language);
  if (interpreter === 'free') return 'interpreted';
  if (!interpreter && elsewhere.get(language)?.has(service) !== true) return 'alike';
  if (hasWaited) return 'waitedOut';
  return interpreter ? 'noInterpreter' : 'elsewhere';
}

/** Whether others go before somebody as long as that is so. */
export function standsBack(speech: Speech): boolean {
  return speech === 'elsewhere' || speech === 'noInterpreter';
}
