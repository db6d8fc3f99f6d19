import { COMING_SHOWN, type DisplayView } from '../../../shared/contract/views.ts';
import { sha256 } from '../journal/digest.ts';
import type { Centre } from '../../../shared/domain/centre.ts';
import { allOf } from '../../../shared/domain/estimate/index.ts';
import { turnsNow } from '../../../shared/domain/scheduling/limits.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import { shownDate } from '../events/index.ts';
import type { Known } from './index.ts';

/** How many calls a wall shows: the present one and those before it. */
const CALLS_SHOWN = 5;

/** [X3] Label and desk of today's last calls; no name, no service, no language. How long a new turn waits, by its letter [X2]. */
export function displayView({ state, centre, day, now, waits, coming: dates, device }: Known): Pick<DisplayView, 'calls' | 'coming' | 'spoken' | 'waits'> {
  const numberOf = new Map(centre.desks.map((desk) => [desk.id, desk.number]));
  const calls: DisplayView['calls'] = [];
  for (const { visit, leg, callNo, label, desk, at, day: calledOn } of state.calls) {
    const deskNumber = numberOf.get(desk);
    // A desk that was taken out of the centre is nowhere to send anybody.
    if (calledOn !== day || deskNumber === undefined) continue;
    // Names the call and not the visit: whoever knows a visit's id may ask what became of its paper.
    const key = sha256(`${visit}.${leg}.${callNo}`).slice(0, 16);
    calls.push({ key, label, deskNumber, at });
    if (calls.length === CALLS_SHOWN) break;
  }
  // Whoever comes for one of today that was called off reads so; of another day nobody stands here yet.
  const coming = dates.filter(({ date }) => !date.isCancelled || businessDayOf(centre.zone, date.start) === day).slice(0, COMING_SHOWN).map((date) => shownDate(date, { centre, state, now, device }));
  return { calls, coming: coming.map(({ id, date, icon, name, room, startsAt, endsAt, isAllDay, isCancelled }) => ({ id, date, icon, name, room, startsAt, endsAt, isAllDay, isCancelled })), spoken: centre.walls?.spoken ?? centre.languages.slice(0, 1), waits: waitsByLetter(state, centre, { day, now }, waits) };
}


/** Services that share a letter share a range that holds both, since nobody is to tell them apart; of one that nothing is known of, nothing. */
function waitsByLetter(state: CentreState, centre: Centre, when: Pick<Known, 'day' | 'now'>, waits: Known['waits']): DisplayView['waits'] {
  const [language] = centre.languages;
  const giving = centre.services.filter((service) => turnsNow(state, centre, service, when).kind === 'open');
  return [...Map.groupBy(giving, ({ letter }) => letter)].flatMap(([letter, services]) => {
    const ranges = services.flatMap(({ id }) => (language && waits.forNew(id, language)) ?? []);
    const wait = ranges.length === services.length ? allOf(ranges) : undefined;
    return wait ? [{ letter, wait }] : [];
  });
}
