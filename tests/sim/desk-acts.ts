/**
 * What somebody at a desk does next, but for calling whoever is next [Q1]. In: chance, the centre,
 * what the station knows. Out: a command; none where there is nothing to do.
 */
import type { QueueCommand } from '../../shared/contract/commands.ts';
import type { Centre } from '../../shared/domain/centre.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import type { CommandId, DeskId } from '../../shared/domain/ids.ts';
import { atDesk, type AtDesk } from '../../shared/domain/scheduling/queue.ts';
import type { CentreState, Help } from '../../shared/domain/reducers/state.ts';
import type { Chance } from '../../main/station/chance.ts';

export interface Situation {
  readonly chance: Pick<Chance, 'fraction'>;
  readonly centre: Centre;
  readonly state: CentreState;
  readonly desk: DeskId;
  readonly id: CommandId;
  /** By its station's clock. */
  readonly now: EpochMs;
}

export function nextAct(situation: Situation): QueueCommand | undefined {
  const here = atDesk(situation.state, situation.desk);
  return here ? withThem(situation, here) : meanwhile(situation);
}

/** Mostly what a desk is there for, and now and then what else may come of it. */
function withThem(situation: Situation, { id: visit, leg }: AtDesk): QueueCommand {
  const { chance, centre, desk, id } = situation;
  const at = { id, desk, visit };
  const dice = chance.fraction();
  if (dice < 0.06) return { kind: 'desk.undo', ...at };
  if (dice < 0.1) return { kind: 'visit.mark', id, visit, priority: null };
  if (leg.kind === 'called') {
    if (dice < 0.66) return { kind: 'desk.start', ...at };
    if (dice < 0.8) return { kind: 'desk.noShow', ...at };
    return dice < 0.9 ? { kind: 'desk.recall', ...at } : { kind: 'desk.putBack', ...at, place: pick(chance, ['same', 'first', 'end', { after: 1 }] as const) };
  }
  if (dice < 0.7) return { kind: 'desk.finish', ...at };
  if (dice < 0.8) return { kind: 'visit.plan', id, visit, services: [pick(chance, centre.services).id] };
  if (dice < 0.9) return { kind: 'desk.park', ...at, reason: 'form', minutes: pick(chance, [null, 5]) };
  const to = { service: pick(chance, centre.services).id, desk: pick(chance, [null, ...centre.desks])?.id ?? null };
  return { kind: 'desk.transfer', ...at, to, place: pick(chance, ['byArrival', 'end', 'first'] as const), comesBack: chance.fraction() < 0.3 };
}

/** A desk with nobody: somebody leaves, comes back, is called by name; the desk opens and closes. */
function meanwhile(situation: Situation): QueueCommand | undefined {
  const { chance, state, desk, id } = situation;
  // Somebody who called a person is looked after before long, and a desk where something was said of it hears more: a run is short.
  if (openHelp(situation) && chance.fraction() < 0.5) return aboutHelp(situation);
  if (chance.fraction() < (state.desks.has(desk) ? 0.7 : 0.25)) return pick(chance, aboutTheDesk(situation));
  const dice = chance.fraction();
  if (dice > 0.96) return { kind: 'opinion.give', id, face: pick(chance, ['good', 'soSo', 'bad'] as const), service: pick(chance, [null, ...situation.centre.services])?.id ?? null, answer: pick(chance, [null, 0, 1]) };
  if (dice < 0.02) return { kind: 'day.end', id };
  if (dice < 0.06) return aboutHelp(situation);
  if (dice < 0.2) return pick(chance, aboutTimes(situation));
  const visits = [...state.visits.values()];
  if (visits.length === 0) return undefined;
  const { id: visit, leg } = pick(chance, visits);
  if (dice < 0.4) return { kind: 'desk.undo', id, desk, visit };
  if (leg.kind === 'parked' || (leg.kind === 'waiting' && dice < 0.6)) return { kind: 'desk.call', id, desk, visit };
  if (leg.kind === 'waiting') return dice < 0.75 ? { kind: 'visit.cancel', id, visit } : undefined;
  return leg.kind === 'noShow' || leg.kind === 'cancelled' ? { kind: 'visit.bringBack', id, visit, place: 'same' } : undefined;
}

function openHelp({ state }: Situation): Help | undefined {
  return [...state.helps.values()].find(({ stands }) => stands !== 'ended');
}

/** Somebody at the door calls a person, one goes, or is needed no more. */
function aboutHelp(situation: Situation): QueueCommand {
  const { chance, id } = situation;
  const open = openHelp(situation);
  if (!open) return { kind: 'help.ask', id, language: 'es' };
  return open.stands === 'ringing' && chance.fraction() < 0.6 ? { kind: 'help.answer', id, help: open.id } : { kind: 'help.end', id, help: open.id };
}

/** A time is kept for somebody, comes in from a calendar, or is given up. */
function aboutTimes({ chance, centre, state, id, now }: Situation): readonly QueueCommand[] {
  const service = pick(chance, centre.services).id;
  const at = now + pick(chance, [10, 60, 1440]) * 60_000;
  const uids = [pick(chance, ['one', 'two', 'three']), pick(chance, ['one', 'two', 'three'])];
  const [first] = state.appointments.values();
  return [
    { kind: 'appointment.book', id, service, at },
    { kind: 'appointment.import', id, rows: uids.map((uid) => ({ uid, service, at })) },
    // Few are there to be given up: those that are, are sooner.
    ...(first ? Array.from({ length: 3 }, () => ({ kind: 'appointment.cancel' as const, id, appointment: first.id })) : []),
  ];
}

/** One that is open closes again, and one that calls nobody is opened again, before long. */
function aboutTheDesk({ state, desk, id }: Situation): readonly QueueCommand[] {
  const open: QueueCommand = { kind: 'desk.open', id, desk, agent: null, takeOver: true };
  const now = state.desks.get(desk);
  if (!now || now.isClosing) return [open];
  const close: QueueCommand = { kind: 'desk.close', id, desk, forced: true };
  const pause: QueueCommand = { kind: 'desk.pause', id, desk, minutes: null };
  return now.pause ? [{ kind: 'desk.resume', id, desk }] : [close, { kind: 'desk.closing', id, desk }, pause, pause];
}

function pick<T>({ fraction }: Situation['chance'], from: readonly T[]): T {
  const picked = from[Math.floor(fraction() * from.length)];
  if (picked === undefined) throw new Error('there is nothing to pick from');
  return picked;
}
