/** Runs the station as a child of a plain Node. */
import { fork } from 'node:child_process';
import { endWithin, type Exit, PATIENCE_MS, STATION_FLAGS, type StationHost } from './host.ts';

export interface ChildHostSettings {
  /** A Node that can load the database module: 24 or newer. */
  readonly node: string;
  /** The station's door. */
  readonly module: string;
  readonly args: readonly string[];
  readonly patienceMs?: number;
}

export function childHost(settings: ChildHostSettings): StationHost {
  return {
    start(on) {
      const child = fork(settings.module, settings.args, {
        execPath: settings.node,
        // Whatever flags this process was given (an inspector's port, say) are not the station's.
        execArgv: [...STATION_FLAGS],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const exited = new Promise<Exit>((resolve) => {
        child.on('error', (error) => {
          // Later errors are of single messages; the exit that follows them tells what happened.
          if (child.pid === undefined) resolve({ kind: 'notStarted', why: error.message });
        });
        // `close`, not `exit`: the exit can be seen before the last messages have been read.
        child.on('close', (code, signal) => {
          if (child.pid !== undefined) resolve(signal ? { kind: 'killed', signal } : { kind: 'ended', code: code ?? 0 });
        });
      });
      child.on('message', (raw) => {
        on.message(raw);
      });
      void exited.then((exit) => {
        on.exit(exit);
      });

      const post = (message: object): void => {
        // With a callback a closed channel is an argument here and not an `error` event.
        child.send(message, () => undefined);
      };
      let stopping: Promise<Exit> | undefined;
      return {
        pid: () => child.pid,
        post,
        stop: () => {
          stopping ??= endWithin(settings.patienceMs ?? PATIENCE_MS, exited, post, () => child.kill('SIGKILL'));
          return stopping;
        },
      };
    },
  };
}
