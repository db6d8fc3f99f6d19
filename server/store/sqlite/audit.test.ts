import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AccountId, SignInName } from '../../../shared/contract/staff.ts';
import { EnrolCode } from '../../../shared/contract/wire.ts';
import { sha256 } from '../../digest.ts';
import { CENTRE, createDevice } from '../../testing/device.ts';
import { testFolder } from '../../testing/folder.ts';
import { createDevices } from './devices.ts';
import { createGenerations } from './generations.ts';
import { openReadable, openWritable } from './handles.ts';
import { migrate } from './migrations/index.ts';
import { createStaff } from './staff.ts';

const CODE = EnrolCode.parse('BCDFGHJK');
const AT = 1_772_452_800_000;
const ROSA = { id: AccountId.parse('a'.repeat(26)), name: SignInName.parse('rosa'), passwordHash: 'h' };
const LUIS = { id: AccountId.parse('b'.repeat(26)), name: SignInName.parse('luis'), passwordHash: 'h' };

test('[X7] an act whose line in the audit can’t be written is not done', async () => {
  const file = join(testFolder(), 'centre.sqlite');
  const writer = openWritable(file);
  migrate(writer);
  const reader = openReadable(file);
  onTestFinished(() => {
    reader.close();
    writer.close();
  });
  const staff = createStaff(reader, writer);
  const by = { account: ROSA.id, at: AT };
  const open = (tokenHash: string) => staff.openSession({ tokenHash, account: ROSA.id, passwordHash: 'h', at: AT, forgetBefore: 0, forgive: { all: [], one: [] } });
  const devices = createDevices(reader, writer);
  const generations = createGenerations(sha256, writer);
  const { id, key, name } = createDevice(1);
  await staff.addFirstAdmin(ROSA, AT);
  await open('kept');
  await devices.openEnrolment({ codeHash: 'c', at: AT });
  await devices.enrol({ centre: CENTRE, device: id, key, name, codeHash: 'c', wrote: 0, at: AT });
  await devices.ask({ device: id, key, name, wrote: 0, secretHash: 'secret', code: CODE, at: AT });
  const before = [await staff.accounts(), await devices.devices(), await devices.asks(AT)];

  writer.exec("CREATE TRIGGER no_audit BEFORE INSERT ON staff_audit BEGIN SELECT raise(ABORT, 'no room for it'); END");
  const acts: readonly (() => Promise<unknown>)[] = [
    () => staff.addAccount({ ...LUIS, role: 'agent' }, by),
    () => staff.setPassword({ account: ROSA.id, passwordHash: 'newer' }, by),
    () => open('another'),
    () => staff.closeSession('kept', AT),
    () => devices.answerAsk({ code: CODE, approve: true, at: AT }, by),
    () => devices.revoke(id, AT, by),
    () => devices.writeOff(id, by),
    () => generations.openGeneration(2, by),
  ];
  for (const act of acts) await expect(act()).rejects.toThrow('no room for it');

  expect([await staff.accounts(), await devices.devices(), await devices.asks(AT)]).toEqual(before);
  expect(reader.prepare('SELECT generation FROM centre').pluck().get()).toBe(1);
  expect(await staff.secretOf(ROSA.name)).toMatchObject({ passwordHash: 'h' });
  expect([await staff.session('another'), await staff.session('kept')]).toEqual([undefined, expect.anything()]);
});

test('[X7] no statement of the server changes or removes a line of the audit', () => {
  const server = join(import.meta.dirname, '../..');
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const text = sources.map((name) => readFileSync(join(server, name), 'utf8')).join('\n');
  expect(text).toMatch(/INSERT INTO staff_audit/);
  expect(text.match(/(?:\bUPDATE|\bDELETE\s+FROM|\bREPLACE\s+INTO|\bDROP\s+TABLE|\bALTER\s+TABLE)\s+(?:IF\s+EXISTS\s+)?staff_audit/gi)).toBeNull();
});
