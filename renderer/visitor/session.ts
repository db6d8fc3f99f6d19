/**
 * One visitor's use of the screen, as a function: session + act → session. It asks for one ticket
 * at most, however many fingers tap; and a timer that was set for one visitor has no power over
 * the next [X4], because an act that speaks of a timer names it.
 */
import type { CommandId, PriorityId, ServiceId, VisitId } from '../../shared/domain/ids.ts';
import type { Language } from '../../shared/domain/centre.ts';
import type { Label } from '../../shared/domain/label.ts';
import type { Reply } from '../../shared/contract/commands.ts';
import { REFUSALS, type RefusalKind } from '../../shared/contract/refusals.ts';

export type Step =
  | { readonly kind: 'home' }
  | { readonly kind: 'services' }
  /** What a visitor may say of themselves, to be called earlier. */
  | { readonly kind: 'priorities' }
  | { readonly kind: 'asking'; readonly service: ServiceId; readonly language: Language; readonly priority: PriorityId | null; readonly command: CommandId }
  | { readonly kind: 'refused'; readonly why: RefusalKind }
  /** This service gives no turn now; the list knows since when and until when. */
  | { readonly kind: 'notNow'; readonly service: ServiceId }
  /** `stays`: its visitor asked to leave, and it can't be given up any more. */
  | ({ readonly kind: 'ticket'; readonly stays: boolean } & Issued)
  /** Whether the visitor means to leave; null until they said so. */
  | ({ readonly kind: 'leaving'; readonly command: CommandId | null } & Issued)
  | { readonly kind: 'left'; readonly label: Label };

/** A turn that was given. */
export interface Issued {
  readonly visit: VisitId;
  readonly label: Label;
  readonly service: ServiceId;
  readonly ahead: number;
}

/** A timer, named so that one that comes late can be told apart. Ends are on the monotonic clock, in ms. */
export interface NamedTimer {
  readonly id: number;
  readonly endsAt: number;
}

export interface Session {
  /** Counts the visitors since the page loaded; a new number is a fresh DOM. */
  readonly visitor: number;
  /** Null until this visitor chooses: the centre's first. */
  readonly language: Language | null;
  /** What this visitor said of themselves; nothing is asked. */
  readonly priority: PriorityId | null;
  readonly step: Step;
  /** Null where there is nothing to go back from. */
  readonly idle: NamedTimer | null;
  /** While it runs, taps count as an echo of the last one and do nothing. */
  readonly echo: NamedTimer | null;
  readonly lastTimer: number;
}

export const START: Session = { visitor: 1, language: null, priority: null, step: { kind: 'home' }, idle: null, echo: null, lastTimer: 0 };

/** A second tap within this time is a trembling hand, not a wish. */
export const ECHO_MS = 500;
/** How long a screen waits for somebody who may have gone. */
export const BROWSING_MS = 60_000;
export const TICKET_MS = 40_000;
/** How long before the end it says so. */
export const WARNING_MS = { browsing: 20_000, ticket: 10_000 } as const;

/** What a finger may do. */
export type Tap =
  | { readonly kind: 'speak'; readonly language: Language }
  | { readonly kind: 'takeTurn' }
  | { readonly kind: 'choose'; readonly service: ServiceId; readonly language: Language; readonly command: CommandId }
  | { readonly kind: 'seePriorities' }
  /** Null takes it back. */
  | { readonly kind: 'claim'; readonly priority: PriorityId | null }
  /** A service that gives no turn now, to hear more of it. */
  | { readonly kind: 'notNow'; readonly service: ServiceId }
  | { readonly kind: 'back' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'stay' }
  | { readonly kind: 'confirmLeave'; readonly command: CommandId }
  | { readonly kind: 'finish' };

export type Act =
  | Tap
  /** Somebody is there: any touch or key. */
  | { readonly kind: 'stirred' }
  | { readonly kind: 'replied'; readonly command: CommandId; readonly reply: Reply }
  | { readonly kind: 'timeUp'; readonly timer: number };

/** @param now the monotonic clock, in ms. */
export function next(session: Session, act: Act, now: number): Session {
  switch (act.kind) {
    case 'stirred':
      return withTimer(session, now);
    case 'timeUp':
      if (session.idle?.id === act.timer) return startAgain(session, now);
      return session.echo?.id === act.timer ? { ...session, echo: null } : session;
    case 'replied':
      return hear(session, act, now);
    case 'speak':
    case 'takeTurn':
    case 'choose':
    case 'seePriorities':
    case 'claim':
    case 'notNow':
    case 'back':
    case 'leave':
    case 'stay':
    case 'confirmLeave':
    case 'finish': {
      if (session.echo) return session;
      const tapped = tap(session, act, now);
      return tapped === session ? session : withEcho(tapped, now);
    }
    default:
      return act satisfies never;
  }
}

function tap(session: Session, act: Tap, now: number): Session {
  const { step } = session;
  switch (act.kind) {
    case 'speak':
      return step.kind === 'home' ? withTimer({ ...session, language: act.language }, now) : session;
    case 'takeTurn':
      return step.kind === 'home' || step.kind === 'refused' || step.kind === 'notNow' ? goTo(session, { kind: 'services' }, now) : session;
    case 'choose':
      // The guard of one ticket: after the first choice this is no longer the step.
      return step.kind === 'services'
        ? goTo(session, { ...act, kind: 'asking', priority: session.priority }, now)
        : session;
    case 'seePriorities':
      return step.kind === 'services' ? goTo(session, { kind: 'priorities' }, now) : session;
    case 'claim':
      return step.kind === 'priorities' ? goTo({ ...session, priority: act.priority }, { kind: 'services' }, now) : session;
    case 'notNow':
      return step.kind === 'services' ? goTo(session, act, now) : session;
    case 'back':
      if (step.kind === 'priorities') return goTo(session, { kind: 'services' }, now);
      // Going back is the same person: what they chose stays.
      return step.kind === 'services' || step.kind === 'refused' || step.kind === 'notNow' ? goTo(session, { kind: 'home' }, now) : session;
    case 'leave':
      return step.kind === 'ticket' ? goTo(session, { ...issuedOf(step), kind: 'leaving', command: null }, now) : session;
    case 'stay':
      return step.kind === 'leaving' && step.command === null ? goTo(session, { ...issuedOf(step), kind: 'ticket', stays: false }, now) : session;
    case 'confirmLeave':
      return step.kind === 'leaving' && step.command === null ? goTo(session, { ...step, command: act.command }, now) : session;
    case 'finish':
      return step.kind === 'ticket' || step.kind === 'left' ? startAgain(session, now) : session;
    default:
      return act satisfies never;
  }
}

/** A reply to a visitor who has gone is nobody's: the next one must not see it. */
function hear(session: Session, { command, reply }: Extract<Act, { kind: 'replied' }>, now: number): Session {
  const { step } = session;
  if (step.kind === 'leaving' && step.command === command) {
    const stays: Step = { ...issuedOf(step), kind: 'ticket', stays: true };
    return withEcho(goTo(session, reply.kind === 'done' ? { kind: 'left', label: step.label } : stays, now), now);
  }
  if (step.kind !== 'asking' || step.command !== command) return session;
  // What can't be claimed here any more must not be asked for again with the next tap.
  const isStale = reply.kind === 'refused' && reply.why === 'unknownPriority';
  return withEcho(goTo(isStale ? { ...session, priority: null } : session, stepFrom(reply, step.service), now), now);
}

function stepFrom(reply: Reply, asked: ServiceId): Step {
  if (reply.kind === 'refused') return REFUSALS[reply.why] === 'comeBack' ? { kind: 'notNow', service: asked } : { kind: 'refused', why: reply.why };
  const { outcome } = reply;
  if (outcome.kind !== 'issued') return { kind: 'refused', why: 'malformed' };
  const { visit, label, service, ahead } = outcome;
  return { kind: 'ticket', visit, label, service, ahead, stays: false };
}

function issuedOf({ visit, label, service, ahead }: Issued): Issued {
  return { visit, label, service, ahead };
}

function goTo(session: Session, step: Step, now: number): Session {
  return withTimer({ ...session, step }, now);
}

/** A new timer with a new name; the old one, should it still come, names nobody. */
function withTimer(session: Session, now: number): Session {
  const ms = patienceOf(session);
  const id = session.lastTimer + 1;
  return { ...session, lastTimer: id, idle: ms === null ? null : { id, endsAt: now + ms } };
}

/** Also after a change nobody tapped for: a finger on its way meant the screen that was. */
function withEcho(session: Session, now: number): Session {
  const id = session.lastTimer + 1;
  return { ...session, lastTimer: id, echo: { id, endsAt: now + ECHO_MS } };
}

function patienceOf({ step, language }: Session): number | null {
  if (showsNumber(step)) return TICKET_MS;
  return step.kind === 'home' && language === null ? null : BROWSING_MS;
}

/** [X4] Everything of a visitor goes with them; only the counts that tell visitors apart go on. */
function startAgain(session: Session, now: number): Session {
  return withEcho({ ...START, visitor: session.visitor + 1, lastTimer: session.lastTimer }, now);
}

/** How long before the end this step says so, in ms. */
export function warningOf(step: Step): number {
  return showsNumber(step) ? WARNING_MS.ticket : WARNING_MS.browsing;
}

/** [P4] A number that was shown stays, whatever becomes of the station. */
export function showsNumber({ kind }: Step): boolean {
  return kind === 'ticket' || kind === 'leaving' || kind === 'left';
}
