/**
 * One visitor's use of the screen, as a function: session + act → session. It asks for one ticket
 * at most, however many fingers tap; and a timer that was set for one visitor has no power over
 * the next [X4], because an act that speaks of a timer names it.
 */
import type { Reply } from '../../shared/contract/commands.ts';
import type { CodeOrId } from '../../shared/contract/scans.ts';
import type { CommandId } from '../../shared/domain/ids.ts';
import type { VolumeStep } from '../ui/voice/player.ts';
import { withText } from './offers/paths.ts';
import { hear } from './replies.ts';
import { withName, withPhone } from './signup/taps.ts';
import { showsNumber, START, type Access, type Session, type Step } from './steps.ts';
import { tap, withDigits, type Tap } from './taps.ts';

/** A second tap within this time is a trembling hand, not a wish. */
export const ECHO_MS = 500;
/** The same of a key of the number pad: two digits of a code may well be alike. */
export const KEY_ECHO_MS = 250;
/** How long a screen waits before it asks whether anybody is there: reading, filling in, with a number in hand. */
export const BROWSING_MS = 60_000;
export const FORM_MS = 120_000;
export const TICKET_MS = 40_000;
/** How long it asks before it begins again. */
export const WARNING_MS = 30_000;
/** How much longer for whoever asks for time beforehand. */
export const SLOW = 3;

export type Act =
  | Tap
  | { readonly kind: 'finish' }
  /** What staff set for this screen; what is running keeps the time it was given. */
  | { readonly kind: 'wait'; readonly patience: number }
  | { readonly kind: 'adjust'; readonly what: keyof Access }
  /** Said aloud or not, once more, stopped for a while, louder. */
  | { readonly kind: 'listen'; readonly what: 'on' | 'again' | 'paused' | 'volume' }
  /** Headphones came or went. */
  | { readonly kind: 'headphones'; readonly there: boolean }
  /** At once to the first page, whatever was on its way: somebody must not see what was here. */
  | { readonly kind: 'leaveNow' }
  /** The answer to whether anybody is there. */
  | { readonly kind: 'moreTime' }
  /** Digits from a keyboard. */
  | { readonly kind: 'typed'; readonly digits: string }
  /** A line as the machine's keyboard made it. */
  | { readonly kind: 'wrote'; readonly text: string }
  | { readonly kind: 'scanned'; readonly by: CodeOrId; readonly isSignup: boolean; readonly command: CommandId }
  /** A reader read what is none of ours. */
  | { readonly kind: 'misread' }
  /** Somebody is there: any touch or key. */
  | { readonly kind: 'stirred' }
  | { readonly kind: 'replied'; readonly command: CommandId; readonly reply: Reply }
  | { readonly kind: 'timeUp'; readonly timer: number };

/** @param now the monotonic clock, in ms. */
export function next(session: Session, act: Act, now: number): Session {
  if (act.kind === 'stirred') return withTimer(session, now);
  if (act.kind === 'timeUp') {
    if (session.idle?.id === act.timer) return startAgain(session, now);
    return session.echo?.id === act.timer ? { ...session, echo: null } : session;
  }
  if (act.kind === 'wait') return act.patience === session.patience ? session : { ...session, patience: act.patience };
  // The finger that says so lifts over the page below.
  if (act.kind === 'moreTime') return withEcho(withTimer(session, now), now);
  if (act.kind === 'leaveNow') return startAgain(session, now);
  if (act.kind === 'adjust') return adjust(session, act.what, now);
  if (act.kind === 'listen') return listen(session, act.what, now);
  // Whoever plugs them in wants to hear; and what was said to one is not said on to the room.
  if (act.kind === 'headphones') return act.there === session.listening.on ? session : withTimer({ ...session, listening: { ...session.listening, on: act.there, paused: false } }, now);
  if (act.kind === 'replied') {
    const heard = hear(session, act);
    return heard === session ? session : withEcho(withTimer(heard, now), now);
  }
  if (act.kind === 'typed') {
    const step = session.step.kind === 'code' ? withDigits(session.step, act.digits) : session.step.kind === 'signup' ? withPhone(session.step, act.digits) : undefined;
    return step ? goTo(session, step, now) : session;
  }
  if (act.kind === 'wrote') {
    const step = session.step.kind === 'search' ? withText(session.step, act.text) : session.step.kind === 'signup' ? withName(session.step, act.text) : undefined;
    return step ? goTo(session, step, now) : session;
  }
  if (act.kind === 'scanned' || act.kind === 'misread') {
    return takesScans(session.step) ? withEcho(goTo(session, afterScan(act), now), now) : session;
  }
  if (act.kind === 'finish') {
    return !session.echo && isEnd(session.step) ? startAgain(session, now) : session;
  }
  return touch(session, act, now);
}

/** On every page, and never a step: what one is at stays as it is. */
function adjust(session: Session, what: keyof Access, now: number): Session {
  return once(session, `adjust ${what}`, { access: { ...session.access, [what]: !session.access[what] } }, now);
}

/** Also on every page. */
function listen(session: Session, what: Extract<Act, { kind: 'listen' }>['what'], now: number): Session {
  const { listening } = session;
  const after = {
    on: { ...listening, on: !listening.on, paused: false },
    again: { ...listening, again: listening.again + 1, paused: false },
    paused: { ...listening, paused: !listening.paused },
    volume: { ...listening, volume: louder(listening.volume) },
  };
  return once(session, `listen ${what}`, { listening: after[what] }, now);
}

/** From the loudest on to the quietest. */
function louder(volume: VolumeStep): VolumeStep {
  return volume === 1 ? 2 : volume === 2 ? 3 : volume === 3 ? 4 : 1;
}

/** A second touch of the same pill is its echo; one of another is not. */
function once(session: Session, on: string, change: Pick<Session, 'access'> | Pick<Session, 'listening'>, now: number): Session {
  if (session.touched?.on === on && now < session.touched.until) return session;
  return { ...withTimer({ ...session, ...change }, now), touched: { on, until: now + ECHO_MS } };
}

function afterScan(act: Extract<Act, { kind: 'scanned' | 'misread' }>): Step {
  return act.kind === 'scanned' ? { kind: 'reading', by: act.by, isSignup: act.isSignup, command: act.command } : { kind: 'refused', why: 'unknownPaper', again: { kind: 'home' } };
}

function touch(session: Session, act: Tap, now: number): Session {
  if (session.echo) return session;
  const key = keyOf(act);
  if (key && session.touched?.on === key.on && now < session.touched.until) return session;
  const tapped = tap(session, act);
  if (tapped === session) return session;
  // Keys and pictures are touched one after the other: the echo is of the one alone.
  return key ? { ...withTimer(tapped, now), touched: { on: key.on, until: now + key.ms } } : withEcho(withTimer(tapped, now), now);
}

/** What is touched several times on one page, and how long its echo lasts in ms. */
function keyOf(act: Tap): { readonly on: string; readonly ms: number } | undefined {
  if (act.kind === 'digit') return { on: act.digit, ms: KEY_ECHO_MS };
  if (act.kind === 'erase') return { on: act.kind, ms: KEY_ECHO_MS };
  if (act.kind === 'codeLetter') return { on: act.letter, ms: KEY_ECHO_MS };
  if (act.kind === 'count') return { on: `${act.who} ${act.by}`, ms: KEY_ECHO_MS };
  if (act.kind === 'tick') return { on: `${act.question} ${act.answer}`, ms: KEY_ECHO_MS };
  if (act.kind === 'key') return { on: act.key.kind === 'letter' ? act.key.letter : act.key.kind, ms: KEY_ECHO_MS };
  return act.kind === 'picture' ? { on: act.picture, ms: ECHO_MS } : undefined;
}

/** Where a reader is listened to: where one begins, where a code is asked for, and where a code was not known. */
export function takesScans(step: Step): boolean {
  if (step.kind === 'refused') return ['home', 'code', 'findSignup'].includes(step.again.kind);
  return step.kind === 'home' || ((step.kind === 'code' || step.kind === 'findSignup') && !step.asked);
}

function goTo(session: Session, step: Step, now: number): Session {
  return withTimer({ ...session, step }, now);
}

/** A new timer with a new name; the old one, should it still come, names nobody. */
function withTimer(session: Session, now: number): Session {
  const ms = patienceOf(session);
  const id = session.lastTimer + 1;
  return { ...session, lastTimer: id, idle: ms === null ? null : { id, warnsAt: now + ms, endsAt: now + ms + WARNING_MS } };
}

/** Also after a change nobody tapped for: a finger on its way meant the screen that was. */
function withEcho(session: Session, now: number): Session {
  const id = session.lastTimer + 1;
  return { ...session, lastTimer: id, echo: { id, endsAt: now + ECHO_MS }, touched: null };
}

function patienceOf(session: Session): number | null {
  if (isUntouched(session)) return null;
  const ms = isShort(session.step) ? TICKET_MS : FORMS.has(session.step.kind) ? FORM_MS : BROWSING_MS;
  return ms * session.patience * (session.access.slow ? SLOW : 1);
}

const FORMS: ReadonlySet<Step['kind']> = new Set(['code', 'pictures', 'search', 'signup', 'findSignup']);

function isUntouched({ step, language, access, listening }: Session): boolean {
  return step.kind === 'home' && language === null && !listening.on && !Object.values(access).includes(true);
}

/** A number is soon read; a code and when to come with it are written down. */
function isShort(step: Step): boolean {
  return step.kind === 'thanked' || (showsNumber(step) && step.kind !== 'kept' && step.kind !== 'signedUp');
}

/** Where a visitor may say that they are done. */
function isEnd(step: Step): boolean {
  return step.kind === 'thanked' || step.kind === 'mine' || (showsNumber(step) && step.kind !== 'leaving');
}

/** [X4] Everything of a visitor goes with them; only the counts that tell visitors apart go on. */
function startAgain(session: Session, now: number): Session {
  return withEcho({ ...START, visitor: session.visitor + 1, lastTimer: session.lastTimer, patience: session.patience }, now);
}
