import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testFolder } from '../../../testing/folder.ts';
import { openWritable } from '../handles.ts';
import { subjectKeys } from './0005-subject-keys.ts';

test('[J15] a key is there with whose it is, or since when nothing of it is', () => {
  const db = openWritable(join(testFolder(), 'centre.sqlite'));
  onTestFinished(() => void db.close());
  subjectKeys(db);
  db.exec("INSERT INTO subject_keys VALUES ('a', 'k', 's', 'd', NULL), ('b', NULL, NULL, NULL, 5)");
  for (const half of ["('c', 'k', NULL, 'd', NULL)", "('c', NULL, 's', NULL, 5)", "('c', NULL, NULL, NULL, NULL)", "('c', 'k', 's', 'd', 5)", "('a', 'k', 's', 'd', NULL)"]) expect(() => db.exec(`INSERT INTO subject_keys VALUES ${half}`)).toThrow(/constraint/i);
  expect(db.pragma('secure_delete', { simple: true })).toBe(1);
});
