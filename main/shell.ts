/**
 * The shell as a whole: pages, windows, their door, and the station behind it.
 *
 * In: where the program's parts are, and the settings. Out: the device's windows on a station that
 * is kept alive, until somebody quits; then the station is stopped first. What it can't go on from
 * it prints, and exits with `EXIT_CANT_GO_ON`.
 */
import { app, Menu, protocol, session } from 'electron';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CannotGoOn, EXIT_CANT_GO_ON, type Problem } from '../shared/contract/problem.ts';
import { afterRealTime } from './host/backoff.ts';
import { childHost } from './host/child-host.ts';
import { hostKindFor, type HostKind } from './host/choose.ts';
import { describeExit, type StationHost } from './host/host.ts';
import { Sessions } from './host/sessions.ts';
import { Supervisor, type SupervisorReport } from './host/supervisor.ts';
import { utilityHost } from './host/utility-host.ts';
import { openDoor } from './ipc.ts';
import { PAGES_SCHEME, servePages, type Mount } from './pages.ts';
import { readShellSettings, type ShellSettings } from './settings.ts';
import { hearStarter, tellStarter } from './starter.ts';
import { refuseAll, Windows } from './windows.ts';

/** Where the program's parts are; absolute paths. */
export interface ShellParts {
  /** The folder that holds `node_modules`. */
  readonly root: string;
  /** The built screens, a folder for each. */
  readonly screens: string;
  readonly preloads: string;
  /** The station's bundle, one for both ways to run it: a child starts from it in half the time it needs from source. */
  readonly station: string;
}

/** Runs the shell until it is quit. Called once, at once: a scheme can't be registered later. */
export function runShell(parts: ShellParts): void {
  protocol.registerSchemesAsPrivileged([PAGES_SCHEME]);
  try {
    const settings = readShellSettings(process.argv, process.env, parts.root);
    claimFolder(settings.data);
    setSwitches();
    app.whenReady().then(() => open(parts, settings)).catch(giveUp);
  } catch (error) {
    giveUp(error);
  }
}

/** One shell to a data folder, and Chromium's own few files inside it. */
function claimFolder(data: string): void {
  const own = join(data, 'shell');
  try {
    mkdirSync(own, { recursive: true });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new CannotGoOn('notWritable', `${data} can't be written: ${detail}. Give this user the folder, or name another one with --data.`);
  }
  app.setPath('userData', own);
  if (!app.requestSingleInstanceLock()) {
    throw new CannotGoOn('alreadyRunning', `Umbral is already open on ${data}; its window was brought to the front.`);
  }
}

function setSwitches(): void {
  // A wall chimes without anybody ever touching it.
  app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required');
  // Two fingers zoom, and a swipe goes back: neither is a visitor's to do by accident.
  app.commandLine.appendSwitch('disable-pinch');
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
  Menu.setApplicationMenu(null);
}

function open(parts: ShellParts, settings: ShellSettings): void {
  const { host, kind } = hostOf(parts, settings);
  for (const trust of settings.windows) {
    const page = join(parts.screens, trust, 'index.html');
    if (!existsSync(page)) throw new CannotGoOn('notBuilt', `${page} is missing. Run «npm run build».`);
  }
  const sessions = new Sessions();
  const supervisor = new Supervisor({
    host,
    sessions,
    after: afterRealTime,
    report: (report) => {
      tell(sentenceOf(report, kind));
      if (report.kind === 'ready') tellStarter({ kind: 'ready', web: report.web });
      if (report.kind === 'cantGoOn') {
        tellStarter({ kind: 'failed', problem: report.problem });
        end(supervisor, EXIT_CANT_GO_ON);
      }
    },
  });
  supervisor.start();
  openWindows(parts, settings, sessions);
  endCleanly(supervisor);
}

function hostOf(parts: ShellParts, { data, node }: ShellSettings): { host: StationHost; kind: HostKind } {
  const kind = hostKindFor(process.versions['napi']);
  const args = ['--data', data];
  const module = parts.station;
  if (!existsSync(module)) throw new CannotGoOn('notBuilt', `${module} is missing. Run «npm run build».`);
  return { kind, host: kind === 'utility' ? utilityHost({ module, args }) : childHost({ node, module, args }) };
}

/**
 * The station records the centre's own words beside its file; all others were recorded when the screens
 * were built. A map of the streets lies where somebody put one.
 */
function mountsOf(screens: string, data: string): readonly Mount[] {
  return [
    { path: '/voice/own/', folder: join(data, 'voice') },
    { path: '/voice/', folder: join(screens, '..', 'voice') },
    { path: '/map/', folder: join(data, 'map') },
  ];
}

function openWindows(parts: ShellParts, settings: ShellSettings, sessions: Sessions): void {
  // In memory: what a visitor's page leaves behind is gone with the process.
  const own = session.fromPartition('umbral');
  refuseAll(own);
  own.protocol.handle('umbral', servePages(parts.screens, mountsOf(parts.screens, settings.data)));
  const windows = new Windows({
    preloads: parts.preloads,
    session: own,
    windowed: settings.windowed,
    desk: settings.desk,
    isDevelopment: !app.isPackaged,
    after: afterRealTime,
    tell,
  });
  openDoor({ sessions, trustOf: (contents) => windows.trustOf(contents), tell });
  for (const trust of settings.windows) windows.open(trust);
  // Whoever starts it again wants to see it; at a desk that is also how a closed window comes back.
  app.on('second-instance', () => {
    windows.open(settings.windows.includes('staff') ? 'staff' : (settings.windows[0] ?? 'visitor'));
  });
}

/** Whichever way the end comes, the station is stopped first, once. */
function endCleanly(supervisor: Supervisor): void {
  app.on('before-quit', (event) => {
    event.preventDefault();
    end(supervisor, 0);
  });
  app.on('window-all-closed', () => {
    end(supervisor, 0);
  });
  hearStarter(() => {
    end(supervisor, 0);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      end(supervisor, 0);
    });
  }
}

let ending: Promise<void> | undefined;
function end(supervisor: Supervisor, code: number): void {
  ending ??= supervisor.stop().finally(() => {
    app.exit(code);
  });
}

function giveUp(error: unknown): void {
  const problem: Problem =
    error instanceof CannotGoOn
      ? error.problem
      : { kind: 'unexpected', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  tell(problem.message);
  tellStarter({ kind: 'failed', problem });
  app.exit(EXIT_CANT_GO_ON);
}

function sentenceOf(report: SupervisorReport, kind: HostKind): string {
  switch (report.kind) {
    case 'ready':
      return `The station is ready, as a ${kind === 'utility' ? 'utility process' : 'Node child'}; browsers find its screens at ${report.web}`;
    case 'died':
      return `The station ${describeExit(report.exit)}; it is started again in ${report.againInMs} ms.`;
    case 'strange':
      return 'The station sent a message that this shell does not know: build both from the same version.';
    case 'cantGoOn':
      return report.problem.message;
  }
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
