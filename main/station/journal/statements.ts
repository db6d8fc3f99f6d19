/** The journal's whole SQL, typed by what goes in and what comes out. It decides nothing. */
import type Database from 'better-sqlite3';
import type { EpochMs } from '../../../shared/domain/clock.ts';
import type { Effective } from '../../../shared/domain/fold.ts';

export type Statements = ReturnType<typeof prepare>;

interface EntryRow {
  seq: number;
  at: number;
  bytes: string;
  hash: string;
}

/** Prepares all of them once, on an open file of this version's shape. */
export function prepare(db: Database.Database) {
  const of = <P extends unknown[], R = unknown>(sql: string): Database.Statement<P, R> => db.prepare<P, R>(sql);
  type Key = [device: string, epoch: number, seq: number];
  return {
    makeIdentity: of<[string]>('INSERT INTO identity (only, device, epoch) VALUES (1, ?, 1) ON CONFLICT DO NOTHING'),
    identity: of<[], { device: string; epoch: number; token: string | null; placed_seq: number }>('SELECT device, epoch, token, placed_seq FROM identity'),
    keepToken: of<[string | null]>('UPDATE identity SET token = ?, enrol_code = NULL'),
    enrolCode: of<[], { enrol_code: string | null }>('SELECT enrol_code FROM identity'),
    keepEnrolCode: of<[string]>('UPDATE identity SET enrol_code = ?'),
    keepPlaced: of<[number]>('UPDATE identity SET placed_seq = ?'),
    lastOwn: of<[string, number], { seq: number; hash: string }>('SELECT seq, hash FROM entries WHERE device = ? AND epoch = ? ORDER BY seq DESC LIMIT 1'),
    ownAfter: of<[string, number, number, number], EntryRow>('SELECT seq, at, bytes, hash FROM entries WHERE device = ? AND epoch = ? AND seq > ? ORDER BY seq LIMIT ?'),
    hash: of<Key, { hash: string }>('SELECT hash FROM entries WHERE device = ? AND epoch = ? AND seq = ?'),
    insertEntry: of<[...Key, string, string, number, string, string]>('INSERT INTO entries (device, epoch, seq, type, business_day, at, bytes, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    insertPlace: of<[number, number, number, string, ...Key]>('INSERT INTO places (no, generation, effective_at, order_hash, device, epoch, seq) VALUES (?, ?, ?, ?, ?, ?, ?)'),
    head: of<[], { no: number; generation: number; order_hash: string }>('SELECT no, generation, order_hash FROM places ORDER BY no DESC LIMIT 1'),
    latestDay: of<[], { day: string | null }>('SELECT max(business_day) AS day FROM entries'),
    dayBefore: of<[string], { day: string | null }>('SELECT max(business_day) AS day FROM entries WHERE business_day < ?'),
    stampOf: of<Key, { effective_at: EpochMs }>('SELECT effective_at FROM places WHERE device = ? AND epoch = ? AND seq = ?'),
    placedSince: of<[string], Effective>(`
      SELECT e.bytes AS bytes, p.effective_at AS effectiveAt
      FROM entries e JOIN places p USING (device, epoch, seq)
      WHERE e.business_day >= ? OR e.type = 'centre.configured'
      ORDER BY p.no`),
    command: of<[string], { command: string; reply: string }>('SELECT command, reply FROM commands WHERE id = ?'),
    remember: of<[string, string, string, EpochMs]>('INSERT INTO commands (id, command, reply, at) VALUES (?, ?, ?, ?)'),
    forgetCommands: of<[number]>('DELETE FROM commands WHERE at < ?'),
  };
}
