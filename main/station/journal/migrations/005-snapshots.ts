import type { Database } from 'better-sqlite3';

/**
 * [J8] States at places of the order, and how far the order reaches here: a station that began at a
 * snapshot has no place before it. `reach` says the end a second time, beside the places themselves:
 * pages that a disk lost at the end of a table would be missed by nobody else.
 */
export function snapshots(db: Database): void {
  db.exec(`
    CREATE TABLE snapshots (
      no         INTEGER PRIMARY KEY,
      generation INTEGER NOT NULL,
      order_hash TEXT NOT NULL,
      reducers   INTEGER NOT NULL,
      chains     TEXT NOT NULL,     -- where each device's journal ends there, as JSON
      state_hash TEXT NOT NULL,
      state      TEXT NOT NULL,
      sum        INTEGER NOT NULL   -- over all but the state, which has its hash
    ) STRICT;

    CREATE TABLE reach (
      only            INTEGER PRIMARY KEY CHECK (only = 1),
      base_generation INTEGER NOT NULL,
      base_no         INTEGER NOT NULL,  -- the first place here is the next one
      base_order_hash TEXT NOT NULL,
      head_generation INTEGER NOT NULL,
      head_no         INTEGER NOT NULL,
      head_order_hash TEXT NOT NULL
    ) STRICT;
    INSERT INTO reach VALUES (1, 1, 0, '${'0'.repeat(64)}', 1, 0, '${'0'.repeat(64)}');
    UPDATE reach SET (head_generation, head_no, head_order_hash) = (p.generation, p.no, p.order_hash)
      FROM (SELECT generation, no, order_hash FROM places ORDER BY no DESC LIMIT 1) AS p;
  `);
}
