/** SHA-256, as the journal's chains and the stored tokens use it. */
import { hash } from 'node:crypto';
import type { Digest } from '../shared/domain/entries/entry.ts';

/** SHA-256 of UTF-8 text, as 64 hex digits. */
export const sha256: Digest = (text) => hash('sha256', text, 'hex');
