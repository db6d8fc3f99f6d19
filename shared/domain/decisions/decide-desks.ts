/**
 * Who works where, and the end of the day [Q1]. In: the state and the command. Out: all that happens
 * at once, or why nothing does. A desk that is closed over somebody's head loses nobody: whom it
 * called waits where they were, and whom it served is parked, to be called by name.
 */
import type { Centre } from '../centre.ts';
import { MINUTE_MS, type BusinessDay, type EpochMs } from '../clock.ts';
import { centreIn, type DecisionOfSeveral, type QueueHappening, type Refused } from './decide.ts';
import { deskIn, openOn, type DeskRefusal } from './decide-call.ts';
import type { AgentId, DeskId } from '../ids.ts';
import { atDesk } from '../scheduling/queue.ts';
import type { CentreState, OpenDesk } from '../reducers/state.ts';

/** One desk, one agent: taking over a desk, or moving from another, is said twice. */
export function decideOpen(
  state: CentreState,
  ask: { desk: DeskId; agent: AgentId | null; takeOver: boolean },
  { day }: { day: BusinessDay },
): DecisionOfSeveral<DeskRefusal | 'unknownAgent' | 'deskTaken' | 'agentElsewhere'> {
  const at = deskIn(state, ask.desk);
  if (at.kind === 'refused') return at;
  if (!isAgent(at.centre, ask.agent)) return { kind: 'refused', why: 'unknownAgent' };
  const open = openOn(state, at.centre, ask.desk, day);
  const isTaken = open !== undefined && open.agent !== ask.agent;
  const elsewhere = ask.agent === null ? undefined : [...state.desks.keys()].find((id) => id !== ask.desk && openOn(state, at.centre, id, day)?.agent === ask.agent);
  if (isTaken && !ask.takeOver) return { kind: 'refused', why: 'deskTaken' };
  if (elsewhere !== undefined && !ask.takeOver) return { kind: 'refused', why: 'agentElsewhere' };
  return {
    kind: 'happen',
    happenings: [
      ...(isTaken ? letGo(state, ask.desk) : []),
      // That it closes there is said too: whoever reads the journal need not know who was where.
      ...(elsewhere === undefined ? [] : [...letGo(state, elsewhere), closed(elsewhere)]),
      { type: 'desk.opened', payload: { desk: ask.desk, agent: ask.agent } },
    ],
  };
}

/** Where nobody is named, a desk is open under no name. */
function isAgent({ agents = [] }: Centre, agent: AgentId | null): boolean {
  return agents.length === 0 ? agent === null : agents.some(({ id }) => id === agent);
}

/** @param ask.forced also over the head of whoever stands there. */
export function decideClose(state: CentreState, ask: { desk: DeskId; forced: boolean }): DecisionOfSeveral<DeskRefusal | 'deskNotOpen' | 'deskBusy'> {
  const at = openDesk(state, ask.desk);
  if (at.kind === 'refused') return at;
  if (atDesk(state, ask.desk) && !ask.forced) return { kind: 'refused', why: 'deskBusy' };
  return { kind: 'happen', happenings: [...letGo(state, ask.desk), closed(ask.desk)] };
}

export function decideClosing(state: CentreState, ask: { desk: DeskId }): DecisionOfSeveral<DeskRefusal | 'deskNotOpen'> {
  const at = openDesk(state, ask.desk);
  return at.kind === 'refused' ? at : { kind: 'happen', happenings: [closing(ask.desk)] };
}

/** A break begins once nobody stands there. @param ask.minutes null where nobody knows how long. */
export function decidePause(state: CentreState, ask: { desk: DeskId; minutes: number | null }, now: EpochMs): DecisionOfSeveral<DeskRefusal | 'deskNotOpen' | 'deskBusy'> {
  const at = openDesk(state, ask.desk);
  if (at.kind === 'refused') return at;
  if (atDesk(state, ask.desk)) return { kind: 'refused', why: 'deskBusy' };
  const until = ask.minutes === null ? null : now + ask.minutes * MINUTE_MS;
  return { kind: 'happen', happenings: [{ type: 'desk.paused', payload: { desk: ask.desk, until } }] };
}

export function decideResume(state: CentreState, ask: { desk: DeskId }): DecisionOfSeveral<DeskRefusal | 'deskNotOpen'> {
  const at = openDesk(state, ask.desk);
  return at.kind === 'refused' ? at : { kind: 'happen', happenings: [{ type: 'desk.resumed', payload: { desk: ask.desk } }] };
}

/**
 * [Q1] Everybody who waits goes home, and desks close. Nobody is sent away from a desk: one that has
 * somebody closes once it has finished. Who is parked stays so, since something of theirs lies here.
 */
export function decideEndDay(state: CentreState, { day }: { day: BusinessDay }): DecisionOfSeveral<'notReady' | 'outdated'> {
  const ready = centreIn(state);
  if (ready.kind === 'refused') return ready;
  const waiting = state.visits.filter((visit) => visit.day <= day && visit.leg.kind === 'waiting');
  const desks = [...state.desks].flatMap(([desk, open]) => {
    if (!atDesk(state, desk)) return [closed(desk)];
    return open.isClosing ? [] : [closing(desk)];
  });
  return {
    kind: 'happen',
    happenings: [...waiting.map(({ id, leg }): QueueHappening => ({ type: 'leg.cancelled', payload: { visit: id, leg: leg.no, by: 'endOfDay' } })), ...desks],
  };
}

function openDesk(state: CentreState, desk: DeskId): { readonly kind: 'open'; readonly open: OpenDesk } | Refused<DeskRefusal | 'deskNotOpen'> {
  const at = deskIn(state, desk);
  if (at.kind === 'refused') return at;
  const open = state.desks.get(desk);
  return open ? { kind: 'open', open } : { kind: 'refused', why: 'deskNotOpen' };
}

function closed(desk: DeskId): QueueHappening {
  return { type: 'desk.closed', payload: { desk } };
}

function closing(desk: DeskId): QueueHappening {
  return { type: 'desk.closing', payload: { desk } };
}

/** Whoever stands at a desk that is closed over their head. */
function letGo(state: CentreState, id: DeskId): readonly QueueHappening[] {
  const visit = atDesk(state, id);
  if (!visit) return [];
  const { leg } = visit;
  const { no, callNo, desk } = leg;
  const call = { visit: visit.id, leg: no, callNo, desk };
  return leg.kind === 'called'
    ? [{ type: 'leg.putBack', payload: { ...call, queuedAt: null, ...(leg.parked ? { parks: true } : {}) } }]
    : [{ type: 'leg.parked', payload: { ...call, reason: 'colleague', until: null } }];
}
