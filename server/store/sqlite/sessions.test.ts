import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AccountId, SignInName } from '../../../shared/contract/staff.ts';
import { testFolder } from '../../testing/folder.ts';
import { openReadable, openWritable } from './handles.ts';
import { migrate } from './migrations/index.ts';
import { createStaff } from './staff.ts';

test('[X7] somebody who was kept out by hand, in the file itself, has no session either', async () => {
  const file = join(testFolder(), 'centre.sqlite');
  const writer = openWritable(file);
  migrate(writer);
  const reader = openReadable(file);
  onTestFinished(() => {
    reader.close();
    writer.close();
  });
  const staff = createStaff(reader, writer);
  const rosa = { id: AccountId.parse('a'.repeat(26)), name: SignInName.parse('rosa'), passwordHash: 'h' };
  await staff.addFirstAdmin(rosa, 0);
  await staff.openSession({ tokenHash: 't', account: rosa.id, passwordHash: 'h', at: 0, forgetBefore: 0, forgive: { all: [], one: [] } });
  expect(await staff.session('t')).toMatchObject({ account: { name: 'rosa' } });
  writer.exec('UPDATE staff_accounts SET disabled = 1');
  expect(await staff.session('t')).toBeUndefined();
});
