/**
 * The reducers: `state = entries.reduce(apply, before)`. Total — an entry that can't be used
 * changes nothing but a count — and pure: no clock, no randomness, no order but the one given.
 */
import type { EpochMs } from '../clock.ts';
import { Draft, runNameOf, type History } from './draft.ts';
import { readEntry, type EntryId, type KnownEntry, type ReadEntry } from '../entries/entry.ts';
import type { EntryPayload } from '../entries/happenings.ts';
import type { AppointmentId, VisitId } from '../ids.ts';
import { priorityOf } from '../centre.ts';
import { keyOf, keyOfRecord } from '../directory/record.ts';
import { actOn, callOf, crowds, deskInHand, planOn, type LegActed } from './legs.ts';
import { isOwnNumber, NO_NUMBERS, runOf } from './numbers.ts';
import { applyToSignups, type OwnersSignupEntry } from './signups.ts';
import type { CentreState, Leg, Visit } from './state.ts';

/** An entry's bytes with the time it took effect: the server's stamp, or the device's estimate [J13]. */
export interface Effective {
  /** Who the order, or its own device, takes it for. */
  readonly id: EntryId;
  readonly bytes: string;
  readonly effectiveAt: EpochMs;
  /** The generation of its place; while it is pending, of the order's end. */
  readonly generation: number;
}

/** An entry that was read already, with the time it took effect. */
export interface EffectiveRead extends Pick<Effective, 'effectiveAt' | 'generation'> {
  readonly read: ReadEntry;
}

/** Folds entries, in the order given, onto a state. The state passed in is untouched. */
export function fold(before: CentreState, entries: Iterable<Effective>, history?: History): CentreState {
  return foldRead(before, readAll(entries), history);
}

/**
 * The same, for whoever folds the same entries more than once: reading them is most of what a fold
 * costs, and what is pending is laid anew over each stretch of the order that comes in.
 */
export function foldRead(before: CentreState, entries: Iterable<EffectiveRead>, history?: History): CentreState {
  const draft = new Draft(before, history);
  for (const { read, effectiveAt, generation } of entries) {
    if (read.kind === 'unreadable') draft.countUnused(read.why);
    else if (isRepeated(draft, read.entry)) draft.countUnused('repeated');
    else applyKnown(draft, read.entry, { at: effectiveAt, generation });
  }
  return draft.close();
}

function* readAll(entries: Iterable<Effective>): Generator<EffectiveRead> {
  for (const { id, bytes, effectiveAt, generation } of entries) yield { read: readEntry(bytes, id), effectiveAt, generation };
}

/**
 * [J11] Whether this happening is in the order already, under the name it had before its device began
 * anew, or after. A process is told by its boot: a copy of a disk goes on in another one, under the
 * same numbers. A ticket is told by its visit, so that none is ever taken for another.
 */
function isRepeated(draft: Draft, { type, envelope }: KnownEntry): boolean {
  const { again, bootId, businessDay: day } = envelope;
  const isKnown = draft.repeats.size > 0 && draft.repeats.has(entryNameOf(bootId, again ?? envelope));
  if (again === undefined) draft.noteRun(envelope);
  const isThere = isKnown || (again !== undefined && (draft.runs.get(runNameOf(bootId, again))?.seq ?? 0) >= again.seq);
  if (again !== undefined && !isThere) draft.noteRepeat(entryNameOf(bootId, again), day);
  // Of a day that is over nobody remembers: what is left of it, its visit or its day tells.
  return isThere && type !== 'ticket.issued';
}

function entryNameOf(bootId: string, id: EntryId): string {
  return `${runNameOf(bootId, id)} ${id.seq}`;
}

interface When {
  readonly at: EpochMs;
  readonly generation: number;
}

function applyKnown(draft: Draft, entry: KnownEntry, when: When): void {
  switch (entry.type) {
    case 'centre.configured':
      return applyConfigured(draft, entry.payload);
    case 'ticket.issued':
      return applyIssued(draft, entry.envelope, entry.payload, when.at);
    case 'appointment.booked':
      return applyBooked(draft, entry.payload);
    case 'appointment.cancelled':
      return applyBookingGone(draft, entry.payload);
    case 'opinion.given':
      if (draft.isClosed(entry.envelope.businessDay)) return draft.countUnused('dayClosed');
      return draft.addOpinion(entry.envelope.businessDay, entry.payload);
    case 'leg.called':
    case 'leg.recalled':
    case 'leg.started':
    case 'leg.finished':
    case 'leg.noShow':
    case 'leg.putBack':
    case 'leg.parked':
    case 'leg.transferred':
    case 'leg.cancelled':
    case 'leg.broughtBack':
    case 'leg.undone':
      return applyToLeg(draft, entry, entry.envelope, when.at);
    case 'visit.marked':
    case 'visit.planned':
      return applyToVisit(draft, entry);
    case 'desk.opened':
    case 'desk.closing':
    case 'desk.closed':
    case 'desk.paused':
    case 'desk.resumed':
      return applyToDesk(draft, entry, when.at);
    case 'help.asked':
    case 'help.answered':
    case 'help.ended':
      return applyToHelp(draft, entry, when.at);
    case 'directory.changed':
      return applyDirectory(draft, entry);
    case 'directory.doubted':
      if (!draft.directory.has(keyOf('service', entry.payload.service))) return draft.countUnused('superseded');
      return draft.doubt(entry.payload.service);
    case 'plan.pointed':
      // [J11] Written under another name before, it may have been placed over since.
      if (entry.envelope.again !== undefined && draft.isClosed(entry.envelope.businessDay)) return draft.countUnused('superseded');
      draft.points = entry.payload.points;
      return;
    case 'notice.raised':
      // As above: it may have been taken away since.
      if (entry.envelope.again !== undefined && draft.isClosed(entry.envelope.businessDay)) return draft.countUnused('superseded');
      draft.notice = { id: entry.payload.notice, says: entry.payload.says, at: when.at };
      return;
    case 'notice.ended':
      if (draft.notice?.id !== entry.payload.notice) return draft.countUnused('superseded');
      draft.notice = undefined;
      return;
    case 'series.put':
      if (entry.envelope.again !== undefined && draft.isClosed(entry.envelope.businessDay)) return draft.countUnused('superseded');
      return draft.putSeries(entry.payload.series);
    case 'series.dropped':
      if (!draft.dropSeries(entry.payload.series)) draft.countUnused('superseded');
      return;
    case 'signup.made':
    case 'signup.cancelled':
    case 'signup.accepted':
    case 'signup.forgotten':
    case 'attendance.noted':
    case 'seats.returned':
      return applyToSignups(draft, entry, when.at);
    case 'generation.opened': {
      const { generation, owner } = entry.payload;
      const opens = generation === when.generation && generation > draft.generation && owner === entry.envelope.device;
      if (!opens) return draft.countUnused('superseded');
      draft.generation = generation;
      draft.owner = owner;
      return;
    }
    case 'reducers.activated':
    case 'device.enrolled':
    case 'device.revoked':
    case 'numbers.leased':
    case 'leg.claimed':
    case 'claim.ended':
    case 'day.closed':
    case 'seats.leased':
    case 'seats.writtenOff':
    case 'signup.promoted':
    case 'signup.lapsed':
    case 'signups.shredded':
      if (entry.envelope.device !== draft.owner) return draft.countUnused('notOwner');
      return applyOwners(draft, entry, when.at);
    default:
      entry satisfies never;
  }
}

function applyConfigured(draft: Draft, { centre }: EntryPayload<'centre.configured'>): void {
  if (draft.opinions.size > 0 && JSON.stringify(draft.centre?.opinion) !== JSON.stringify(centre.opinion)) draft.forgetAnswers();
  draft.centre = centre;
}

function applyIssued(draft: Draft, envelope: KnownEntry['envelope'], payload: EntryPayload<'ticket.issued'>, at: EpochMs): void {
  const { visit, service, label, language, planned, priority, appointment } = payload;
  const { device, epoch, seq, businessDay: day } = envelope;
  if (draft.isClosed(day)) {
    draft.history?.late(visit);
    return draft.countUnused('dayClosed');
  }
  if (draft.visits.has(visit)) return draft.countUnused('visitExists');
  if (!isOwnNumber(draft, device, day, label)) draft.noteSharedLabel(visit, day, label);
  const booked = appointment && { appointment: appointment.id, at: appointment.at };
  const mayStandThere = booked !== undefined && cameFor(draft, booked.appointment, visit);
  const leg: Leg = { no: 1, service, enteredAt: at, enteredBy: { device, epoch, seq }, ...(mayStandThere ? { queuedAt: booked.at } : {}), kind: 'waiting' };
  draft.putVisit({
    id: visit,
    day,
    label,
    language,
    leg,
    duplicates: NONE,
    ...(planned && planned.length > 0 ? { planned } : {}),
    ...(priority === undefined ? {} : { priority }),
    ...(mayStandThere ? { booked } : {}),
  });
  draft.raiseGiven(day, runOf(device, label), label.number);
}

const NONE: Visit['duplicates'] = [];

/**
 * Notes who came for an appointment. One that this order knows nothing of may have been taken away
 * meanwhile: who was let in keeps the place. @returns whether nobody else came for it before.
 */
function cameFor(draft: Draft, id: AppointmentId, visit: VisitId): boolean {
  const appointment = draft.appointments.get(id);
  if (!appointment) return draft.visits.find((other): other is Visit => other.booked?.appointment === id) === undefined;
  if (appointment.arrived !== undefined) return false;
  draft.putAppointment({ ...appointment, arrived: visit });
  return true;
}

function applyBooked(draft: Draft, { appointment: id, ...rest }: EntryPayload<'appointment.booked'>): void {
  if (draft.isClosed(rest.day)) return draft.countUnused('dayClosed');
  const known = draft.appointments.get(id);
  if (known?.arrived !== undefined) return draft.countUnused('superseded');
  // An order that was put back may have who came for it before it has the time itself.
  const { id: arrived } = (known ? undefined : draft.visits.find((visit): visit is Visit => visit.booked?.appointment === id)) ?? {};
  const { code, service, at, day, kept } = rest;
  draft.putAppointment({ id, code, service, at, day, ...(kept ? { kept } : {}), ...(arrived === undefined ? {} : { arrived }) });
}

function applyBookingGone(draft: Draft, { appointment: id }: EntryPayload<'appointment.cancelled'>): void {
  const known = draft.appointments.get(id);
  if (!known || known.arrived !== undefined) return draft.countUnused('superseded');
  draft.dropAppointment(id);
}

function applyToLeg(draft: Draft, act: LegActed, { device, epoch, seq }: KnownEntry['envelope'], at: EpochMs): void {
  const { visit: id, leg } = act.payload;
  const visit = draft.visits.get(id);
  if (!visit) {
    draft.history?.late(id);
    return draft.countUnused('noSuchVisit');
  }
  if (visit.leg.no !== leg) return draft.countUnused('noSuchLeg');
  const after = actOn(draft.centre, visit, act, { at, by: { device, epoch, seq } });
  if (!after || (act.type === 'leg.undone' && isInTheWay(draft, visit, after))) return draft.duplicate(visit, act, at);
  draft.putVisit(after);
  if (act.type === 'leg.cancelled') draft.endClaim(id);
  if (act.type !== 'leg.called' && act.type !== 'leg.recalled') return;
  const { callNo, desk } = act.payload;
  draft.addCall({ visit: id, leg, callNo, label: visit.label, desk, day: visit.day, at });
  if (act.type !== 'leg.called') return;
  draft.endClaim(id);
  draft.addTurn(desk, visit.day, draft.centre !== undefined && priorityOf(draft.centre, visit.priority) !== undefined);
}

/** Whether an act taken back would put a second person at a desk, or one whom another desk is about to call [C1]. */
function isInTheWay(draft: Draft, before: Visit, { id, leg }: Visit): boolean {
  const desk = deskInHand(leg);
  const isClaimed = desk !== undefined && (draft.claims.get(id)?.desk ?? desk) !== desk;
  return isClaimed || crowds(draft.visits, before, leg);
}

function applyToVisit(draft: Draft, { type, payload }: Extract<KnownEntry, { type: 'visit.marked' | 'visit.planned' }>): void {
  const visit = draft.visits.get(payload.visit);
  if (!visit) {
    draft.history?.late(payload.visit);
    return draft.countUnused('noSuchVisit');
  }
  if (type === 'visit.marked') {
    const { priority: _before, ...rest } = visit;
    return draft.putVisit(payload.priority === null ? rest : { ...rest, priority: payload.priority });
  }
  draft.putVisit(planOn(visit, payload.planned));
}

type DesksEntry = Extract<KnownEntry, { type: `desk.${string}` }>;

function applyToDesk(draft: Draft, { type, payload }: DesksEntry, at: EpochMs): void {
  const { desk } = payload;
  switch (type) {
    case 'desk.opened':
      return draft.openDesk(desk, { agent: payload.agent, openedAt: at });
    case 'desk.closing':
      if (!draft.changeDesk(desk, ({ pause: _over, ...open }) => ({ ...open, isClosing: true }))) draft.countUnused('superseded');
      return;
    case 'desk.closed':
      if (!draft.closeDesk(desk)) draft.countUnused('superseded');
      return;
    case 'desk.paused':
      if (!draft.changeDesk(desk, (open) => ({ ...open, pause: { since: at, until: payload.until } }))) draft.countUnused('superseded');
      return;
    case 'desk.resumed':
      if (!draft.changeDesk(desk, ({ pause: _over, ...open }) => open)) draft.countUnused('superseded');
      return;
    default:
      return type satisfies never;
  }
}

type HelpEntry = Extract<KnownEntry, { type: `help.${string}` }>;

function applyToHelp(draft: Draft, { type, payload, envelope: { device, businessDay: day } }: HelpEntry, at: EpochMs): void {
  const known = draft.helps.get(payload.help);
  if (type === 'help.asked') {
    if (draft.isClosed(day)) return draft.countUnused('dayClosed');
    if (known) return draft.countUnused('superseded');
    return draft.putHelp({ id: payload.help, device, language: payload.language, day, at, stands: 'ringing' });
  }
  const isOf = known?.stands === 'ringing' || (known?.stands === 'coming' && type === 'help.ended');
  if (!isOf) return draft.countUnused('superseded');
  draft.putHelp({ ...known, stands: type === 'help.answered' ? 'coming' : 'ended' });
}

/**
 * A change of the directory holds once its last part is there. Parts come in their order, since a
 * device's entries do; one that fits none that is here belongs to a change that was given up.
 */
function applyDirectory(draft: Draft, { payload, envelope }: Extract<KnownEntry, { type: 'directory.changed' }>): void {
  const { change, part, parts, put, drop } = payload;
  const { device, epoch, seq } = envelope;
  // [J11] What it was called before is forgotten with its day: it may have been written over since.
  if (envelope.again !== undefined && draft.isClosed(envelope.businessDay)) return draft.countUnused('superseded');
  const before = draft.arriving.get(device);
  const goesOn = before?.change === change && before.parts === parts && before.part === part - 1;
  if (part > 1 && !goesOn) return draft.countUnused('superseded');
  const keys = put.map(keyOfRecord);
  const arriving = {
    change, part, parts,
    written: [...(goesOn ? before.written : []), ...(keys.length > 0 ? [[{ device, epoch, seq }, keys] as const] : [])],
    dropped: [...(goesOn ? before.dropped : []), ...drop],
  };
  draft.setArriving(device, part < parts ? arriving : undefined);
  if (part === parts) draft.changeDirectory(arriving);
}

type OwnersEntry = Extract<
  KnownEntry,
  { type: 'reducers.activated' | 'device.enrolled' | 'device.revoked' | 'numbers.leased' | 'leg.claimed' | 'claim.ended' | 'day.closed' }
> | OwnersSignupEntry;

/** Entries that only the order's owner writes; who wrote this one was looked at before. */
function applyOwners(draft: Draft, entry: OwnersEntry, at: EpochMs): void {
  switch (entry.type) {
    case 'reducers.activated':
      draft.reducers = Math.max(draft.reducers, entry.payload.reducers);
      return;
    case 'device.enrolled': {
      const { device, epoch, ...rest } = entry.payload;
      const known = draft.devices.get(device);
      if (known && known.epoch >= epoch) return draft.countUnused('superseded');
      draft.setDevice(device, { epoch, ...rest, standing: 'in' });
      // [J11] What it may have given of its old blocks, nobody knows.
      if (known) draft.burnBlocks(device);
      return;
    }
    case 'device.revoked': {
      const known = draft.devices.get(entry.payload.device);
      if (known?.standing !== 'in') return draft.countUnused('superseded');
      draft.setDevice(entry.payload.device, { ...known, standing: 'out' });
      return;
    }
    case 'numbers.leased':
      return applyLeased(draft, entry.payload);
    case 'leg.claimed': {
      const { visit: id, leg, callNo, desk } = entry.payload;
      const visit = draft.visits.get(id);
      if (!visit || visit.leg.no !== leg || draft.claims.has(id) || !callOf(draft.centre, visit.leg, { desk, callNo, calledAt: at })) {
        return draft.countUnused('superseded');
      }
      draft.setClaim({ visit: id, leg, callNo, desk, grantedAt: at });
      return;
    }
    case 'claim.ended': {
      const { visit, leg, callNo, desk } = entry.payload;
      const claim = draft.claims.get(visit);
      if (!claim || claim.leg !== leg || claim.callNo !== callNo || claim.desk !== desk) return draft.countUnused('superseded');
      draft.endClaim(visit);
      return;
    }
    case 'seats.leased':
    case 'seats.writtenOff':
    case 'signup.promoted':
    case 'signup.lapsed':
    case 'signups.shredded':
      return applyToSignups(draft, entry, at);
    case 'day.closed':
      if (draft.isClosed(entry.payload.day)) return draft.countUnused('superseded');
      draft.closeThrough(entry.payload.day);
      return;
    default:
      entry satisfies never;
  }
}

function applyLeased(draft: Draft, { device, epoch, day, n, from, to }: EntryPayload<'numbers.leased'>): void {
  const known = draft.devices.get(device);
  const numbers = draft.numbers.get(day) ?? NO_NUMBERS;
  const isNew = !numbers.blocks.some((block) => block.device === device && block.n === n);
  if (draft.isClosed(day) || known?.epoch !== epoch || known.standing !== 'in' || !isNew || from <= numbers.leasedTo) {
    return draft.countUnused('superseded');
  }
  draft.addBlock(day, { device, n, from, to });
}
