/**
 * Branded ids. A visit's id can't be passed where a desk's is wanted; the brand exists for the
 * type checker alone and is a plain string on the wire and on disk.
 */
import { z } from 'zod';

/** A random id a screen or station makes: 26 characters of Crockford base32, 130 bits. */
const RANDOM_ID = /^[0-9abcdefghjkmnpqrstvwxyz]{26}$/;
/** A name a coordinator gives in the centre's file: short, lower-case, safe in a path or a URL. */
const NAMED_ID = /^[a-z][a-z0-9-]{0,39}$/;

/** What `DeviceId`, `BootId` and the like say, for where a hundred thousand are read in a row. */
export function isRandomId(text: unknown): boolean {
  return typeof text === 'string' && RANDOM_ID.test(text);
}

const random = z.string().regex(RANDOM_ID);
const named = z.string().regex(NAMED_ID);

export const DeviceId = random.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;

/** One run of a station process. Entries of one boot share a monotonic clock [J13]. */
export const BootId = random.brand<'BootId'>();
export type BootId = z.infer<typeof BootId>;

/** The opaque id of a visit; the QR on the paper holds this and nothing else [X6]. */
export const VisitId = random.brand<'VisitId'>();
export type VisitId = z.infer<typeof VisitId>;

/** Made by the screen, once per tap: the same id twice is the same command [J18]. */
export const CommandId = random.brand<'CommandId'>();
export type CommandId = z.infer<typeof CommandId>;

/** A device's public key: Ed25519, 32 raw bytes as base64url. */
export const DeviceKey = z.string().regex(/^[\w-]{43}$/).brand<'DeviceKey'>();
export type DeviceKey = z.infer<typeof DeviceKey>;

/** The id of somebody's wish that a person come to a screen. */
export const HelpId = random.brand<'HelpId'>();
export type HelpId = z.infer<typeof HelpId>;
export const NoticeId = random.brand<'NoticeId'>();
export type NoticeId = z.infer<typeof NoticeId>;

/** The opaque id of a time that is kept for somebody; the QR of it holds this and nothing else [X6]. */
export const AppointmentId = random.brand<'AppointmentId'>();
export type AppointmentId = z.infer<typeof AppointmentId>;

/** What people come together for, and when, as one plan. */
export const SeriesId = random.brand<'SeriesId'>();
export type SeriesId = z.infer<typeof SeriesId>;

/** The opaque id of a party's place at an occurrence; the QR of its confirmation holds this and nothing else [X6]. */
export const SignupId = random.brand<'SignupId'>();
export type SignupId = z.infer<typeof SignupId>;

/** Seats that a device was given, of one date. */
export const SeatLeaseId = random.brand<'SeatLeaseId'>();
export type SeatLeaseId = z.infer<typeof SeatLeaseId>;

/** The opaque id of a paper that is about nobody's turn: what became of it is asked by this. */
export const PaperId = random.brand<'PaperId'>();
export type PaperId = z.infer<typeof PaperId>;

/** What somebody read from the QR of a paper: a visit's id or that of a kept time. Which it is can't be told from it [X6]. */
export const ScannedId = random.brand<'ScannedId'>();
export type ScannedId = z.infer<typeof ScannedId>;

/** A change of the directory, of one record or of twenty thousand: its parts come in one by one and hold all together. */
export const ChangeId = random.brand<'ChangeId'>();
export type ChangeId = z.infer<typeof ChangeId>;

/** A file that a screen hands to its station, or has from it, in pieces. */
export const FileId = random.brand<'FileId'>();
export type FileId = z.infer<typeof FileId>;

export const CentreId = named.brand<'CentreId'>();
export type CentreId = z.infer<typeof CentreId>;

export const ServiceId = named.brand<'ServiceId'>();
export type ServiceId = z.infer<typeof ServiceId>;

/** What there is to come to: a series, or an activity as the centre's file names it. */
export const OfferId = z.union([random, named]).brand<'OfferId'>();
export type OfferId = z.infer<typeof OfferId>;

/** A class of priority, as the centre names it. */
export const PriorityId = named.brand<'PriorityId'>();
export type PriorityId = z.infer<typeof PriorityId>;

/** Somebody who works at desks, as the centre names them. */
export const AgentId = named.brand<'AgentId'>();
export type AgentId = z.infer<typeof AgentId>;

/** Somebody who can be called to any desk to interpret, as the centre names them. */
export const InterpreterId = named.brand<'InterpreterId'>();
export type InterpreterId = z.infer<typeof InterpreterId>;

/** A floor of the house, as its map names it. */
export const FloorId = named.brand<'FloorId'>();
export type FloorId = z.infer<typeof FloorId>;

/** A room of the house, as its map names it. */
export const RoomId = named.brand<'RoomId'>();
export type RoomId = z.infer<typeof RoomId>;

/** A point of the house's map: one that a screen made, or one that the centre's file names. */
export const PointId = z.union([random, named]).brand<'PointId'>();
export type PointId = z.infer<typeof PointId>;

export const DeskId = named.brand<'DeskId'>();
export type DeskId = z.infer<typeof DeskId>;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Spells random bytes as an id.
 * @param bytes at least 26 random bytes; each gives five bits (256 is a multiple of 32, so no bias).
 * @throws RangeError when fewer are given: an id with less chance in it could be guessed.
 */
export function spellId(bytes: Uint8Array): string {
  if (bytes.length < 26) throw new RangeError('an id needs 26 random bytes');
  let id = '';
  for (const byte of bytes.subarray(0, 26)) id += ALPHABET.charAt(byte & 31);
  return id;
}

/**
 * An id made of a hash: whoever hashes the same again makes the same.
 * @param hash 64 hex digits.
 */
export function spellHash(hash: string): string {
  return spellId(Uint8Array.from(hash.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

/** The character of an id that stands for a number of 0 to 31. */
export function spellFive(five: number): string {
  return ALPHABET.charAt(five);
}

/** What a character of a random id stands for: 0 to 31; -1 where it is in none. */
export function fiveBits(character: string): number {
  return ALPHABET.indexOf(character);
}
