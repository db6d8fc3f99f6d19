/** A station's two files: its own settings, and the centre it stands in. Read once, at start. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { CannotGoOn } from '../../shared/contract/problem.ts';
import { publicUrlFrom, SERVER_PORT, StationSettings, WEB_PORT, readSettings, type PublicUrl } from '../../shared/contract/settings.ts';
import { Centre } from '../../shared/domain/centre.ts';
import { PROGRAM_ROOT } from './places.ts';

/** Everything a station is told before it starts; paths are absolute. */
export interface Setup {
  readonly dataDir: string;
  /** Undefined on a device that joins a centre: that one is described elsewhere. */
  readonly centre: Centre | undefined;
  /** Services that come in where the journal has none yet. */
  readonly directoryFile?: string | undefined;
  /** How this device introduces itself. */
  readonly name: string;
  readonly settings: StationSettings;
  /** [X6] Where phones reach the centre's server; undefined where they don't. */
  readonly publicUrl?: PublicUrl | undefined;
}

/**
 * Reads `config.json` in the data folder (writing it with defaults at first start) and the centre's
 * file it names.
 * @throws CannotGoOn `badFile` or `notWritable`, naming the file and what to do.
 */
export function readSetup(dataDir: string): Setup {
  const file = join(dataDir, 'config.json');
  try {
    mkdirSync(dataDir, { recursive: true });
    if (!existsSync(file)) {
      // Whole or not at all: a disk that fills up here must not leave half a file for the next start.
      writeFileSync(`${file}.new`, `${JSON.stringify(defaultsFor(dataDir), null, 2)}\n`);
      renameSync(`${file}.new`, file);
    }
  } catch (error) {
    if (codeOf(error) === 'ENOSPC') {
      throw new CannotGoOn('diskFull', `${file} can't be written: the disk is full. Free some space and start again. What was written before is safe.`);
    }
    throw new CannotGoOn('notWritable', `${dataDir} can't be written (${codeOf(error)}). Give it to the user that runs Umbral, or choose another folder with --data.`);
  }
  const settings = readSettings(StationSettings, file, readText(file));
  return { dataDir, settings, centre: readCentre(dataDir, settings), directoryFile: directoryFileOf(dataDir, settings), name: settings.name ?? nameOf(hostname()), publicUrl: publicUrlFrom(process.env['UMBRAL_PUBLIC_URL'], settings) };
}

function readCentre(dataDir: string, { centreFile }: StationSettings): Centre | undefined {
  if (centreFile === undefined) return undefined;
  const file = resolve(dataDir, centreFile);
  return readSettings(Centre, file, readText(file));
}

function directoryFileOf(dataDir: string, { centreFile, directoryFile }: StationSettings): string | undefined {
  if (centreFile === undefined || directoryFile === undefined) return undefined;
  const file = resolve(dataDir, directoryFile);
  // Read later, on a thread of its own; that it is there is told at once.
  readText(file);
  return file;
}

/** A machine's own name, as far as it can introduce a device. */
export function nameOf(host: string): string {
  return host.trim().slice(0, LONGEST_NAME).trim() || 'umbral';
}

const LONGEST_NAME = 60;

function defaultsFor(dataDir: string): StationSettings {
  const near = (name: string): string => {
    const demo = join(PROGRAM_ROOT, 'assets', 'demo', name);
    const path = relative(dataDir, demo);
    return isAbsolute(path) ? demo : path;
  };
  return {
    centreFile: near('centre.json'),
    directoryFile: near('directory.json'),
    web: { host: '127.0.0.1', port: WEB_PORT },
    server: { url: `http://127.0.0.1:${SERVER_PORT}`, codeFile: join('..', 'server', 'enrol-code') },
    printer: { kind: 'virtual', folder: 'paper' },
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CannotGoOn('badFile', `${file} can't be read (${codeOf(error)}). Put it back, or correct the path that names it. No data was touched.`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
