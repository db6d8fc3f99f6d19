/**
 * What every store must do for the staff of a centre, whatever database it stands on. In: a way to
 * make fresh databases. Out: tests titled with the rules they prove. It knows no database.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccountId, SignInName, type Role } from '../../shared/contract/staff.ts';
import { spellId } from '../../shared/domain/ids.ts';
import type { Actor, AuditLine, NewAccount, SessionOpening, StaffStore } from '../../server/store/staff.ts';
import { FIRST_WAIT_MS, type TryLimit } from '../../server/store/tries.ts';

export interface StaffDatabase {
  /** Opens a store on it; may be called again once that store is closed. */
  open(): Promise<{ readonly staff: StaffStore; close(): Promise<void> }>;
  remove(): Promise<void>;
}

const NOON = 1_772_452_800_000;
const HOUR = 3_600_000;

function person(number: number, name: string): NewAccount {
  return { id: AccountId.parse(spellId(new Uint8Array(26).fill(number))), name: SignInName.parse(name), passwordHash: `hash of ${name}` };
}
const ROSA = person(1, 'rosa');
const LUIS = person(2, 'luis');
const EVA = person(3, 'eva');

export function staffSuite(name: string, createDatabase: () => Promise<StaffDatabase>): void {
  describe(`the staff of the ${name} store`, () => {
    let database: StaffDatabase;
    let opened: Awaited<ReturnType<StaffDatabase['open']>>;
    let staff: StaffStore;

    beforeEach(async () => {
      database = await createDatabase();
      opened = await database.open();
      staff = opened.staff;
    });
    afterEach(async () => {
      await opened.close();
      await database.remove();
    });
    const restart = async (): Promise<void> => {
      await opened.close();
      opened = await database.open();
      staff = opened.staff;
    };

    const by = (who: NewAccount, at = NOON): Actor => ({ account: who.id, at });
    const rosaFirst = async (): Promise<void> => {
      expect(await staff.addFirstAdmin(ROSA, NOON)).toEqual({ kind: 'done' });
    };
    const add = async (who: NewAccount, role: Role): Promise<void> => {
      expect(await staff.addAccount({ ...who, role }, by(ROSA))).toEqual({ kind: 'done' });
    };
    const openFor = (who: NewAccount, tokenHash: string, change: Partial<SessionOpening> = {}) =>
      staff.openSession({ tokenHash, account: who.id, passwordHash: who.passwordHash, at: NOON, forgetBefore: NOON - HOUR, forgive: { all: [], one: [] }, ...change });
    const lines = (): Promise<readonly AuditLine[]> => staff.audit({ limit: 100 });
    const acts = async (): Promise<readonly string[]> => (await lines()).map(({ who, act, detail }) => [who, act, detail].filter(Boolean).join(' ')).toReversed();
    const roles = async (): Promise<readonly string[]> => (await staff.accounts()).map(({ name: who, role, disabled }) => `${who} ${role}${disabled ? ' (out)' : ''}`);
    /** That an act is refused, and leaves everything and the audit as they were. */
    const changesNothing = async (act: () => Promise<unknown>): Promise<void> => {
      const before = [await staff.accounts(), await lines()];
      await act();
      expect([await staff.accounts(), await lines()]).toEqual(before);
    };

    describe('accounts', () => {
      test('[X7] nobody is there at first; the first is an admin, and there is only one first', async () => {
        expect(await staff.hasAdmin()).toBe(false);
        expect(await staff.accounts()).toEqual([]);
        await rosaFirst();
        expect(await staff.hasAdmin()).toBe(true);
        expect(await staff.accounts()).toEqual([{ id: ROSA.id, name: 'rosa', role: 'admin', disabled: false, createdAt: NOON }]);
        await changesNothing(async () => expect(await staff.addFirstAdmin(LUIS, NOON)).toEqual({ kind: 'notFirst' }));
      });

      test('[X7] of two who use the first code at once, one becomes the admin', async () => {
        const answers = await Promise.all([staff.addFirstAdmin(ROSA, NOON), staff.addFirstAdmin(LUIS, NOON)]);
        expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['done', 'notFirst']);
        expect(await staff.accounts()).toHaveLength(1);
      });

      test('[X7] an admin who forgot the password comes back with a new one; whoever else had the account’s sessions is out', async () => {
        await rosaFirst();
        await openFor(ROSA, 'r1');
        expect(await staff.bringBackAdmin({ ...person(9, 'rosa'), passwordHash: 'newer' }, { at: NOON + 1, forgive: [] })).toEqual({ kind: 'done' });
        expect(await staff.secretOf(ROSA.name)).toMatchObject({ account: { id: ROSA.id, role: 'admin' }, passwordHash: 'newer' });
        expect(await staff.session('r1')).toBeUndefined();
        expect((await lines())[0]).toEqual({ no: 3, at: NOON + 1, who: 'rosa', act: 'adminByCode', subject: ROSA.id, detail: undefined });
      });

      test('an admin who was kept out is let in again that way, and a name that nobody has is one more admin; anybody else’s is not given', async () => {
        await rosaFirst();
        await add(LUIS, 'admin');
        await add(EVA, 'supervisor');
        await staff.disable(LUIS.id, by(ROSA));
        expect(await staff.bringBackAdmin(LUIS, { at: NOON, forgive: [] })).toEqual({ kind: 'done' });
        expect(await staff.bringBackAdmin(person(9, 'ana'), { at: NOON, forgive: [] })).toEqual({ kind: 'done' });
        expect(await roles()).toEqual(['ana admin', 'eva supervisor', 'luis admin', 'rosa admin']);
        await changesNothing(async () => expect(await staff.bringBackAdmin(person(9, 'eva'), { at: NOON, forgive: [] })).toEqual({ kind: 'nameTaken' }));
      });

      test('an admin adds others; they are there after a restart, in the order of their names', async () => {
        await rosaFirst();
        await add(LUIS, 'agent');
        await add(EVA, 'supervisor');
        await restart();
        expect(await roles()).toEqual(['eva supervisor', 'luis agent', 'rosa admin']);
        expect(await staff.secretOf(LUIS.name)).toMatchObject({ account: { id: LUIS.id }, passwordHash: 'hash of luis' });
        expect(await staff.secretOf(SignInName.parse('nobody'))).toBeUndefined();
      });

      test('a name is one person’s, and stays theirs when they are kept out', async () => {
        await rosaFirst();
        await add(LUIS, 'agent');
        await staff.disable(LUIS.id, by(ROSA));
        const other = { ...person(9, 'luis'), role: 'admin' as const };
        await changesNothing(async () => expect(await staff.addAccount(other, by(ROSA))).toEqual({ kind: 'nameTaken' }));
      });

      test.each<[string, (staff: StaffStore) => Promise<unknown>]>([
        ['add', (all) => all.addAccount({ ...person(9, 'x9'), role: 'agent' }, by(LUIS))],
        ['change a role', (all) => all.changeRole({ account: LUIS.id, role: 'admin' }, by(LUIS))],
        ['disable', (all) => all.disable(ROSA.id, by(LUIS))],
        ['enable', (all) => all.enable(EVA.id, by(LUIS))],
        ['set a password of', (all) => all.setPassword({ account: ROSA.id, passwordHash: 'stolen' }, by(LUIS))],
      ])('[X7] whoever is no admin can’t %s anybody, whatever a page let through', async (_, act) => {
        await rosaFirst();
        await add(EVA, 'agent');
        await staff.disable(EVA.id, by(ROSA));
        await add(LUIS, 'supervisor');
        await changesNothing(async () => expect(await act(staff)).toEqual({ kind: 'notAllowed' }));
        // An admin who was kept out a moment ago is no admin.
        await staff.changeRole({ account: LUIS.id, role: 'admin' }, by(ROSA));
        await staff.disable(LUIS.id, by(ROSA));
        await changesNothing(async () => expect(await act(staff)).toEqual({ kind: 'notAllowed' }));
        expect(await staff.secretOf(ROSA.name)).toMatchObject({ passwordHash: ROSA.passwordHash });
      });

      test('[X7] there is always an admin: the last can’t be demoted or disabled, not even by themselves', async () => {
        await rosaFirst();
        await add(LUIS, 'supervisor');
        await changesNothing(async () => {
          expect(await staff.changeRole({ account: ROSA.id, role: 'agent' }, by(ROSA))).toEqual({ kind: 'lastAdmin' });
          expect(await staff.disable(ROSA.id, by(ROSA))).toEqual({ kind: 'lastAdmin' });
        });
        await staff.changeRole({ account: LUIS.id, role: 'admin' }, by(ROSA));
        expect(await staff.changeRole({ account: ROSA.id, role: 'agent' }, by(ROSA))).toEqual({ kind: 'done' });
        await changesNothing(async () => expect(await staff.disable(LUIS.id, by(LUIS))).toEqual({ kind: 'lastAdmin' }));
      });

      test('[X7] of two admins who put each other out at once, one stays', async () => {
        await rosaFirst();
        await add(LUIS, 'admin');
        const answers = await Promise.all([staff.disable(ROSA.id, by(LUIS)), staff.changeRole({ account: LUIS.id, role: 'agent' }, by(ROSA))]);
        expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['done', 'notAllowed']);
        expect(await staff.hasAdmin()).toBe(true);
      });

      test('an account nobody has can’t be changed', async () => {
        await rosaFirst();
        await changesNothing(async () => {
          expect(await staff.changeRole({ account: EVA.id, role: 'admin' }, by(ROSA))).toEqual({ kind: 'unknownAccount' });
          expect(await staff.disable(EVA.id, by(ROSA))).toEqual({ kind: 'unknownAccount' });
          expect(await staff.setPassword({ account: EVA.id, passwordHash: 'x' }, by(ROSA))).toEqual({ kind: 'unknownAccount' });
        });
      });

      test('anybody changes their own password, and nobody who is kept out does', async () => {
        await rosaFirst();
        await add(LUIS, 'agent');
        expect(await staff.setPassword({ account: LUIS.id, passwordHash: 'newer' }, by(LUIS))).toEqual({ kind: 'done' });
        expect(await staff.secretOf(LUIS.name)).toMatchObject({ passwordHash: 'newer' });
        await staff.disable(LUIS.id, by(ROSA));
        await changesNothing(async () => expect(await staff.setPassword({ account: LUIS.id, passwordHash: 'x' }, by(LUIS))).toEqual({ kind: 'notAllowed' }));
      });
    });

    describe('sessions', () => {
      beforeEach(async () => {
        await rosaFirst();
        await add(LUIS, 'agent');
      });

      test('a session says whose it is, also after a restart, and ends when it is closed', async () => {
        expect(await openFor(LUIS, 'l1')).toEqual({ kind: 'done' });
        await staff.touchSession('l1', NOON + 5);
        await restart();
        expect(await staff.session('l1')).toMatchObject({ account: { id: LUIS.id, role: 'agent' }, openedAt: NOON, seenAt: NOON + 5 });
        expect(await staff.session('l2')).toBeUndefined();
        await staff.closeSession('l1', NOON + 6);
        await staff.closeSession('l1', NOON + 7);
        expect(await staff.session('l1')).toBeUndefined();
      });

      test('a role that was changed counts from the next look', async () => {
        await openFor(LUIS, 'l1');
        await staff.changeRole({ account: LUIS.id, role: 'supervisor' }, by(ROSA));
        expect(await staff.session('l1')).toMatchObject({ account: { role: 'supervisor' } });
      });

      test('[X7] disabling somebody ends their sessions, and nobody else’s; enabling brings none back', async () => {
        await openFor(LUIS, 'l1');
        await openFor(LUIS, 'l2');
        await openFor(ROSA, 'r1');
        await staff.disable(LUIS.id, by(ROSA));
        await staff.enable(LUIS.id, by(ROSA));
        expect([await staff.session('l1'), await staff.session('l2')]).toEqual([undefined, undefined]);
        expect(await staff.session('r1')).toBeDefined();
      });

      test('[X7] a new password, one’s own or given, ends every session of the account', async () => {
        for (const who of [LUIS, ROSA]) {
          const now = await staff.secretOf(LUIS.name);
          await openFor(LUIS, `of ${who.name}`, { passwordHash: now?.passwordHash ?? '' });
          await staff.setPassword({ account: LUIS.id, passwordHash: `newer, by ${who.name}` }, by(who));
          expect(await staff.session(`of ${who.name}`)).toBeUndefined();
        }
      });

      test('[X7] a password that was right a moment ago opens nothing: changed since, or its account kept out', async () => {
        expect(await openFor(LUIS, 'l1', { passwordHash: 'older' })).toEqual({ kind: 'refused' });
        await staff.disable(LUIS.id, by(ROSA));
        expect(await openFor(LUIS, 'l2')).toEqual({ kind: 'refused' });
        expect([await staff.session('l1'), await staff.session('l2')]).toEqual([undefined, undefined]);
        expect(await acts()).not.toContain('luis signedIn');
      });

      test('what is over is forgotten when the next one opens', async () => {
        await openFor(LUIS, 'old');
        await openFor(LUIS, 'new', { at: NOON + 2 * HOUR, forgetBefore: NOON + HOUR });
        expect([await staff.session('old'), await staff.session('new')]).toEqual([undefined, expect.anything()]);
      });
    });

    describe('tries', () => {
      const limit: TryLimit = { free: 2, drainMs: HOUR };
      const key = (text: string) => ({ key: text, limit });
      const take = (text: string, at = NOON) => staff.takeTry([key(text), key('everybody')], at);

      test('[X7] are counted under each key, and the wait holds after a restart', async () => {
        expect(await staff.takeTry([key('rosa')], NOON)).toEqual({ kind: 'go' });
        expect(await staff.takeTry([key('rosa')], NOON)).toEqual({ kind: 'go' });
        expect(await staff.takeTry([key('rosa'), key('here')], NOON + 1000)).toEqual({ kind: 'wait', waitMs: FIRST_WAIT_MS - 1000 });
        await restart();
        expect(await staff.takeTry([key('rosa')], NOON + 1000)).toEqual({ kind: 'wait', waitMs: FIRST_WAIT_MS - 1000 });
        // The refused one was not counted anywhere.
        expect(await staff.takeTry([key('here')], NOON + 2000)).toEqual({ kind: 'go' });
        expect(await staff.takeTry([key('here')], NOON + 2000)).toEqual({ kind: 'go' });
        expect(await staff.takeTry([key('rosa')], NOON + FIRST_WAIT_MS)).toEqual({ kind: 'go' });
      });

      test('[X7] sent all at once they count too', async () => {
        const answers = await Promise.all(Array.from({ length: 20 }, () => take('rosa')));
        expect(answers.filter(({ kind }) => kind === 'go')).toHaveLength(limit.free);
      });

      test('of an admin who comes back by the code are forgiven', async () => {
        await take('rosa');
        await take('rosa');
        await staff.bringBackAdmin(ROSA, { at: NOON, forgive: ['rosa', 'everybody'] });
        expect(await take('rosa')).toEqual({ kind: 'go' });
      });

      test('of a password that was right are forgiven: all of the name, one of the address', async () => {
        await rosaFirst();
        await take('rosa');
        await openFor(ROSA, 'r1', { forgive: { all: ['rosa'], one: [key('everybody')] } });
        expect(await take('rosa')).toEqual({ kind: 'go' });
        expect(await take('rosa')).toEqual({ kind: 'go' });
        expect(await take('rosa')).toMatchObject({ kind: 'wait' });
      });
    });

    describe('the audit', () => {
      test('[X7] keeps who did what to whom, and only what was done', async () => {
        await rosaFirst();
        await add(LUIS, 'agent');
        await staff.changeRole({ account: LUIS.id, role: 'supervisor' }, by(ROSA));
        await staff.changeRole({ account: LUIS.id, role: 'supervisor' }, by(ROSA));
        await staff.changeRole({ account: ROSA.id, role: 'agent' }, by(ROSA));
        await openFor(LUIS, 'l1');
        await staff.closeSession('l1', NOON);
        await staff.setPassword({ account: LUIS.id, passwordHash: 'newer' }, by(LUIS));
        await staff.setPassword({ account: LUIS.id, passwordHash: 'newest' }, by(ROSA));
        await staff.disable(LUIS.id, by(ROSA));
        await staff.disable(LUIS.id, by(ROSA));
        await staff.enable(LUIS.id, by(ROSA, NOON + HOUR));
        expect(await acts()).toEqual([
          'rosa firstAdmin',
          'rosa accountAdded agent',
          'rosa roleChanged supervisor',
          'luis signedIn',
          'luis signedOut',
          'luis passwordChanged',
          'rosa passwordSet',
          'rosa accountDisabled',
          'rosa accountEnabled',
        ]);
        expect((await lines())[0]).toEqual({ no: 9, at: NOON + HOUR, who: 'rosa', act: 'accountEnabled', subject: LUIS.id, detail: undefined });
      });

      test('[X7] holds no password, no token and no hash of either', async () => {
        await rosaFirst();
        await openFor(ROSA, 'token hash');
        await staff.setPassword({ account: ROSA.id, passwordHash: 'newer hash' }, by(ROSA));
        expect(JSON.stringify(await lines())).not.toMatch(/hash/);
      });

      test('is read in pages, newest first', async () => {
        await rosaFirst();
        for (let each = 0; each < 5; each += 1) await openFor(ROSA, `r${each}`);
        const first = await staff.audit({ limit: 4 });
        const second = await staff.audit({ limit: 4, before: first.at(-1)?.no ?? 0 });
        expect([...first, ...second].map(({ no }) => no)).toEqual([6, 5, 4, 3, 2, 1]);
      });
    });
  });
}
