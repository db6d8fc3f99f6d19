import { createHash } from 'node:crypto';
import type { Digest } from '../../../shared/domain/entry.ts';

/** SHA-256 of UTF-8 text, in hex. */
export const sha256: Digest = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
