/**
 * Keeping times for people nobody knows by name: booked by staff, imported, or kept for whoever came
 * when there was no turn left. In: the state and the command. Out: what happens, or why nothing does.
 */
import { serviceOf, type Centre, type Service } from '../centre.ts';
import { businessDayOf, type BusinessDay, type EpochMs } from '../clock.ts';
import { centreIn, type DecisionOfSeveral, type QueueHappening, type Refused } from './decide.ts';
import type { Digest } from '../entries/entry.ts';
import { AppointmentCode } from '../entries/happenings.ts';
import { AppointmentId, spellHash, type ServiceId } from '../ids.ts';
import { turnsNow } from '../scheduling/limits.ts';
import { proofOf, type Pictures } from '../pictures.ts';
import type { Appointment, CentreState } from '../reducers/state.ts';

/** Days ahead for which a time is kept. */
export const DAYS_AHEAD = 90;

/** More than a centre keeps at once; each is held in memory on every device. */
export const APPOINTMENTS_HELD = 5000;

/** Of what an edge makes appointments. */
export interface Making {
  readonly day: BusinessDay;
  readonly now: EpochMs;
  readonly newAppointment: () => AppointmentId;
  /** Six random digits. */
  readonly newCode: () => AppointmentCode;
  readonly digest: Digest;
}

const DAY_MS = 86_400_000;

/** Of six digits. */
const CODES = 1_000_000;

type BookRefusal = 'notReady' | 'outdated' | 'noAppointments' | 'unknownService' | 'notThatTime' | 'tooManyAppointments';

interface Slot {
  readonly service: ServiceId;
  readonly at: EpochMs;
}

/** Staff keep a time for somebody. */
export function decideBook(state: CentreState, { service, at }: Slot, making: Making): DecisionOfSeveral<BookRefusal> {
  const ready = readyToBook(state, making, [{ service, at }], 1);
  if (ready.kind === 'refused') return ready;
  return { kind: 'happen', happenings: [booked(ready.centre, { service, at }, newKeys(state, making))] };
}

/** An appointment of another program. */
export interface Imported extends Slot {
  /** Its name there: it may tell of a person, and goes no further than into the id. */
  readonly uid: string;
}

/**
 * The same file twice changes nothing, and two devices that read it make the same of it: the id comes
 * of the name that each row has where it comes from. All rows are taken in, or none.
 */
export function decideImport(state: CentreState, rows: readonly Imported[], making: Making): DecisionOfSeveral<BookRefusal> {
  const named = new Map(rows.map(({ uid, ...slot }) => [AppointmentId.parse(spellHash(making.digest(`appointment ${uid}`))), slot] as const));
  // Who is here already is not moved, and what is as it was is not said again.
  const changed = [...named].filter(([id, slot]) => {
    const known = state.appointments.get(id);
    return known?.arrived === undefined && (known?.at !== slot.at || known.service !== slot.service);
  });
  const ready = readyToBook(state, making, changed.map(([, slot]) => slot), changed.filter(([id]) => !state.appointments.has(id)).length);
  if (ready.kind === 'refused') return ready;
  const taken = codesOf(state);
  const happenings = changed.map(([id, slot]) => {
    const code = state.appointments.get(id)?.code ?? codeOf(id, taken, making);
    taken.add(code);
    return booked(ready.centre, slot, { id, code });
  });
  return { kind: 'happen', happenings };
}

/** The same on every device, but where another open one has it. */
function codeOf(id: AppointmentId, taken: ReadonlySet<AppointmentCode>, { digest }: Making): AppointmentCode {
  for (let n = 0; ; n += 1) {
    const code = AppointmentCode.parse(String(Number.parseInt(digest(`code ${id} ${n}`).slice(0, 12), 16) % CODES).padStart(6, '0'));
    if (!taken.has(code)) return code;
  }
}

/** A time that is kept for nobody any more. */
export function decideUnbook(state: CentreState, { appointment: id }: { readonly appointment: AppointmentId }): DecisionOfSeveral<'notReady' | 'outdated' | 'unknownAppointment' | 'appointmentUsed'> {
  const ready = centreIn(state);
  if (ready.kind === 'refused') return ready;
  const known = state.appointments.get(id);
  if (!known) return { kind: 'refused', why: 'unknownAppointment' };
  if (known.arrived !== undefined) return { kind: 'refused', why: 'appointmentUsed' };
  return { kind: 'happen', happenings: [{ type: 'appointment.cancelled', payload: { appointment: id } }] };
}

/**
 * [Q8] Somebody who came when the day's turns were given keeps a place for the next day that has any.
 * It counts from the opening on, in the order in which places were given.
 */
export function decideKeep(
  state: CentreState,
  ask: { readonly service: ServiceId; readonly pictures: Pictures },
  making: Making,
): DecisionOfSeveral<'notReady' | 'outdated' | 'unknownService' | 'placesNotKept' | 'placesGone' | 'tooManyAppointments'> {
  const ready = centreIn(state);
  if (ready.kind === 'refused') return ready;
  const { centre } = ready;
  const service = serviceOf(centre, ask.service);
  if (!service) return { kind: 'refused', why: 'unknownService' };
  const place = placeToKeep(state, centre, service, making);
  if (place.kind === 'refused') return place;
  if (state.appointments.size >= APPOINTMENTS_HELD) return { kind: 'refused', why: 'tooManyAppointments' };
  const keys = newKeys(state, making);
  const proof = proofOf(making.digest, keys.id, ask.pictures);
  return { kind: 'happen', happenings: [booked(centre, { service: service.id, at: place.at, kept: { proof } }, keys)] };
}

/** The next place that would be kept, as the time from which it counts; or why there is none. */
export function placeToKeep(
  state: CentreState,
  centre: Centre,
  service: Service,
  when: { readonly day: BusinessDay; readonly now: EpochMs },
): { readonly kind: 'place'; readonly at: EpochMs } | Refused<'placesNotKept' | 'placesGone'> {
  const { keptPlaces, daily = Infinity } = service.limits ?? {};
  if (keptPlaces === undefined) return { kind: 'refused', why: 'placesNotKept' };
  const turns = turnsNow(state, centre, service, when);
  const opensAt = turns.kind === 'full' || turns.kind === 'lastTurnGiven' ? turns.opensAt : null;
  if (opensAt === null) return { kind: 'refused', why: 'placesNotKept' };
  const day = businessDayOf(centre.zone, opensAt);
  const before = [...state.appointments.values()].filter((each) => each.service === service.id && each.day === day);
  const kept = before.filter((each) => each.kept !== undefined);
  if (kept.length >= keptPlaces || before.length >= daily) return { kind: 'refused', why: 'placesGone' };
  return { kind: 'place', at: Math.max(opensAt - 1, ...kept.map(({ at }) => at)) + 1 };
}

/** @param more how many more are kept then. */
function readyToBook(state: CentreState, { now }: Making, slots: readonly Slot[], more: number): { readonly kind: 'ready'; readonly centre: Centre } | Refused<BookRefusal> {
  const ready = centreIn(state);
  if (ready.kind === 'refused') return ready;
  const { centre } = ready;
  if (!centre.appointments) return { kind: 'refused', why: 'noAppointments' };
  if (slots.some(({ service }) => !serviceOf(centre, service))) return { kind: 'refused', why: 'unknownService' };
  if (slots.some(({ at }) => at <= now || at > now + DAYS_AHEAD * DAY_MS)) return { kind: 'refused', why: 'notThatTime' };
  if (state.appointments.size + more > APPOINTMENTS_HELD) return { kind: 'refused', why: 'tooManyAppointments' };
  return { kind: 'ready', centre };
}

type Keys = Pick<Appointment, 'id' | 'code'>;

function newKeys(state: CentreState, making: Making): Keys {
  return { id: making.newAppointment(), code: freeCode(codesOf(state), making) };
}

function codesOf(state: CentreState): Set<AppointmentCode> {
  return new Set([...state.appointments.values()].map(({ code }) => code));
}

/** Of a million at most a few thousand are taken: the next draw is nearly always free. */
function freeCode(taken: ReadonlySet<AppointmentCode>, { newCode }: Making): AppointmentCode {
  let code = newCode();
  while (taken.has(code)) code = newCode();
  return code;
}

function booked({ zone }: Centre, { service, at, kept }: Slot & Pick<Appointment, 'kept'>, { id, code }: Keys): QueueHappening {
  return {
    type: 'appointment.booked',
    payload: { appointment: id, code, service, at, day: businessDayOf(zone, at), ...(kept ? { kept } : {}) },
  };
}
