/**
 * The SQLite store: the default, in a file beside the server. One writer, and a reader's handle
 * for what only looks. SQLite answers at once, so nothing here ever really waits.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Digest } from '../../../shared/domain/entries/entry.ts';
import { DeviceId, spellId } from '../../../shared/domain/ids.ts';
import type { KeepsStaff } from '../staff.ts';
import type { CentreStore } from '../store.ts';
import { nameOwner } from './centre.ts';
import { createDevices } from './devices.ts';
import { openReadable, openWritable, type ReadableDB, type WritableDB } from './handles.ts';
import { migrate, refuseNewer } from './migrations/index.ts';
import { createOrder } from './order.ts';
import { checkHead, checkTables } from './soundness.ts';
import { createStaff } from './staff.ts';
import { createSubjectKeys } from './subject-keys.ts';
import { startProblemOf } from './trouble.ts';

export interface SqliteStoreOptions {
  readonly file: string;
  readonly digest: Digest;
  /** What a file that has no owner's id yet gets one from; chance, unless a test says otherwise. */
  readonly makeId?: () => DeviceId;
  /** The file's largest size in pages, for whoever must bound it. Past it, pushes answer `busy`. */
  readonly maxPages?: number;
}

/**
 * Opens the store, and makes or migrates its file.
 * @throws CannotGoOn `newerDatabase`, `damagedDatabase`, `notWritable`, `diskFull` or `alreadyRunning`.
 */
export function openSqliteStore(options: SqliteStoreOptions): CentreStore & KeepsStaff {
  const { writer, reader } = openHandles(options.file, options.makeId ?? randomId);
  if (options.maxPages !== undefined) writer.pragma(`max_page_count = ${options.maxPages}`);
  return {
    ...createDevices(reader, writer),
    ...createOrder(options.digest, reader, writer),
    ...createSubjectKeys(reader, writer),
    staff: createStaff(reader, writer),
    async close() {
      reader.close();
      writer.close();
    },
  };
}

function randomId(): DeviceId {
  return DeviceId.parse(spellId(randomBytes(26)));
}

function openHandles(file: string, makeId: () => DeviceId): { writer: WritableDB; reader: ReadableDB } {
  const opened: ReadableDB[] = [];
  try {
    // A writer's handle alters the file by merely closing (its WAL is folded in), so whether the
    // file is ours to touch is looked up with a reader's.
    if (existsSync(file)) {
      checkHead(file);
      const look = openReadable(file);
      opened.push(look);
      refuseNewer(look, file);
      checkTables(look, file);
      look.close();
    }
    const writer = openWritable(file);
    opened.push(writer);
    migrate(writer);
    nameOwner(writer, makeId);
    const reader = openReadable(file);
    opened.push(reader);
    return { writer, reader };
  } catch (error) {
    for (const db of opened) db.close();
    throw startProblemOf(error, file);
  }
}
