/**
 * Tokens that prove which device is calling. In: a device, or what a caller presents. Out: a
 * token's text once, then only its hash. The text is never stored and never logged.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { DeviceId } from '../shared/domain/ids.ts';
import { sha256 } from './digest.ts';

export interface MintedToken {
  readonly text: string;
  readonly hash: string;
}

/** A fresh token for a device: its id, a dot, 256 random bits. */
export function mintToken(device: DeviceId): MintedToken {
  const text = `${device}.${randomBytes(32).toString('base64url')}`;
  return { text, hash: sha256(text) };
}

/** The device an `Authorization` header claims to be, and the token's text; undefined when it is no token of ours. */
export function readBearer(header: string | undefined): { readonly device: DeviceId; readonly text: string } | undefined {
  const text = /^Bearer ([\w.-]{20,200})$/i.exec(header ?? '')?.[1];
  const device = DeviceId.safeParse(text?.split('.', 1)[0]);
  return text !== undefined && device.success ? { device: device.data, text } : undefined;
}

/** Whether a token's text has this hash; how long it takes tells nothing about either. */
export function tokenMatches(text: string, hash: string): boolean {
  const [presented, kept] = [Buffer.from(sha256(text)), Buffer.from(hash)];
  return presented.length === kept.length && timingSafeEqual(presented, kept);
}
