/**
 * What happens to a centre's activities next: a coordinator plans, people sign up, give up, want to
 * be forgotten, and come. In: chance, what the station knows. Out: a command; none where there is
 * nothing to do.
 */
import type { ActivityCommand } from '../../shared/contract/commands.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import { occurrencesBetween, Series, type AtDate } from '../../shared/domain/events/index.ts';
import { CommandId, SeriesId } from '../../shared/domain/ids.ts';
import type { CentreState, Signup } from '../../shared/domain/reducers/state.ts';
import type { Chance } from '../../main/station/chance.ts';

const DAY = 86_400_000;
/** Whoever stands at a screen sees so far ahead. */
const SHOWN_MS = 2 * DAY;

/** Few seats, of which some are at hand where a device is cut off; and one where as many may come as like. */
const SERIES: readonly Series[] = [
  { id: 's', name: 'Costura', capacity: 4, seatsAhead: 1 },
  { id: 't', name: 'Inglés', capacity: 6, seatsAhead: 2 },
  { id: 'v', name: 'Asamblea', capacity: null, seatsAhead: 0 },
].map(({ id, name, capacity, seatsAhead }) =>
  Series.parse({
    id: id.repeat(26), name: { es: name }, icon: 'class', audiences: [], languages: [], access: [], hasChildcare: false, cost: { kind: 'free' }, capacity,
    zone: 'America/Bogota', isAllDay: false, start: '2026-11-23T18:00', rule: 'FREQ=DAILY', minutes: 90, added: [], excluded: [], changes: [], isCancelled: false,
    signup: { partyAtMost: 3, closesMinutes: 0, opensDays: 2, seatsAhead, holdHours: 2, takesPhone: true, questions: [] },
  }),
);
/** The only one that is ever dropped: of the others somebody always has a place. */
const DROPPED = SeriesId.parse('v'.repeat(26));

export interface ActivitySituation {
  readonly chance: Chance;
  readonly state: CentreState;
  /** By its station's clock. */
  readonly now: EpochMs;
  /** What whoever signs up next is called. */
  readonly name: string;
}

export function nextActivityAct({ chance, state, now, name }: ActivitySituation): ActivityCommand | undefined {
  const id = CommandId.parse(chance.id());
  const dice = chance.fraction();
  const missing = SERIES.filter((series) => !state.series.has(series.id));
  if (missing.length > 1 || (missing.length > 0 && dice < 0.2)) return { kind: 'series.put', id, series: [...missing] };
  if (dice < 0.015) return { kind: 'series.drop', id, series: DROPPED };
  const signup = pick(chance, [...state.signups.values()]);
  if (signup && dice > 0.55) return withOne(chance, id, signup);
  const at = pick(chance, SERIES.filter((series) => state.series.has(series.id)).flatMap((series) => occurrencesBetween(series, now, now + SHOWN_MS).map(({ key }): AtDate => ({ series: series.id, date: key }))));
  if (!at) return undefined;
  if (dice > 0.5) return { kind: 'attendance.note', id, of: null, ...at, people: 1 };
  const says = chance.fraction() < 0.6;
  const party = { adults: 1 + Math.floor(chance.fraction() * 3), children: { upTo5: 0, upTo11: 0, upTo17: 0 } };
  return { kind: 'signup.make', id, ...at, party, language: 'es', answers: [], name: says ? name : null, phone: null, consent: says ? 1 : null };
}

function withOne(chance: Chance, id: CommandId, { id: signup, series, date, stands }: Signup): ActivityCommand {
  const dice = chance.fraction();
  if (stands.kind === 'held' && dice < 0.4) return { kind: 'signup.accept', id, signup };
  if (dice < 0.6) return { kind: 'signup.cancel', id, signup };
  if (dice < 0.75) return { kind: 'signup.forget', id, signup };
  return { kind: 'attendance.note', id, of: signup, series, date, people: dice < 0.9 ? 1 : 0 };
}

function pick<T>({ fraction }: Chance, from: readonly T[]): T | undefined {
  return from[Math.floor(fraction() * from.length)];
}
