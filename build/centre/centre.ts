/**
 * A whole centre on one machine: the server, then a station, with windows where there can be any.
 *
 * In: where its data is, and how each part is started. Out: a centre that runs until it is closed,
 * and the code to exit with. Data and decisions belong to the parts; here they are only kept alive.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterRealTime } from '../../main/host/backoff.ts';
import { describeExit, STATION_FLAGS, type Exit } from '../../main/host/host.ts';
import { EXIT_CANT_GO_ON } from '../../shared/contract/problem.ts';
import { readSettings, StationSettings } from '../../shared/contract/settings.ts';
import { lastWords, openLog } from './data.ts';
import { Part, type PartEnd, type PartReport } from './part.ts';
import type { Window } from './window.ts';
import { adminOf, near, paperOf, seconds, welcome } from './words.ts';

export interface CentreSettings {
  /** Absolute; holds `server`, `station` and `log`. */
  readonly data: string;
  /** The doors of the two parts that run on Node. No server where the centre's is elsewhere. */
  readonly server: string | undefined;
  readonly station: string;
  /** The folder Electron is given; its `package.json` names what to run. */
  readonly shell: string;
  readonly window: Window;
  readonly say: (line: string) => void;
}

type Name = 'server' | 'station' | 'shell';

const SPOKEN: Record<Name, string> = { server: 'The centre’s server', station: 'The station', shell: 'The window' };

export class RunningCentre {
  readonly #settings: CentreSettings;
  readonly #parts = new Map<Name, Part>();
  readonly #addresses = new Map<Name, string>();
  #adminCode: string | undefined;
  readonly #ended = Promise.withResolvers<number>();
  #window: Window;
  #closing = false;

  constructor(settings: CentreSettings) {
    this.#settings = settings;
    this.#window = settings.window;
    const { server } = settings;
    if (server === undefined) this.#openScreens();
    // A station's first act is to enrol, so the server comes first; it would wait for it anyway.
    else
      void this.#keep('server', () => this.#forkOn('server', server)).firstReady.then(() => {
        this.#openScreens();
      });
  }

  /** The exit code: 0 where it was closed, 78 where a part can't go on, 1 where one is of no use. */
  get ended(): Promise<number> {
    return this.#ended.promise;
  }

  /** Closes screens and station before the server, so that the last entries still arrive. */
  async close(code = 0): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    await Promise.all([this.#parts.get('shell')?.stop(), this.#parts.get('station')?.stop()]);
    await this.#parts.get('server')?.stop();
    this.#ended.resolve(code);
  }

  /** Ends everything now, whatever is unfinished. */
  kill(): void {
    for (const part of this.#parts.values()) part.kill();
  }

  #openScreens(): void {
    if (this.#closing) return;
    const window = this.#window;
    if (window.kind === 'electron') this.#keep('shell', () => this.#startShell(window.path));
    else this.#keep('station', () => this.#forkOn('station', this.#settings.station));
  }

  #keep(name: Name, start: () => ChildProcess): Part {
    const part = new Part({
      start,
      endsByItself: name === 'shell',
      after: afterRealTime,
      report: (report) => {
        this.#tell(name, report);
      },
    });
    this.#parts.set(name, part);
    void part.ended.then((end) => this.#partEnded(name, end));
    return part;
  }

  #forkOn(name: Name, door: string): ChildProcess {
    return this.#logged(name, (log) =>
      // Flags this process was given (an inspector's port, say) are not the parts'.
      fork(door, ['--data', join(this.#settings.data, name)], { execPath: process.execPath, execArgv: name === 'station' ? [...STATION_FLAGS] : [], stdio: ['ignore', log, log, 'ipc'] }),
    );
  }

  #startShell(runtime: string): ChildProcess {
    // Chromium refuses to run as root inside its sandbox, and root has nothing to be kept from.
    const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const args = [...asRoot, this.#settings.shell, '--data', join(this.#settings.data, 'station')];
    const env = { ...process.env, UMBRAL_NODE: process.execPath };
    return this.#logged('shell', (log) => spawn(runtime, args, { env, stdio: ['ignore', log, log, 'ipc'] }));
  }

  #logged(name: Name, start: (log: number) => ChildProcess): ChildProcess {
    const { fd } = openLog(this.#settings.data, name);
    try {
      return start(fd);
    } finally {
      closeSync(fd);
    }
  }

  #tell(name: Name, report: PartReport): void {
    const { say } = this.#settings;
    if (this.#closing) return;
    if (report.kind === 'died') {
      say(`${SPOKEN[name]} ${this.#howEnded(name, report.exit)}; starting it again in ${seconds(report.againInMs)}.`);
      return;
    }
    const before = this.#addresses.has(name);
    this.#addresses.set(name, report.address ?? '');
    if (name === 'server') this.#adminCode = report.adminCode;
    if (before) say(`${SPOKEN[name]} is back.`);
    else if (name !== 'server') for (const line of welcome(this.#standing(report.address))) say(line);
  }

  #standing(web: string | undefined): Parameters<typeof welcome>[0] {
    const server = this.#addresses.get('server');
    const admin = server === undefined ? undefined : adminOf(server, this.#adminCode);
    const noWindow = this.#window.kind === 'none' ? this.#window.why : undefined;
    const station = join(this.#settings.data, 'station');
    const settings = readStation(station);
    const paper = settings && paperOf(settings.printer, (folder) => resolve(station, folder));
    return { web, admin, joins: this.#settings.server === undefined ? settings?.server.url : undefined, noWindow, paper };
  }

  #logOf(name: Name): string {
    return near(join(this.#settings.data, 'log', `${name}.log`));
  }

  /** With its last words, where it ended by itself: what was killed wrote nothing of it. */
  #howEnded(name: Name, exit: Exit): string {
    return `${describeExit(exit)}${exit.kind === 'ended' ? this.#lastWords(name) : ''}`;
  }

  /** The last line it wrote, in brackets. */
  #lastWords(name: Name): string {
    const words = lastWords(join(this.#settings.data, 'log', `${name}.log`));
    return words === undefined ? '' : ` («${words}»)`;
  }

  async #partEnded(name: Name, end: PartEnd): Promise<void> {
    if (this.#closing) return;
    const { say } = this.#settings;
    switch (end.kind) {
      case 'stopped':
        return;
      case 'closed':
        return this.close(0);
      case 'cannotGoOn':
        say(end.problem?.message ?? `${SPOKEN[name]} can’t go on${this.#lastWords(name)}. All it wrote: ${this.#logOf(name)}`);
        return this.close(EXIT_CANT_GO_ON);
      case 'gaveUp':
        if (name === 'shell' && !end.everReady) return this.#withoutWindow(end.exit);
        say(`${SPOKEN[name]} ${this.#howEnded(name, end.exit)}, again and again. It is of no use to go on. All it wrote: ${this.#logOf(name)}`);
        return this.close(1);
    }
  }

  /** A runtime that is there and does not start (a library is missing): the screens are had all the same. */
  #withoutWindow(exit: Exit): void {
    this.#parts.delete('shell');
    this.#window = { kind: 'none', why: `Electron ${this.#howEnded('shell', exit)}` };
    this.#openScreens();
  }
}

/** Only to be said; a settings file that can't be read is the station's to tell. */
function readStation(folder: string): StationSettings | undefined {
  try {
    return readSettings(StationSettings, 'config.json', readFileSync(join(folder, 'config.json'), 'utf8'));
  } catch {
    return undefined;
  }
}
