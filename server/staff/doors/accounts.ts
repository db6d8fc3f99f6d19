/** The routes of accounts: who there is, one more, and what changes about one. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AccountId, MAY, Role } from '../../../shared/contract/staff.ts';
import type { Account } from '../../store/staff.ts';
import type { AccountResult } from '../accounts.ts';
import { readForm, requireRole, type Door } from '../door.ts';
import { accountPage, accountsPage, addAccountPage } from '../pages/accounts.ts';
import { ROOT } from '../pages/frame.ts';
import { DoneWord, typed } from './forms.ts';

const ACCOUNTS = `${ROOT}/accounts`;

const AddForm = z.object({ name: typed, role: Role, password: typed });
const RoleForm = z.object({ role: Role });
const PasswordForm = z.object({ password: typed });
const DoneQuery = z.object({ done: DoneWord });
const AccountParams = z.object({ id: AccountId });

export function accountDoors(app: FastifyInstance, door: Door): void {
  const admins = requireRole(MAY.accounts);
  const { accounts } = door.staff;

  app.get('/accounts', admins, async (request, reply) => {
    const { done } = DoneQuery.parse(request.query);
    return door.show(reply, accountsPage(door.house(request), await accounts.all(), done && `done.${done}`));
  });

  app.get('/accounts/new', admins, async (request, reply) => door.show(reply, addAccountPage(door.house(request), {})));

  app.post('/accounts/new', admins, async (request, reply) => {
    const read = readForm(AddForm, request);
    if (read.kind !== 'read') return door.refuse(request, reply, read);
    const house = door.house(request);
    const { name, role } = read.form;
    const added = await accounts.add(read.form, house.signedIn);
    if (added.kind !== 'done') return door.show(reply, addAccountPage(house, { trouble: added, name, role }), added);
    return door.goTo(reply, `${ACCOUNTS}?done=added`);
  });

  app.get('/accounts/:id', admins, async (request, reply) => {
    const account = await accountOf(door, request);
    if (!account) return door.refuse(request, reply, { kind: 'unknownAccount' });
    const { done } = DoneQuery.parse(request.query);
    return door.show(reply, accountPage(door.house(request), account, { done: done && `done.${done}` }));
  });

  changes(app, door);
}

function changes(app: FastifyInstance, door: Door): void {
  const admins = requireRole(MAY.accounts);
  const { accounts } = door.staff;

  /** Makes a change to the account in the address, and shows it again, with what came of it. */
  const change = async (request: FastifyRequest, reply: FastifyReply, done: string, make: (account: Account) => Promise<AccountResult>): Promise<FastifyReply> => {
    const account = await accountOf(door, request);
    if (!account) return door.refuse(request, reply, { kind: 'unknownAccount' });
    const path = `${ACCOUNTS}/${account.id}`;
    const result = await make(account);
    if (result.kind !== 'done') return door.show(reply, accountPage(door.house(request, path), account, { trouble: result }), result);
    return door.goTo(reply, `${path}?done=${done}`);
  };

  app.post('/accounts/:id/role', admins, async (request, reply) => {
    const read = readForm(RoleForm, request);
    if (read.kind !== 'read') return door.refuse(request, reply, read);
    return change(request, reply, 'role', ({ id }) => accounts.changeRole(id, read.form.role, door.house(request).signedIn));
  });

  app.post('/accounts/:id/password', admins, async (request, reply) => {
    const read = readForm(PasswordForm, request);
    if (read.kind !== 'read') return door.refuse(request, reply, read);
    return change(request, reply, 'password', (account) => accounts.givePassword(account, read.form.password, door.house(request).signedIn));
  });

  for (const disabled of [true, false]) {
    app.post(`/accounts/:id/${disabled ? 'disable' : 'enable'}`, admins, async (request, reply) =>
      change(request, reply, disabled ? 'disabled' : 'enabled', ({ id }) => accounts.setDisabled(id, disabled, door.house(request).signedIn)),
    );
  }
}

async function accountOf({ staff }: Door, request: FastifyRequest): Promise<Account | undefined> {
  const params = AccountParams.safeParse(request.params);
  return params.success ? (await staff.accounts.all()).find(({ id }) => id === params.data.id) : undefined;
}
