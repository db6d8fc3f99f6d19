/** The store's part that knows the staff: who there is, and who may change it. */
import type Database from 'better-sqlite3';
import { MAY, type AccountId, type Role, type SignInName, type StaffAct } from '../../../shared/contract/staff.ts';
import type { Account, AccountChange, Actor, Deed, NewAccount, StaffStore } from '../staff.ts';
import { prepareAudit } from './audit.ts';
import type { ReadableDB, WritableDB } from './handles.ts';
import { orBusy } from './trouble.ts';

type AccountsPart = Pick<
  StaffStore,
  'hasAdmin' | 'accounts' | 'secretOf' | 'addFirstAdmin' | 'bringBackAdmin' | 'addAccount' | 'changeRole' | 'disable' | 'enable' | 'setPassword'
>;

export interface AccountRow {
  readonly id: AccountId;
  readonly name: SignInName;
  readonly role: Role;
  readonly disabled: number;
  readonly createdAt: number;
}

export const ACCOUNT_COLUMNS = 'id, name, role, disabled, created_at AS createdAt';

export function accountOf({ id, name, role, disabled, createdAt }: AccountRow): Account {
  return { id, name, role, disabled: disabled === 1, createdAt };
}

/** Somebody who can let others in: counts while any of them is left. */
const SELECT_ADMINS = "SELECT count(*) FROM staff_accounts WHERE role = 'admin' AND NOT disabled";

export function createAccounts(reader: ReadableDB, writer: WritableDB): AccountsPart {
  const selectAll = reader.prepare<[], AccountRow>(`SELECT ${ACCOUNT_COLUMNS} FROM staff_accounts ORDER BY name`);
  const selectSecret = reader.prepare<[SignInName], AccountRow & { passwordHash: string }>(
    `SELECT ${ACCOUNT_COLUMNS}, password_hash AS passwordHash FROM staff_accounts WHERE name = ?`,
  );
  const countAdmins = reader.prepare<[], number>(SELECT_ADMINS).pluck();
  return {
    ...createAdding(writer),
    ...createChanges(writer),
    async hasAdmin() {
      return countAdmins.get() !== 0;
    },
    async accounts() {
      return selectAll.all().map(accountOf);
    },
    async secretOf(name) {
      const row = selectSecret.get(name);
      return row && { account: accountOf(row), passwordHash: row.passwordHash };
    },
  };
}

function createAdding(writer: WritableDB): Pick<AccountsPart, 'addFirstAdmin' | 'bringBackAdmin' | 'addAccount'> {
  const addToAudit = prepareAudit(writer);
  const isActive = prepareIsActive(writer);
  const countAdmins = writer.prepare<[], number>(SELECT_ADMINS).pluck();
  const insert = writer.prepare<[AccountId, SignInName, Role, string, number]>(
    'INSERT INTO staff_accounts (id, name, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING',
  );

  const addFirst = writer.transaction(({ id, name, passwordHash }: NewAccount, at: number): { kind: 'done' | 'notFirst' } => {
    if (countAdmins.get() !== 0) return { kind: 'notFirst' };
    if (insert.run(id, name, 'admin', passwordHash, at).changes === 0) return { kind: 'notFirst' };
    addToAudit({ at, account: id, act: 'firstAdmin', subject: id });
    return { kind: 'done' };
  });
  const bringBack = prepareBringBack(writer, insert);
  const add = writer.transaction(({ id, name, role, passwordHash }: NewAccount & { role: Role }, by: Actor): { kind: 'done' | 'notAllowed' | 'nameTaken' } => {
    if (!isActive(by.account, MAY.accounts)) return { kind: 'notAllowed' };
    if (insert.run(id, name, role, passwordHash, by.at).changes === 0) return { kind: 'nameTaken' };
    addToAudit({ ...by, act: 'accountAdded', subject: id, detail: role });
    return { kind: 'done' };
  });

  return {
    async addFirstAdmin(account, at) {
      return orBusy(() => addFirst.immediate(account, at));
    },
    async bringBackAdmin(account, when) {
      return orBusy(() => bringBack.immediate(account, when));
    },
    async addAccount(account, by) {
      return orBusy(() => add.immediate(account, by));
    },
  };
}

type InsertAccount = Database.Statement<[AccountId, SignInName, Role, string, number]>;

function prepareBringBack(writer: WritableDB, insert: InsertAccount) {
  const addToAudit = prepareAudit(writer);
  const select = writer.prepare<[SignInName], Pick<AccountRow, 'id' | 'role'>>('SELECT id, role FROM staff_accounts WHERE name = ?');
  const update = writer.prepare<[string, AccountId]>('UPDATE staff_accounts SET password_hash = ?, disabled = 0 WHERE id = ?');
  const endSessions = writer.prepare<[AccountId]>('DELETE FROM staff_sessions WHERE account = ?');
  const forgive = writer.prepare<[string]>('DELETE FROM staff_tries WHERE key = ?');
  return writer.transaction(({ id, name, passwordHash }: NewAccount, { at, forgive: keys }: Parameters<AccountsPart['bringBackAdmin']>[1]): { kind: 'done' | 'nameTaken' } => {
    const known = select.get(name);
    if (known && known.role !== 'admin') return { kind: 'nameTaken' };
    const account = known?.id ?? id;
    if (known) update.run(passwordHash, account);
    else insert.run(id, name, 'admin', passwordHash, at);
    endSessions.run(account);
    for (const key of keys) forgive.run(key);
    addToAudit({ at, account, act: 'adminByCode', subject: account });
    return { kind: 'done' };
  });
}

/** One change of one account: all of them are checked and noted alike. */
interface Change {
  readonly account: AccountId;
  readonly by: Actor;
  readonly act: StaffAct;
  readonly detail?: string;
  /** Which roles it takes; undefined where it is one's own to make. */
  readonly takes: readonly Role[] | undefined;
  /** Whether the account is an admin's no longer afterwards. */
  readonly endsAdmin: boolean;
  /** Makes it; whether anything was there to change. */
  readonly write: () => boolean;
}

function createChanges(writer: WritableDB): Pick<AccountsPart, 'changeRole' | 'disable' | 'enable' | 'setPassword'> {
  const addToAudit = prepareAudit(writer);
  const isActive = prepareIsActive(writer);
  const selectExists = writer.prepare<[AccountId], number>('SELECT 1 FROM staff_accounts WHERE id = ?').pluck();
  const countOtherAdmins = writer.prepare<[AccountId], number>(`${SELECT_ADMINS} AND id <> ?`).pluck();
  const updateRole = writer.prepare<[Role, AccountId, Role]>('UPDATE staff_accounts SET role = ? WHERE id = ? AND role <> ?');
  const updateDisabled = writer.prepare<[number, AccountId, number]>('UPDATE staff_accounts SET disabled = ? WHERE id = ? AND disabled <> ?');
  const updatePassword = writer.prepare<[string, AccountId]>('UPDATE staff_accounts SET password_hash = ? WHERE id = ?');
  const endSessions = writer.prepare<[AccountId]>('DELETE FROM staff_sessions WHERE account = ?');

  const make = writer.transaction(({ account, by, act, detail, takes, endsAdmin, write }: Change): AccountChange => {
    if (!isActive(by.account, takes)) return { kind: 'notAllowed' };
    if (selectExists.get(account) === undefined) return { kind: 'unknownAccount' };
    if (endsAdmin && countOtherAdmins.get(account) === 0) return { kind: 'lastAdmin' };
    // Asked for twice, it is done once and noted once.
    if (!write()) return { kind: 'done' };
    const deed: Deed = { ...by, act, subject: account };
    addToAudit(detail === undefined ? deed : { ...deed, detail });
    return { kind: 'done' };
  });
  const change = async (asked: Change): Promise<AccountChange> => orBusy(() => make.immediate(asked));
  const disabling = (account: AccountId, by: Actor, disabled: boolean): Change => ({
    account,
    by,
    act: disabled ? 'accountDisabled' : 'accountEnabled',
    takes: MAY.accounts,
    endsAdmin: disabled,
    write: () => {
      if (disabled) endSessions.run(account);
      return updateDisabled.run(Number(disabled), account, Number(disabled)).changes > 0;
    },
  });

  return {
    changeRole: ({ account, role }, by) =>
      change({
        account,
        by,
        act: 'roleChanged',
        detail: role,
        takes: MAY.accounts,
        endsAdmin: role !== 'admin',
        write: () => updateRole.run(role, account, role).changes > 0,
      }),
    disable: (account, by) => change(disabling(account, by, true)),
    enable: (account, by) => change(disabling(account, by, false)),
    setPassword: ({ account, passwordHash }, by) => {
      const own = account === by.account;
      return change({
        account,
        by,
        act: own ? 'passwordChanged' : 'passwordSet',
        takes: own ? undefined : MAY.accounts,
        endsAdmin: false,
        write: () => {
          endSessions.run(account);
          return updatePassword.run(passwordHash, account).changes > 0;
        },
      });
    },
  };
}

/** Looks, inside the transaction of an act, whether whoever acts still may. */
export function prepareIsActive(writer: WritableDB): (account: AccountId, roles: readonly Role[] | undefined) => boolean {
  const selectRole = writer.prepare<[AccountId], Role>('SELECT role FROM staff_accounts WHERE id = ? AND NOT disabled').pluck();
  return (account, roles) => {
    const role = selectRole.get(account);
    return role !== undefined && (roles === undefined || roles.includes(role));
  };
}
