/**
 * Journal entries: how what happened is written down, chained and given a place [J1].
 *
 * An entry is written once, as bytes, by the device it happened on. Everyone else checks those
 * bytes and folds them; nobody writes them again, so a hash holds on every platform and store.
 */
import { z } from 'zod';
import { BusinessDay, type EpochMs } from '../clock.ts';
import { ENTRY_PAYLOADS, isEntryType, type Happening } from './happenings.ts';
import { BootId, DeviceId, isRandomId } from '../ids.ts';

const at = z.number().int().nonnegative();
const seq = z.int().min(1);

const name = {
  device: DeviceId,
  /** Grows by one each time the device enrols anew. */
  epoch: z.int().min(1),
  /** No gaps per (device, epoch), from 1. */
  seq,
};

/** The envelope of every entry, known type or not [J5]. */
export const Envelope = z.object({
  ...name,
  /** [J11] What it was called when it was first written, where its device began anew since: it may be in the order under that name too. */
  again: z.object(name).optional(),
  type: z.string().min(1).max(60),
  v: z.int().min(1),
  bootId: BootId,
  /** Milliseconds since that boot began. */
  monotonic: z.number().nonnegative(),
  /** The device's own wall clock, in milliseconds since 1970. */
  at,
  businessDay: BusinessDay,
  payload: z.unknown(),
});
export type Envelope = z.infer<typeof Envelope>;

/**
 * What `Envelope` reads, by hand: a long pull reads a hundred thousand of them, and the schema's walk
 * over ten fields was most of what that cost. `entry.test.ts` holds the two equal.
 */
export function envelopeIn(raw: unknown): Envelope | undefined {
  if (typeof raw !== 'object' || raw === null || !('payload' in raw)) return undefined;
  const { again, device, epoch, seq: no, type, v, bootId, monotonic, at: time, businessDay, payload } = raw as Record<keyof Envelope, unknown>;
  const isOne =
    isRandomId(device) && isFrom(1, epoch) && isFrom(1, no) && isType(type) && isFrom(1, v) &&
    (again === undefined || isName(again)) && isRandomId(bootId) && typeof monotonic === 'number' && monotonic >= 0 && monotonic < Infinity && isFrom(0, time) && isDay(businessDay);
  if (!isOne) return undefined;
  const read = { device, epoch, seq: no, type, v, bootId, monotonic, at: time, businessDay, payload } as Envelope;
  return again === undefined ? read : { ...read, again: nameIn(again as EntryId) };
}

function isName(raw: unknown): boolean {
  return isObject(raw) && isRandomId(raw['device']) && isFrom(1, raw['epoch']) && isFrom(1, raw['seq']);
}

function nameIn({ device, epoch, seq: no }: EntryId): EntryId {
  return { device, epoch, seq: no };
}

function isFrom(least: number, value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

function isType(text: unknown): boolean {
  return (typeof text === 'string' && isEntryType(text)) || Envelope.shape.type.safeParse(text).success;
}

/** Most entries in a row are of one day. */
let lastDay: unknown;

function isDay(text: unknown): boolean {
  if (text === lastDay && text !== undefined) return true;
  const isOne = BusinessDay.safeParse(text).success;
  if (isOne) lastDay = text;
  return isOne;
}

/** An entry as it travels and rests: the author's bytes and the hash that chains them. */
export const SealedEntry = z.object({
  bytes: z.string().min(2).max(65_536),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type SealedEntry = z.infer<typeof SealedEntry>;

/** A place in the centre's order [J19]. */
export const Place = z.object({
  generation: z.int().min(1),
  no: z.int().min(1),
  /** The server's one stamp of when it happened [J13]. */
  effectiveAt: at,
  /** H(previous order hash, entry hash, generation, no, effectiveAt). */
  orderHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Place = z.infer<typeof Place>;

/** Who an entry is: the same on every device and store. */
export const EntryId = z.object(name);
export type EntryId = z.infer<typeof EntryId>;

/**
 * An entry with its place in the order. `id` is what the order's owner took it for: an entry in
 * quarantine can't say itself who it is [J5].
 */
export const OrderedEntry = z.object({ place: Place, id: EntryId, entry: SealedEntry });
export type OrderedEntry = z.infer<typeof OrderedEntry>;

/**
 * What `OrderedEntry` reads, by hand, for the same reason as `envelopeIn`. Hashes by their length
 * alone: whoever takes a place in reckons both, and takes nothing that is not the same.
 * @returns undefined for all that the schema refuses, and for odd ones that it may take: ask it then.
 */
export function orderedIn(raw: unknown): OrderedEntry | undefined {
  if (!isObject(raw) || !isObject(raw['place']) || !isObject(raw['id']) || !isObject(raw['entry'])) return undefined;
  const { generation, no, effectiveAt, orderHash: placeHash } = raw['place'];
  const { device, epoch, seq: own } = raw['id'];
  const { bytes, hash } = raw['entry'];
  const isOne =
    isFrom(1, generation) && isFrom(1, no) && isFrom(0, effectiveAt) && isHash(placeHash) &&
    isRandomId(device) && isFrom(1, epoch) && isFrom(1, own) && isHash(hash) && typeof bytes === 'string' && bytes.length >= 4 && bytes.length <= 65_536;
  // As it came: a copy of a hundred thousand would be a tenth of what a cold start costs, and whoever takes it in takes these fields alone.
  return isOne ? (raw as OrderedEntry) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isHash(text: unknown): boolean {
  return typeof text === 'string' && text.length === 64;
}

/**
 * A total order of entries: by device, then as that device wrote them. Numbers compare as numbers:
 * as text a device's tenth entry would stand before its ninth.
 */
export function compareEntryIds(a: EntryId, b: EntryId): number {
  if (a.device !== b.device) return a.device < b.device ? -1 : 1;
  return a.epoch - b.epoch || a.seq - b.seq;
}

export function isSameEntry(a: EntryId, b: EntryId): boolean {
  return a.seq === b.seq && a.device === b.device && a.epoch === b.epoch;
}

/** An entry the reducers can read: known type, this version, payload that validates. */
export type KnownEntry = { readonly envelope: Envelope } & Happening;

/** Why an entry's bytes can't be folded. It keeps its place all the same [J5]. */
export type Unreadable = 'notJson' | 'badEnvelope' | 'unknownType' | 'unknownVersion' | 'badPayload';

export type ReadEntry =
  | { kind: 'known'; entry: KnownEntry }
  | { kind: 'unreadable'; why: Unreadable; envelope: Envelope | undefined };

/**
 * Reads an entry's bytes. Total: whatever the bytes are, it answers and never throws.
 * @param id who the order takes the entry for: one that says otherwise of itself is no entry.
 */
export function readEntry(bytes: string, id: EntryId): ReadEntry {
  let raw: unknown;
  try {
    raw = JSON.parse(bytes);
  } catch {
    return { kind: 'unreadable', why: 'notJson', envelope: undefined };
  }
  const envelope = envelopeIn(raw);
  if (!envelope || !isSameEntry(envelope, id)) return { kind: 'unreadable', why: 'badEnvelope', envelope: undefined };
  const { type, v, payload } = envelope;
  if (!isEntryType(type)) return { kind: 'unreadable', why: 'unknownType', envelope };
  const known = ENTRY_PAYLOADS[type];
  if (known.v !== v) return { kind: 'unreadable', why: 'unknownVersion', envelope };
  const body = known.schema.safeParse(payload);
  if (!body.success) return { kind: 'unreadable', why: 'badPayload', envelope };
  // The table ties each type to its schema; the pair below came out of one row of it.
  return { kind: 'known', entry: { envelope, type, payload: body.data } as KnownEntry };
}

/** A hash function the edge brings: SHA-256 of UTF-8 text as 64 hex digits. */
export type Digest = (text: string) => string;

/** What the first entry of a (device, epoch) chains to, and the first place of an order. */
export const CHAIN_START = '0'.repeat(64);

/** [J1] The hash of an entry: over the previous hash and the raw bytes. */
export function chainHash(digest: Digest, previous: string, bytes: string): string {
  return digest(`${previous}\n${bytes}`);
}

/** [J19] The hash of a place in the order: over the previous place's hash and all it binds. */
export function orderHash(
  digest: Digest,
  previous: string,
  place: { generation: number; no: number; effectiveAt: EpochMs },
  entryHash: string,
): string {
  return digest(`${previous}\n${place.generation}\n${place.no}\n${place.effectiveAt}\n${entryHash}`);
}

/** Writes an entry's bytes, once and for ever. */
export function sealEntry(digest: Digest, previous: string, envelope: Envelope): SealedEntry {
  const bytes = JSON.stringify(envelope);
  return { bytes, hash: chainHash(digest, previous, bytes) };
}
