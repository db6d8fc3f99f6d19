/**
 * The small tables' rows are written twice: as columns, and as one text of them all, which the file
 * itself keeps up. A disk that changes a byte of either is found out at the next start; the order
 * needs none of it, since it is chained by hashes. A text and not a sum: SQLite makes it with what it
 * has, whoever writes.
 */
import type { WritableDB } from '../handles.ts';

/** Each table with its key, and what else its rows hold. What is reached by a hash alone stays out. */
export const WRITTEN_TWICE = {
  centre: { key: ['only_row'], rest: ['id', 'generation', 'owner', 'ordering', 'fenced_by'] },
  devices: {
    key: ['device'],
    rest: ['name', 'key', 'epoch', 'first', 'enrolled_at', 'revoked_at', 'seen_at', 'wrote', 'reported', 'written_off'],
  },
  asks: { key: ['device', 'key', 'secret_hash'], rest: ['code', 'name', 'wrote', 'asked_at', 'answer', 'answered_at', 'epoch'] },
  staff_accounts: { key: ['id'], rest: ['name', 'role', 'password_hash', 'disabled', 'created_at'] },
} as const;

/** The second writing of a row, in SQL. */
export function secondOf(table: keyof typeof WRITTEN_TWICE): string {
  const { key, rest } = WRITTEN_TWICE[table];
  return `json_array(${[...key, ...rest].join(', ')})`;
}

export function writtenTwice(db: WritableDB): void {
  for (const name of Object.keys(WRITTEN_TWICE)) {
    const table = name as keyof typeof WRITTEN_TWICE;
    const { key, rest } = WRITTEN_TWICE[table];
    const isThis = key.map((column) => `${column} = NEW.${column}`).join(' AND ');
    const write = `UPDATE ${table} SET again = ${secondOf(table)}`;
    db.exec(`
      ALTER TABLE ${table} ADD COLUMN again TEXT;
      ${write};
      CREATE TRIGGER ${table}_again_new AFTER INSERT ON ${table}
        BEGIN ${write} WHERE ${isThis}; END;
      CREATE TRIGGER ${table}_again AFTER UPDATE OF ${[...key, ...rest].join(', ')} ON ${table}
        BEGIN ${write} WHERE ${isThis}; END;
    `);
  }
}
