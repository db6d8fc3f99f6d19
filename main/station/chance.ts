/** Chance, from the operating system: ids nobody can guess, and jitter for retries. */
import { randomBytes } from 'node:crypto';
import { spellId } from '../../shared/domain/ids.ts';

export interface Chance {
  /** A fresh id, 130 bits; brand it where the kind is known. */
  id(): string;
  /** In [0, 1). */
  fraction(): number;
}

export const systemChance: Chance = {
  id: () => spellId(randomBytes(26)),
  fraction: () => randomBytes(4).readUInt32LE() / 2 ** 32,
};
