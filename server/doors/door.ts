/**
 * What a door is, whatever carries the messages. In: a request as it came, nothing of it believed.
 * Out: a reply of the wire's contract, or one of its error kinds [J10].
 */
import { z } from 'zod';
import type { ServerError } from '../../shared/contract/server-errors.ts';
import { WIRE_FLOOR, WIRE_VERSION } from '../../shared/contract/versions.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import type { Pass } from '../proof/tokens.ts';
import type { Busy } from '../store/store.ts';

/** What can be known of a request before its body is read. */
export interface DoorHead {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The header `WIRE_HEADER`. */
  readonly version: string | undefined;
  readonly token: string | undefined;
  /** Where it comes from, for limits alone. */
  readonly address: string;
}

export interface DoorMessage {
  /** By name, as text. */
  readonly query: unknown;
  readonly body: unknown;
}

export type DoorRequest = DoorHead & DoorMessage;

export type Refused = { readonly kind: 'error'; readonly error: ServerError };
export type DoorReply = { readonly kind: 'ok'; readonly body: unknown } | Refused;

export interface Asked extends DoorMessage {
  /** Of the wire, `WIRE_FLOOR` to `WIRE_VERSION`. */
  readonly version: number;
  readonly address: string;
}

export interface Caller {
  readonly device: DeviceId;
  readonly pass: Pass;
}

/** A door, and whom it opens to. */
export type Door = DoorPlace &
  (
    | { readonly opensTo: 'anyone'; readonly answer: (asked: Asked) => Promise<DoorReply> }
    /** One that has proved its key and was not put out. */
    | { readonly opensTo: 'devices'; readonly answer: (asked: Asked, caller: Caller) => Promise<DoorReply> }
  );

export interface DoorPlace {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** The largest body it reads, in bytes. */
  readonly bodyLimit: number;
}

/** Where doors write what happened at them: never what an entry holds, a token or a code. */
export interface DoorLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export function ok(body: unknown): DoorReply {
  return { kind: 'ok', body };
}

export function refuse(error: ServerError): Refused {
  return { kind: 'error', error };
}

/** How long to wait for what ends by itself soon: an order being collected, a device being let in. */
export const SOON_MS = 2000;

export const TRY_SOON: Refused = refuse({ kind: 'busy', retryAfterMs: SOON_MS });

/** The store could not write just now. */
export function hindered(log: DoorLog, { why, retryAfterMs }: Busy): Refused {
  log.error({ why }, 'the store can’t be written; nothing was lost, and devices will try again');
  return refuse({ kind: 'busy', retryAfterMs });
}

export type Read<T> = { readonly kind: 'read'; readonly value: T } | Refused;

/** Reads what came; whatever does not validate is malformed, and nothing of it is looked at. */
export function read<T>(schema: z.ZodType<T>, raw: unknown): Read<T> {
  const parsed = schema.safeParse(raw);
  return parsed.success ? { kind: 'read', value: parsed.data } : refuse({ kind: 'malformed' });
}

/**
 * [J19] A generation so far above this server's own comes of a fault, and is no owner's. Believed,
 * it would fence this server, and leave no higher one for whoever is to order next.
 */
export const GENERATIONS_AHEAD = 1000;

/** How often a device may begin anew: what a database holds in 32 bits. An epoch beyond comes of a fault. */
export const HIGHEST_EPOCH = 2 ** 31 - 1;

/** As `read`, for a message with a list: too long a list is told apart from a wrong one, since less of it may be sent. */
export function readList<T>(schema: z.ZodType<T>, raw: unknown, list: string, limit: number): Read<T> {
  const entries: unknown = typeof raw === 'object' && raw !== null && Object.hasOwn(raw, list) ? Reflect.get(raw, list) : undefined;
  return Array.isArray(entries) && entries.length > limit ? refuse({ kind: 'tooLarge' }) : read(schema, raw);
}

/** [J14] The version a request speaks; undefined where it names none that is understood here. */
export function readVersion(header: string | undefined): number | undefined {
  const version = /^\d{1,4}$/.test(header ?? '') ? Number(header) : undefined;
  return version !== undefined && version >= WIRE_FLOOR && version <= WIRE_VERSION ? version : undefined;
}

export const WRONG_VERSION: Refused = refuse({ kind: 'version', from: WIRE_FLOOR, to: WIRE_VERSION });
