/**
 * Signing up for a date, and what becomes of it. In: the state, what somebody asked, an instant. Out:
 * what happens, or why nothing does. Of names it knows that there is one, sealed [J15]; seats that
 * nobody gave this device it does not give [S1].
 */
import type { EpochMs } from '../clock.ts';
import { dateName, dateOf, freeAt, occurrencesBetween, seatsAt, sizeOf, type AtDate, type Occurrence, type Party, type Planned, type Series, type SignupCode, type Terms } from '../events/index.ts';
import type { Consent, PlaceGiven, Sealed } from '../events/signup.ts';
import { MINUTE_MS } from '../clock.ts';
import type { DeviceId, SeatLeaseId, SignupId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { CentreState, SeatLease } from '../reducers/state.ts';
import { centreIn, type Asker, type DecisionOfSeveral, type QueueHappening, type Refused } from './decide.ts';

export interface SignUpAsk extends AtDate {
  readonly party: Party;
  readonly language: Language;
  readonly answers: readonly (number | null)[];
}

export type NotSignedUp = 'notReady' | 'outdated' | 'unknownOffer' | 'signupClosed' | 'signupNotYet' | 'partyTooLarge' | 'noAdult' | 'malformed' | 'consentMissing' | 'phoneNotTaken';

/** What somebody may sign up for, once it was looked at. */
export interface MaySignUp {
  readonly kind: 'may';
  readonly series: Series;
  readonly terms: Terms;
  readonly date: Occurrence;
  readonly seats: number;
}

export interface SignUpGiven {
  /** All that the centre plans. */
  readonly planned: readonly Planned[];
  readonly now: EpochMs;
  readonly by: Asker;
  /** What they left of themselves, by its kinds alone. */
  readonly contact: { readonly hasName: boolean; readonly hasPhone: boolean; readonly hasConsent: boolean };
}

const DAY_MS = 24 * 60 * MINUTE_MS;

/** Whether this party may sign up for this date now, with a place or without. Staff may until it is over. */
export function maySignUp(state: CentreState, ask: SignUpAsk, { planned, now, by, contact }: SignUpGiven): MaySignUp | Refused<NotSignedUp> {
  const refused = (why: NotSignedUp): Refused<NotSignedUp> => ({ kind: 'refused', why });
  const ready = centreIn(state);
  if (ready.kind === 'refused') return ready;
  const found = planned.find(({ series }) => series.id === ask.series);
  const date = found && dateOf(found, ask.date);
  if (!found || !date || date.isCancelled) return refused('unknownOffer');
  const { series } = found;
  const { signup: terms } = series;
  if (!terms) return refused('unknownOffer');
  const isStaff = by === 'staff';
  if (now >= (isStaff ? Math.max(date.start, date.end) : date.start - terms.closesMinutes * MINUTE_MS)) return refused('signupClosed');
  if (!isStaff && now < date.start - terms.opensDays * DAY_MS) return refused('signupNotYet');
  const seats = sizeOf(ask.party);
  if (seats > terms.partyAtMost) return refused('partyTooLarge');
  if (ask.party.adults === 0 && !isForChildren(series)) return refused('noAdult');
  if (ask.answers.length !== terms.questions.length || ask.answers.some((answer, n) => answer !== null && answer >= (terms.questions[n]?.answers.length ?? 0))) return refused('malformed');
  if (contact.hasPhone && !terms.takesPhone) return refused('phoneNotTaken');
  if ((contact.hasName || contact.hasPhone) && !contact.hasConsent) return refused('consentMissing');
  return { kind: 'may', series, terms, date, seats };
}

/** Whom a grown-up may sign up without coming along. */
export function isForChildren({ audiences }: Pick<Series, 'audiences'>): boolean {
  return audiences.length > 0 && audiences.every((each) => each === 'children' || each === 'youth');
}

export interface OwnSeats {
  readonly device: DeviceId;
  readonly epoch: number;
  /** Those that were drawn for somebody else. */
  readonly isSpokenFor: (lease: SeatLeaseId) => boolean;
}

/** Seats that this device was given and gave nobody yet, of which one grant holds them all: a group is not torn apart. */
export function leaseAtHand(state: Pick<CentreState, 'seatLeases'>, at: AtDate, seats: number, { device, epoch, isSpokenFor }: OwnSeats): SeatLease | undefined {
  const own = [...state.seatLeases.values()].filter((lease) => lease.device === device && lease.epoch === epoch && lease.series === at.series && lease.date === at.date && lease.seats >= seats && !isSpokenFor(lease.id));
  return own.toSorted((a, b) => a.seats - b.seats || (a.id < b.id ? -1 : 1))[0];
}

/** Where no order says how many are free, the owner is asked: whether there is any use in that. */
export function mayHaveSeats(state: CentreState, { series, date, seats }: Pick<MaySignUp, 'series' | 'date' | 'seats'>): boolean {
  return (freeAt(state, series, date.key) ?? seats) >= seats;
}

export interface SignupMaking {
  readonly signup: SignupId;
  readonly code: SignupCode;
  readonly place: PlaceGiven;
  readonly by: Asker;
  readonly sealed: Sealed | null;
  readonly consent: Consent | null;
}

export function signupMade(ask: SignUpAsk, { signup, code, place, by, sealed, consent }: SignupMaking): DecisionOfSeveral<never> {
  const { series, date, party, language, answers } = ask;
  return { kind: 'happen', happenings: [{ type: 'signup.made', payload: { signup, series, date, code, party, language, answers: [...answers], place, sealed, consent, by } }] };
}

/** A code that no other signup of the centre has. @param draw one by chance. */
export function freshCode({ signups }: Pick<CentreState, 'signups'>, draw: () => SignupCode): SignupCode {
  const taken = new Set([...signups.values()].map(({ code }) => code));
  for (;;) {
    const code = draw();
    if (!taken.has(code)) return code;
  }
}

type NotMoved = 'unknownSignup' | 'notThatStep';

/** Theirs to give up until somebody said that they came. */
export function decideCancelSignup(state: CentreState, id: SignupId, by: Asker): DecisionOfSeveral<NotMoved> {
  const signup = state.signups.get(id);
  if (!signup) return { kind: 'refused', why: 'unknownSignup' };
  if (signup.stands.kind === 'cancelled') return { kind: 'happen', happenings: [] };
  if ((state.attendance.get(id)?.people ?? 0) > 0) return { kind: 'refused', why: 'notThatStep' };
  return { kind: 'happen', happenings: [{ type: 'signup.cancelled', payload: { signup: id, by } }] };
}

export function decideForget(state: CentreState, id: SignupId): DecisionOfSeveral<NotMoved> {
  const signup = state.signups.get(id);
  if (!signup) return { kind: 'refused', why: 'unknownSignup' };
  return { kind: 'happen', happenings: signup.sealed === undefined ? [] : [{ type: 'signup.forgotten', payload: { signup: id } }] };
}

export function decideAccept(state: CentreState, id: SignupId): DecisionOfSeveral<NotMoved> {
  const signup = state.signups.get(id);
  if (!signup) return { kind: 'refused', why: 'unknownSignup' };
  if (signup.stands.kind === 'confirmed') return { kind: 'happen', happenings: [] };
  if (signup.stands.kind !== 'held') return { kind: 'refused', why: 'notThatStep' };
  return { kind: 'happen', happenings: [{ type: 'signup.accepted', payload: { signup: id } }] };
}

export interface NoteAsk extends AtDate {
  /** A signup's, or one that was made for people who had not signed up. */
  readonly of: SignupId;
  readonly people: number;
}

/**
 * Whoever stands at the door counts who comes. Somebody with a signed paper for this date is let in
 * though this device has not heard of them yet; with one for another date they are not.
 */
export function decideNote(state: CentreState, { of, series, date, people }: NoteAsk, planned: readonly Planned[]): DecisionOfSeveral<'unknownOffer' | 'otherDate'> {
  const found = planned.find((each) => each.series.id === series);
  if (!found || !dateOf(found, date)) return { kind: 'refused', why: 'unknownOffer' };
  const signup = state.signups.get(of);
  if (signup && (signup.series !== series || signup.date !== date)) return { kind: 'refused', why: 'otherDate' };
  if ((state.attendance.get(of)?.people ?? 0) === people) return { kind: 'happen', happenings: [] };
  return { kind: 'happen', happenings: cameNow(state, { of, series, date, people }) };
}

/** Whoever comes while a place is kept for them takes it. */
export function cameNow({ signups }: Pick<CentreState, 'signups'>, note: NoteAsk): readonly QueueHappening[] {
  const accepts = note.people > 0 && signups.get(note.of)?.stands.kind === 'held';
  return [...(accepts ? [{ type: 'signup.accepted' as const, payload: { signup: note.of } }] : []), { type: 'attendance.noted', payload: { ...note } }];
}

/** Days ahead for which a device has seats at hand. */
const AHEAD_DAYS = 14;

export interface AheadOf {
  readonly device: DeviceId;
  readonly epoch: number;
  readonly now: EpochMs;
}

/** Whether devices have seats of a date at hand for when they are cut off: it is soon, people may sign up, and nobody waits. */
function isAhead(state: CentreState, series: Series, key: AtDate['date'], now: EpochMs): boolean {
  const { signup: terms } = series;
  const date = terms && terms.seatsAhead > 0 && series.capacity !== null ? dateOf({ series }, key) : undefined;
  if (!terms || !date || date.isCancelled || date.start <= now || date.start > now + Math.min(AHEAD_DAYS, terms.opensDays) * DAY_MS) return false;
  return seatsAt(state, { series: series.id, date: key }).waiting === 0;
}

/**
 * [S1] Which of its seats a device keeps at hand; all others go back, as do all while people wait for
 * them. Cut off it keeps what it has: nobody else could have it.
 */
export function leasesAhead(state: CentreState, { device, epoch, now, isOnline, hasVisitors }: AheadOf & { readonly isOnline: boolean; readonly hasVisitors: boolean }): ReadonlySet<SeatLeaseId> {
  const kept = new Set<SeatLeaseId>();
  const seats = new Map<string, number>();
  for (const lease of state.seatLeases.values()) {
    if (lease.device !== device || lease.seats === 0) continue;
    const series = state.series.get(lease.series);
    const name = dateName(lease);
    const before = seats.get(name) ?? 0;
    const isWanted = series !== undefined && hasVisitors && lease.epoch === epoch && isAhead(state, series, lease.date, now) && before + lease.seats <= (series.signup?.seatsAhead ?? 0);
    const isSoon = series !== undefined && !isPast(series, lease.date, now);
    if (!isWanted && (isOnline || !isSoon)) continue;
    kept.add(lease.id);
    seats.set(name, before + lease.seats);
  }
  return kept;
}

function isPast(series: Series, key: AtDate['date'], now: EpochMs): boolean {
  const date = dateOf({ series }, key);
  return !date || Math.max(date.start, date.end) <= now;
}

/** [S1] Seats that this device lacks of those it is to have at hand, as many as are free. */
export function seatsWantedAhead(state: CentreState, { device, epoch, now }: AheadOf): readonly (AtDate & { readonly seats: number })[] {
  return [...state.series.values()].flatMap((series) => {
    const { signup: terms } = series;
    if (!terms || terms.seatsAhead === 0 || series.capacity === null) return [];
    return occurrencesBetween(series, now, now + AHEAD_DAYS * DAY_MS).flatMap(({ key: date }) => {
      if (!isAhead(state, series, date, now)) return [];
      let own = 0;
      for (const lease of state.seatLeases.values()) if (lease.device === device && lease.epoch === epoch && lease.series === series.id && lease.date === date) own += lease.seats;
      const seats = Math.min(terms.seatsAhead - own, freeAt(state, series, date) ?? 0);
      return seats > 0 ? [{ series: series.id, date, seats }] : [];
    });
  });
}

/** Seats that this device was given and has no more use for: those of dates that are past, and what it drew for somebody who went. */
export function leasesToReturn(state: Pick<CentreState, 'seatLeases'>, device: DeviceId, isInUse: (lease: SeatLease) => boolean): readonly SeatLeaseId[] {
  return [...state.seatLeases.values()].flatMap((lease) => (lease.device === device && lease.seats > 0 && !isInUse(lease) ? [lease.id] : []));
}
