/**
 * The folder that holds a centre's data, before anything is started on it.
 * In: its path. Out: a folder that can be written, or a sentence that says why not. It opens no data.
 */
import { accessSync, constants, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CannotGoOn } from '../../shared/contract/problem.ts';

/**
 * Makes the folder, and looks whether this user can write what is in it. SQLite would say
 * SQLITE_READONLY_DIRECTORY much later, and nobody would think of yesterday's `sudo`.
 * @throws CannotGoOn `notWritable`, with what to do.
 */
export function prepareData(folder: string): void {
  try {
    mkdirSync(join(folder, 'log'), { recursive: true });
  } catch (error) {
    throw notWritable(folder, firstForeign([folder, join(folder, '..')]), error);
  }
  const inside = readdirSync(folder, { withFileTypes: true }).flatMap((part) => {
    const path = join(folder, part.name);
    return part.isDirectory() ? [path, ...readdirSync(path).map((name) => join(path, name))] : [path];
  });
  const foreign = firstForeign([folder, ...inside]);
  if (foreign !== undefined) throw notWritable(folder, foreign, undefined);
}

function firstForeign(paths: readonly string[]): string | undefined {
  return paths.find((path) => existsSync(path) && !mayWrite(path));
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function notWritable(folder: string, foreign: string | undefined, error: unknown): CannotGoOn {
  const at = foreign ?? folder;
  const owner = existsSync(at) ? statSync(at).uid : undefined;
  const whose = owner === 0 ? 'belongs to root' : owner !== undefined && owner !== process.getuid?.() ? `belongs to another user (number ${owner})` : 'can’t be written';
  const detail = foreign === undefined && error instanceof Error ? ` (${error.message})` : '';
  return new CannotGoOn(
    'notWritable',
    `${at} ${whose}, so this user can keep no data there${detail}. Run as that user, give the folder to yourself with: sudo chown -R "$(id -un)" "${existsSync(folder) ? folder : at}"; or choose another folder with --data. Nothing was changed.`,
  );
}

const LOG_LIMIT_BYTES = 5 * 1024 * 1024;

/** Opens a part's log for adding; a long one is put aside first, as `.old`. Returns a file descriptor. */
export function openLog(folder: string, name: string): { readonly file: string; readonly fd: number } {
  const file = join(folder, 'log', `${name}.log`);
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.old`);
  return { file, fd: openSync(file, 'a') };
}

const LoggedError = z.object({ err: z.object({ message: z.string() }) });
const LoggedLine = z.object({ msg: z.string() });
const LONGEST_WORDS = 200;

/** The last line of a log, short enough for a terminal; of a structured one, what it says. */
export function lastWords(file: string): string | undefined {
  const line = readFileSync(file, 'utf8').trimEnd().split('\n').at(-1);
  return line === undefined || line === '' ? undefined : spoken(line).slice(0, LONGEST_WORDS);
}

function spoken(line: string): string {
  if (!line.startsWith('{')) return line.trim();
  try {
    const record: unknown = JSON.parse(line);
    return LoggedError.safeParse(record).data?.err.message ?? LoggedLine.safeParse(record).data?.msg ?? line;
  } catch {
    // A line that was cut off while it was written is told as it is.
    return line;
  }
}
