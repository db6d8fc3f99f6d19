import { describe, expect, test } from 'vitest';
import { AccountId, SignInName } from '../../shared/contract/staff.ts';
import type { AccountResult } from './accounts.ts';
import { ADDRESS_LIMIT, NAME_LIMIT, type SignedIn } from './sign-in.ts';
import { ADDRESS, openTestStaff, PASSWORD, type TestStaff } from './testing/staff.ts';

const first = (centre: TestStaff, change: object = {}): Promise<AccountResult> =>
  centre.staff.accounts.byCode({ name: 'rosa', password: PASSWORD, code: centre.code() ?? '', address: ADDRESS, ...change });

async function signedIn({ staff }: TestStaff, name = 'rosa', password = PASSWORD): Promise<SignedIn> {
  const answer = await staff.signIn.signIn({ name, password, address: ADDRESS });
  const who = answer.kind === 'signedIn' ? await staff.signIn.whoIs(answer.session.text) : undefined;
  if (!who) throw new Error(`${name} could not sign in: ${answer.kind}`);
  return who;
}

describe('[X7] the first admin', () => {
  test('is made with the code from the file, which is gone afterwards', async () => {
    const centre = await openTestStaff();
    const code = centre.code();
    expect(code).toMatch(/^(?:[0-9a-hjkmnp-z]{4}-){3}[0-9a-hjkmnp-z]{4}$/);
    expect(await first(centre)).toEqual({ kind: 'done' });
    expect(centre.code()).toBeUndefined();
    expect(await first(centre, { name: 'luis', code })).toEqual({ kind: 'notFirst' });
    expect(await signedIn(centre)).toMatchObject({ account: { name: 'rosa', role: 'admin' } });
  });

  test('is not made anew after a restart, and no code is left for it', async () => {
    const centre = await openTestStaff();
    const code = centre.code();
    await first(centre);
    const again = await centre.restarted();
    expect(centre.code()).toBeUndefined();
    expect(await again.accounts.byCode({ name: 'luis', password: PASSWORD, code: code ?? '', address: ADDRESS })).toEqual({ kind: 'notFirst' });
  });

  test('takes the code of this start, however it is typed', async () => {
    const centre = await openTestStaff();
    const older = centre.code() ?? '';
    const staff = await centre.restarted();
    const typed = (centre.code() ?? '').toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l');
    const make = (code: string) => staff.accounts.byCode({ name: 'rosa', password: PASSWORD, code, address: ADDRESS });
    expect(await make(older)).toEqual({ kind: 'codeWrong' });
    expect(await make(typed)).toEqual({ kind: 'done' });
  });

  test('is made once, whoever is quicker', async () => {
    const centre = await openTestStaff();
    const answers = await Promise.all(['rosa', 'luis', 'eva'].map((name) => first(centre, { name })));
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['done', 'notFirst', 'notFirst']);
  });

  test('is guessed at only so often', async () => {
    const centre = await openTestStaff();
    for (let each = 0; each < ADDRESS_LIMIT.free; each += 1) expect(await first(centre, { code: `guess-${each}` })).toEqual({ kind: 'codeWrong' });
    expect(await first(centre)).toMatchObject({ kind: 'wait' });
    centre.clock.advance(60 * 60_000);
    expect(await first(centre)).toEqual({ kind: 'done' });
  });

  test('keeps its code when name or password will not do', async () => {
    const centre = await openTestStaff();
    expect(await first(centre, { name: '<b>' })).toEqual({ kind: 'nameBad' });
    expect(await first(centre, { password: 'short' })).toEqual({ kind: 'passwordShort' });
    expect(await first(centre, { password: 'rosa123456' })).toEqual({ kind: 'passwordCommon' });
    expect(await first(centre)).toEqual({ kind: 'done' });
  });
});

describe('[X7] an admin who forgot the password', () => {
  async function forgotten(): Promise<TestStaff & { readonly again: TestStaff['staff']; readonly back: (change?: object) => Promise<AccountResult> }> {
    const centre = await openTestStaff();
    await first(centre);
    for (let each = 0; each < NAME_LIMIT.free; each += 1) await centre.staff.signIn.signIn({ name: 'Rosa', password: 'a guess', address: ADDRESS });
    const again = await centre.restarted({ newCode: true });
    const back = (change: object = {}) => again.accounts.byCode({ name: 'Rosa', password: 'cuatro perros verdes', code: centre.code() ?? '', address: ADDRESS, ...change });
    return { ...centre, again, back };
  }

  test('comes in with a new code from the file and a new password, at once, and once', async () => {
    const centre = await forgotten();
    const { again, back } = centre;
    const code = centre.code();
    expect([again.accounts.codeUse(), await back({ code: 'a guess' })]).toEqual(['forgotten', { kind: 'codeWrong' }]);
    expect(await back()).toEqual({ kind: 'done' });
    expect([centre.code(), again.accounts.codeUse()]).toEqual([undefined, undefined]);
    const entered = await again.signIn.signIn({ name: 'rosa', password: 'cuatro perros verdes', address: ADDRESS });
    expect(entered.kind).toBe('signedIn');
    expect(await back({ code, name: 'eva' })).toEqual({ kind: 'notFirst' });
  });

  test('keeps the code when the name is somebody else’s or the password will not do', async () => {
    const { again, back, store } = await forgotten();
    const eva = { id: AccountId.parse('e'.repeat(26)), name: SignInName.parse('eva'), passwordHash: 'h', role: 'agent' } as const;
    const [rosa] = await store.accounts();
    if (rosa) await store.addAccount(eva, { account: rosa.id, at: 0 });
    expect([await back({ name: 'eva' }), await back({ password: 'short' })]).toEqual([{ kind: 'nameTaken' }, { kind: 'passwordShort' }]);
    expect(await back({ name: 'ana' })).toEqual({ kind: 'done' });
    expect((await again.accounts.all()).map(({ name, role }) => `${name} ${role}`)).toEqual(['ana admin', 'eva agent', 'rosa admin']);
  });

  test('leaves no code behind where it was not used: the next start removes it', async () => {
    const centre = await forgotten();
    expect(centre.code()).toBeDefined();
    const usual = await centre.restarted();
    expect([centre.code(), usual.accounts.codeUse()]).toEqual([undefined, undefined]);
  });
});

describe('[X7] accounts', () => {
  async function withLuis(): Promise<TestStaff & { readonly rosa: SignedIn; readonly luis: SignedIn }> {
    const centre = await openTestStaff();
    await first(centre);
    const rosa = await signedIn(centre);
    expect(await centre.staff.accounts.add({ name: 'Luis', password: PASSWORD, role: 'agent' }, rosa)).toEqual({ kind: 'done' });
    return { ...centre, rosa, luis: await signedIn(centre, 'luis') };
  }

  test('are added by an admin, with a name of their own and a password that will do', async () => {
    const { staff, rosa, luis } = await withLuis();
    const add = (name: string, password = PASSWORD, by = rosa) => staff.accounts.add({ name, password, role: 'admin' }, by);
    expect(await add('LUIS')).toEqual({ kind: 'nameTaken' });
    expect(await add('')).toEqual({ kind: 'nameBad' });
    expect(await add('eva', 'eva1234567')).toEqual({ kind: 'passwordCommon' });
    expect(await add('eva', PASSWORD, luis)).toEqual({ kind: 'notAllowed' });
    expect((await staff.accounts.all()).map(({ name, role }) => [name, role])).toEqual([['luis', 'agent'], ['rosa', 'admin']]);
  });

  test('change their own password with the current one, and are signed out everywhere', async () => {
    const centre = await withLuis();
    const { staff, luis } = centre;
    const change = (current: string, next: string) => staff.accounts.changeOwn({ current, next }, luis);
    expect(await change('not this', 'cuatro perros verdes')).toEqual({ kind: 'passwordWrong' });
    expect(await change(PASSWORD, 'short')).toEqual({ kind: 'passwordShort' });
    expect(await staff.signIn.whoIs(luis.session.text)).toBeDefined();
    expect(await change(PASSWORD, 'cuatro perros verdes')).toEqual({ kind: 'done' });
    expect(await staff.signIn.whoIs(luis.session.text)).toBeUndefined();
    expect(await staff.signIn.signIn({ name: 'luis', password: PASSWORD, address: ADDRESS })).toEqual({ kind: 'signInWrong' });
    expect(await signedIn(centre, 'luis', 'cuatro perros verdes')).toMatchObject({ account: { name: 'luis' } });
  });

  test('are not guessed at from a screen that was left open', async () => {
    const { staff, luis } = await withLuis();
    for (let each = 0; each < NAME_LIMIT.free; each += 1) await staff.accounts.changeOwn({ current: 'a guess', next: 'cuatro perros verdes' }, luis);
    expect(await staff.accounts.changeOwn({ current: PASSWORD, next: 'cuatro perros verdes' }, luis)).toMatchObject({ kind: 'wait' });
  });

  test('get a new password from an admin, who can’t set their own that way', async () => {
    const centre = await withLuis();
    const { staff, rosa, luis } = centre;
    expect(await staff.accounts.givePassword(luis.account, 'luis123456', rosa)).toEqual({ kind: 'passwordCommon' });
    expect(await staff.accounts.givePassword(luis.account, 'cuatro perros verdes', rosa)).toEqual({ kind: 'done' });
    expect(await staff.signIn.whoIs(luis.session.text)).toBeUndefined();
    expect(await staff.accounts.givePassword(rosa.account, 'cuatro perros verdes', rosa)).toEqual({ kind: 'notAllowed' });
    expect(await staff.accounts.givePassword(rosa.account, 'cuatro perros verdes', await signedIn(centre, 'luis', 'cuatro perros verdes'))).toEqual({ kind: 'notAllowed' });
  });

  test('change role, are kept out and let in again by an admin', async () => {
    const { staff, rosa, luis } = await withLuis();
    expect(await staff.accounts.changeRole(luis.account.id, 'supervisor', rosa)).toEqual({ kind: 'done' });
    expect(await staff.accounts.setDisabled(luis.account.id, true, rosa)).toEqual({ kind: 'done' });
    expect(await staff.accounts.setDisabled(luis.account.id, false, rosa)).toEqual({ kind: 'done' });
    expect(await staff.accounts.setDisabled(rosa.account.id, true, rosa)).toEqual({ kind: 'lastAdmin' });
    expect(await staff.accounts.changeRole(AccountId.parse('z'.repeat(26)), 'agent', rosa)).toEqual({ kind: 'unknownAccount' });
    const lines = await staff.audit({ limit: 3 });
    expect(lines.map(({ who, act }) => [who, act])).toEqual([['rosa', 'accountEnabled'], ['rosa', 'accountDisabled'], ['rosa', 'roleChanged']]);
  });
});
