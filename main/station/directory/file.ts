/** The file that the records at hand lie in. Made from the journal: what can't be read is thrown away and made anew. */
import Database from 'better-sqlite3';
import { closeSync, openSync, rmSync } from 'node:fs';

/** Grows with each change of what lies in it. */
const SHAPE = 2;

/** @throws Database.SqliteError where the folder takes no file at all. */
export function openShelf(file: string): Database.Database {
  try {
    return open(file);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    for (const each of [file, `${file}-wal`, `${file}-shm`]) rmSync(each, { force: true });
    return open(file);
  }
}

function open(file: string): Database.Database {
  // What a discreet service is for is in it: for this user's eyes alone, whatever this process's mask says.
  closeSync(openSync(file, 'a', 0o600));
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    const shape = Number(db.pragma('user_version', { simple: true }));
    if (shape !== SHAPE) {
      const tables = db.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
      // The tables that stand behind a virtual one go with it.
      for (const { name } of tables) db.exec(`DROP TABLE IF EXISTS "${name}"`);
      db.pragma(`user_version = ${SHAPE}`);
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
