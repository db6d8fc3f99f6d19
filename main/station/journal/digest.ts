import { hash } from 'node:crypto';
import type { Digest } from '../../../shared/domain/entries/entry.ts';

/** SHA-256 of UTF-8 text, in hex. In one call: a stretch of the order is thousands of them. */
export const sha256: Digest = (text) => hash('sha256', text, 'hex');
