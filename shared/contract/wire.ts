/**
 * Messages between a station and the centre's server, and the kinds of error the server answers
 * with, each with its one recovery [J10].
 */
import { z } from 'zod';
import { CentreId, DeviceId } from '../domain/ids.ts';
import { OrderedEntry, SealedEntry } from '../domain/entry.ts';

/**
 * The wire's version. A change of any schema in this file is a new number, and a new line here.
 * 1 (2026-11): push, entries, live, first enrolment.
 */
export const WIRE_VERSION = 1;

export const PUSH_LIMIT = 500;
export const PULL_LIMIT = 1000;
/** Largest body the server reads, in bytes. */
export const BODY_LIMIT = 4 * 1024 * 1024;

const head = z.int().min(0);
const generation = z.int().min(1);

/** `POST /v1/enrol`: the first device of a centre, with the code its own machine was given. */
export const EnrolRequest = z.strictObject({
  wire: z.literal(WIRE_VERSION),
  centre: CentreId,
  device: DeviceId,
  code: z.string().min(20).max(80),
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

export const EnrolReply = z.object({ token: z.string().min(20).max(200), epoch: z.int().min(1) });
export type EnrolReply = z.infer<typeof EnrolReply>;

/** `POST /v1/push`: entries of one (device, epoch), in order, with no gap. */
export const PushRequest = z.strictObject({
  wire: z.literal(WIRE_VERSION),
  epoch: z.int().min(1),
  entries: z.array(SealedEntry).min(1).max(PUSH_LIMIT),
});
export type PushRequest = z.infer<typeof PushRequest>;

/** Every entry up to `acknowledged` is in the order, once. */
export const PushReply = z.object({ acknowledged: z.int().min(0), head, generation });
export type PushReply = z.infer<typeof PushReply>;

/** `GET /v1/entries?after=N&limit=M`: places N+1 … of the order, no gaps. */
export const EntriesReply = z.object({ generation, head, entries: z.array(OrderedEntry).max(PULL_LIMIT) });
export type EntriesReply = z.infer<typeof EntriesReply>;

/** A poke on `GET /v1/live` (a WebSocket): only where the order's end is now [J9]. */
export const Poke = z.object({ head });
export type Poke = z.infer<typeof Poke>;

/** What a caller does about each kind of error. */
export const SERVER_ERRORS = {
  /** No token, or one the server does not know. Recovery: keep the token as doubtful; enrol where a code is given. */
  unauthenticated: { status: 401, recovery: 'enrol' },
  /** This device was put out. Recovery: stop syncing and tell staff. */
  revoked: { status: 403, recovery: 'tellStaff' },
  /** The server keeps another centre's order. Recovery: stop syncing and tell staff. */
  otherCentre: { status: 403, recovery: 'tellStaff' },
  /** The message does not validate. Recovery: stop; an update is needed. */
  malformed: { status: 400, recovery: 'tellStaff' },
  /** A hash does not chain to the one before. Recovery: tell staff. */
  chainBroken: { status: 409, recovery: 'tellStaff' },
  /** Entries are missing before the ones sent. Recovery: push again from `expected`. */
  gap: { status: 409, recovery: 'pushFromExpected' },
  /** The same place in a device's journal holds another entry: a clone, or an old copy put back. Recovery: tell staff. */
  fork: { status: 409, recovery: 'tellStaff' },
  /** The cursor is past the order's end. Recovery: tell staff; the server lost its order. */
  cursorAhead: { status: 409, recovery: 'tellStaff' },
  /** The message is larger than the server reads. Recovery: send smaller batches. */
  tooLarge: { status: 413, recovery: 'sendLess' },
  /** The server speaks another version. Recovery: stop; an update is needed. */
  version: { status: 400, recovery: 'tellStaff' },
  /** No such door. Recovery: stop; an update is needed. */
  noSuchPath: { status: 404, recovery: 'tellStaff' },
  /** Not now. Recovery: again after `retryAfterMs`. */
  busy: { status: 503, recovery: 'retry' },
} as const;

export const ServerError = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('gap'), expected: z.int().min(1) }),
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
      'tooLarge',
      'version',
      'noSuchPath',
    ]),
  }),
]);
export type ServerError = z.infer<typeof ServerError>;
