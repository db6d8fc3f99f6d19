import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { DESK_3, commandIds, testChance } from '../../../../tests/fixtures/world.ts';
import { Answers } from '../answers.ts';
import { migrate } from './index.ts';

it('[J18] an answer that was given before is still the answer', () => {
  const db = new Database(':memory:');
  migrate(db, 3);
  const command = { kind: 'desk.callNext', id: commandIds(testChance(1))(), desk: DESK_3 } as const;
  const reply = { kind: 'refused', why: 'nobodyWaiting' } as const;
  db.prepare('INSERT INTO commands VALUES (?, ?, ?, 5)').run(command.id, JSON.stringify(command), JSON.stringify(reply));
  migrate(db, 4);
  expect(new Answers(db).to(command)).toEqual(reply);
  db.close();
});
