/**
 * What comes of a command: a function of the state, the command and what the edge hands in.
 * It decides; the station's desk writes. Nothing here reads a clock, a disk or a die.
 */
import { comingFor } from './appointments.ts';
import { priorityOf, serviceOf, type Centre, type Language, type Service } from '../centre.ts';
import { daysAfter, type BusinessDay, type EpochMs } from '../clock.ts';
import type { Happening } from '../entries/happenings.ts';
import type { Digest } from '../entries/entry.ts';
import type { AppointmentId, PriorityId, ServiceId, VisitId } from '../ids.ts';
import type { DeskAct } from '../reducers/legs.ts';
import { turnsNow } from '../scheduling/limits.ts';
import { nextLabel, type Numbering } from '../reducers/numbers.ts';
import { proofOf, type Pictures } from '../pictures.ts';
import { REDUCERS, type Appointment, type CentreState } from '../reducers/state.ts';

/** What screens bring about. */
export type QueueHappening = Extract<Happening, { type: 'ticket.issued' | DeskAct | `visit.${string}` | `desk.${string}` | `appointment.${string}` | `help.${string}` | `notice.${string}` | `series.${string}` | `signup.${string}` | 'attendance.noted' | 'seats.returned' | 'opinion.given' | 'plan.pointed' }>;

export interface Refused<Why extends string> {
  readonly kind: 'refused';
  readonly why: Why;
}

/** What happens, or why nothing does. */
export type Decision<Why extends string> = { readonly kind: 'happens'; readonly happening: QueueHappening } | Refused<Why>;

/** All of it happens at once, or none. */
export type DecisionOfSeveral<Why extends string> = { readonly kind: 'happen'; readonly happenings: readonly QueueHappening[] } | Refused<Why>;

/** The centre, where there is one and this program may act on it: one too old for the reducers in force only gives turns [J7]. */
export function centreIn(state: CentreState): { readonly kind: 'in'; readonly centre: Centre } | Refused<'notReady' | 'outdated'> {
  if (!state.centre) return { kind: 'refused', why: 'notReady' };
  return state.reducers > REDUCERS ? { kind: 'refused', why: 'outdated' } : { kind: 'in', centre: state.centre };
}

/**
 * The business day to act on: the clock's, or where the clock says one that is over, the first that
 * is not. A clock that was set back must not give a day's numbers again [N1].
 */
export function dayInPlay(state: CentreState, clockDay: BusinessDay): BusinessDay {
  const { closedThrough } = state;
  return closedThrough !== undefined && clockDay <= closedThrough ? daysAfter(closedThrough, 1) : clockDay;
}

/**
 * Who asks for a turn. A screen gives what a service gives at that time [Q8]; a person who
 * works here, and sees who stands there, gives one at any time.
 */
export type Asker = 'visitor' | 'staff';

/** Why a service gives a visitor no turn now [Q8]. */
const NO_TURN = { closed: 'serviceClosed', lastTurnGiven: 'lastTurnGiven', full: 'serviceFull' } as const;
type NoTurn = (typeof NO_TURN)[keyof typeof NO_TURN];

function whyNoTurn(state: CentreState, centre: Centre, service: Service, when: { day: BusinessDay; now: EpochMs }): NoTurn | undefined {
  const turns = turnsNow(state, centre, service, when);
  return turns.kind === 'open' ? undefined : NO_TURN[turns.kind];
}

/** A service that comes later in the visit may be closed meanwhile, and must have a turn left today. */
function whyNoTurnLater(state: CentreState, centre: Centre, planned: readonly ServiceId[], when: { day: BusinessDay; now: EpochMs }): NoTurn | undefined {
  const later = planned.flatMap((id) => serviceOf(centre, id) ?? []);
  return later.some((each) => turnsNow(state, centre, each, when).kind === 'full') ? NO_TURN.full : undefined;
}

export interface AskForTurn {
  readonly service: ServiceId;
  readonly language: Language;
  readonly planned?: readonly ServiceId[] | undefined;
  readonly priority?: PriorityId | undefined;
  /** For the time that was kept for them; the service is that one's. */
  readonly appointment?: AppointmentId | undefined;
  /** What they chose when a place was kept for them; staff see who stands there. */
  readonly pictures?: Pictures | undefined;
}

type ComingRefusal = 'unknownAppointment' | 'appointmentEarly' | 'appointmentLate' | 'appointmentUsed' | 'otherPictures';

/** [N2] Somebody asks for a turn. A device too old for the reducers in force still gives it [J7]. */
export function decideIssue(
  state: CentreState,
  ask: AskForTurn,
  given: { visit: VisitId; day: BusinessDay; now: EpochMs; who: Numbering; asker: Asker; digest: Digest },
): Decision<'notReady' | 'unknownService' | 'unknownPriority' | 'numbersSpent' | 'deviceOut' | NoTurn | ComingRefusal> {
  const { centre } = state;
  if (!centre) return { kind: 'refused', why: 'notReady' };
  if (state.devices.get(given.who.device)?.standing === 'out') return { kind: 'refused', why: 'deviceOut' };
  const service = serviceOf(centre, ask.service);
  const { planned = [] } = ask;
  if (!service || !areServices(centre, planned)) return { kind: 'refused', why: 'unknownService' };
  if (ask.priority !== undefined && !mayClaim(centre, ask.priority, given.asker)) return { kind: 'refused', why: 'unknownPriority' };
  const coming = ask.appointment === undefined ? undefined : cameFor(state, centre, ask, ask.appointment, given);
  if (coming?.kind === 'refused') return coming;
  // A time or a place that was kept is theirs, however many came since.
  if (given.asker === 'visitor') {
    const why = (coming ? undefined : whyNoTurn(state, centre, service, given)) ?? whyNoTurnLater(state, centre, planned, given);
    if (why) return { kind: 'refused', why };
  }
  const label = nextLabel(state, given.who, given.day, service.letter);
  if (!label) return { kind: 'refused', why: 'numbersSpent' };
  const priority = coming && !coming.appointment.kept ? centre.appointments?.priority : ask.priority;
  return {
    kind: 'happens',
    happening: {
      type: 'ticket.issued',
      payload: {
        visit: given.visit,
        service: service.id,
        label,
        language: ask.language,
        ...(planned.length > 0 ? { planned: [...planned] } : {}),
        ...(priority === undefined ? {} : { priority }),
        ...(coming ? { appointment: { id: coming.appointment.id, at: coming.appointment.at } } : {}),
      },
    },
  };
}

/** Somebody comes for what was kept for them. Staff let in whoever comes early or late on the day. */
function cameFor(
  state: CentreState,
  centre: Centre,
  { service, pictures }: AskForTurn,
  id: AppointmentId,
  { day, now, asker, digest }: { day: BusinessDay; now: EpochMs; asker: Asker; digest: Digest },
): { readonly kind: 'comes'; readonly appointment: Appointment } | Refused<ComingRefusal> {
  const appointment = state.appointments.get(id);
  if (!appointment || appointment.service !== service) return { kind: 'refused', why: 'unknownAppointment' };
  const { kind } = comingFor(centre, appointment, { day, now });
  if (kind === 'arrived') return { kind: 'refused', why: 'appointmentUsed' };
  const isStaff = asker === 'staff';
  const atAnyTime = isStaff && appointment.day === day;
  if (kind !== 'ready' && !atAnyTime) return { kind: 'refused', why: kind === 'early' ? 'appointmentEarly' : 'appointmentLate' };
  const isTheirs = !appointment.kept || isStaff || (pictures !== undefined && proofOf(digest, id, pictures) === appointment.kept.proof);
  return isTheirs ? { kind: 'comes', appointment } : { kind: 'refused', why: 'otherPictures' };
}

export function areServices(centre: Centre, services: readonly ServiceId[]): boolean {
  return services.every((each) => serviceOf(centre, each) !== undefined);
}

/** Some classes only staff may say of somebody. */
function mayClaim(centre: Centre, priority: PriorityId, asker: Asker): boolean {
  const known = priorityOf(centre, priority);
  return known !== undefined && (asker === 'staff' || known.byVisitor);
}
