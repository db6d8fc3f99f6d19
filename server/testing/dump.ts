/** For tests alone: all that a store holds, as text, to see whether anything changed. */
import { openReadable } from '../store/sqlite/handles.ts';

export function dumpOf(file: string): string {
  const db = openReadable(file);
  try {
    const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all();
    return tables.map((table) => [table, ...db.prepare(`SELECT * FROM "${table}"`).all().map((row) => JSON.stringify(row))].join('\n')).join('\n\n');
  } finally {
    db.close();
  }
}
