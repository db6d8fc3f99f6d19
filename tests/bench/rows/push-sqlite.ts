/** `push-sqlite`: batches of 100 ordered by the server's SQLite store, beside a bare insert of the same rows. */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { sha256 } from '../../../server/digest.ts';
import { openSqliteStore } from '../../../server/store/sqlite/open.ts';
import { stopwatch, type Row } from '../measure.ts';
import { BATCHES, pushRow, readyDevice, WARM_UP } from '../pushing.ts';

export async function measurePushSqlite(folder: string): Promise<Row> {
  const file = join(folder, 'push.sqlite');
  const store = openSqliteStore({ file, digest: sha256 });
  const device = await readyDevice(store);
  const bare = bareTable(file, join(folder, 'bare.sqlite'));
  const pushed: number[] = [];
  const inserted: number[] = [];
  for (let batch = 0; batch < WARM_UP + BATCHES; batch += 1) {
    const push = device.nextPush();
    const watch = stopwatch();
    const result = await store.push(push);
    const pushMs = watch();
    if (result.kind !== 'acknowledged') throw new Error(`a push was not taken: ${result.kind}`);
    const insertMs = bare.insertSame(result.no - push.entries.length);
    if (batch < WARM_UP) continue;
    pushed.push(pushMs);
    inserted.push(insertMs);
  }
  bare.close();
  await store.close();
  return pushRow('push-sqlite', pushed, inserted);
}

/** A table of the store's own shape, with its indices and pragmas, in a file of its own. */
function bareTable(storeFile: string, file: string): { insertSame: (after: number) => number; close: () => void } {
  const store = new Database(storeFile, { readonly: true });
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  const shape = store.prepare<[], string>("SELECT sql FROM sqlite_master WHERE tbl_name = 'entries' AND sql IS NOT NULL ORDER BY type DESC").pluck();
  for (const sql of shape.all()) db.exec(sql);
  const rows = store.prepare<[number], unknown[]>('SELECT * FROM entries WHERE no > ? ORDER BY no').raw();
  const columns = store.pragma('table_info(entries)') as readonly unknown[];
  const insert = db.prepare(`INSERT INTO entries VALUES (${columns.map(() => '?').join(', ')})`);
  const insertAll = db.transaction((each: readonly unknown[][]) => {
    for (const row of each) insert.run(...row);
  });
  return {
    insertSame(after) {
      const same = rows.all(after);
      const watch = stopwatch();
      insertAll.immediate(same);
      return watch();
    },
    close() {
      store.close();
      db.close();
    },
  };
}
