/**
 * Who is there [X7]. In: a name and a password, or a session's token. Out: a session, or why not,
 * in the same time for a name that nobody has. It never says which of the two was wrong, and never
 * logs what was typed.
 */
import { foldName, SignInName } from '../../shared/contract/staff.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Chance } from '../chance.ts';
import { sha256 } from '../digest.ts';
import type { Account, AccountSecret, StaffStore, TryKey } from '../store/staff.ts';
import type { Busy } from '../store/store.ts';
import type { TryLimit } from '../store/tries.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { formTokenOf, isOver, mintSession, NOTE_MS, readSession, SESSION_MS, type SessionToken } from './sessions.ts';
import type { Refusal } from './troubles.ts';

/** Five tries at a name, and after that a few an hour. */
export const NAME_LIMIT: TryLimit = { free: 5, drainMs: 15 * 60_000 };
/** A whole house may share an address; it may mistype this often in an hour. */
export const ADDRESS_LIMIT: TryLimit = { free: 20, drainMs: 3 * 60_000 };

export interface SignedIn {
  readonly account: Account;
  readonly session: SessionToken;
  /** What each form of this session carries. */
  readonly formToken: string;
}

export interface Credentials {
  readonly name: string;
  readonly password: string;
  /** Where it comes from; only its hash is kept, for the limits. */
  readonly address: string;
}

export type SignInResult =
  | { readonly kind: 'signedIn'; readonly session: SessionToken }
  | Extract<Refusal, { kind: 'signInWrong' | 'disabled' | 'wait' }>
  | Busy;

export interface SignIn {
  signIn(credentials: Credentials): Promise<SignInResult>;
  signOut(session: SessionToken): Promise<{ readonly kind: 'done' } | Busy>;
  /** Whose session this is, as long as it lasts; using it prolongs it. */
  whoIs(token: string | undefined): Promise<SignedIn | undefined>;
  /** Whether this is the account's password: counts and waits as a sign-in does. */
  confirm(account: Account, password: string): Promise<{ readonly kind: 'right' } | { readonly kind: 'wrong' } | Extract<Refusal, { kind: 'wait' }> | Busy>;
}

export async function createSignIn({ store, clock, chance }: { readonly store: StaffStore; readonly clock: Clock; readonly chance: Chance }): Promise<SignIn> {
  /** What a name that nobody has is checked against, so that it takes as long. */
  const nobody = await hashPassword(Buffer.from(chance.bytes(32)).toString('hex'));

  const check = async (name: string, password: string): Promise<AccountSecret | undefined> => {
    const read = SignInName.safeParse(name);
    const secret = read.success ? await store.secretOf(read.data) : undefined;
    const right = await isPassword(secret?.passwordHash ?? nobody, password);
    return right ? secret : undefined;
  };

  return {
    async signIn({ name, password, address }) {
      const at = clock.now();
      const byName = nameKey(name);
      const byAddress = addressKey(address);
      const tried = await store.takeTry([byName, byAddress], at);
      if (tried.kind !== 'go') return tried;
      const secret = await check(name, password);
      if (!secret) return { kind: 'signInWrong' };
      if (secret.account.disabled) return { kind: 'disabled' };
      const session = mintSession(chance);
      const opened = await store.openSession({
        tokenHash: session.hash,
        account: secret.account.id,
        passwordHash: secret.passwordHash,
        at,
        forgetBefore: at - SESSION_MS,
        forgive: { all: [byName.key], one: [byAddress] },
      });
      if (opened.kind === 'refused') return { kind: 'signInWrong' };
      return opened.kind === 'done' ? { kind: 'signedIn', session } : opened;
    },

    async signOut(session) {
      return store.closeSession(session.hash, clock.now());
    },

    async whoIs(token) {
      const session = readSession(token);
      const open = session && (await store.session(session.hash));
      if (!session || !open) return undefined;
      const now = clock.now();
      if (isOver(open, now)) return undefined;
      // A disk that refuses the note only makes the session end sooner.
      if (Math.abs(now - open.seenAt) >= NOTE_MS) await store.touchSession(session.hash, now);
      return { account: open.account, session, formToken: formTokenOf(session) };
    },

    async confirm({ name }, password) {
      const tried = await store.takeTry([nameKey(name)], clock.now());
      if (tried.kind !== 'go') return tried;
      return { kind: (await check(name, password)) ? 'right' : 'wrong' };
    },
  };
}

/** Under which the tries of a name count. What was typed as one may have been a password: it is kept hashed. */
export function nameKey(name: string): TryKey {
  return { key: sha256(`name ${foldName(name.slice(0, 200))}`), limit: NAME_LIMIT };
}

/** Under which the tries from one address count. */
export function addressKey(address: string): TryKey {
  return { key: sha256(`address ${address}`), limit: ADDRESS_LIMIT };
}
