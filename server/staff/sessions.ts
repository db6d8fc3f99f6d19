/**
 * Sessions of staff [X7]. In: chance, or what a browser sends back. Out: a token's text once, then
 * only its hash; and whether a session is over. It keeps nothing.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EpochMs } from '../../shared/domain/clock.ts';
import type { Chance } from '../chance.ts';
import { sha256 } from '../digest.ts';

/** A working day and some: nobody stays signed in overnight. */
export const SESSION_MS = 12 * 3_600_000;
/** Without a look at any page. */
export const IDLE_MS = 60 * 60_000;
/** Use is noted this often at most: a look at a page is no write. */
export const NOTE_MS = 60_000;
/** How far back the machine's clock may be set before a session counts as over. */
const CLOCK_SLACK_MS = 5 * 60_000;

export interface SessionToken {
  readonly text: string;
  readonly hash: string;
}

/** 256 random bits. */
export function mintSession(chance: Chance): SessionToken {
  const text = Buffer.from(chance.bytes(32)).toString('base64url');
  return { text, hash: sha256(text) };
}

/** What a browser sent back; undefined when it is no token of ours. */
export function readSession(text: string | undefined): SessionToken | undefined {
  return text !== undefined && /^[\w-]{43}$/.test(text) ? { text, hash: sha256(text) } : undefined;
}

/** Whether it has lasted too long, or lain unused too long; also where the clock was set far back. */
export function isOver({ openedAt, seenAt }: { readonly openedAt: EpochMs; readonly seenAt: EpochMs }, now: EpochMs): boolean {
  const lasts = (since: EpochMs, most: number): boolean => now - since < most && now - since > -CLOCK_SLACK_MS;
  return !lasts(openedAt, SESSION_MS) || !lasts(seenAt, IDLE_MS);
}

/** What each form of a session carries: a page of another site can send a form, but can't know this. */
export function formTokenOf(session: SessionToken): string {
  return createHmac('sha256', session.text).update('umbral: a form of this session').digest('base64url');
}

/** Whether two secrets are the same; how long it takes tells nothing of either. */
export function isSame(presented: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(presented)), Buffer.from(sha256(expected)));
}
