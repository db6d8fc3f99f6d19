/** The kinds of error the centre's server answers with, each with its one recovery [J10]. */
import { z } from 'zod';

/** What a caller does about each kind of error. */
export const SERVER_ERRORS = {
  /** No token, an old one, or a device the server does not know. Recovery: prove the key again; where that fails, ask to be let in. */
  unauthenticated: { status: 401, recovery: 'prove' },
  /** This device was put out. Recovery: stop syncing, give no more numbers and tell staff. */
  revoked: { status: 403, recovery: 'tellStaff' },
  /** The server keeps another centre's order. Recovery: stop syncing and tell staff. */
  otherCentre: { status: 403, recovery: 'tellStaff' },
  /** The message does not validate. Recovery: stop; an update is needed. */
  malformed: { status: 400, recovery: 'tellStaff' },
  /** A hash does not chain to the one before. Recovery: begin the journal anew; what can be read is written again. */
  chainBroken: { status: 409, recovery: 'newEpoch' },
  /** Entries are missing before the ones sent. Recovery: push again from `expected`. */
  gap: { status: 409, recovery: 'pushFromExpected' },
  /** The server has other entries of this device than it has itself: a copy, or an old state put back. Recovery: begin the journal anew [J11]. */
  fork: { status: 409, recovery: 'newEpoch' },
  /**
   * The cursor is not on this order: another owner orders now, or this one lost a stretch and went
   * on. Recovery: go back to the last place both have; push again what only this device knows. A
   * server that is itself of an older `generation` than the caller's is left alone, and staff told.
   */
  generation: { status: 409, recovery: 'goBack' },
  /** The cursor is past the order's end: the server was restored. Recovery: offer it what it lost. */
  cursorAhead: { status: 409, recovery: 'offerOrder' },
  /** The order no longer reaches back to the cursor. Recovery: take the snapshot. */
  cursorTooOld: { status: 409, recovery: 'takeSnapshot' },
  /** The message is larger than the server reads. Recovery: send smaller batches. */
  tooLarge: { status: 413, recovery: 'sendLess' },
  /** The server speaks the versions `from` … `to`. Recovery: speak the highest that both do; where there is none, stop: an update is needed. */
  version: { status: 400, recovery: 'speakOlder' },
  /** No such door. Recovery: stop; an update is needed. */
  noSuchPath: { status: 404, recovery: 'tellStaff' },
  /** Not now. Recovery: again after `retryAfterMs`. */
  busy: { status: 503, recovery: 'retry' },
} as const;

export const ServerError = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('gap'), expected: z.int().min(1) }),
  z.object({ kind: z.literal('generation'), generation: z.int().min(1) }),
  z.object({ kind: z.literal('version'), from: z.int().min(1), to: z.int().min(1) }),
  z.object({ kind: z.literal('busy'), retryAfterMs: z.int().min(0) }),
  z.object({
    kind: z.enum([
      'unauthenticated',
      'revoked',
      'otherCentre',
      'malformed',
      'chainBroken',
      'fork',
      'cursorAhead',
      'cursorTooOld',
      'tooLarge',
      'noSuchPath',
    ]),
  }),
]);
export type ServerError = z.infer<typeof ServerError>;
