/**
 * What the centre's server keeps of its staff, behind one contract that every database meets
 * (`tests/contract/staff-suite.ts` proves it of each).
 *
 * In: decisions already taken (passwords only as hashes, tokens only as hashes), with who takes
 * them and when. Out: results by kind, never a row. An act, the right to it and its line in the
 * audit are one transaction [X7]. It never reads a clock and never sees a password.
 */
import type { AccountId, Role, SignInName, StaffAct } from '../../shared/contract/staff.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import type { Busy } from './store.ts';
import type { TryLimit } from './tries.ts';

/** A store of the centre also keeps its staff. */
export interface KeepsStaff {
  readonly staff: StaffStore;
}

export interface StaffStore {
  /** Whether anybody is an admin; from then on somebody always is. */
  hasAdmin(): Promise<boolean>;
  /** Everybody, in the order of their names. */
  accounts(): Promise<readonly Account[]>;
  /** The account of a name and its password's hash, for whoever tries to sign in with it. */
  secretOf(name: SignInName): Promise<AccountSecret | undefined>;

  /** The one account that nobody who is signed in makes. */
  addFirstAdmin(account: NewAccount, at: EpochMs): Promise<Done | { readonly kind: 'notFirst' } | Busy>;
  /**
   * Lets an admin back in who forgot the password: an admin of this name gets the new one, may come
   * in, and has no session any more; where nobody has the name, it is one more admin. Forgives the
   * tries under these keys.
   */
  bringBackAdmin(account: NewAccount, when: { readonly at: EpochMs; readonly forgive: readonly string[] }): Promise<Done | { readonly kind: 'nameTaken' } | Busy>;
  addAccount(account: NewAccount & { readonly role: Role }, by: Actor): Promise<Done | NotAllowed | { readonly kind: 'nameTaken' } | Busy>;
  changeRole(change: { readonly account: AccountId; readonly role: Role }, by: Actor): Promise<AccountChange>;
  /** Keeps somebody out, and ends their sessions at once. */
  disable(account: AccountId, by: Actor): Promise<AccountChange>;
  enable(account: AccountId, by: Actor): Promise<AccountChange>;
  /** Ends all sessions of the account. Anybody may change their own; another's takes the duty `accounts`. */
  setPassword(change: { readonly account: AccountId; readonly passwordHash: string }, by: Actor): Promise<AccountChange>;

  /** Counts one try under each key, or says how long to wait; then nothing is counted. */
  takeTry(keys: readonly TryKey[], at: EpochMs): Promise<TryResult>;
  /**
   * Opens a session for a password that was right, and forgives the tries. `refused` where the
   * account was disabled or its password changed since the password was looked at.
   */
  openSession(opening: SessionOpening): Promise<Done | { readonly kind: 'refused' } | Busy>;
  /** A session of somebody who is not disabled. How long it lasts is not decided here. */
  session(tokenHash: string): Promise<OpenSession | undefined>;
  /** Notes that a session is in use. */
  touchSession(tokenHash: string, at: EpochMs): Promise<Done | Busy>;
  /** Ends a session; one that is gone already is fine. */
  closeSession(tokenHash: string, at: EpochMs): Promise<Done | Busy>;

  /** Who did what, newest first: at most `limit` lines, older than `before` where it is given. */
  audit(page: { readonly before?: number; readonly limit: number }): Promise<readonly AuditLine[]>;
}

export interface Account {
  readonly id: AccountId;
  readonly name: SignInName;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAt: EpochMs;
}

export interface NewAccount {
  readonly id: AccountId;
  readonly name: SignInName;
  readonly passwordHash: string;
}

export interface AccountSecret {
  readonly account: Account;
  readonly passwordHash: string;
}

/** Who acts, and when. */
export interface Actor {
  readonly account: AccountId;
  readonly at: EpochMs;
}

export interface Done {
  readonly kind: 'done';
}

/** Who acts is not, or no longer, somebody who may. Nothing changed. */
export interface NotAllowed {
  readonly kind: 'notAllowed';
}

export type AccountChange =
  | Done
  | NotAllowed
  | { readonly kind: 'unknownAccount' }
  /** Without this one nobody could let anybody in. Nothing changed. */
  | { readonly kind: 'lastAdmin' }
  | Busy;

export interface TryKey {
  readonly key: string;
  readonly limit: TryLimit;
}

export type TryResult = { readonly kind: 'go' } | { readonly kind: 'wait'; readonly waitMs: number } | Busy;

export interface SessionOpening {
  /** SHA-256 of the token: the store never sees the token. */
  readonly tokenHash: string;
  readonly account: AccountId;
  /** The hash that the password was right for. */
  readonly passwordHash: string;
  readonly at: EpochMs;
  /** Sessions opened before this are over, whoever's they are, and need not be kept. */
  readonly forgetBefore: EpochMs;
  /** Keys whose tries are all forgiven, and keys that get one try back. */
  readonly forgive: { readonly all: readonly string[]; readonly one: readonly TryKey[] };
}

interface OpenSession {
  readonly account: Account;
  readonly openedAt: EpochMs;
  readonly seenAt: EpochMs;
}

/** What somebody did, as it goes into the audit in the transaction that does it. */
export interface Deed {
  readonly at: EpochMs;
  /** Who; nobody where the server itself acts. */
  readonly account: AccountId | undefined;
  readonly act: StaffAct;
  /** To what: an account's or a device's id. Never a visitor's. */
  readonly subject?: string;
  /** A word that says which: the new role. */
  readonly detail?: string;
}

export interface AuditLine {
  readonly no: number;
  readonly at: EpochMs;
  /** The name of who did it. */
  readonly who: SignInName | undefined;
  /** A `StaffAct`, or one that only a newer version knows. */
  readonly act: string;
  readonly subject: string | undefined;
  readonly detail: string | undefined;
}
