/**
 * Messages between a station and the centre's server. Each request names the version it speaks in
 * the header `WIRE_HEADER`; errors are kinds of their own (`server-errors.ts`), and what a version
 * brought is told in `versions.ts`.
 */
import { z } from 'zod';
import { BusinessDay } from '../domain/clock.ts';
import { EntryId, OrderedEntry, orderedIn, SealedEntry } from '../domain/entries/entry.ts';
import { AtDate, PARTY_AT_MOST } from '../domain/events/signup.ts';
import { CentreId, DeskId, DeviceId, DeviceKey, SeatLeaseId, SignupId, VisitId } from '../domain/ids.ts';
import { DeviceName, EnrolCode } from '../domain/entries/introduction.ts';
import { ClockReading } from '../domain/entries/stamps.ts';

export { ENROL_LETTERS, EnrolCode } from '../domain/entries/introduction.ts';

export const WIRE_HEADER = 'umbral-wire';

export const PUSH_LIMIT = 500;
export const PULL_LIMIT = 1000;
/** Hashes a station may ask about at once, to find where it and the server agree. */
export const AGREE_LIMIT = 64;
export const LEASES_LIMIT = 16;
/** Largest body the server reads, in bytes. */
export const BODY_LIMIT = 4 * 1024 * 1024;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const epoch = z.int().min(1);
const generation = z.int().min(1);
const seq = z.int().min(1);
/** 256 random bits, as base64url. */
const secret = z.string().regex(/^[\w-]{43}$/);
/** Ed25519, 64 bytes as base64url. */
const signature = z.string().regex(/^[\w-]{86}$/);

/** Where an order ends, or how far a station has it: no place is `no` 0 and `CHAIN_START`. */
export const Cursor = z.strictObject({ generation, no: count, orderHash: hash });
export type Cursor = z.infer<typeof Cursor>;

/** How far a station's own journal goes: `seq` 0 and `CHAIN_START` before its first entry. */
export const ChainTip = z.strictObject({ epoch, seq: count, hash });
export type ChainTip = z.infer<typeof ChainTip>;

// Enrolment

/**
 * `POST /v1/enrol`: the first device of a centre, with the code its own machine was given. Asked
 * again with the same code and key, its reply was lost: it gets the same answer.
 */
export const EnrolRequest = z.strictObject({
  centre: CentreId,
  device: DeviceId,
  key: DeviceKey,
  name: DeviceName,
  code: z.string().min(20).max(80),
  /** What it wrote before anyone let it in: until that is here, nobody is leased numbers. */
  wrote: count,
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

export const EnrolReply = z.object({ centre: CentreId, epoch });
export type EnrolReply = z.infer<typeof EnrolReply>;

/** How long a code may be approved. Milliseconds. */
export const ENROL_CODE_MS = 10 * 60_000;

/**
 * `POST /v1/enrol/ask`: any later device asks to be let in. It shows the code and its key's
 * fingerprint until an administrator has compared and approved them. Asking again with the same
 * secret gives the same code; `secret` keeps others from reading the answer.
 */
export const AskRequest = z.strictObject({ device: DeviceId, key: DeviceKey, name: DeviceName, secret, wrote: count });
export type AskRequest = z.infer<typeof AskRequest>;

export const AskReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('waiting'), code: EnrolCode, expiresInMs: count }),
  z.object({ kind: z.literal('approved'), centre: CentreId, epoch }),
  /** An administrator said no; asking with another secret asks anew. */
  z.object({ kind: z.literal('refused') }),
]);
export type AskReply = z.infer<typeof AskReply>;

// Tokens

/** `POST /v1/challenge`: something to sign, good once and for a minute. */
export const ChallengeRequest = z.strictObject({ device: DeviceId });
export type ChallengeRequest = z.infer<typeof ChallengeRequest>;
export const ChallengeReply = z.object({ challenge: secret });
export type ChallengeReply = z.infer<typeof ChallengeReply>;

/**
 * `POST /v1/token`: the signed challenge, and how far this device is: the server learns of a
 * restored or copied device here, and of an order it has lost itself.
 */
export const TokenRequest = z.strictObject({
  device: DeviceId,
  challenge: secret,
  signature,
  chain: ChainTip,
  cursor: Cursor,
  /** Who orders there, as far as this device knows: an owner that was restored finds itself in it. */
  owner: DeviceId.nullable(),
});
export type TokenRequest = z.infer<typeof TokenRequest>;
export const TokenReply = z.object({ token: z.string().min(20).max(200), expiresInMs: count, generation });
export type TokenReply = z.infer<typeof TokenReply>;
/** How long a token is good. Milliseconds. */
export const TOKEN_MS = 15 * 60_000;

/** What a device signs to prove its key. The doing is in it, so that a signature opens one door alone. */
export function textToSign(doing: 'token' | 'epoch', parts: { device: DeviceId; challenge: string; newKey?: DeviceKey }): string {
  return ['umbral', doing, parts.device, parts.challenge, parts.newKey].join('\n');
}

/**
 * `POST /v1/epoch`: a device that was restored begins its journal anew [J11], under a new key, so
 * that a copy of it is left outside. Signed with the old key.
 */
export const EpochRequest = z.strictObject({ device: DeviceId, challenge: secret, signature, newKey: DeviceKey, wrote: count });
export type EpochRequest = z.infer<typeof EpochRequest>;
export const EpochReply = z.object({ epoch });
export type EpochReply = z.infer<typeof EpochReply>;

// The order

/** `POST /v1/push`: entries of one (device, epoch), in order, with no gap; `first` is the first one's `seq`. */
export const PushRequest = z.strictObject({
  epoch,
  first: seq,
  entries: z.array(SealedEntry).min(1).max(PUSH_LIMIT),
  /** The device's clocks as it sends this [J13]. */
  sent: ClockReading,
});
export type PushRequest = z.infer<typeof PushRequest>;

/** Every entry up to `acknowledged` is in the order, once. */
export const PushReply = z.object({ acknowledged: count, head: count, generation });
export type PushReply = z.infer<typeof PushReply>;

/** `GET /v1/entries?generation=G&after=N&hash=H&limit=M`: places N+1 … of the order, no gaps. */
export const EntriesReply = z.object({ generation, head: count, entries: z.array(OrderedEntry).max(PULL_LIMIT) });
export type EntriesReply = z.infer<typeof EntriesReply>;

/** What `EntriesReply` reads: each place by hand, where that is all there is to it. */
export function readEntriesReply(raw: unknown): ReturnType<typeof EntriesReply.safeParse> {
  const outer = EntriesShell.safeParse(raw);
  if (!outer.success) return EntriesReply.safeParse(raw);
  const entries: OrderedEntry[] = [];
  for (const each of outer.data.entries) {
    const entry = orderedIn(each);
    if (!entry) return EntriesReply.safeParse(raw);
    entries.push(entry);
  }
  return { success: true, data: { ...outer.data, entries } };
}

const EntriesShell = EntriesReply.extend({ entries: z.custom<readonly unknown[]>((list) => Array.isArray(list) && list.length <= PULL_LIMIT) });

/**
 * `GET /v1/snapshot`: the state at a place, for a station that has none or is too far behind. `chains`
 * are the ends of every device's journal there: what comes after must chain to them.
 */
export const SnapshotReply = z.object({
  at: Cursor,
  reducers: z.int().min(1),
  stateHash: hash,
  state: z.string().max(BODY_LIMIT * 4),
  chains: z.array(EntryId.extend({ hash, stamp: count })),
});
export type SnapshotReply = z.infer<typeof SnapshotReply>;

/** `POST /v1/agree`: places a station has; the reply is the last of them that the server has too, and where its order ends. */
export const AgreeRequest = z.strictObject({ places: z.array(z.strictObject({ no: seq, orderHash: hash })).min(1).max(AGREE_LIMIT) });
export type AgreeRequest = z.infer<typeof AgreeRequest>;
export const AgreeReply = z.object({ no: count, head: count, generation });
export type AgreeReply = z.infer<typeof AgreeReply>;

/** `POST /v1/order`: places that a station has and the server lost, or never had [J19]. */
export const OrderRequest = z.strictObject({
  places: z.array(OrderedEntry).min(1).max(PUSH_LIMIT),
  /** Whether this device has places after these: the server orders nothing until it has them, or they fail to come. */
  more: z.boolean(),
});
export type OrderRequest = z.infer<typeof OrderRequest>;
/** Where the server's order ends now. */
export const OrderReply = z.object({ head: count });
export type OrderReply = z.infer<typeof OrderReply>;

// What the owner grants

/** `POST /v1/leases`: blocks of numbers [N1]; the leases come with the order. */
export const LeasesRequest = z.strictObject({
  wanted: z.array(z.strictObject({ kind: z.literal('numbers'), day: BusinessDay, n: z.int().min(1) })).min(1).max(LEASES_LIMIT),
});
export type LeasesRequest = z.infer<typeof LeasesRequest>;
export const LeasesReply = z.object({ head: count });
export type LeasesReply = z.infer<typeof LeasesReply>;

/** `POST /v1/claims`: may this desk call this leg [C1]? Asked twice, granted once. */
export const ClaimRequest = z.strictObject({ visit: VisitId, leg: seq, callNo: seq, desk: DeskId });
export type ClaimRequest = z.infer<typeof ClaimRequest>;
export const ClaimReply = z.object({ kind: z.enum(['granted', 'taken']), head: count });
export type ClaimReply = z.infer<typeof ClaimReply>;

/** `POST /v1/seats`: seats of one date for this device alone [S1]; they come with the order. Asked again under the same `lease`, they are granted once. */
export const SeatsRequest = z.strictObject({ lease: SeatLeaseId, ...AtDate.shape, seats: z.int().min(1).max(PARTY_AT_MOST) });
export type SeatsRequest = z.infer<typeof SeatsRequest>;
export const SeatsReply = z.object({ kind: z.enum(['granted', 'full']), head: count });
export type SeatsReply = z.infer<typeof SeatsReply>;

// What people left of themselves

/** Keys in one message. */
export const KEYS_LIMIT = 100;
/** 256 random bits, as base64url. */
export const SubjectKey = z.strictObject({ subject: SignupId, key: secret });
export type SubjectKey = z.infer<typeof SubjectKey>;

/**
 * `POST /v1/keys`: keys of what people left of themselves [J15]. `put` are this device's own; of
 * `want` it has the sealed text and no key; of `held` it has a key and no text any more.
 */
export const KeysRequest = z.strictObject({
  put: z.array(z.strictObject({ ...SubjectKey.shape, ...AtDate.shape })).max(KEYS_LIMIT),
  want: z.array(SignupId).max(KEYS_LIMIT),
  held: z.array(SignupId).max(KEYS_LIMIT),
});
export type KeysRequest = z.infer<typeof KeysRequest>;
/** `gone`: of all that were named, those that are to be forgotten, and are so everywhere. */
export const KeysReply = z.object({ keys: z.array(SubjectKey).max(KEYS_LIMIT), gone: z.array(SignupId).max(3 * KEYS_LIMIT) });
export type KeysReply = z.infer<typeof KeysReply>;

/** A poke on `GET /v1/live` (a WebSocket): only where the order's end is now [J9]. */
export const Poke = z.object({ head: count });
export type Poke = z.infer<typeof Poke>;
