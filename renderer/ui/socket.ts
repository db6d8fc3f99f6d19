/**
 * A wire over a WebSocket, for a screen in a plain browser. In: JSON text frames from the
 * station. Out: JSON text frames to it. It opens again for as long as the page lives, and never
 * reads what it carries.
 */
import type { Wire } from '../../shared/contract/bridge.ts';
import type { Timers } from './clock.ts';

const FIRST_WAIT_MS = 250;
/** A station that was started again is up within two seconds; nobody at the screen should wait longer. */
const LONGEST_WAIT_MS = 2_000;

/**
 * How long to wait before opening again. Half of it is chance, so that the screens of a house
 * whose station came back don't all knock at once.
 * @param failures in a row, from 1.
 * @param drawn in [0, 1).
 */
export function waitBeforeOpening(failures: number, drawn: number): number {
  const whole = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10));
  return whole / 2 + (whole / 2) * drawn;
}

/** The part of a browser's WebSocket that a wire uses. */
export type Socket = Pick<WebSocket, 'send' | 'addEventListener'>;

export interface SocketDoors {
  readonly open: () => Socket;
  readonly timers: Timers;
  /** In [0, 1). */
  readonly chance: () => number;
}

export function socketWire({ open, timers, chance }: SocketDoors): Wire {
  let socket: Socket | undefined;
  return {
    send: (frame) => socket?.send(JSON.stringify(frame)),
    listen(on) {
      let failures = 0;
      const connect = (): void => {
        const next = open();
        next.addEventListener('open', () => {
          failures = 0;
          socket = next;
          on.up();
        });
        next.addEventListener('message', (event) => {
          on.frame(readJson(event.data));
        });
        // A socket that fails to open closes too: `error` needs no ear of its own.
        next.addEventListener('close', () => {
          socket = undefined;
          failures += 1;
          on.down();
          timers.after(waitBeforeOpening(failures, chance()), connect);
        });
      };
      connect();
    },
  };
}

/** Undefined where it is no JSON, which the bridge can read no better, and says so. */
function readJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
