/**
 * What screens are shown of activities. In: a question, what is planned, the state. Out: a view of
 * just that. Nothing here is remembered.
 */
import { ATTENDED_SHOWN, NEXT_SHOWN, ROLL_SHOWN, SCHEDULED_SHOWN, SERIES_AT_ONCE, type ScheduledDate } from '../../../shared/contract/activities.ts';
import type { View, ViewOf, ViewQuery } from '../../../shared/contract/views.ts';
import { daysAfter, instantOf, type EpochMs } from '../../../shared/domain/clock.ts';
import { BANDS, clashesOf, dateName, dateOf, occurrencesBetween, sizeOf, type AtDate, type ComingDate, type Occurrence, type Planned } from '../../../shared/domain/events/index.ts';
import type { SignupId } from '../../../shared/domain/ids.ts';
import type { CentreState, Signup } from '../../../shared/domain/reducers/state.ts';
import { tallyOf } from '../../../shared/domain/reducers/signups.ts';
import { scheduledDate, shownDate, type ShownBy } from './shown.ts';

export type ActivityQuery = Extract<ViewQuery, { kind: 'schedule' | 'series' | 'plans' | 'roll' | 'signup' }>;

export interface ShownTo extends ShownBy {
  readonly state: CentreState;
  /** Those whose dates are at hand. */
  readonly planned: readonly Planned[];
  /** What somebody left of themselves; undefined where they left nothing, or this device has no key for it [J15]. */
  readonly contactOf: (signup: Signup) => { readonly name: string | null; readonly phone: string | null } | undefined;
  readonly paperOf: (signup: SignupId) => Pick<ViewOf<'signup'>, 'state' | 'elsewhere'>;
}

/** Dates that a visitor's screen is told of: more than anybody turns pages through. */
export const OFFERS_SHOWN = 200;

/** [X1] The same for whoever looks. */
export function offersView({ coming, ...by }: ShownBy & { readonly coming: readonly ComingDate[] }): Omit<ViewOf<'offers'>, 'kind'> {
  return { activities: coming.slice(0, OFFERS_SHOWN).map((each) => shownDate(each, by)) };
}

export function activityView(query: ActivityQuery, to: ShownTo): View {
  switch (query.kind) {
    case 'schedule':
      return scheduleView(query, to);
    case 'series':
      return seriesView(query.series, to);
    case 'plans':
      return plansView(query.page, to);
    case 'roll':
      return rollView(query, to);
    case 'signup':
      return { kind: 'signup', signup: signupShown(query.signup, to), ...to.paperOf(query.signup) };
    default:
      return query satisfies never;
  }
}

function scheduleView({ from, days }: Extract<ActivityQuery, { kind: 'schedule' }>, to: ShownTo): View {
  const { zone, plan } = to.centre;
  const [start, end] = [instantOf(zone, from, '00:00'), instantOf(zone, daysAfter(from, days), '00:00')];
  const found = datesBetween(to.planned, start, end);
  const dates = found.slice(0, SCHEDULED_SHOWN);
  const places = new Map(dates.map(({ date }, n) => [date, n]));
  const clashes = clashesOf(dates.map(({ date }) => date)).flatMap(({ one, other }) => {
    const [a, b] = [places.get(one), places.get(other)];
    return a === undefined || b === undefined ? [] : [[a, b] as [number, number]];
  });
  const inTheWay = new Set(clashes.flat());
  const rooms = plan?.floors.flatMap((floor) => floor.rooms) ?? [];
  return {
    kind: 'schedule', from, days,
    dates: dates.map((each, n) => scheduledDate(each, inTheWay.has(n), to)),
    clashes,
    hasMore: found.length > dates.length,
    rooms: rooms.filter(({ kind }) => kind === undefined || kind === 'room' || kind === 'hall' || kind === 'yard').map(({ id, name }) => ({ id, name })),
  };
}

function datesBetween(planned: readonly Planned[], from: EpochMs, to: EpochMs): readonly ComingDate[] {
  return planned
    .flatMap((each) => occurrencesBetween(each.series, from, to).map((date) => ({ ...each, date })))
    .toSorted((a, b) => a.date.start - b.date.start || (a.offer < b.offer ? -1 : 1));
}

/** Days in which the next dates of a series are looked for. */
const NEXT_DAYS = 366;
const DAY_MS = 86_400_000;

function seriesView(id: Planned['series']['id'], to: ShownTo): View {
  const planned = to.planned.find(({ series }) => series.id === id);
  const next = planned ? datesBetween([planned], to.now, to.now + NEXT_DAYS * DAY_MS).slice(0, NEXT_SHOWN) : [];
  return { kind: 'series', id, series: planned?.series ?? null, isOfFile: planned?.isOfFile ?? false, next: next.map((each) => scheduledDate(each, false, to)) };
}

function plansView(page: number, { planned }: Pick<ShownTo, 'planned'>): View {
  const plans = planned.slice(page * SERIES_AT_ONCE, (page + 1) * SERIES_AT_ONCE).map(({ series, isOfFile }) => ({ series, isOfFile }));
  return { kind: 'plans', page, total: planned.length, plans };
}

function rollView({ series: id, date: key }: AtDate, to: ShownTo): View {
  const { state } = to;
  const name = dateName({ series: id, date: key });
  const signups = [...state.signups.values()].filter((each) => dateName(each) === name);
  const { signedUp, cameSignedUp, cameOtherwise } = state.tallies.get(name) ?? {};
  return {
    kind: 'roll', series: id, date: key,
    of: ofDate({ series: id, date: key }, to) ?? null,
    questions: to.planned.find(({ series }) => series.id === id)?.series.signup?.questions ?? [],
    lines: signups.slice(0, ROLL_SHOWN).map((each) => rollLine(each, to)),
    walkIns: [...state.attendance].flatMap(([of, each]) => (dateName(each) === name && !state.signups.has(of) && each.people > 0 ? [{ of, people: each.people }] : [])),
    attended: attendedOf(id, to),
    tally: signedUp === undefined || cameSignedUp === undefined || cameOtherwise === undefined ? null : { signedUp, cameSignedUp, cameOtherwise },
  };
}

/** [E4] How many came to the dates of a series, of those that are known: of whom nothing is left the tally stands. */
function attendedOf(id: Planned['series']['id'], { state, planned }: ShownTo): ViewOf<'roll'>['attended'] {
  const found = planned.find(({ series }) => series.id === id);
  const of = <T extends AtDate>(all: Iterable<T>): T[] => [...all].filter(({ series }) => series === id);
  const [tallies, attendance] = [of(state.tallies.values()), of(state.attendance.values())];
  const keys = [...new Set([...tallies, ...attendance].map(({ date }) => date))].toSorted((a, b) => (a < b ? 1 : -1));
  return keys.slice(0, ATTENDED_SHOWN).map((date) => {
    const at = { series: id, date };
    const { signedUp, cameSignedUp, cameOtherwise } = state.tallies.get(dateName(at)) ?? tallyOf(state, at);
    const startsAt = (found && dateOf(found, date)?.start) ?? Date.parse(`${date}Z`);
    return { date, startsAt, signedUp, cameSignedUp, cameOtherwise };
  });
}

function rollLine(signup: Signup, { state, contactOf }: ShownTo): ViewOf<'roll'>['lines'][number] {
  const { id, code, party, language, answers, stands } = signup;
  const contact = contactOf(signup);
  return {
    signup: id, code, language,
    stands: standingOf(signup),
    until: stands.kind === 'held' ? stands.until : null,
    adults: party.adults,
    children: BANDS.reduce((all, band) => all + party.children[band], 0),
    answers: [...answers],
    name: contact?.name ?? null,
    phone: contact?.phone ?? null,
    came: state.attendance.get(id)?.people ?? null,
  };
}

export function standingOf({ stands }: Signup): ViewOf<'roll'>['lines'][number]['stands'] {
  return stands.kind === 'confirmed' && stands.over ? 'over' : stands.kind;
}

/** [X3] For whoever has its id. */
export function signupShown(id: SignupId, to: Omit<ShownTo, 'paperOf' | 'contactOf'>): ViewOf<'signup'>['signup'] {
  const signup = to.state.signups.get(id);
  const of = signup && ofDate(signup, to);
  if (!signup || !of) return null;
  const { code, party, stands, sealed, series, date } = signup;
  const { name, room, startsAt, endsAt, isCancelled: isOff } = of;
  return { signup: id, code, stands: standingOf(signup), until: stands.kind === 'held' ? stands.until : null, people: sizeOf(party), hasContact: sealed !== undefined, name, room, startsAt, endsAt, series, date, isOff };
}

function ofDate({ series: id, date: key }: AtDate, to: Omit<ShownTo, 'paperOf' | 'contactOf'>): ScheduledDate | undefined {
  const planned = to.planned.find(({ series }) => series.id === id);
  const date: Occurrence | undefined = planned && dateOf(planned, key);
  return planned && date && scheduledDate({ ...planned, date }, false, to);
}
