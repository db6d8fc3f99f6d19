/** Ed25519 as devices use it: a key of 32 raw bytes and a signature of 64, each as base64url. */
import { createPublicKey, verify } from 'node:crypto';
import type { DeviceKey } from '../../shared/domain/ids.ts';

/** Whether this key signed this text. Total: a key that is no point of the curve signed nothing. */
export function isSignedBy(key: DeviceKey, text: string, signature: string): boolean {
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
    return verify(undefined, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
