/**
 * Keys of what people left of themselves [J15]: apart from the order, which holds only what they
 * seal. In: keys that devices made, and which are to be gone. Out: those that are not. What is gone
 * is gone for good: whoever brings it again brings it in vain.
 */
import type { EpochMs } from '../../shared/domain/clock.ts';
import type { AtDate } from '../../shared/domain/events/signup.ts';
import type { SignupId } from '../../shared/domain/ids.ts';
import type { Written } from './store.ts';

/** 256 bits, as base64url. */
export interface KeyOf {
  readonly subject: SignupId;
  readonly key: string;
}

/** Whose it is, and for which date they signed up: when that is forgotten, so are they. */
export type KeyToKeep = KeyOf & AtDate;

export interface KeyStore {
  /** The first one of each subject is kept; of one that is gone, none. */
  putKeys(keys: readonly KeyToKeep[]): Promise<Written>;
  /** Of these, those that are there. */
  keysOf(subjects: readonly SignupId[]): Promise<readonly KeyOf[]>;
  /** Of these, those that are gone. */
  goneOf(subjects: readonly SignupId[]): Promise<readonly SignupId[]>;
  /** All that are there, without what they are. */
  subjects(): Promise<readonly ({ readonly subject: SignupId } & AtDate)[]>;
  /** They are gone from here on, whether they were there or not. */
  forgetKeys(subjects: readonly SignupId[], at: EpochMs): Promise<Written>;
  /** How many went after that moment: whoever was not heard from since does not know of them yet. */
  goneSince(at: EpochMs): Promise<number>;
}
