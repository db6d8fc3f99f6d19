/** The store's part that knows who is signed in, and who typed a wrong password too often. */
import type { AccountId } from '../../../shared/contract/staff.ts';
import type { Account, SessionOpening, StaffStore, TryKey, TryResult } from '../staff.ts';
import { waitMs, withoutTry, withTry, type Tries } from '../tries.ts';
import { ACCOUNT_COLUMNS, forgetTries } from './accounts.ts';
import { addToAudit } from './audit.ts';
import type { Owner } from './owner.ts';
import { statement, type Runner } from './session.ts';

type SignInsPart = Pick<StaffStore, 'takeTry' | 'openSession' | 'session' | 'touchSession' | 'closeSession'>;

/** Tries this old have drained under any limit. Milliseconds. */
const TRIES_KEPT_MS = 7 * 24 * 3_600_000;

const selectSession = statement<[string], Account & { openedAt: number; seenAt: number }>(
  'staff session',
  `SELECT ${ACCOUNT_COLUMNS}, opened_at AS "openedAt", seen_at AS "seenAt"
   FROM staff_sessions JOIN staff_accounts ON staff_accounts.id = staff_sessions.account
   WHERE token_hash = $1 AND NOT disabled`,
);
const selectMayOpen = statement<[AccountId, string], { id: AccountId }>(
  'may open',
  'SELECT id FROM staff_accounts WHERE id = $1 AND password_hash = $2 AND NOT disabled',
);
const forgetSessions = statement<[number]>('forget sessions', 'DELETE FROM staff_sessions WHERE opened_at < $1');
const insertSession = statement<[string, AccountId, number]>(
  'open session',
  'INSERT INTO staff_sessions (token_hash, account, opened_at, seen_at) VALUES ($1, $2, $3, $3)',
);
const touchSession = statement<[number, string]>('touch session', 'UPDATE staff_sessions SET seen_at = $1 WHERE token_hash = $2');
const removeSession = statement<[string], { account: AccountId }>(
  'close session',
  'DELETE FROM staff_sessions WHERE token_hash = $1 RETURNING account',
);
const selectTries = statement<[string], Tries>('tries', 'SELECT level, at FROM staff_tries WHERE key = $1');
const upsertTries = statement<[string, number, number]>(
  'count try',
  'INSERT INTO staff_tries (key, level, at) VALUES ($1, $2, $3) ON CONFLICT (key) DO UPDATE SET level = $2, at = $3',
);
const forgetOldTries = statement<[number]>('forget old tries', 'DELETE FROM staff_tries WHERE at < $1');

export function createSignIns(reader: Runner, owner: Owner): SignInsPart {
  return {
    takeTry: (keys, at) => owner.write((tx) => take(tx, keys, at)),
    openSession: (opening) => owner.write((tx) => open(tx, opening)),
    async session(tokenHash) {
      const [row] = await reader.all(selectSession, tokenHash);
      if (!row) return undefined;
      const { openedAt, seenAt, ...account } = row;
      return { account, openedAt, seenAt };
    },
    touchSession: (tokenHash, at) =>
      owner.write(async (tx) => {
        await tx.all(touchSession, at, tokenHash);
        return { kind: 'done' };
      }),
    closeSession: (tokenHash, at) =>
      owner.write(async (tx) => {
        const [closed] = await tx.all(removeSession, tokenHash);
        if (closed) await addToAudit(tx, { at, account: closed.account, act: 'signedOut' });
        return { kind: 'done' };
      }),
  };
}

async function open(tx: Runner, { tokenHash, account, passwordHash, at, forgetBefore, forgive }: SessionOpening): Promise<{ kind: 'done' | 'refused' }> {
  const [mayOpen] = await tx.all(selectMayOpen, account, passwordHash);
  if (!mayOpen) return { kind: 'refused' };
  await tx.all(forgetSessions, forgetBefore);
  await tx.all(insertSession, tokenHash, account, at);
  await forgiveTries(tx, forgive, at);
  await addToAudit(tx, { at, account, act: 'signedIn' });
  return { kind: 'done' };
}

async function take(tx: Runner, keys: readonly TryKey[], at: number): Promise<TryResult> {
  const known: (TryKey & { readonly tries: Tries | undefined })[] = [];
  for (const { key, limit } of keys) known.push({ key, limit, tries: (await tx.all(selectTries, key))[0] });
  const wait = Math.max(...known.map(({ tries, limit }) => waitMs(tries, limit, at)));
  if (wait > 0) return { kind: 'wait', waitMs: wait };
  await tx.all(forgetOldTries, at - TRIES_KEPT_MS);
  for (const { key, limit, tries } of known) {
    const more = withTry(tries, limit, at);
    await tx.all(upsertTries, key, more.level, more.at);
  }
  return { kind: 'go' };
}

async function forgiveTries(tx: Runner, { all, one }: SessionOpening['forgive'], at: number): Promise<void> {
  for (const key of all) await tx.all(forgetTries, key);
  for (const { key, limit } of one) {
    const [tries] = await tx.all(selectTries, key);
    if (!tries) continue;
    const fewer = withoutTry(tries, limit, at);
    await tx.all(upsertTries, key, fewer.level, fewer.at);
  }
}
