/** The store's part that knows who is signed in, and who typed a wrong password too often. */
import type { AccountId } from '../../../shared/contract/staff.ts';
import { waitMs, withoutTry, withTry, type Tries } from '../tries.ts';
import type { SessionOpening, StaffStore, TryKey, TryResult } from '../staff.ts';
import { accountOf, ACCOUNT_COLUMNS, type AccountRow } from './accounts.ts';
import { prepareAudit } from './audit.ts';
import type { ReadableDB, WritableDB } from './handles.ts';
import { orBusy } from './trouble.ts';

type SessionsPart = Pick<StaffStore, 'takeTry' | 'openSession' | 'session' | 'touchSession' | 'closeSession'>;

/** Tries this old have drained under any limit. Milliseconds. */
const TRIES_KEPT_MS = 7 * 24 * 3_600_000;

export function createSessions(reader: ReadableDB, writer: WritableDB): SessionsPart {
  const { take, forgive } = prepareTries(writer);
  const addToAudit = prepareAudit(writer);
  const selectSession = reader.prepare<[string], AccountRow & { openedAt: number; seenAt: number }>(
    `SELECT ${ACCOUNT_COLUMNS}, opened_at AS openedAt, seen_at AS seenAt
     FROM staff_sessions JOIN staff_accounts ON staff_accounts.id = staff_sessions.account
     WHERE token_hash = ? AND NOT disabled`,
  );
  const selectMayOpen = writer
    .prepare<[AccountId, string], number>('SELECT 1 FROM staff_accounts WHERE id = ? AND password_hash = ? AND NOT disabled')
    .pluck();
  const forgetSessions = writer.prepare<[number]>('DELETE FROM staff_sessions WHERE opened_at < ?');
  const insertSession = writer.prepare<[string, AccountId, number, number]>(
    'INSERT INTO staff_sessions (token_hash, account, opened_at, seen_at) VALUES (?, ?, ?, ?)',
  );
  const touch = writer.prepare<[number, string]>('UPDATE staff_sessions SET seen_at = ? WHERE token_hash = ?');
  const removeSession = writer.prepare<[string], AccountId>('DELETE FROM staff_sessions WHERE token_hash = ? RETURNING account').pluck();

  const open = writer.transaction(({ tokenHash, account, passwordHash, at, ...rest }: SessionOpening): { kind: 'done' | 'refused' } => {
    if (selectMayOpen.get(account, passwordHash) === undefined) return { kind: 'refused' };
    forgetSessions.run(rest.forgetBefore);
    insertSession.run(tokenHash, account, at, at);
    forgive(rest.forgive, at);
    addToAudit({ at, account, act: 'signedIn' });
    return { kind: 'done' };
  });
  const close = writer.transaction((tokenHash: string, at: number): void => {
    const account = removeSession.get(tokenHash);
    if (account !== undefined) addToAudit({ at, account, act: 'signedOut' });
  });

  return {
    async takeTry(keys, at) {
      return orBusy(() => take.immediate(keys, at));
    },
    async openSession(opening) {
      return orBusy(() => open.immediate(opening));
    },
    async session(tokenHash) {
      const row = selectSession.get(tokenHash);
      return row && { account: accountOf(row), openedAt: row.openedAt, seenAt: row.seenAt };
    },
    async touchSession(tokenHash, at) {
      return orBusy(() => {
        touch.run(at, tokenHash);
        return { kind: 'done' };
      });
    },
    async closeSession(tokenHash, at) {
      return orBusy(() => {
        close.immediate(tokenHash, at);
        return { kind: 'done' };
      });
    },
  };
}

function prepareTries(writer: WritableDB) {
  const select = writer.prepare<[string], Tries>('SELECT level, at FROM staff_tries WHERE key = ?');
  const upsert = writer.prepare<[string, number, number]>(
    'INSERT INTO staff_tries (key, level, at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET level = excluded.level, at = excluded.at',
  );
  const forget = writer.prepare<[string]>('DELETE FROM staff_tries WHERE key = ?');
  const forgetOld = writer.prepare<[number]>('DELETE FROM staff_tries WHERE at < ?');

  const take = writer.transaction((keys: readonly TryKey[], at: number): TryResult => {
    const known = keys.map(({ key, limit }) => ({ key, limit, tries: select.get(key) }));
    const wait = Math.max(...known.map(({ tries, limit }) => waitMs(tries, limit, at)));
    if (wait > 0) return { kind: 'wait', waitMs: wait };
    forgetOld.run(at - TRIES_KEPT_MS);
    for (const { key, limit, tries } of known) {
      const more = withTry(tries, limit, at);
      upsert.run(key, more.level, more.at);
    }
    return { kind: 'go' };
  });
  /** To be called inside a transaction. */
  const forgive = ({ all, one }: SessionOpening['forgive'], at: number): void => {
    for (const key of all) forget.run(key);
    for (const { key, limit } of one) {
      const tries = select.get(key);
      if (!tries) continue;
      const fewer = withoutTry(tries, limit, at);
      upsert.run(key, fewer.level, fewer.at);
    }
  };
  return { take, forgive };
}
