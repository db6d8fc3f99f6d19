import type { Database } from 'better-sqlite3';
import { aboutBytes } from '../about.ts';

/**
 * The order and what is not in it yet, apart. `places` holds an ordered entry whole, in one row, by
 * who the order takes it for; `own` holds this device's entries that have no place, so that a tap
 * writes one page of it. Before, an entry and its place were two rows under five keys, which was
 * most of what a long pull cost.
 *
 * `about` finds the entries of one visit (see about.ts), for one that comes after its day [J17].
 */
export function order(db: Database): void {
  db.function('about', { deterministic: true }, (bytes: unknown) => aboutBytes(String(bytes)));
  db.exec(`
    ALTER TABLE places RENAME TO old_places;

    CREATE TABLE chains (
      id     INTEGER PRIMARY KEY,
      device TEXT NOT NULL,
      epoch  INTEGER NOT NULL,
      UNIQUE (device, epoch)
    ) STRICT;

    CREATE TABLE places (
      no           INTEGER PRIMARY KEY,
      generation   INTEGER NOT NULL,
      effective_at INTEGER NOT NULL,
      order_hash   TEXT NOT NULL,
      chain        INTEGER NOT NULL,
      seq          INTEGER NOT NULL,
      hash         TEXT NOT NULL,
      about        INTEGER,
      bytes        TEXT NOT NULL
    ) STRICT;

    CREATE TABLE own (
      seq   INTEGER PRIMARY KEY,
      hash  TEXT NOT NULL,
      bytes TEXT NOT NULL
    ) STRICT;

    INSERT INTO chains (device, epoch) SELECT DISTINCT device, epoch FROM old_places;
    INSERT INTO places
      SELECT p.no, p.generation, p.effective_at, p.order_hash, c.id, e.seq, e.hash, about(e.bytes), e.bytes
      FROM old_places p JOIN entries e USING (device, epoch, seq) JOIN chains c USING (device, epoch)
      ORDER BY p.no;
    INSERT INTO own
      SELECT e.seq, e.hash, e.bytes FROM entries e JOIN identity i USING (device, epoch)
      WHERE e.seq > i.placed_seq ORDER BY e.seq;

    DROP TABLE old_places;
    DROP TABLE entries;
    CREATE UNIQUE INDEX places_by_entry ON places (chain, seq);
    CREATE INDEX places_about ON places (about) WHERE about IS NOT NULL;
  `);
}
