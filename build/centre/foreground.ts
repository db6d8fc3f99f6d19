/**
 * A running centre and the terminal it runs in: signals in, one exit code out.
 *
 * Ctrl-C reaches the whole process group, and npm passes it on once more within milliseconds; the
 * terminal that closes takes standard output with it. So a second Ctrl-C counts only after a
 * moment, and a dead terminal is no error.
 */
import { afterRealTime, type After } from '../../main/host/backoff.ts';

/** What a signal is to do with: the part of `RunningCentre` that this file uses. */
interface Closable {
  readonly ended: Promise<number>;
  close(): Promise<void>;
  kill(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Signals this close to the first, in ms, are its echo. */
const ECHO_MS = 700;
const FORCED = 130;

/** Runs until the centre ends or is told to. @returns the exit code. */
export async function inForeground(centre: Closable, say: (line: string) => void, after: After = afterRealTime): Promise<number> {
  const forced = Promise.withResolvers<number>();
  let heard: 'nothing' | 'first' | 'waiting' = 'nothing';
  let callOff = (): void => undefined;
  const onSignal = (): void => {
    if (heard === 'nothing') {
      heard = 'first';
      callOff = after(ECHO_MS, () => {
        heard = 'waiting';
        say('Closing… (Ctrl-C again ends it at once)');
      });
      void centre.close();
    } else if (heard === 'waiting') {
      centre.kill();
      forced.resolve(FORCED);
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  const callOffWatch = watchNpm(onSignal);
  try {
    return await Promise.race([centre.ended, forced.promise]);
  } finally {
    callOff();
    callOffWatch();
    for (const signal of SIGNALS) process.off(signal, onSignal);
  }
}

const LOOK_MS = 500;

/**
 * Notices that npm is gone. npm passes SIGTERM to the shell between it and us, the shell dies of it,
 * and we would live on unseen. Started without npm, a parent that goes is nobody's business.
 */
function watchNpm(onGone: () => void): () => void {
  if (process.env['npm_lifecycle_event'] === undefined) return () => undefined;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    onGone();
  }, LOOK_MS);
  return () => {
    clearInterval(look);
  };
}

/** A printer of lines that outlives its terminal. */
export function sayTo(out: NodeJS.WriteStream): (line: string) => void {
  out.on('error', () => {
    // The terminal was closed: nobody reads this any more, and the centre still has to be closed.
  });
  return (line) => {
    out.write(`${line}\n`);
  };
}
