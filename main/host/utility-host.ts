/** Runs the station as Electron's utility process, from its CommonJS bundle. */
import { utilityProcess } from 'electron';
import { endWithin, type Exit, PATIENCE_MS, type StationHost } from './host.ts';

export interface UtilityHostSettings {
  /** The station's bundle: a utility process refuses ES modules. */
  readonly module: string;
  readonly args: readonly string[];
  readonly patienceMs?: number;
}

/** Not before the app is ready: Electron forks none earlier. */
export function utilityHost(settings: UtilityHostSettings): StationHost {
  return {
    start(on) {
      const child = utilityProcess.fork(settings.module, [...settings.args], {
        serviceName: 'umbral-station',
        stdio: ['ignore', 'inherit', 'inherit'],
      });
      // It forgets its number when it ends, and a kill by number must not come too late.
      let pid: number | undefined;
      let running = true;
      child.on('spawn', () => {
        pid = child.pid;
      });
      const exited = new Promise<Exit>((resolve) => {
        child.on('exit', (code) => {
          running = false;
          resolve({ kind: 'ended', code });
        });
      });
      child.on('message', (raw: unknown) => {
        on.message(raw);
      });
      void exited.then((exit) => {
        on.exit(exit);
      });

      const post = (message: object): void => {
        if (running) child.postMessage(message);
      };
      // Its own `kill` is a SIGTERM, which a station that hangs never reads.
      const kill = (): void => {
        if (running && pid !== undefined) process.kill(pid, 'SIGKILL');
        else child.kill();
      };
      let stopping: Promise<Exit> | undefined;
      return {
        pid: () => (running ? pid : undefined),
        post,
        stop: () => {
          stopping ??= endWithin(settings.patienceMs ?? PATIENCE_MS, exited, post, kill);
          return stopping;
        },
      };
    },
  };
}
