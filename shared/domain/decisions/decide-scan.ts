/**
 * Somebody at the door of a date shows a paper, or says its code. In: the state, what was read, whose
 * signature is on it. Out: whether they are counted, and what whoever stands there is told. Offline all
 * the same: what this device has not heard of it believes a device of the centre [E4].
 */
import type { EpochMs } from '../clock.ts';
import { dateOf, isForDate, sizeOf, type AtDate, type Pass, type Planned, type SignedPass, type SignupCode } from '../events/index.ts';
import type { Digest } from '../entries/entry.ts';
import type { SignupId } from '../ids.ts';
import type { CentreState, Device, Signup } from '../reducers/state.ts';
import type { QueueHappening } from './decide.ts';
import { cameNow } from './decide-signup.ts';

/** What was read at the door: a pass; the bare id of an older paper; what somebody says. */
export type Shown = { readonly pass: Pass } | { readonly id: SignupId } | { readonly code: SignupCode };

/** What whoever stands at the door is told. Only `came` counts anybody. */
export type ScanTold =
  /** `isUnheard`: by its signature alone. `isOut`: signed by a device that was put out of the centre. */
  | { readonly kind: 'came'; readonly of: SignupId; readonly people: number; readonly isUnheard: boolean; readonly isOut: boolean }
  | { readonly kind: 'already'; readonly of: SignupId; readonly people: number; readonly at: EpochMs }
  /** They wait for a place and have none, as far as this device knows. */
  | { readonly kind: 'waiting'; readonly of: SignupId; readonly people: number }
  /** It was given up, or nobody said in time that they come. */
  | { readonly kind: 'gone'; readonly of: SignupId; readonly people: number; readonly why: 'cancelled' | 'lapsed' }
  /** Null where it is for another date, and this device can't say which. */
  | { readonly kind: 'otherDate'; readonly at: AtDate | null }
  /** No paper of this centre, or of a device that this one does not know. */
  | { readonly kind: 'notOurs' };

export type ScanDecision = { readonly kind: 'told'; readonly told: ScanTold; readonly happenings: readonly QueueHappening[] } | { readonly kind: 'refused'; readonly why: 'unknownOffer' };

export interface ScanGiven {
  readonly planned: readonly Planned[];
  /** Other dates that a paper may be for: only asked where it is for another. */
  readonly others: () => readonly AtDate[];
  /** Undefined where it is no pass. */
  readonly signed: SignedPass | undefined;
  /** Whose signature it bears, of the devices that this one knows; undefined where it is none of theirs. */
  readonly signer: Pick<Device, 'standing'> | undefined;
  readonly digest: Digest;
}

export function decideScan(state: Pick<CentreState, 'signups' | 'attendance'>, at: AtDate, shown: Shown, given: ScanGiven): ScanDecision {
  const found = given.planned.find(({ series }) => series.id === at.series);
  if (!found || !dateOf(found, at.date)) return { kind: 'refused', why: 'unknownOffer' };
  const known = signupShown(state, shown, given.signed);
  // Whoever has its id may come: what is known of it counts, whoever signed the paper.
  if (known) return forKnown(state, at, known);
  const { signed, signer } = given;
  if (!signed || !signer) return told({ kind: 'notOurs' });
  return forUnheard(state, at, { ...given, signed, signer });
}

function signupShown({ signups }: Pick<CentreState, 'signups'>, shown: Shown, signed: SignedPass | undefined): Signup | undefined {
  if ('code' in shown) return [...signups.values()].find(({ code }) => code === shown.code);
  const id = 'id' in shown ? shown.id : signed?.says.signup;
  return id === undefined ? undefined : signups.get(id);
}

function forKnown(state: Pick<CentreState, 'signups' | 'attendance'>, { series, date }: AtDate, signup: Signup): ScanDecision {
  const { id: of, stands, party } = signup;
  const people = sizeOf(party);
  if (signup.series !== series || signup.date !== date) return told({ kind: 'otherDate', at: { series: signup.series, date: signup.date } });
  const before = cameBefore(state, of);
  if (before) return told(before);
  if (stands.kind === 'cancelled' || stands.kind === 'lapsed') return told({ kind: 'gone', of, people, why: stands.kind });
  if (stands.kind === 'waiting') return told({ kind: 'waiting', of, people });
  return told({ kind: 'came', of, people, isUnheard: false, isOut: false }, cameNow(state, { of, series, date, people }));
}

/** What was forgotten since, and what this device has not heard of. */
function forUnheard(state: Pick<CentreState, 'signups' | 'attendance'>, at: AtDate, { signed: { says }, signer, others, digest }: ScanGiven & { readonly signed: SignedPass; readonly signer: Pick<Device, 'standing'> }): ScanDecision {
  const { signup: of, people, waits } = says;
  if (!isForDate(says, at, digest)) return told({ kind: 'otherDate', at: others().find((other) => isForDate(says, other, digest)) ?? null });
  const before = cameBefore(state, of);
  if (before) return told(before);
  if (waits) return told({ kind: 'waiting', of, people });
  return told({ kind: 'came', of, people, isUnheard: true, isOut: signer.standing === 'out' }, cameNow(state, { of, ...at, people }));
}

function cameBefore({ attendance }: Pick<CentreState, 'attendance'>, of: SignupId): ScanTold | undefined {
  const before = attendance.get(of);
  return before && before.people > 0 ? { kind: 'already', of, people: before.people, at: before.at } : undefined;
}

function told(what: ScanTold, happenings: readonly QueueHappening[] = []): ScanDecision {
  return { kind: 'told', told: what, happenings };
}
