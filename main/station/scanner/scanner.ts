/** Keeps to one reader: opens it, opens it again after it was pulled out, and holds what it read last. */
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { LatestScan } from '../../../shared/contract/scans.ts';
import type { Clock, Timers } from '../../../shared/domain/clock.ts';
import { CommandId } from '../../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';
import type { ReaderPort } from './port.ts';
import { SAME_MS, SILENT, withBytes, withTime } from './reading.ts';

/** How long a scan is there for a screen to take: [X4] longer than any screen needs, and gone before the next visitor comes. */
export const SCAN_LIVES_MS = 3000;

/** A reader that is not there is looked for again after this, and each time after twice as long, up to the longest. In ms. */
export const FIRST_LOOK_MS = 500;
export const LONGEST_LOOK_MS = 8000;

export interface Scanner {
  readonly latest: LatestScan | undefined;
  /** Lets the reader go. Resolves once its port is free. */
  close(): Promise<void>;
}

export interface ScannerParts {
  readonly port: ReaderPort;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'id'>;
  readonly timers: Timers;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Told when something was read, and when it is forgotten. */
  readonly onChange: () => void;
}

const nothing = (): void => {};

export function openScanner(parts: ScannerParts): Scanner {
  const held = holdLatest(parts);
  const leave = keepOpen(parts, held.take);
  return {
    get latest() {
      return held.latest();
    },
    close() {
      held.stop();
      return leave();
    },
  };
}

/** What was read last, until its time is up. */
function holdLatest({ clock, chance, timers, onChange }: ScannerParts): { take: (bytes: Uint8Array) => void; latest: () => LatestScan | undefined; stop: () => void } {
  let reading = SILENT;
  let latest: LatestScan | undefined;
  const callOff = { latest: nothing, rest: nothing };
  return {
    take(bytes) {
      const taken = withBytes(reading, bytes, clock.monotonic());
      reading = taken.reading;
      // Half a scan is forgotten though nothing comes after it.
      callOff.rest();
      callOff.rest = timers.after(SAME_MS + 1, () => {
        reading = withTime(reading, clock.monotonic());
      });
      const scan = taken.scans.at(-1);
      if (!scan) return;
      latest = { id: CommandId.parse(chance.id()), scan };
      callOff.latest();
      callOff.latest = timers.after(SCAN_LIVES_MS, () => {
        latest = undefined;
        onChange();
      });
      onChange();
    },
    latest: () => latest,
    stop() {
      callOff.latest();
      callOff.rest();
    },
  };
}

/** @returns the way to stop. */
function keepOpen({ port, timers, log }: ScannerParts, onBytes: (bytes: Uint8Array) => void): () => Promise<void> {
  let isOver = false;
  let isMissed = false;
  let wait = FIRST_LOOK_MS;
  let callOff = nothing;
  let open: Readable | undefined;

  const lookAgain = (why: string): void => {
    // Once: whoever left it unplugged for the night finds one line, and not thousands.
    if (!isMissed) log.warn({ reader: port.path, why }, 'the code reader is not there; it is looked for until it is');
    isMissed = true;
    callOff = timers.after(wait, look);
    wait = Math.min(wait * 2, LONGEST_LOOK_MS);
  };
  const look = (): void => {
    void port.open().then((met) => {
      if (typeof met === 'string') {
        if (!isOver) lookAgain(met);
        return;
      }
      if (isOver) {
        met.destroy();
        return;
      }
      listen(met);
    });
  };
  const listen = (bytes: Readable): void => {
    open = bytes;
    if (isMissed) log.info({ reader: port.path }, 'the code reader is back');
    isMissed = false;
    wait = FIRST_LOOK_MS;
    let why = 'pulled out';
    bytes.on('data', onBytes);
    bytes.once('error', (error) => {
      why = error.message;
    });
    bytes.once('close', () => {
      open = undefined;
      if (!isOver) lookAgain(why);
    });
  };
  look();
  return () => {
    isOver = true;
    callOff();
    const last = open;
    if (!last || last.closed) return Promise.resolve();
    return new Promise((resolve) => {
      last.once('close', () => resolve());
      last.destroy();
    });
  };
}
