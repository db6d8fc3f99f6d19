import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate } from './index.ts';

/** A file of the first shape with rows of these; `hash` and `bytes` name the entry. */
function firstShape(): Database.Database {
  const db = new Database(':memory:');
  migrate(db, 1);
  const entry = db.prepare('INSERT INTO entries (device, epoch, seq, type, business_day, at, bytes, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const visit = '0000000001aaaaaaaaaaaaaaaa';
  entry.run('me', 1, 1, 'centre.configured', 'd', 0, '{"type":"centre.configured","payload":{"centre":{}}}', 'a');
  entry.run('you', 1, 1, 'ticket.issued', 'd', 0, `{"type":"ticket.issued","payload":{"visit":"${visit}"}}`, 'b');
  entry.run('me', 1, 2, 'moon.landed', 'd', 0, '{"type":"moon.landed","payload":7}', 'c');
  entry.run('me', 1, 3, 'ticket.issued', 'd', 0, '{"type":"ticket.issued","payload":{}}', 'd');
  const place = db.prepare("INSERT INTO places VALUES (?, 1, ?, ?, ?, 1, ?)");
  place.run(1, 100, 'x', 'me', 1);
  place.run(2, 200, 'y', 'you', 1);
  place.run(3, 300, 'z', 'me', 2);
  db.exec("INSERT INTO identity (only, device, epoch, placed_seq) VALUES (1, 'me', 1, 2)");
  return db;
}

it('an ordered entry is one row, by who it is and by what it is about; what has no place is apart', () => {
  const db = firstShape();
  migrate(db, 2);
  const rows = db.prepare('SELECT no, effective_at, order_hash, device, epoch, seq, hash, about FROM places JOIN chains ON chains.id = chain ORDER BY no').all();
  expect(rows).toEqual([
    { no: 1, effective_at: 100, order_hash: 'x', device: 'me', epoch: 1, seq: 1, hash: 'a', about: 0 },
    { no: 2, effective_at: 200, order_hash: 'y', device: 'you', epoch: 1, seq: 1, hash: 'b', about: 1 },
    { no: 3, effective_at: 300, order_hash: 'z', device: 'me', epoch: 1, seq: 2, hash: 'c', about: null },
  ]);
  expect(db.prepare('SELECT seq, hash FROM own').all()).toEqual([{ seq: 3, hash: 'd' }]);
  db.close();
});

it('[J4] the file itself refuses a second place for the same entry', () => {
  const db = firstShape();
  migrate(db, 2);
  const again = db.prepare("INSERT INTO places SELECT 4, generation, effective_at, order_hash, chain, seq, hash, about, bytes FROM places WHERE no = 1");
  expect(() => again.run()).toThrow(/UNIQUE/);
  db.close();
});
