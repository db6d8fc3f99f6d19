/** For tests alone: what a station says to prove itself and to be let in, with a test device's key. */
import { WIRE_VERSION } from '../../shared/contract/versions.ts';
import { textToSign, type AskRequest, type Cursor, type EnrolRequest, type EpochRequest, type PushRequest, type TokenRequest } from '../../shared/contract/wire.ts';
import { CHAIN_START, type SealedEntry } from '../../shared/domain/entries/entry.ts';
import { sha256 } from '../digest.ts';
import { CENTRE, NOON, type TestDevice, type TestKey } from './device.ts';

export const SPEAKS = String(WIRE_VERSION);

/** A device that has nothing of the order yet. */
export const NO_PLACE: Cursor = { generation: 1, no: 0, orderHash: CHAIN_START };

export function enrolment({ id, key, name }: TestDevice, code: string, wrote = 0): EnrolRequest {
  return { centre: CENTRE, device: id, key, name, code, wrote };
}

/** The same device, the same secret. */
export function asking({ id, key, name }: TestDevice, change: Partial<AskRequest> = {}): AskRequest {
  return { device: id, key, name, secret: Buffer.from(sha256(`secret of ${id}`), 'hex').toString('base64url'), wrote: 0, ...change };
}

export function proving(device: TestDevice, challenge: string, cursor: Cursor = NO_PLACE): TokenRequest {
  const { id, epoch, journal } = device;
  const chain = { epoch, seq: journal.length, hash: journal.at(-1)?.hash ?? CHAIN_START };
  return { device: id, challenge, signature: device.sign(textToSign('token', { device: id, challenge })), chain, cursor, owner: null };
}

/** @param by the key that signs: the device's own, or the new one where the first reply was lost. */
export function renewing({ id: device, ...own }: TestDevice, challenge: string, { key: newKey }: TestKey, by: TestKey = own): EpochRequest {
  return { device, challenge, signature: by.sign(textToSign('epoch', { device, challenge, newKey })), newKey, wrote: 0 };
}

/** A push of what a device wrote, from `first` on. */
export function pushing(device: TestDevice, entries: readonly SealedEntry[], first = device.journal.indexOf(entries[0] ?? NOTHING) + 1): PushRequest {
  return { epoch: device.epoch, first, entries: [...entries], sent: device.readClocks(1000, NOON) };
}

const NOTHING: SealedEntry = { bytes: '', hash: '' };

/** The query of a pull after a place. */
export function after({ generation, no, orderHash }: Cursor, limit?: number): string {
  return `generation=${generation}&after=${no}&hash=${orderHash}${limit === undefined ? '' : `&limit=${limit}`}`;
}
