/** The store's part that knows the staff: who there is, and who may change it. */
import { MAY, type AccountId, type Role, type SignInName, type StaffAct } from '../../../shared/contract/staff.ts';
import type { Account, AccountChange, Actor, Deed, NewAccount, StaffStore } from '../staff.ts';
import { addToAudit } from './audit.ts';
import type { Owner } from './owner.ts';
import { statement, theRow, type Runner } from './session.ts';

type AccountsPart = Pick<
  StaffStore,
  'hasAdmin' | 'accounts' | 'secretOf' | 'addFirstAdmin' | 'bringBackAdmin' | 'addAccount' | 'changeRole' | 'disable' | 'enable' | 'setPassword'
>;

export const ACCOUNT_COLUMNS = 'id, name, role, disabled, created_at AS "createdAt"';

/** Somebody who can let others in: counts while any of them is left. */
const SELECT_ADMINS = "SELECT count(*) AS admins FROM staff_accounts WHERE role = 'admin' AND NOT disabled";

const countAdmins = statement<[], { admins: number }>('admins', SELECT_ADMINS);
const countOtherAdmins = statement<[AccountId], { admins: number }>('other admins', `${SELECT_ADMINS} AND id <> $1`);
// In the order of the letters' own numbers, whatever the database's language is.
const selectAccounts = statement<[], Account>('accounts', `SELECT ${ACCOUNT_COLUMNS} FROM staff_accounts ORDER BY name COLLATE "C"`);
const selectSecret = statement<[SignInName], Account & { passwordHash: string }>(
  'secret of account',
  `SELECT ${ACCOUNT_COLUMNS}, password_hash AS "passwordHash" FROM staff_accounts WHERE name = $1`,
);
const selectRole = statement<[AccountId], { role: Role; disabled: boolean }>('role', 'SELECT role, disabled FROM staff_accounts WHERE id = $1');
const insertAccount = statement<[AccountId, SignInName, Role, string, number], { id: AccountId }>(
  'add account',
  `INSERT INTO staff_accounts (id, name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (name) DO NOTHING RETURNING id`,
);
const updateRole = statement<[AccountId, Role], { id: AccountId }>(
  'change role',
  'UPDATE staff_accounts SET role = $2 WHERE id = $1 AND role <> $2 RETURNING id',
);
const updateDisabled = statement<[AccountId, boolean], { id: AccountId }>(
  'disable account',
  'UPDATE staff_accounts SET disabled = $2 WHERE id = $1 AND disabled <> $2 RETURNING id',
);
const updatePassword = statement<[AccountId, string], { id: AccountId }>(
  'set password',
  'UPDATE staff_accounts SET password_hash = $2 WHERE id = $1 RETURNING id',
);
const selectNamed = statement<[SignInName], { id: AccountId; role: Role }>('account named', 'SELECT id, role FROM staff_accounts WHERE name = $1');
const bringAccountBack = statement<[AccountId, string]>('bring account back', 'UPDATE staff_accounts SET password_hash = $2, disabled = false WHERE id = $1');
const endSessions = statement<[AccountId]>('end sessions', 'DELETE FROM staff_sessions WHERE account = $1');
/** All tries under a key. */
export const forgetTries = statement<[string]>('forgive tries', 'DELETE FROM staff_tries WHERE key = $1');

export function createAccounts(reader: Runner, owner: Owner): AccountsPart {
  return {
    ...createChanges(owner),
    async hasAdmin() {
      return theRow(await reader.all(countAdmins)).admins !== 0;
    },
    accounts: () => reader.all(selectAccounts),
    async secretOf(name) {
      const [row] = await reader.all(selectSecret, name);
      if (!row) return undefined;
      const { passwordHash, ...account } = row;
      return { account, passwordHash };
    },
    addFirstAdmin: (account, at) => owner.write((tx) => addFirst(tx, account, at)),
    bringBackAdmin: (account, when) => owner.write((tx) => bringBack(tx, account, when)),
    addAccount: (account, by) => owner.write((tx) => add(tx, account, by)),
  };
}

async function addFirst(tx: Runner, { id, name, passwordHash }: NewAccount, at: number): Promise<{ kind: 'done' | 'notFirst' }> {
  if (theRow(await tx.all(countAdmins)).admins !== 0) return { kind: 'notFirst' };
  if (!any(await tx.all(insertAccount, id, name, 'admin', passwordHash, at))) return { kind: 'notFirst' };
  await addToAudit(tx, { at, account: id, act: 'firstAdmin', subject: id });
  return { kind: 'done' };
}

async function bringBack(tx: Runner, { id, name, passwordHash }: NewAccount, { at, forgive }: Parameters<AccountsPart['bringBackAdmin']>[1]): Promise<{ kind: 'done' | 'nameTaken' }> {
  const [known] = await tx.all(selectNamed, name);
  if (known && known.role !== 'admin') return { kind: 'nameTaken' };
  const account = known?.id ?? id;
  if (known) await tx.all(bringAccountBack, account, passwordHash);
  else await tx.all(insertAccount, id, name, 'admin', passwordHash, at);
  await tx.all(endSessions, account);
  for (const key of forgive) await tx.all(forgetTries, key);
  await addToAudit(tx, { at, account, act: 'adminByCode', subject: account });
  return { kind: 'done' };
}

async function add(tx: Runner, { id, name, role, passwordHash }: NewAccount & { role: Role }, by: Actor): Promise<{ kind: 'done' | 'notAllowed' | 'nameTaken' }> {
  if (!(await isActive(tx, by.account, MAY.accounts))) return { kind: 'notAllowed' };
  if (!any(await tx.all(insertAccount, id, name, role, passwordHash, by.at))) return { kind: 'nameTaken' };
  await addToAudit(tx, { ...by, act: 'accountAdded', subject: id, detail: role });
  return { kind: 'done' };
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
  readonly write: (tx: Runner) => Promise<boolean>;
}

function createChanges(owner: Owner): Pick<AccountsPart, 'changeRole' | 'disable' | 'enable' | 'setPassword'> {
  const change = (asked: Change): Promise<AccountChange> => owner.write((tx) => make(tx, asked));
  const disabling = (account: AccountId, by: Actor, disabled: boolean): Change => ({
    account,
    by,
    act: disabled ? 'accountDisabled' : 'accountEnabled',
    takes: MAY.accounts,
    endsAdmin: disabled,
    async write(tx) {
      if (disabled) await tx.all(endSessions, account);
      return any(await tx.all(updateDisabled, account, disabled));
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
        write: async (tx) => any(await tx.all(updateRole, account, role)),
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
        async write(tx) {
          await tx.all(endSessions, account);
          return any(await tx.all(updatePassword, account, passwordHash));
        },
      });
    },
  };
}

async function make(tx: Runner, { account, by, act, detail, takes, endsAdmin, write }: Change): Promise<AccountChange> {
  if (!(await isActive(tx, by.account, takes))) return { kind: 'notAllowed' };
  if (!any(await tx.all(selectRole, account))) return { kind: 'unknownAccount' };
  if (endsAdmin && theRow(await tx.all(countOtherAdmins, account)).admins === 0) return { kind: 'lastAdmin' };
  // Asked for twice, it is done once and noted once.
  if (!(await write(tx))) return { kind: 'done' };
  const deed: Deed = { ...by, act, subject: account };
  await addToAudit(tx, detail === undefined ? deed : { ...deed, detail });
  return { kind: 'done' };
}

/** Looks, inside the transaction of an act, whether whoever acts still may. */
export async function isActive(tx: Runner, account: AccountId, roles: readonly Role[] | undefined): Promise<boolean> {
  const [row] = await tx.all(selectRole, account);
  return row !== undefined && !row.disabled && (roles === undefined || roles.includes(row.role));
}

function any(rows: readonly unknown[]): boolean {
  return rows.length > 0;
}
