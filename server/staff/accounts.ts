/**
 * Decisions about accounts [X7]. In: what somebody typed, and who they are. Out: what came of it,
 * by kind. Whether they may is decided with the act, in the store; here is what a name and a
 * password must be.
 */
import { AccountId, SignInName, type Role } from '../../shared/contract/staff.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { spellId } from '../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';
import type { Account, AccountChange, NewAccount, StaffStore } from '../store/staff.ts';
import type { AdminCode, AdminCodeUse } from './admin-code.ts';
import { hashPassword, passwordFault } from './passwords.ts';
import { addressKey, nameKey, type SignedIn, type SignIn } from './sign-in.ts';
import type { FormTrouble, Refusal } from './troubles.ts';

export interface TypedAccount {
  readonly name: string;
  readonly password: string;
}

type AccountTrouble = FormTrouble | Refusal;
export type AccountResult = { readonly kind: 'done' } | AccountTrouble;

export interface Accounts {
  all(): Promise<readonly Account[]>;
  hasAdmin(): Promise<boolean>;
  /** What the code on this machine is good for now; undefined where there is none. */
  codeUse(): AdminCodeUse | undefined;
  /**
   * For whoever holds that code: makes the centre's first account; or gives an admin of this name a
   * new password, and where nobody has the name makes one more admin.
   */
  byCode(typed: TypedAccount & { readonly code: string; readonly address: string }): Promise<AccountResult>;
  add(typed: TypedAccount & { readonly role: Role }, by: SignedIn): Promise<AccountResult>;
  changeRole(account: AccountId, role: Role, by: SignedIn): Promise<AccountResult>;
  setDisabled(account: AccountId, disabled: boolean, by: SignedIn): Promise<AccountResult>;
  /** Gives somebody else a password. */
  givePassword(account: Account, password: string, by: SignedIn): Promise<AccountResult>;
  /** Changes one's own, for whoever knows the one it replaces. */
  changeOwn(typed: { readonly current: string; readonly next: string }, by: SignedIn): Promise<AccountResult>;
}

export interface AccountsOptions {
  readonly store: StaffStore;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly code: AdminCode;
  readonly signIn: SignIn;
}

export function createAccounts({ store, clock, chance, code, signIn }: AccountsOptions): Accounts {
  const actor = ({ account }: SignedIn) => ({ account: account.id, at: clock.now() });
  /** Whoever forgot a password has tried a few: what those cost is forgiven. */
  const bringBack = (account: NewAccount, typedName: string) => store.bringBackAdmin(account, { at: clock.now(), forgive: [nameKey(typedName).key] });
  return {
    all: () => store.accounts(),
    hasAdmin: () => store.hasAdmin(),

    codeUse: () => code.use,

    async byCode({ address, ...typed }) {
      const tried = await store.takeTry([addressKey(address)], clock.now());
      if (tried.kind !== 'go') return tried;
      const { use } = code;
      if (use === undefined) return { kind: 'notFirst' };
      if (!code.isRight(typed.code)) return { kind: 'codeWrong' };
      const account = await newAccount(typed, chance);
      if (account.kind !== 'account') return account;
      const made = await (use === 'first' ? store.addFirstAdmin(account.account, clock.now()) : bringBack(account.account, typed.name));
      if (made.kind === 'done') await code.spend();
      return made;
    },

    async add({ role, ...typed }, by) {
      const account = await newAccount(typed, chance);
      if (account.kind !== 'account') return account;
      return store.addAccount({ ...account.account, role }, actor(by));
    },

    async changeRole(account, role, by) {
      return store.changeRole({ account, role }, actor(by));
    },

    async setDisabled(account, disabled, by) {
      return disabled ? store.disable(account, actor(by)) : store.enable(account, actor(by));
    },

    async givePassword({ id, name }, password, by) {
      // One's own takes the current one: a screen left open is not enough.
      if (id === by.account.id) return { kind: 'notAllowed' };
      return setPassword(store, { id, name, password }, () => actor(by));
    },

    async changeOwn({ current, next }, by) {
      const { id, name } = by.account;
      const confirmed = await signIn.confirm(by.account, current);
      if (confirmed.kind === 'wrong') return { kind: 'passwordWrong' };
      if (confirmed.kind !== 'right') return confirmed;
      return setPassword(store, { id, name, password: next }, () => actor(by));
    },
  };
}

async function newAccount({ name, password }: TypedAccount, chance: Chance): Promise<{ readonly kind: 'account'; readonly account: NewAccount } | FormTrouble> {
  const read = SignInName.safeParse(name);
  if (!read.success) return { kind: 'nameBad' };
  const fault = passwordFault(password, read.data);
  if (fault) return { kind: fault };
  const id = AccountId.parse(spellId(chance.bytes(26)));
  return { kind: 'account', account: { id, name: read.data, passwordHash: await hashPassword(password) } };
}

async function setPassword(
  store: StaffStore,
  { id, name, password }: { readonly id: AccountId; readonly name: SignInName; readonly password: string },
  by: () => { readonly account: AccountId; readonly at: number },
): Promise<AccountChange | FormTrouble> {
  const fault = passwordFault(password, name);
  if (fault) return { kind: fault };
  return store.setPassword({ account: id, passwordHash: await hashPassword(password) }, by());
}
