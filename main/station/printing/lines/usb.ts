/**
 * A line over USB as Linux gives it: `/dev/usb/lp0`. In: the path of a device. Out: a stream, or why there
 * is none. It waits in no thread of the system: the device is asked now and then whether it is free.
 */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Duplex } from 'node:stream';
import { callbackify } from 'node:util';
import type { Timers } from '../../../../shared/domain/clock.ts';
import type { Line, Reach } from './line.ts';

export interface UsbReach {
  readonly path: string;
  readonly timers: Timers;
}

const CHUNK_BYTES = 4096;
/** How soon one that was busy, or had nothing to say, is asked again. */
const AGAIN_MS = 5;

/** Never made where it is missing: what is printed into a plain file reads as paper, and is none. */
const FLAGS = constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY;

export function reachByUsb({ path, timers }: UsbReach): Reach {
  return { address: path, meet: () => meetDevice(path, timers).catch((error: unknown) => reasonOf(error)) };
}

async function meetDevice(path: string, timers: Timers): Promise<Line | string> {
  const file = await open(path, FLAGS);
  if ((await file.stat()).isCharacterDevice()) return { stream: new DeviceStream(file, timers), chunkBytes: CHUNK_BYTES };
  await file.close();
  return 'it is no device';
}

/** A device whose writes are done when it has them, and fail once it is unplugged. */
class DeviceStream extends Duplex {
  readonly #file: FileHandle;
  readonly #timers: Timers;
  #callOff = (): void => {};

  constructor(file: FileHandle, timers: Timers) {
    super();
    this.#file = file;
    this.#timers = timers;
  }

  override _read(): void {
    const into = Buffer.alloc(256);
    this.#file.read(into, 0, into.length, null).then(
      ({ bytesRead }) => {
        if (bytesRead > 0) this.push(into.subarray(0, bytesRead));
        else this.#readLater();
      },
      (error: unknown) => {
        if (isBusy(error)) this.#readLater();
        // One that goes one way only says EINVAL, and is no worse for it.
        else if (codeOf(error) !== 'EINVAL') this.destroy(error instanceof Error ? error : undefined);
      },
    );
  }

  override _write(bytes: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    callbackify(() => this.#writeAll(bytes))(done);
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  /** What it has not taken by now it never gets. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#callOff();
    callbackify(() => this.#file.close())((failed) => done(error ?? failed));
  }

  async #writeAll(bytes: Buffer): Promise<void> {
    let from = 0;
    // The driver takes bytes before the printer does: one more write, of none, is refused until that has them.
    for (let isTaken = false; !isTaken && !this.destroyed; ) {
      const written = await this.#writeSome(bytes, from);
      isTaken = written === 0 && from === bytes.length;
      from += written ?? 0;
      if (written === undefined) await new Promise<void>((resolve) => this.#timers.after(AGAIN_MS, resolve));
    }
  }

  /** @returns undefined where it is busy. */
  async #writeSome(bytes: Buffer, from: number): Promise<number | undefined> {
    try {
      return (await this.#file.write(bytes, from, bytes.length - from, null)).bytesWritten;
    } catch (error) {
      if (isBusy(error)) return undefined;
      throw error;
    }
  }

  #readLater(): void {
    if (!this.readableEnded && !this.destroyed) this.#callOff = this.#timers.after(AGAIN_MS, () => this._read());
  }
}

function isBusy(error: unknown): boolean {
  return codeOf(error) === 'EAGAIN';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function reasonOf(error: unknown): string {
  return codeOf(error) ?? String(error);
}
