import { describe, expect, test } from 'vitest';
import { AccountId } from '../../shared/contract/staff.ts';
import { FIRST_WAIT_MS, LONGEST_WAIT_MS } from '../store/tries.ts';
import { IDLE_MS, NOTE_MS, SESSION_MS } from './sessions.ts';
import { ADDRESS_LIMIT, NAME_LIMIT, type SignInResult } from './sign-in.ts';
import type { Staff } from './staff.ts';
import { ADDRESS, openTestStaff, PASSWORD, type TestStaff } from './testing/staff.ts';

const MINUTE = 60_000;

interface Centre extends TestStaff {
  readonly tryTo: (name: string, password: string, address?: string) => Promise<SignInResult>;
  /** A session's token. */
  readonly enter: (name: string) => Promise<string>;
  readonly admin: () => Promise<NonNullable<Awaited<ReturnType<Staff['signIn']['whoIs']>>>>;
}

/** Rosa is the admin and Luis an agent. */
async function openCentre(): Promise<Centre> {
  const centre = await openTestStaff();
  const { staff } = centre;
  const tryTo: Centre['tryTo'] = (name, password, address = ADDRESS) => staff.signIn.signIn({ name, password, address });
  const enter: Centre['enter'] = async (name) => {
    const answer = await tryTo(name, PASSWORD);
    if (answer.kind !== 'signedIn') throw new Error(answer.kind);
    return answer.session.text;
  };
  const admin = async () => {
    const rosa = await staff.signIn.whoIs(await enter('rosa'));
    if (!rosa) throw new Error('rosa is not there');
    return rosa;
  };
  await staff.accounts.byCode({ name: 'rosa', password: PASSWORD, code: centre.code() ?? '', address: ADDRESS });
  await staff.accounts.add({ name: 'luis', password: PASSWORD, role: 'agent' }, await admin());
  return { ...centre, tryTo, enter, admin };
}

describe('[X7] signing in', () => {
  test('takes the name in any spelling, and the password in one', async () => {
    const { staff, enter, tryTo } = await openCentre();
    for (const name of ['luis', ' LUIS ', 'Luis']) expect(await staff.signIn.whoIs(await enter(name))).toMatchObject({ account: { name: 'luis', role: 'agent' } });
    expect(await tryTo('luis', PASSWORD.toUpperCase())).toEqual({ kind: 'signInWrong' });
  });

  test.each(['nobody', '', 'x y z', '<b>', 'x'.repeat(10_000)])('with the name %j answers as a wrong password does', async (name) => {
    const { tryTo } = await openCentre();
    expect(await tryTo(name, PASSWORD)).toEqual(await tryTo('luis', 'not his password'));
  });

  test('hashes for a name that nobody has as for one that somebody has', async () => {
    const { tryTo } = await openCentre();
    const hashing = async (name: string): Promise<number> => {
      const before = process.cpuUsage();
      await tryTo(name, 'not the password', name);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const known = await hashing('luis');
    const unknown = await hashing('nobody');
    // Without the hash, a look in the database takes a hundredth of this.
    expect(unknown).toBeGreaterThan(known / 4);
    expect(known).toBeGreaterThan(unknown / 4);
  });

  test('is refused to whoever was kept out, who is told so only with the right password', async () => {
    const { staff, tryTo, admin, store } = await openCentre();
    const luis = (await store.accounts()).find(({ name }) => name === 'luis');
    await staff.accounts.setDisabled(AccountId.parse(luis?.id), true, await admin());
    expect(await tryTo('luis', PASSWORD)).toEqual({ kind: 'disabled' });
    expect(await tryTo('luis', 'not his password')).toEqual({ kind: 'signInWrong' });
  });
});

describe('[X7] wrong passwords', () => {
  const wrong = async ({ tryTo }: Centre, times: number, name = 'luis', address = ADDRESS): Promise<void> => {
    for (let each = 0; each < times; each += 1) await tryTo(name, 'not the password', address);
  };

  test('make whoever has this name wait, with the right one too, also after a restart', async () => {
    const centre = await openCentre();
    await wrong(centre, NAME_LIMIT.free);
    expect(await centre.tryTo('LUIS', PASSWORD)).toEqual({ kind: 'wait', waitMs: FIRST_WAIT_MS });
    const again = await centre.restarted();
    expect(await again.signIn.signIn({ name: 'luis', password: PASSWORD, address: 'elsewhere' })).toEqual({ kind: 'wait', waitMs: FIRST_WAIT_MS });
    expect(await centre.tryTo('rosa', PASSWORD)).toMatchObject({ kind: 'signedIn' });
    centre.clock.advance(FIRST_WAIT_MS);
    expect(await centre.tryTo('luis', PASSWORD)).toMatchObject({ kind: 'signedIn' });
    // And all is forgiven.
    await wrong(centre, NAME_LIMIT.free - 1);
    expect(await centre.tryTo('luis', PASSWORD)).toMatchObject({ kind: 'signedIn' });
  });

  test('of a name that nobody has wait the same', async () => {
    const centre = await openCentre();
    await wrong(centre, NAME_LIMIT.free, 'nobody');
    expect(await centre.tryTo('nobody', PASSWORD)).toEqual({ kind: 'wait', waitMs: FIRST_WAIT_MS });
  });

  test('sent all at once are no way around', async () => {
    const centre = await openCentre();
    const answers = await Promise.all(Array.from({ length: 30 }, () => centre.tryTo('luis', 'not his password')));
    expect(answers.filter(({ kind }) => kind === 'signInWrong')).toHaveLength(NAME_LIMIT.free);
  });

  test('for one name after the other make the address wait, and a house that mistypes is not shut out', async () => {
    const centre = await openCentre();
    for (let each = 0; each < ADDRESS_LIMIT.free; each += 1) await wrong(centre, 1, `guess${each}`, 'attacker');
    expect(await centre.tryTo('rosa', PASSWORD, 'attacker')).toMatchObject({ kind: 'wait' });
    expect(await centre.tryTo('rosa', PASSWORD)).toMatchObject({ kind: 'signedIn' });
    for (let each = 0; each < 30; each += 1) {
      expect(await centre.tryTo('luis', 'mistyped'), `after ${each}`).toEqual({ kind: 'signInWrong' });
      expect(await centre.tryTo('luis', PASSWORD), `after ${each}`).toMatchObject({ kind: 'signedIn' });
      centre.clock.advance(4 * MINUTE);
    }
  });

  test('never wait longer than the longest', async () => {
    const centre = await openCentre();
    for (let each = 0; each < 30; each += 1) {
      const answer = await centre.tryTo('luis', 'not his password');
      if (answer.kind === 'wait') centre.clock.advance(answer.waitMs);
      expect(answer.kind === 'wait' ? answer.waitMs : 0).toBeLessThanOrEqual(LONGEST_WAIT_MS);
    }
  });
});

describe('[X7] a session', () => {
  test('lasts as long as it is used, up to 12 hours', async () => {
    const { staff, enter, clock } = await openCentre();
    const token = await enter('luis');
    for (let passed = 0; passed + IDLE_MS / 2 < SESSION_MS; passed += IDLE_MS / 2) {
      expect(await staff.signIn.whoIs(token)).toBeDefined();
      clock.advance(IDLE_MS / 2);
    }
    expect(await staff.signIn.whoIs(token)).toBeDefined();
    clock.advance(IDLE_MS / 2);
    expect(await staff.signIn.whoIs(token)).toBeUndefined();
  });

  test('that lies unused for an hour is over', async () => {
    const { staff, enter, clock } = await openCentre();
    const token = await enter('luis');
    clock.advance(IDLE_MS - 1);
    expect(await staff.signIn.whoIs(token)).toBeDefined();
    clock.advance(IDLE_MS);
    expect(await staff.signIn.whoIs(token)).toBeUndefined();
  });

  test('notes its use, and not at every look', async () => {
    const { staff, enter, clock, store } = await openCentre();
    const token = await enter('luis');
    const hash = (await staff.signIn.whoIs(token))?.session.hash ?? '';
    const opened = clock.now();
    clock.advance(NOTE_MS - 1);
    await staff.signIn.whoIs(token);
    expect(await store.session(hash)).toMatchObject({ seenAt: opened });
    clock.advance(1);
    await staff.signIn.whoIs(token);
    expect(await store.session(hash)).toMatchObject({ seenAt: opened + NOTE_MS });
  });

  test('ends with signing out, and only that one', async () => {
    const { staff, enter } = await openCentre();
    const [one, two] = [await enter('luis'), await enter('luis')];
    const there = await staff.signIn.whoIs(one);
    if (there) await staff.signIn.signOut(there.session);
    expect([await staff.signIn.whoIs(one), await staff.signIn.whoIs(two)]).toEqual([undefined, expect.anything()]);
  });

  test.each([undefined, '', 'x', 'x'.repeat(43)])('is nobody’s with the token %j', async (token) => {
    const { staff } = await openCentre();
    expect(await staff.signIn.whoIs(token)).toBeUndefined();
  });
});
