/**
 * A state as text, and back [J8]: the same state is the same text on every device, platform and
 * store, so that its hash tells whether two of them agree [J7].
 */
import { z } from 'zod';
import { Centre, Language } from '../centre.ts';
import { AnswerNo, AppointmentCode, Face, ParkReason, UNDOABLE } from '../entries/happenings.ts';
import { BusinessDay } from '../clock.ts';
import { RecordId, RecordKey } from '../directory/record.ts';
import { EntryId, isSameEntry, type Digest } from '../entries/entry.ts';
import { AgentId, AppointmentId, ChangeId, DeskId, DeviceId, DeviceKey, HelpId, NoticeId, PriorityId, SeatLeaseId, ServiceId, SignupId, VisitId } from '../ids.ts';
import { Label, Lane } from '../label.ts';
import { Series } from '../events/series.ts';
import { AtDate, Consent, Party, Sealed, SignupCode } from '../events/signup.ts';
import { NoticeSays } from '../notice/notice.ts';
import { PlanPoints } from '../plan/plan.ts';
import type { Attendance, CentreState, DateTally, SeatLease, Signup, Unused, Visit } from './state.ts';
import { Visits } from './visits.ts';

const at = z.number().int();
const count = z.int().min(1);

const waiting = z.object({ kind: z.literal('waiting'), calls: count.exactOptional() });
const cancelled = z.object({ kind: z.literal('cancelled'), calls: count.exactOptional(), by: z.enum(['visitor', 'staff', 'endOfDay']), endedAt: at });
const calling = z.object({ kind: z.literal('called'), desk: DeskId, callNo: count, calledAt: at });
const serving = calling.extend({ kind: z.literal('serving'), startedAt: at });
const finished = calling.extend({ kind: z.literal('finished'), startedAt: at, finishedAt: at });
const noShow = calling.extend({ kind: z.literal('noShow'), endedAt: at });

const parked = calling.extend({ kind: z.literal('parked'), startedAt: at, parkedAt: at, reason: ParkReason, until: at.nullable() });
const transferred = calling.extend({ kind: z.literal('transferred'), startedAt: at, transferredAt: at });

const entered = {
  no: count,
  service: ServiceId,
  enteredAt: at,
  enteredBy: EntryId,
  queuedAt: at.exactOptional(),
  onlyAt: DeskId.exactOptional(),
  stints: z.array(z.object({ desk: DeskId, calledAt: at, startedAt: at, parkedAt: at })).exactOptional(),
  comesBack: z.object({ desk: DeskId, service: ServiceId }).exactOptional(),
};
const Leg = z.discriminatedUnion('kind', [
  waiting.extend(entered),
  calling.extend({ ...entered, parked: parked.pick({ reason: true, until: true }).exactOptional() }),
  serving.extend(entered),
  finished.extend(entered),
  noShow.extend(entered),
  cancelled.extend(entered),
  parked.extend(entered),
  transferred.extend(entered),
]);
const of = { leg: count };
const Duplicate = z.discriminatedUnion('kind', [calling.extend(of), serving.extend(of), finished.extend(of), noShow.extend(of), parked.extend(of), transferred.extend(of)]);

const stay = { leg: Leg, past: z.array(Leg).exactOptional(), planned: z.array(ServiceId).exactOptional() };
/** A visit as it is kept. */
export const VisitText = z.object({
  id: VisitId,
  day: BusinessDay,
  label: Label,
  language: Language,
  duplicates: z.array(Duplicate),
  ...stay,
  priority: PriorityId.exactOptional(),
  booked: z.object({ appointment: AppointmentId, at }).exactOptional(),
  undo: z.object({ act: z.enum(UNDOABLE), desk: DeskId.nullable(), at, before: z.object(stay) }).exactOptional(),
}) satisfies z.ZodType<Visit>;

const OpenDeskText = z.object({
  agent: AgentId.nullable(),
  openedAt: at,
  pause: z.object({ since: at, until: at.nullable() }).exactOptional(),
  isClosing: z.literal(true).exactOptional(),
});

const AppointmentText = z.object({
  id: AppointmentId,
  code: AppointmentCode,
  service: ServiceId,
  at,
  day: BusinessDay,
  kept: z.object({ proof: z.string() }).exactOptional(),
  arrived: VisitId.exactOptional(),
});

const HelpText = z.object({ id: HelpId, device: DeviceId, language: Language, day: BusinessDay, at, stands: z.enum(['ringing', 'coming', 'ended']) });
const OpinionText = z.object({ face: Face, service: ServiceId.nullable(), answer: AnswerNo.nullable() });

const TurnsText = z.object({ day: BusinessDay, preferential: z.array(z.boolean()) });

/** An entry, and which records it holds. */
const HeldText = z.tuple([EntryId, z.array(RecordKey)]);
const ArrivingText = z.object({ change: ChangeId, part: count, parts: count, written: z.array(HeldText), dropped: z.array(RecordKey) });

const StandsText = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting') }),
  z.object({ kind: z.literal('confirmed'), over: z.literal(true).exactOptional() }),
  z.object({ kind: z.literal('held'), until: at }),
  z.object({ kind: z.literal('lapsed') }),
  z.object({ kind: z.literal('cancelled'), by: z.enum(['visitor', 'staff']) }),
]);
const SignupText = z.object({
  id: SignupId,
  ...AtDate.shape,
  code: SignupCode,
  party: Party,
  language: Language,
  answers: z.array(z.int().nullable()),
  by: z.enum(['visitor', 'staff']),
  at,
  stands: StandsText,
  sealed: Sealed.exactOptional(),
  consent: Consent.exactOptional(),
}) satisfies z.ZodType<Signup>;
const people = z.int().min(0);
const SeatLeaseText = z.object({ id: SeatLeaseId, device: DeviceId, epoch: count, ...AtDate.shape, seats: people }) satisfies z.ZodType<SeatLease>;
const AttendanceText = z.object({ ...AtDate.shape, people, at }) satisfies z.ZodType<Attendance>;
const TallyText = z.object({ ...AtDate.shape, signedUp: people, cameSignedUp: people, cameOtherwise: people }) satisfies z.ZodType<DateTally>;

const DeviceText = z.object({
  epoch: count,
  name: z.string(),
  key: DeviceKey,
  lane: Lane,
  sequenceFrom: BusinessDay.nullable(),
  standing: z.enum(['in', 'out']),
});

const NumbersText = z.object({
  given: z.array(z.tuple([z.string(), z.int()])),
  blocks: z.array(z.object({ device: DeviceId, n: count, from: count, to: count })),
  leasedTo: z.int().min(0),
});

const ClaimText = z.object({ visit: VisitId, leg: count, callNo: count, desk: DeskId, grantedAt: at });

const CallText = z.object({ visit: VisitId, leg: count, callNo: count, label: Label, desk: DeskId, day: BusinessDay, at });

/** Collections stand in the order they were made, which the order of the journal fixes. */
const StateText = z.object({
  centre: Centre.optional(),
  generation: z.int().min(0),
  owner: DeviceId.optional(),
  reducers: count,
  devices: z.array(z.tuple([DeviceId, DeviceText])),
  closedThrough: BusinessDay.optional(),
  visits: z.array(VisitText),
  numbers: z.array(z.tuple([BusinessDay, NumbersText])),
  claims: z.array(ClaimText),
  desks: z.array(z.tuple([DeskId, OpenDeskText])),
  appointments: z.array(AppointmentText),
  helps: z.array(HelpText),
  opinions: z.array(z.tuple([BusinessDay, z.array(OpinionText)])),
  directory: z.array(HeldText),
  arriving: z.array(z.tuple([DeviceId, ArrivingText])),
  doubts: z.array(z.tuple([RecordId, count])),
  points: PlanPoints.optional(),
  notice: z.object({ id: NoticeId, says: NoticeSays, at }).optional(),
  series: z.array(Series),
  signups: z.array(SignupText),
  seatLeases: z.array(SeatLeaseText),
  attendance: z.array(z.tuple([SignupId, AttendanceText])),
  tallies: z.array(z.tuple([z.string(), TallyText])),
  turns: z.array(z.tuple([DeskId, TurnsText])),
  calls: z.array(CallText),
  runs: z.array(z.tuple([z.string(), z.object({ seq: count, day: BusinessDay })])),
  repeats: z.array(z.tuple([z.string(), BusinessDay])),
  sharedLabels: z.array(z.object({ day: BusinessDay, label: Label, visits: z.tuple([VisitId, VisitId]) })),
  unused: z.array(z.tuple([z.string(), count])),
});

/** Writes a state down, whole. */
export function encodeState(state: CentreState): string {
  const { devices, visits, numbers, claims, desks, appointments, helps, opinions, directory, arriving, doubts, series, signups, seatLeases, attendance, tallies, turns, runs, repeats, unused, ...plain } = state;
  return canonicalJson({
    ...plain,
    devices: [...devices],
    visits: [...visits.values()],
    numbers: [...numbers].map(([day, { given, blocks, leasedTo }]) => [day, { given: [...given], blocks, leasedTo }]),
    claims: [...claims.values()],
    desks: [...desks],
    appointments: [...appointments.values()],
    helps: [...helps.values()],
    opinions: [...opinions],
    directory: byEntry(directory),
    arriving: [...arriving],
    doubts: [...doubts],
    series: [...series.values()],
    signups: [...signups.values()],
    seatLeases: [...seatLeases.values()],
    attendance: [...attendance],
    tallies: [...tallies],
    turns: [...turns],
    runs: [...runs],
    repeats: [...repeats],
    unused: [...unused],
  });
}

/** Reads what `encodeState` wrote; undefined where it is anything else. Never throws. */
export function decodeState(text: string): CentreState | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = StateText.safeParse(raw);
  if (!read.success) return undefined;
  const { centre, owner, closedThrough, devices, visits, numbers, claims, desks, appointments, helps, opinions, directory, arriving, doubts, points, notice, series, signups, seatLeases, attendance, tallies, turns, runs, repeats, unused, ...plain } = read.data;
  return {
    ...plain,
    centre,
    owner,
    closedThrough,
    points,
    notice,
    devices: new Map(devices),
    visits: Visits.of(visits),
    numbers: new Map(numbers.map(([day, { given, ...rest }]) => [day, { given: new Map(given), ...rest }])),
    claims: new Map(claims.map((claim) => [claim.visit, claim])),
    desks: new Map(desks),
    appointments: new Map(appointments.map((each) => [each.id, each])),
    helps: new Map(helps.map((each) => [each.id, each])),
    opinions: new Map(opinions),
    directory: new Map(directory.flatMap(([entry, keys]) => keys.map((key) => [key, entry] as const))),
    arriving: new Map(arriving),
    doubts: new Map(doubts),
    series: new Map(series.map((each) => [each.id, each])),
    signups: new Map(signups.map((each) => [each.id, each])),
    seatLeases: new Map(seatLeases.map((each) => [each.id, each])),
    attendance: new Map(attendance),
    tallies: new Map(tallies),
    turns: new Map(turns),
    runs: new Map(runs),
    repeats: new Map(repeats),
    // A reason that only a newer version counts by is kept as it is.
    unused: new Map(unused as [Unused, number][]),
  };
}

/** Records that one entry holds stand together, in a state and here. */
function byEntry(directory: CentreState['directory']): readonly (readonly [EntryId, RecordKey[]])[] {
  const held: (readonly [EntryId, RecordKey[]])[] = [];
  for (const [key, entry] of directory) {
    const last = held.at(-1);
    if (last && isSameEntry(last[0], entry)) last[1].push(key);
    else held.push([entry, [key]]);
  }
  return held;
}

/** [J7] Equal for equal states, on whatever they were folded. */
export function stateHash(digest: Digest, state: CentreState): string {
  return digest(encodeState(state));
}

/** JSON with every object's keys in one order, whoever made the object; what is undefined is left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isPlainObject(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
