/**
 * A whole server in one process: folder, store, doors, in the order they need each other, and the
 * reverse when it stops. In: a data folder. Out: an address. It knows no signals and no parent.
 */
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { CannotGoOn } from '../shared/contract/problem.ts';
import type { Clock } from '../shared/domain/clock.ts';
import { createApp } from './app.ts';
import { takeDataFolder, type DataFolder } from './data-folder.ts';
import { sha256 } from './digest.ts';
import { openFirstEnrolment } from './enrolment.ts';
import { openStore } from './store/open.ts';
import type { CentreStore } from './store/store.ts';

/** How often live sockets are pinged; one that stays silent until the next ping is dropped. */
const BEAT_MS = 20_000;
/** How long requests that are on their way have to end when the server stops. */
const STOP_GRACE_MS = 2000;

export interface ServerOptions {
  readonly dataFolder: string;
  /** The environment's `DATABASE_URL`: it comes before the one in the folder's settings. */
  readonly databaseUrl?: string | undefined;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
}

export interface RunningServer {
  readonly url: string;
  /** Which database keeps the order, in words for people. */
  readonly place: string;
  /** Lets running requests end, then closes sockets, database and folder. */
  stop(): Promise<void>;
}

/** @throws CannotGoOn where starting again would not help by itself; whatever was opened is closed again. */
export async function startServer({ dataFolder, databaseUrl, clock, log }: ServerOptions): Promise<RunningServer> {
  const folder = await takeDataFolder(dataFolder, log);
  let store: CentreStore | undefined;
  try {
    const opened = await openStore({ named: namedDatabase(folder, databaseUrl), file: folder.databaseFile, digest: sha256 });
    store = opened.store;
    return { ...(await openDoors(folder, store, { clock, log })), place: opened.place };
  } catch (error) {
    await store?.close();
    folder.release();
    throw error;
  }
}

function namedDatabase({ settings, settingsFile }: DataFolder, fromEnvironment: string | undefined): { url: string; by: string } | undefined {
  // Empty counts as none: a shell can't easily unset what it inherited.
  if (fromEnvironment !== undefined && fromEnvironment !== '') return { url: fromEnvironment, by: 'DATABASE_URL' };
  return settings.databaseUrl === undefined ? undefined : { url: settings.databaseUrl, by: `"databaseUrl" in ${settingsFile}` };
}

async function openDoors(folder: DataFolder, store: CentreStore, { clock, log }: Pick<ServerOptions, 'clock' | 'log'>): Promise<Omit<RunningServer, 'place'>> {
  const enrolment = await openFirstEnrolment(store, folder.codeFile, clock);
  const { http, live } = createApp({ store, enrolment, clock, log });
  const url = await listen(http, folder);
  const beats = setInterval(() => live.beat(), BEAT_MS);
  return {
    url,
    async stop() {
      clearInterval(beats);
      setTimeout(() => http.server.closeAllConnections(), STOP_GRACE_MS).unref();
      await http.close();
      await store.close();
      folder.release();
    },
  };
}

async function listen(http: FastifyInstance, { settings: { host, port }, settingsFile }: DataFolder): Promise<string> {
  try {
    return await http.listen({ host, port });
  } catch (error) {
    await http.close();
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new CannotGoOn('portInUse', `${host}:${port} is already in use by another program. Stop it, or change "port" in ${settingsFile}. Nothing was lost.`);
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new CannotGoOn('portInUse', `${host}:${port} may not be used on this machine (${code}). Change "host" or "port" in ${settingsFile}. Nothing was lost.`);
    }
    throw error;
  }
}
