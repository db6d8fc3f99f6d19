import { describe, expect, test } from 'vitest';
import { AccountId, foldName, MAY, mayDo, Role, SignInName, type Duty } from './staff.ts';

test('[X7] the roles, and what each may do: this table changes on purpose or not at all', () => {
  const duties = Object.keys(MAY) as Duty[];
  const table = Object.fromEntries(Role.options.map((role) => [role, duties.filter((duty) => mayDo(role, duty))]));
  expect(table).toEqual({
    agent: ['own'],
    coordinator: ['own'],
    supervisor: ['own', 'audit'],
    admin: ['own', 'accounts', 'devices', 'audit'],
  });
});

describe('a sign-in name', () => {
  test.each([
    ['  Rosa.M ', 'rosa.m'],
    ['JOSE\u0301', 'josé'],
    ['Straße', 'strasse'],
    ['ΟΔΟΣ', 'οδος'],
    ['οδοσ', 'οδος'],
    ['Ñandú-2', 'ñandú-2'],
    ['سارة', 'سارة'],
  ])('%j is %j, however it is typed', (typed, name) => {
    expect(SignInName.parse(typed)).toBe(name);
    expect(foldName(foldName(typed))).toBe(foldName(typed));
  });

  test.each(['', 'a', ' ', '.rosa', '-rosa', 'rosa m', 'rosa\u0000', 'rosa<b>', 'rosa\u202eadmin', 'rosa@centro', 'x'.repeat(41)])('%j is none', (typed) => {
    expect(SignInName.safeParse(typed).success).toBe(false);
  });

  test('is looked at only where what was typed has an end', () => {
    const typed = (spaces: number): string => `rosa${' '.repeat(spaces)}`;
    expect([196, 197].map((spaces) => SignInName.safeParse(typed(spaces)).success)).toEqual([true, false]);
  });
});

test('an account’s id is one that this program made', () => {
  expect(['0'.repeat(26), 'z'.repeat(26)].map((id) => AccountId.safeParse(id).success)).toEqual([true, true]);
  expect(['', '0'.repeat(25), 'u'.repeat(26), 'A'.repeat(26)].map((id) => AccountId.safeParse(id).success)).toEqual([false, false, false, false]);
});
