/**
 * The edge to a reader. In: where it is. Out: its bytes, once for each time it is plugged in. The module
 * for serial lines is native, and loaded only where somebody has such a reader.
 */
import { Readable } from 'node:stream';

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

export function serialReader({ path, baud = USUAL_BAUD }: { readonly path: string; readonly baud?: number | undefined }): ReaderPort {
  return { path, open: () => openSerial(path, baud).catch((error: unknown) => String(error)) };
}

async function openSerial(path: string, baudRate: number): Promise<Readable | string> {
  const { SerialPort } = await import('serialport');
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
      resolve(bytes);
    });
  });
}
