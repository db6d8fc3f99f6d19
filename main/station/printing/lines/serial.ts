/**
 * A line over a serial port, or over USB where it looks like one. In: its path and speed. Out: a stream, or
 * why there is none. The module for it is native, and loaded only where somebody has such a printer.
 */
import { Duplex } from 'node:stream';
import type { SerialPort } from 'serialport';
import type { Timers } from '../../../../shared/domain/clock.ts';
import type { Line, Reach } from './line.ts';

export interface SerialReach {
  /** `/dev/ttyUSB0`, `COM3`. */
  readonly path: string;
  /** Bits a second: ten of them make a byte. */
  readonly baud: number;
  readonly timers: Timers;
  /** How long the system may take to open it, in ms. */
  readonly openMs?: number;
}

export function reachBySerial({ path, baud, timers, openMs = 1000 }: SerialReach): Reach {
  // A quarter of a second’s bytes at once: on the slowest line too one that stopped is noticed in time.
  const chunkBytes = Math.min(1024, Math.ceil(baud / 40));
  return {
    address: path,
    meet: () =>
      openPort(path, baud, timers, openMs).then(
        (port): Line | string => (typeof port === 'string' ? port : { stream: new SerialStream(port), chunkBytes }),
        (error: unknown) => String(error),
      ),
  };
}

async function openPort(path: string, baudRate: number, timers: Timers, ms: number): Promise<SerialPort | string> {
  const { SerialPort } = await import('serialport');
  // A new one each time: an old one keeps what was written to it while nothing was plugged in, and sends it later.
  // A printer may ask to wait (XOFF): no answer of ESC/POS has that byte. And DTR stays up between jobs,
  // since some take its fall for the end of everything.
  const port = new SerialPort({ path, baudRate, autoOpen: false, xon: true, hupcl: false });
  return new Promise((resolve) => {
    let isLate = false;
    const callOff = timers.after(ms, () => {
      isLate = true;
      resolve(`it did not open within ${ms} ms`);
    });
    port.open((error) => {
      callOff();
      if (isLate && !error) port.close();
      resolve(error ? error.message : port);
    });
  });
}

/** A port whose writes are done when the bytes are out of the machine, and fail once it is unplugged. */
class SerialStream extends Duplex {
  readonly #port: SerialPort;

  constructor(port: SerialPort) {
    super();
    this.#port = port;
    port.on('data', (bytes: Buffer) => this.push(bytes));
    port.on('error', (error) => this.destroy(error));
    port.once('close', (error?: Error | null) => this.destroy(error ?? undefined));
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    // On a port that is gone it would be kept, silently, and never called back.
    const next = (step: (callback: (error?: Error | null) => void) => void): void => {
      if (this.#port.isOpen) step(done);
      else done(new Error('the port is gone'));
    };
    next(() => this.#port.write(bytes, (error) => (error ? done(error) : next((callback) => this.#port.drain(callback)))));
  }

  /** Every write before it has left already; and nothing is heard any more. */
  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  /** What has not left by now must not: it would come out of a printer that somebody mended meanwhile. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const port = this.#port;
    const close = (): void => {
      if (port.isOpen) port.close(() => done(error));
      else if (port.closing) port.once('close', () => done(error));
      else done(error);
    };
    if (this.writableFinished || !port.isOpen) close();
    // Also wakes a thread of the system that waits for the last byte to leave.
    else port.flush(close);
  }
}
