/** `pull`: a station with an empty journal takes 100,000 entries from a real server over HTTP and folds them, beside a bare insert of the same rows. */
import Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemChance } from '../../../main/station/chance.ts';
import { systemClock } from '../../../main/station/clock.ts';
import { Journal, openDatabase } from '../../../main/station/journal/index.ts';
import { Inbox } from '../../../main/station/sync/inbox.ts';
import { httpServer, ServerRefused, type ServerDoor } from '../../../main/station/sync/index.ts';
import type { TestDevice } from '../../../server/testing/device.ts';
import { PULL_LIMIT, textToSign } from '../../../shared/contract/wire.ts';
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import { startPart } from '../../fixtures/processes.ts';
import { makeLongOrder } from '../long-order.ts';
import { rounded, stopwatch, type Row } from '../measure.ts';

const ENTRIES = 100_000;
const LEAST = 0.3;
/** From zero, and not from a state in its midst. */
const NO_SNAPSHOT = { kind: 'busy', retryAfterMs: 0 } as const;

export async function measurePull(folder: string): Promise<Row> {
  const { device, entries } = await makeLongOrder(join(folder, 'centre.sqlite'), ENTRIES);
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ host: '127.0.0.1', port: 0 }));
  const server = await startPart('server/main.ts', folder);
  const door = httpServer(server.url);
  const file = join(folder, 'station.sqlite');
  try {
    const token = await prove(door, device);
    const db = openDatabase(file);
    const journal = new Journal(db, systemClock(), systemChance);
    const watch = stopwatch();
    await pullAll(door, token, journal);
    const ms = watch();
    const { no } = journal.head;
    const folded = journal.state.closedThrough !== undefined && journal.state.unused.size === 0;
    db.close();
    if (no < entries || !folded) throw new Error(`only ${no} of ${entries} entries were taken and folded`);
    const baseMs = insertSame(file, join(folder, 'bare.sqlite'));
    const ratio = baseMs / ms;
    return {
      row: 'pull', value: rounded((no / ms) * 1000), unit: 'entries/s', base: rounded((no / baseMs) * 1000), ratio: rounded(ratio),
      limit: LEAST, atLeast: true, ok: ratio >= LEAST, note: `${no} entries over HTTP from another process, ${rounded(ms / 1000)} s`,
    };
  } finally {
    await door.close();
    await server.stop();
  }
}

async function pullAll(door: ServerDoor, token: string, journal: Journal): Promise<void> {
  const inbox = new Inbox({ journal, server: { ...door, snapshot: () => Promise.reject(new ServerRefused(NO_SNAPSHOT)) } });
  for (;;) {
    const { head } = await inbox.pull(token, () => true);
    // What a station does between two stretches is between them here too.
    journal.tidy();
    if (journal.head.no >= head) return;
  }
}

async function prove(door: ServerDoor, { id, sign, journal }: TestDevice): Promise<string> {
  const { challenge } = await door.challenge({ device: id });
  const chain = { epoch: 1, seq: journal.length, hash: journal.at(-1)?.hash ?? CHAIN_START };
  const cursor = { generation: 1, no: 0, orderHash: CHAIN_START };
  const { token } = await door.token({ device: id, challenge, signature: sign(textToSign('token', { device: id, challenge })), chain, cursor, owner: null });
  return token;
}

/** The rows a station keeps of an order, in a table of its own shape, as many a transaction as a stretch has. @returns milliseconds. */
function insertSame(stationFile: string, file: string): number {
  const station = new Database(stationFile, { readonly: true });
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  const shape = station.prepare<[], string>("SELECT sql FROM sqlite_master WHERE tbl_name = 'places' AND sql IS NOT NULL ORDER BY type DESC").pluck();
  for (const sql of shape.all()) db.exec(sql);
  const rows = station.prepare<[], unknown[]>('SELECT * FROM places ORDER BY no').raw().all();
  const columns = station.pragma('table_info(places)') as readonly unknown[];
  const insert = db.prepare(`INSERT INTO places VALUES (${columns.map(() => '?').join(', ')})`);
  const insertAll = db.transaction((each: readonly unknown[][]) => {
    for (const row of each) insert.run(...row);
  });
  const watch = stopwatch();
  for (let from = 0; from < rows.length; from += PULL_LIMIT) insertAll.immediate(rows.slice(from, from + PULL_LIMIT));
  const ms = watch();
  station.close();
  db.close();
  return ms;
}
