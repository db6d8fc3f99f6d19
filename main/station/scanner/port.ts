/**
 * The edge to a reader. In: where it is. Out: its bytes, once for each time it is plugged in. The module
 * for serial lines is native, and loaded only where somebody has such a reader.
 */
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Timers } from '../../../shared/domain/clock.ts';

export interface ReaderPort {
  /** Where it is, as somebody wrote it into the settings. */
  readonly path: string;
  /**
   * A fresh connection. Never rejects. The stream closes when the reader is pulled out, and `destroy` lets
   * it go. @returns why not, where there is none.
   */
  open(): Promise<Readable | string>;
}

export const USUAL_BAUD = 9600;

/** How often it is looked whether the device is there still. In ms. */
const LOOK_MS = 500;

export interface SerialReader {
  readonly path: string;
  readonly baud?: number | undefined;
  readonly timers: Timers;
}

export function serialReader(reader: SerialReader): ReaderPort {
  return { path: reader.path, open: () => openSerial(reader).catch((error: unknown) => String(error)) };
}

async function openSerial({ path, baud: baudRate = USUAL_BAUD, timers }: SerialReader): Promise<Readable | string> {
  const { SerialPort } = await import('serialport');
  const device = await deviceAt(path);
  // A new one each time: one that was pulled out does not come back to life.
  const port = new SerialPort({ path, baudRate, autoOpen: false });
  return new Promise((resolve) => {
    port.open((error) => {
      if (error) return resolve(error.message);
      const bytes = new Readable({
        read: () => {},
        // A port that is closing already says so itself.
        destroy: (why, done) => (port.isOpen ? port.close(() => done(why)) : done(why)),
      });
      port.on('data', (chunk: Buffer) => bytes.push(chunk));
      port.on('error', (why) => bytes.destroy(why));
      port.once('close', () => bytes.destroy());
      // Where a device is no file, as on Windows, the library says by itself that it is gone.
      if (device !== undefined) bytes.once('close', watchDevice({ path, device, timers }, () => bytes.destroy()));
      resolve(bytes);
    });
  });
}

/**
 * Linux may end a line that is pulled out as it ends a file: with nothing to read. The library takes that for
 * a pause, asks again at once, for ever, with a whole core, and never says that the reader is gone.
 * @returns the way to stop.
 */
function watchDevice({ path, device, timers }: { readonly path: string; readonly device: string; readonly timers: Timers }, onGone: () => void): () => void {
  let isOver = false;
  let callOff = (): void => {};
  const lookLater = (): void => {
    callOff = timers.after(LOOK_MS, () => {
      void deviceAt(path).then((now) => {
        if (isOver) return;
        if (now !== device) onGone();
        else lookLater();
      });
    });
  };
  lookLater();
  return () => {
    isOver = true;
    callOff();
  };
}

/** What names the device behind a path; undefined where there is none. */
function deviceAt(path: string): Promise<string | undefined> {
  return stat(path).then(({ dev, ino, rdev }) => `${dev} ${ino} ${rdev}`, () => undefined);
}
