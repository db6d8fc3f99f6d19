/** Ed25519 keys: made, kept as text, and signed with. Private ones never leave the station's file. */
import { createHash, createPrivateKey, createPublicKey, sign as signBytes, verify as verifyBytes } from 'node:crypto';
import { DeviceKey } from '../../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';

/** A private key: PKCS #8 as base64url. */
export type PrivateKey = string;

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** 256 random bits as base64url. Two ids hold 260 bits of chance. */
export function makeSecret(chance: Chance): string {
  return createHash('sha256').update(chance.id()).update(chance.id()).digest('base64url');
}

export function makeKey(chance: Chance): PrivateKey {
  return Buffer.concat([PKCS8_ED25519, Buffer.from(makeSecret(chance), 'base64url')]).toString('base64url');
}

/** @throws Error where the text is no Ed25519 key. */
export function publicKeyOf(key: PrivateKey): DeviceKey {
  return DeviceKey.parse(createPublicKey(privateKey(key)).export({ format: 'jwk' }).x);
}

/** An Ed25519 signature of UTF-8 text, as base64url. */
export function signText(text: string, key: PrivateKey): string {
  return signBytes(null, Buffer.from(text, 'utf8'), privateKey(key)).toString('base64url');
}

/** Whether the holder of this key signed that text. @param signature base64url. */
export function isSignedBy(text: string, signature: string, key: DeviceKey): boolean {
  try {
    const known = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
    return verifyBytes(null, Buffer.from(text, 'utf8'), known, Buffer.from(signature, 'base64url'));
  } catch {
    // A key that can't be one signed nothing.
    return false;
  }
}

function privateKey(key: PrivateKey): ReturnType<typeof createPrivateKey> {
  return createPrivateKey({ key: Buffer.from(key, 'base64url'), format: 'der', type: 'pkcs8' });
}
