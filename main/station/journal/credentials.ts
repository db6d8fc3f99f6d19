/** The identity as the station holds it: what is in memory is what is on disk. Keys, the ask to be let in, and the code. */
import type { Database } from 'better-sqlite3';
import type { DeviceKey } from '../../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';
import { identityIn, saveIdentity, type Identity } from './identity.ts';
import { makeKey, makeSecret, publicKeyOf, signText } from './keys.ts';
import type { DeviceKeys } from './synced-journal.ts';

export class Credentials {
  readonly #db: Database;
  readonly #chance: Chance;
  #identity: Identity;

  /** @throws Damaged where the file's identity can't be what was written. */
  constructor(db: Database, chance: Chance) {
    this.#db = db;
    this.#chance = chance;
    this.#identity = identityIn(db, chance);
  }

  get identity(): Identity {
    return this.#identity;
  }

  /** The identity on disk is this one now: it was written together with something else. */
  becomes(identity: Identity): void {
    this.#identity = identity;
  }

  get keys(): DeviceKeys {
    const { key, nextKey } = this.#identity;
    return {
      current: publicKeyOf(key),
      next: nextKey === null ? undefined : publicKeyOf(nextKey),
      sign: (text, which) => {
        if (which === 'next' && nextKey === null) throw new Error('there is no next key to sign with');
        return signText(text, which === 'next' && nextKey !== null ? nextKey : key);
      },
    };
  }

  nextKey(): DeviceKey {
    const nextKey = this.#identity.nextKey ?? makeKey(this.#chance);
    if (nextKey !== this.#identity.nextKey) this.#change({ nextKey });
    return publicKeyOf(nextKey);
  }

  takeNextKey(): void {
    const { nextKey } = this.#identity;
    if (nextKey !== null) this.#change({ key: nextKey, nextKey: null });
  }

  askAnew(): void {
    this.#change({ secret: makeSecret(this.#chance) });
  }

  keepEnrolCode(code: string): void {
    this.#change({ enrolCode: code });
  }

  #change(change: Partial<Identity>): void {
    const identity = { ...this.#identity, ...change };
    saveIdentity(this.#db, identity);
    this.#identity = identity;
  }
}
