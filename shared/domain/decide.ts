/**
 * What comes of a command: a function of the state, the command and what the edge hands in.
 * It decides; the station's desk writes. Nothing here reads a clock, a disk or a die.
 */
import { priorityOf, serviceOf, type Centre, type Language, type Service } from './centre.ts';
import { daysAfter, type BusinessDay, type EpochMs } from './clock.ts';
import type { Happening } from './happenings.ts';
import type { PriorityId, ServiceId, VisitId } from './ids.ts';
import type { DeskAct } from './legs.ts';
import { turnsNow } from './limits.ts';
import { nextLabel, type Numbering } from './numbers.ts';
import type { CentreState } from './state.ts';

/** What screens bring about. */
export type QueueHappening = Extract<Happening, { type: 'ticket.issued' | DeskAct | `visit.${string}` | `desk.${string}` }>;

export interface Refused<Why extends string> {
  readonly kind: 'refused';
  readonly why: Why;
}

/** What happens, or why nothing does. */
export type Decision<Why extends string> = { readonly kind: 'happens'; readonly happening: QueueHappening } | Refused<Why>;

/** All of it happens at once, or none. */
export type DecisionOfSeveral<Why extends string> = { readonly kind: 'happen'; readonly happenings: readonly QueueHappening[] } | Refused<Why>;

/**
 * The business day to act on: the clock's, or where the clock says one that is over, the first that
 * is not. A clock that was set back must not give a day's numbers again [N1].
 */
export function dayInPlay(state: CentreState, clockDay: BusinessDay): BusinessDay {
  const { closedThrough } = state;
  return closedThrough !== undefined && clockDay <= closedThrough ? daysAfter(closedThrough, 1) : clockDay;
}

/**
 * Who asks for a turn, and when. A screen gives what a service gives at that time [Q8]; a person who
 * works here, and sees who stands there, gives one at any time.
 */
export type Asker = { readonly kind: 'visitor'; readonly now: EpochMs } | { readonly kind: 'staff' };

/** Why a service gives a visitor no turn now [Q8]. */
const NO_TURN = { closed: 'serviceClosed', lastTurnGiven: 'lastTurnGiven', full: 'serviceFull' } as const;
type NoTurn = (typeof NO_TURN)[keyof typeof NO_TURN];

/** A service that comes later in the visit may be closed meanwhile, and must have a turn left today. */
function whyNoTurn(state: CentreState, centre: Centre, service: Service, planned: readonly ServiceId[], when: { day: BusinessDay; now: EpochMs }): NoTurn | undefined {
  const turns = turnsNow(state, centre, service, when);
  if (turns.kind !== 'open') return NO_TURN[turns.kind];
  const later = planned.flatMap((id) => serviceOf(centre, id) ?? []);
  return later.some((each) => turnsNow(state, centre, each, when).kind === 'full') ? NO_TURN.full : undefined;
}

/** [N2] Somebody asks for a turn. A device too old for the reducers in force still gives it [J7]. */
export function decideIssue(
  state: CentreState,
  ask: { service: ServiceId; language: Language; planned?: readonly ServiceId[] | undefined; priority?: PriorityId | undefined },
  given: { visit: VisitId; day: BusinessDay; who: Numbering; asker: Asker },
): Decision<'notReady' | 'unknownService' | 'unknownPriority' | 'numbersSpent' | 'deviceOut' | NoTurn> {
  if (!state.centre) return { kind: 'refused', why: 'notReady' };
  if (state.devices.get(given.who.device)?.standing === 'out') return { kind: 'refused', why: 'deviceOut' };
  const service = serviceOf(state.centre, ask.service);
  const { planned = [], priority } = ask;
  if (!service || !areServices(state.centre, planned)) return { kind: 'refused', why: 'unknownService' };
  if (priority !== undefined && !mayClaim(state.centre, priority, given.asker)) return { kind: 'refused', why: 'unknownPriority' };
  if (given.asker.kind === 'visitor') {
    const why = whyNoTurn(state, state.centre, service, planned, { day: given.day, now: given.asker.now });
    if (why) return { kind: 'refused', why };
  }
  const label = nextLabel(state, given.who, given.day, service.letter);
  if (!label) return { kind: 'refused', why: 'numbersSpent' };
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
      },
    },
  };
}

export function areServices(centre: Centre, services: readonly ServiceId[]): boolean {
  return services.every((each) => serviceOf(centre, each) !== undefined);
}

/** Some classes only staff may say of somebody. */
function mayClaim(centre: Centre, priority: PriorityId, asker: Asker): boolean {
  const known = priorityOf(centre, priority);
  return known !== undefined && (asker.kind === 'staff' || known.byVisitor);
}
