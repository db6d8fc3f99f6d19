/**
 * A whole server in one process: folder, store, app, in the order they need each other, and the
 * reverse when it stops. In: a data folder. Out: an address. It knows no signals and no parent.
 */
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { CannotGoOn } from '../shared/contract/problem.ts';
import { publicUrlFrom } from '../shared/contract/settings.ts';
import type { Clock } from '../shared/domain/clock.ts';
import { BEAT_MS, createApp, type App } from './app.ts';
import type { Chance } from './chance.ts';
import { takeDataFolder, type DataFolder } from './data-folder.ts';
import { sha256 } from './digest.ts';
import { addAgenda } from './agenda/index.ts';
import { addFollowPages } from './follow/index.ts';
import { addHsds } from './hsds/index.ts';
import { inspectOrder } from './owner/inspection.ts';
import { addServicePages } from './service-page/index.ts';
import { addStaffPages, createStaffDevices, openStaff, type AdminCodeUse } from './staff/index.ts';
import { openStore } from './store/open.ts';
import type { KeepsStaff } from './store/staff.ts';
import { startProblemOf } from './store/sqlite/trouble.ts';
import type { CentreStore } from './store/store.ts';

/** How often the order's owner looks at the clock. */
const TICK_MS = 1000;
/** How long requests that are on their way have to end when the server stops. */
const STOP_GRACE_MS = 2000;

export interface ServerOptions {
  readonly dataFolder: string;
  /** The environment's `DATABASE_URL`: it comes before the one in the folder's settings. */
  readonly databaseUrl?: string | undefined;
  /** The environment's `UMBRAL_PUBLIC_URL`: it comes before the one in the folder's settings. */
  readonly publicUrl?: string | undefined;
  /** [J19] Take over an order that devices keep: nothing is ordered here until they have given it. */
  readonly promote: boolean;
  /** Write a code for an admin who forgot the password and has nobody to ask. */
  readonly newAdminCode: boolean;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: FastifyBaseLogger;
}

export interface RunningServer {
  readonly url: string;
  /** Which database keeps the order, in words for people. */
  readonly place: string;
  /** Where the code for an admin lies, and what it is good for; undefined where there is none. */
  readonly adminCode: { readonly file: string; readonly use: AdminCodeUse } | undefined;
  /** Lets running requests end, then closes sockets, database and folder. */
  stop(): Promise<void>;
}

/** @throws CannotGoOn where starting again would not help by itself; whatever was opened is closed again. */
export async function startServer({ dataFolder, databaseUrl, promote, ...parts }: ServerOptions): Promise<RunningServer> {
  const folder = await takeDataFolder(dataFolder, parts.log);
  let store: (CentreStore & KeepsStaff) | undefined;
  try {
    const opened = await openStore({ named: namedDatabase(folder, databaseUrl), file: folder.databaseFile, digest: sha256 });
    store = opened.store;
    if (promote) await takeOver(store, { dataFolder, log: parts.log });
    return { ...(await openDoors(folder, store, parts)), place: opened.place };
  } catch (error) {
    await store?.close();
    folder.release();
    // What SQLite says of its file only once that is read.
    throw startProblemOf(error, folder.databaseFile);
  }
}

function namedDatabase({ settings, settingsFile }: DataFolder, fromEnvironment: string | undefined): { url: string; by: string } | undefined {
  // Empty counts as none: a shell can't easily unset what it inherited.
  if (fromEnvironment !== undefined && fromEnvironment !== '') return { url: fromEnvironment, by: 'DATABASE_URL' };
  return settings.databaseUrl === undefined ? undefined : { url: settings.databaseUrl, by: `"databaseUrl" in ${settingsFile}` };
}

/**
 * [J19] Waits for the order of an owner that is gone. Told again at a later start, as a service is,
 * it changes nothing: by then this server goes on with that order itself.
 * @throws CannotGoOn on a folder that has an order of its own.
 */
async function takeOver(store: CentreStore, { dataFolder, log }: Pick<ServerOptions, 'dataFolder' | 'log'>): Promise<void> {
  const [{ generation, no }, { devices }, ordering] = await Promise.all([store.head(), store.identity(), store.ordering()]);
  if (ordering.kind !== 'ordering' || generation > 1) return;
  if (no > 0 || devices > 0) {
    throw new CannotGoOn('unexpected', `The server in ${dataFolder} already orders a centre: it can't take over another order. Start it without --promote, or give it an empty folder with --data. Nothing was changed.`);
  }
  const written = await store.setOrdering({ kind: 'collecting' });
  if (written.kind === 'busy') throw new CannotGoOn('notWritable', `The database of ${dataFolder} can't be written: this server could not take over the order. Nothing was lost.`);
  log.warn('this server takes over: it orders nothing until a device has given it the order');
}

async function openDoors(folder: DataFolder, store: CentreStore & KeepsStaff, parts: Pick<ServerOptions, 'publicUrl' | 'newAdminCode' | 'clock' | 'chance' | 'log'>): Promise<Omit<RunningServer, 'place'>> {
  const publicUrl = publicUrlFrom(parts.publicUrl, folder.settings);
  const app = await createApp({ store, codeFile: folder.codeFile, ...parts });
  const { http, owner } = app;
  try {
    const adminCode = await openStaffRoom(app, store, folder, parts);
    addHsds(http, { owner, store, clock: parts.clock });
    addAgenda(http, { owner, store, clock: parts.clock, publicUrl });
    if (publicUrl !== undefined) {
      addFollowPages(http, { owner, store, clock: parts.clock });
      addServicePages(http, { owner, store, clock: parts.clock, publicUrl });
    }
    const url = await listen(http, folder);
    const stopTimers = startTimers(app);
    const stopInspecting = startInspecting(store, parts.log);
    return {
      url,
      adminCode,
      async stop() {
        stopTimers();
        await stopInspecting();
        setTimeout(() => http.server.closeAllConnections(), STOP_GRACE_MS).unref();
        await http.close();
        await owner.stop();
        await store.close();
        folder.release();
      },
    };
  } catch (error) {
    await owner.stop();
    throw error;
  }
}

type StaffRoomParts = Pick<ServerOptions, 'newAdminCode' | 'clock' | 'chance'>;

/** Adds the staff's pages. @returns the code for an admin, where there is one. */
async function openStaffRoom({ http, doors, owner, live }: App, store: CentreStore & KeepsStaff, { adminCodeFile: codeFile }: DataFolder, { newAdminCode: newCode, clock, chance }: StaffRoomParts): Promise<RunningServer['adminCode']> {
  const staff = await openStaff({ store: store.staff, codeFile, newCode, clock, chance });
  const devices = createStaffDevices({ store, approvals: doors.approvals, owner, live, clock });
  // The clock on the wall of the machine that serves the pages; a centre's own zone is in its journal.
  addStaffPages(http, { staff, devices, zone: new Intl.DateTimeFormat().resolvedOptions().timeZone });
  const use = staff.accounts.codeUse();
  return use && { file: codeFile.path, use };
}

/** Looks through the order once, beside all else. @returns the way to end that. */
function startInspecting(store: CentreStore, log: FastifyBaseLogger): () => Promise<void> {
  const ending = new AbortController();
  const inspecting = inspectOrder(store, sha256, ending.signal).then(
    (place) => {
      if (place !== undefined) log.error({ place }, 'the order on disk is damaged after this place: devices refuse what stands there. Put back the last backup, or begin with an empty folder and --promote: the devices bring what it lacks');
    },
    (error: unknown) => log.error({ err: error }, 'the order on disk could not be looked through'),
  );
  return () => {
    ending.abort();
    return inspecting;
  };
}

function startTimers(app: App): () => void {
  const timers = [setInterval(() => void app.beat(), BEAT_MS), setInterval(() => void app.owner.tick(), TICK_MS)];
  return () => {
    for (const timer of timers) clearInterval(timer);
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
