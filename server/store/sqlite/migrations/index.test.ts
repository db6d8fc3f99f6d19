import { expect, test } from 'vitest';
import { join } from 'node:path';
import { testFolder } from '../../../testing/folder.ts';
import { openWritable } from '../handles.ts';
import { MIGRATIONS, migrate, versionOf } from './index.ts';

test('a new file arrives at the newest version, and stays there when it is opened again', () => {
  const db = openWritable(join(testFolder(), 'centre.sqlite'));
  migrate(db);
  migrate(db);
  expect(versionOf(db)).toBe(MIGRATIONS.length);
  db.close();
});
