import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { Places } from '../places.ts';
import { VisitHistory } from '../history.ts';
import { sumOf } from '../sum.ts';
import { migrate } from './index.ts';

it('[J17] rows of before are as they were, and still held to their sum', () => {
  const db = new Database(':memory:');
  migrate(db, 8);
  const row = ['2026-11-23', 'v', 'A', null, 1, 'es', 1, 'orientation', 1, 'finished', 'desk-3', 1, 2, 3, 4, '[]', 9] as const;
  db.prepare(`INSERT INTO visits VALUES (${[...row, 0].map(() => '?').join(', ')})`).run(...row, sumOf(...row));
  migrate(db, 9);
  expect(db.prepare('SELECT more FROM visits').pluck().get()).toBeNull();
  const check = (): unknown => new VisitHistory(db, new Places(db)).check({ day: '', visit: '' }, 10);
  expect(check()).toEqual({ day: '2026-11-23', visit: 'v' });
  for (const change of ["more = '{}'", 'more = NULL, leg = 2']) {
    db.exec(`UPDATE visits SET ${change}`);
    expect(check).toThrow();
  }
  db.close();
});
