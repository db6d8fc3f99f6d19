import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { sampleSlip, sampleTicket } from '../../../../tests/fixtures/tickets.ts';
import { PAPERS_SCHEMA, Paper } from '../../printing/index.ts';
import { migrate } from './index.ts';

const shapeOf = (db: Database.Database): unknown => db.prepare("SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'papers' ORDER BY name").all();

it('[P3] carries every paper over under its number and by what staff call it, and comes to the shape that the spool is written for', () => {
  const db = new Database(':memory:');
  migrate(db, 10);
  db.exec(`INSERT INTO print_jobs VALUES
    (4, 'v', 'A', 3, 'd', '{}', 'waiting', 1, NULL, NULL, NULL, NULL, NULL),
    (7, 'w', 'BK', 12, 'd', 'torn', 'refused', 1, 2, 'expired', 'too long', NULL, NULL),
    (8, NULL, NULL, NULL, 'd', '{"kind":"slip"}', 'sending', 3, NULL, NULL, NULL, 'a', '042137')`);
  migrate(db, 11);
  const rest = { business_day: 'd', held_at: null, printer: null, settled: null };
  expect(db.prepare('SELECT * FROM papers').all()).toEqual([
    { ...rest, id: 4, kind: 'ticket', subject: 'v', title: 'A\u00a0003', model: '{"kind":"ticket","queue":null}', state: 'waiting', created_at: 1, ended_at: null, why: null, detail: null },
    { ...rest, id: 7, kind: 'ticket', subject: 'w', title: 'BK\u00a0012', model: 'torn', state: 'refused', created_at: 1, ended_at: 2, why: 'expired', detail: 'too long' },
    { ...rest, id: 8, kind: 'slip', subject: 'a', title: '042 137', model: '{"kind":"slip"}', state: 'sending', created_at: 3, ended_at: null, why: null, detail: null },
  ]);
  const spool = new Database(':memory:');
  spool.exec(PAPERS_SCHEMA);
  expect(shapeOf(db)).toEqual(shapeOf(spool));
  for (const one of [db, spool]) one.close();
});

it('[P3] what waits since there were only tickets is a ticket that can be printed', () => {
  const { kind: _kind, queue: _queue, ...asItWas } = sampleTicket();
  const slip = sampleSlip();
  const db = new Database(':memory:');
  migrate(db, 9);
  db.prepare("INSERT INTO print_jobs VALUES (1, ?, 'A', 17, 'd', ?, 'waiting', 1, NULL, NULL, NULL)").run(asItWas.visit, JSON.stringify(asItWas));
  migrate(db, 10);
  db.prepare("INSERT INTO print_jobs VALUES (2, NULL, NULL, NULL, 'd', ?, 'waiting', 1, NULL, NULL, NULL, ?, ?)").run(JSON.stringify(slip), slip.appointment, slip.code);
  migrate(db, 11);
  const models = db.prepare<[], string>('SELECT model FROM papers ORDER BY id').pluck().all();
  expect(models.map((model) => Paper.parse(JSON.parse(model)))).toEqual([sampleTicket(), slip]);
  db.close();
});

it('[P1] one that is held says why, one that staff settled had not come out for certain', () => {
  const db = new Database(':memory:');
  migrate(db, 11);
  type Row = readonly [state: string, held: number | null, ended: number | null, why: string | null, settled: string | null];
  const insert = (...[state, held, ended, why, settled]: Row): unknown =>
    db.prepare("INSERT INTO papers VALUES (NULL, 'ticket', 's', 't', 'd', '{}', ?, 1, ?, ?, ?, NULL, NULL, ?)").run(state, held, ended, why, settled);
  insert('waiting', null, null, null, null);
  insert('sending', 1, null, 'paperOut', null);
  insert('printed', 1, 2, null, null);
  insert('uncertain', null, 2, 'reset', 'cameOut');
  const wrong: readonly Row[] = [['waiting', null, 2, null, null], ['waiting', null, null, 'paperOut', null], ['waiting', 1, null, null, null], ['printed', null, 2, 'reset', null], ['refused', 1, 2, null, null], ['printed', null, 2, null, 'cameOut'], ['refused', null, 2, 'x', 'lost']];
  for (const each of wrong) expect(() => insert(...each)).toThrow('CHECK');
  db.close();
});
