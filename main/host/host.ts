/**
 * One way of running a station, in two kinds: Electron's utility process and a plain Node child.
 * Both pass `tests/electron/host-contract.ts`, and nothing above this interface can tell them apart.
 */
import { z } from 'zod';
import type { StationFrame } from '../../shared/contract/bridge.ts';
import { Problem } from '../../shared/contract/problem.ts';
import type { FromStation, ToStation } from '../station/channel.ts';

export interface StationHost {
  /** Starts one station process. What goes wrong comes as an exit, never as an exception. */
  start(on: RunListener): StationRun;
}

export interface RunListener {
  /** In the order the station sent them, none after the exit; `readFromStation` reads them. */
  message(raw: unknown): void;
  /** Once, and last. Never called before `start` has returned. */
  exit(exit: Exit): void;
}

/** One life of one station process. */
export interface StationRun {
  /** The operating system's number for it; undefined until it has one, or if it never got one. */
  pid(): number | undefined;
  /** Lost if the process is gone by then: its exit says so, and screens send again [J18]. */
  post(message: ToStation): void;
  /** Asks it to end, waits, and kills it when patience runs out. Again, it returns the same end. */
  stop(): Promise<Exit>;
}

/** How a station process ended. */
export type Exit =
  | { readonly kind: 'ended'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  /** There was no process at all. */
  | { readonly kind: 'notStarted'; readonly why: string };

export function describeExit(exit: Exit): string {
  switch (exit.kind) {
    case 'ended':
      return `ended with code ${exit.code}`;
    case 'killed':
      return `was ended by ${exit.signal}`;
    case 'notStarted':
      return `could not be started: ${exit.why}`;
  }
}

/**
 * What a Node is told before it runs a station. Left to itself it lets what is over lie until there is
 * a good deal of it, and holds 340 MB after a busy day, of which 48 are in use: too much beside a
 * kiosk's windows. With these it holds half of that, and takes no longer for it.
 */
export const STATION_FLAGS: readonly string[] = ['--max-semi-space-size=1', '--initial-old-space-size=24', '--heap-growing-percent=15'];

/** How long a station may take to finish what is on its way to disk, in ms. */
export const PATIENCE_MS = 5000;

/** Asks a process to end, waits, and kills it when patience runs out: how every host stops one. */
export async function endWithin(
  patienceMs: number,
  exited: Promise<Exit>,
  post: (message: { kind: 'stop' }) => void,
  kill: () => void,
): Promise<Exit> {
  post({ kind: 'stop' });
  const patience = setTimeout(kill, patienceMs);
  try {
    return await exited;
  } finally {
    clearTimeout(patience);
  }
}

const session = z.int().min(1);
const Message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), web: z.string() }),
  // The bridge in the page validates the frame; here it passes through unread.
  z.object({ kind: z.literal('frame'), session, frame: z.custom<StationFrame>((frame) => typeof frame === 'object' && frame !== null) }),
  z.object({ kind: z.literal('failed'), problem: Problem }),
]);

/** Reads what came out of a station process; undefined when it is none of the channel's messages. */
export function readFromStation(raw: unknown): FromStation | undefined {
  const read = Message.safeParse(raw);
  return read.success ? read.data : undefined;
}
