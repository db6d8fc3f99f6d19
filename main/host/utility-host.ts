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
      let ending: 'unasked' | 'asked' | 'forced' = 'unasked';
      child.on('spawn', () => {
        pid = child.pid;
      });
      const exited = new Promise<Exit>((resolve) => {
        child.on('exit', (code) => {
          running = false;
          // Electron before 29.4 often says 0 of one that was killed: it may hear of the closed channel
          // first (electron/electron#42283). A station ends with 0 only where it is asked to.
          resolve(code === 0 && ending !== 'asked' ? { kind: 'killed', signal: 'an unknown signal' } : { kind: 'ended', code });
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
        ending = 'forced';
        if (running && pid !== undefined) process.kill(pid, 'SIGKILL');
        else child.kill();
      };
      let stopping: Promise<Exit> | undefined;
      return {
        pid: () => (running ? pid : undefined),
        post,
        stop: () => {
          if (ending === 'unasked') ending = 'asked';
          stopping ??= endWithin(settings.patienceMs ?? PATIENCE_MS, exited, post, kill);
          return stopping;
        },
      };
    },
  };
}
