/**
 * Signups, seats and who came, as entries tell of them. In: a draft and an entry. Out: the draft,
 * changed, or a count of what was of no use. It reckons no date and counts no free seat: the order's
 * owner did, before it gave any.
 */
import type { EpochMs } from '../clock.ts';
import type { KnownEntry } from '../entries/entry.ts';
import { hasPlace } from '../events/seats.ts';
import { dateName, sizeOf, type AtDate, type SignupMade } from '../events/signup.ts';
import type { Draft } from './draft.ts';
import type { CentreState, DateTally, SeatLease, Signup, SignupStands } from './state.ts';

export type SignupEntry = Extract<KnownEntry, { type: `signup.${string}` | `seats.${string}` | `signups.${string}` | 'attendance.noted' }>;
/** Those of them that only the order's owner writes. */
export type OwnersSignupEntry = Extract<SignupEntry, { type: 'seats.leased' | 'seats.writtenOff' | 'signup.promoted' | 'signup.lapsed' | 'signups.shredded' }>;

export function applyToSignups(draft: Draft, entry: SignupEntry, at: EpochMs): void {
  if (!taken(draft, entry, at)) draft.countUnused('superseded');
}

/** @returns whether it was of use. */
function taken(draft: Draft, entry: SignupEntry, at: EpochMs): boolean {
  switch (entry.type) {
    case 'signup.made':
      return applyMade(draft, entry, at);
    case 'signup.cancelled':
      return step(draft, entry.payload.signup, ['waiting', 'confirmed', 'held', 'lapsed'], { kind: 'cancelled', by: entry.payload.by });
    case 'signup.accepted':
      return step(draft, entry.payload.signup, ['held'], { kind: 'confirmed' });
    case 'signup.promoted':
      return step(draft, entry.payload.signup, ['waiting'], { kind: 'held', until: entry.payload.until });
    case 'signup.lapsed':
      return step(draft, entry.payload.signup, ['held'], { kind: 'lapsed' });
    case 'signup.forgotten': {
      const known = draft.signups.get(entry.payload.signup);
      if (known?.sealed === undefined) return false;
      draft.putSignup(withoutContact(known));
      return true;
    }
    case 'attendance.noted': {
      const { of, ...attendance } = entry.payload;
      if (isOver(draft, attendance)) return false;
      const before = draft.attendance.get(of);
      // Two doors that were cut off count one paper once; the one that was there first says when.
      draft.noteAttendance(of, { ...attendance, at: before && before.people > 0 ? before.at : at });
      return true;
    }
    case 'seats.leased': {
      const { lease: id, ...rest } = entry.payload;
      const device = draft.devices.get(rest.device);
      if (draft.seatLeases.has(id) || device?.standing !== 'in' || device.epoch !== rest.epoch || isOver(draft, rest)) return false;
      draft.putSeatLease({ id, ...rest });
      return true;
    }
    case 'seats.returned':
      return endLease(draft, draft.seatLeases.get(entry.payload.lease), ({ device }) => device === entry.envelope.device);
    case 'seats.writtenOff':
      return endLease(draft, draft.seatLeases.get(entry.payload.lease), () => true);
    case 'signups.shredded':
      if (isOver(draft, entry.payload)) return false;
      draft.tally(tallyOf(draft, entry.payload));
      return true;
    default:
      return entry satisfies never;
  }
}

/** [S1] Who has a paper that says so has a place, whatever became of the seats it was taken from. */
function applyMade(draft: Draft, { payload, envelope }: Extract<SignupEntry, { type: 'signup.made' }>, at: EpochMs): boolean {
  const { signup: id, place, sealed, consent, ...rest } = payload;
  if (draft.signups.has(id) || isOver(draft, rest)) return false;
  const stands = place.kind === 'waits' ? { kind: 'waiting' as const } : { kind: 'confirmed' as const, ...(hasSeats(draft, payload, envelope) ? {} : { over: true as const }) };
  draft.putSignup({ id, ...rest, at, stands, ...(sealed === null ? {} : { sealed }), ...(consent === null ? {} : { consent }) });
  return true;
}

/** Takes them from its device's own. @returns whether there are as many as it gave. */
function hasSeats(draft: Draft, { place, party, ...at }: SignupMade, { device, epoch, again }: KnownEntry['envelope']): boolean {
  const lease = place.kind === 'leased' ? draft.seatLeases.get(place.lease) : undefined;
  const isOwn = lease?.device === device && lease.epoch === (again?.epoch ?? epoch) && dateName(lease) === dateName(at);
  if (!isOwn || lease.seats < sizeOf(party)) return hasFree(draft, at, sizeOf(party));
  draft.putSeatLease({ ...lease, seats: lease.seats - sizeOf(party) });
  return true;
}

/** An order that was put back may not know what was leased: then it is whether there is room. */
function hasFree(draft: Draft, { series, date }: AtDate, people: number): boolean {
  const capacity = draft.series.get(series)?.capacity ?? null;
  if (capacity === null) return true;
  const name = dateName({ series, date });
  let free = capacity - people;
  for (const signup of draft.signups.values()) if (dateName(signup) === name && hasPlace(signup)) free -= sizeOf(signup.party);
  for (const lease of draft.seatLeases.values()) if (dateName(lease) === name) free -= lease.seats;
  return free >= 0;
}

function step(draft: Draft, id: Signup['id'], from: readonly SignupStands['kind'][], stands: SignupStands): boolean {
  const known = draft.signups.get(id);
  if (!known || !from.includes(known.stands.kind)) return false;
  draft.putSignup({ ...known, stands });
  return true;
}

function withoutContact({ sealed: _name, consent: _to, ...rest }: Signup): Signup {
  return rest;
}

/** What is left of it is nobody's any more; that it was given stays known, so that asking for it again gives it once. */
function endLease(draft: Draft, lease: SeatLease | undefined, may: (lease: SeatLease) => boolean): boolean {
  if (!lease || lease.seats === 0 || !may(lease)) return false;
  draft.putSeatLease({ ...lease, seats: 0 });
  return true;
}

function isOver(draft: Draft, at: AtDate): boolean {
  return draft.tallies.has(dateName(at));
}

/** How many there were, by number: what is known of a date for good [X5]. */
export function tallyOf(draft: Pick<CentreState, 'signups' | 'attendance'>, { series, date }: AtDate): DateTally {
  const name = dateName({ series, date });
  const signups = [...draft.signups.values()].filter((each) => dateName(each) === name && (each.stands.kind === 'confirmed' || each.stands.kind === 'held'));
  const came = [...draft.attendance].filter(([, each]) => dateName(each) === name);
  const sum = (all: readonly number[]): number => all.reduce((one, other) => one + other, 0);
  return {
    series,
    date,
    signedUp: sum(signups.map(({ party }) => sizeOf(party))),
    cameSignedUp: sum(came.flatMap(([of, { people }]) => (draft.signups.has(of) ? [people] : []))),
    cameOtherwise: sum(came.flatMap(([of, { people }]) => (draft.signups.has(of) ? [] : [people]))),
  };
}
