/**
 * The server's data folder: its lock, its settings and the first device's code. In: a folder's
 * path. Out: the same, held by this process alone. It never overwrites a file it can't read.
 */
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { FastifyBaseLogger } from 'fastify';
import { CannotGoOn } from '../shared/contract/problem.ts';
import { readSettings, SERVER_PORT, ServerSettings } from '../shared/contract/settings.ts';
import type { CodeFile } from './enrolment/first.ts';
import type { AdminCodeFile } from './staff/index.ts';
import { startProblemOf } from './store/sqlite/trouble.ts';

/** How long to wait for a server that is just going away: one that was killed takes a second or two. */
const LOCK_WAIT_MS = 3000;

export interface DataFolder {
  readonly databaseFile: string;
  readonly settingsFile: string;
  readonly settings: ServerSettings;
  readonly codeFile: CodeFile;
  /** Where the code of the first admin lies, as long as there is none. */
  readonly adminCodeFile: AdminCodeFile;
  /** Lets another server have the folder. */
  readonly release: () => void;
}

/**
 * Takes the folder, and makes it where there is none.
 * @throws CannotGoOn `alreadyRunning`, `badFile`, `notWritable` or `diskFull`.
 */
export async function takeDataFolder(folder: string, log: FastifyBaseLogger): Promise<DataFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw fileProblemOf(error, folder);
  });
  const release = lock(folder, log);
  try {
    const settingsFile = join(folder, 'config.json');
    const settings = await settingsIn(settingsFile);
    const codeFile = codeFileAt(join(folder, 'enrol-code'));
    const adminCodeFile = codeFileAt(join(folder, 'admin-code'));
    return { databaseFile: join(folder, 'centre.sqlite'), settingsFile, settings, codeFile, adminCodeFile, release };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * An exclusive lock that dies with its process, however that dies: SQLite's own, on an empty file.
 * A file with a process's number in it would outlive a crash, and the number would be given anew.
 */
function lock(folder: string, log: FastifyBaseLogger): () => void {
  const file = join(folder, 'server.lock');
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 0 });
    if (!hold(db)) {
      log.info({ folder }, 'another server holds the data folder; waiting for it to end');
      db.pragma(`busy_timeout = ${LOCK_WAIT_MS}`);
      if (!hold(db)) {
        throw new CannotGoOn('alreadyRunning', `Another server is already running on ${folder}. Stop it first, or give this one another folder with --data. Nothing was changed.`);
      }
    }
    return () => db?.close();
  } catch (error) {
    db?.close();
    throw startProblemOf(error, file);
  }
}

function hold(db: Database.Database): boolean {
  try {
    // In memory: nothing is ever written, and so a crash leaves no journal behind.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

async function settingsIn(file: string): Promise<ServerSettings> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw fileProblemOf(error, file);
  });
  if (text !== undefined) return readSettings(ServerSettings, file, text);
  const defaults: ServerSettings = { host: '127.0.0.1', port: SERVER_PORT };
  await writeWhole(file, `${JSON.stringify(defaults, undefined, 2)}\n`, 0o644);
  return defaults;
}

function codeFileAt(file: string): AdminCodeFile {
  return {
    path: file,
    write: (code) => writeWhole(file, `${code}\n`, 0o600),
    remove: () => rm(file, { force: true }),
  };
}

/** Writes a file so that a reader finds the whole of it or none, whenever the power goes. */
async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  const draft = `${file}.new`;
  try {
    await rm(draft, { force: true });
    const handle = await open(draft, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // The mode given above passes through the process's umask.
    await chmod(draft, mode);
    await rename(draft, file);
  } catch (error) {
    throw fileProblemOf(error, file);
  }
}

/** The words for a file that can't be read or written; the error itself where there are none. */
function fileProblemOf(error: unknown, file: string): unknown {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
      return new CannotGoOn('notWritable', `${file} can't be read and written by this user. Give it (and its folder) to the user that runs the server, and start again. Nothing was lost.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return new CannotGoOn('diskFull', `The disk that holds ${file} is full. Make room and start again. Nothing was lost.`);
    case undefined:
    default:
      return error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
