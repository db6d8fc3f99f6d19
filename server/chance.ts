/** Chance, for the server: from the operating system, or from a seed where a simulation must repeat. */
import { randomBytes } from 'node:crypto';

export interface Chance {
  /** So many random bytes. Every secret that the server gives is made of them. */
  bytes(count: number): Uint8Array;
}

export const systemChance: Chance = { bytes: (count) => randomBytes(count) };
