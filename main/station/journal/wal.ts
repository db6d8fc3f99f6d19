/**
 * Whether SQLite's write-ahead log is whole. SQLite reads it up to the first frame that is not what
 * its checksum says, and takes the rest for what a power cut left unfinished: a byte that the disk
 * changed would take every tap after it along, and nobody would be told.
 *
 * What a power cut leaves is at most one transaction: each is on the disk before the next begins.
 * So frames of two more transactions behind the break mean that the disk lost what it had kept.
 * (Format: sqlite.org/fileformat2.html, section 4.)
 */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

const HEADER = 32;
const FRAME_HEADER = 24;
const MAGIC = 0x377f0682;
/** Frames read at once. */
const STRETCH = 256;

/** @returns false where transactions that were on the disk can't be read from it any more. */
export function isLogWhole(file: string): boolean {
  if (!existsSync(file)) return true;
  const log = openSync(file, 'r');
  try {
    const { size } = fstatSync(log);
    // Made, and nothing written: the first header was not on the disk yet.
    if (size <= HEADER) return true;
    const header = read(log, 0, HEADER);
    const isBigEndian = header.readUInt32BE(0) === MAGIC + 1;
    if (!isBigEndian && header.readUInt32BE(0) !== MAGIC) return false;
    const sum = checksum(header.subarray(0, FRAME_HEADER), START, isBigEndian);
    if (sum[0] !== header.readUInt32BE(24) || sum[1] !== header.readUInt32BE(28)) return false;
    return committedAfterBreak(log, { size, pageSize: header.readUInt32BE(8), salt: header.readBigUInt64BE(16), sum, isBigEndian }) < 2;
  } finally {
    closeSync(log);
  }
}

interface Log {
  readonly size: number;
  readonly pageSize: number;
  readonly salt: bigint;
  readonly sum: Sum;
  readonly isBigEndian: boolean;
}

/** How many transactions end behind the first frame that is not whole. */
function committedAfterBreak(log: number, { size, pageSize, salt, sum: first, isBigEndian }: Log): number {
  const frameSize = FRAME_HEADER + pageSize;
  let sum = first;
  let isBroken = false;
  let committed = 0;
  for (let at = HEADER; at + frameSize <= size; at += frameSize * STRETCH) {
    const stretch = read(log, at, Math.min(frameSize * STRETCH, size - at));
    for (let from = 0; from + frameSize <= stretch.length; from += frameSize) {
      const frame = stretch.subarray(from, from + frameSize);
      // What is left of the log before this one.
      if (frame.readBigUInt64BE(8) !== salt) {
        isBroken = true;
        continue;
      }
      if (!isBroken) {
        sum = checksum(frame.subarray(FRAME_HEADER), checksum(frame.subarray(0, 8), sum, isBigEndian), isBigEndian);
        isBroken = sum[0] !== frame.readUInt32BE(16) || sum[1] !== frame.readUInt32BE(20);
      }
      if (isBroken && frame.readUInt32BE(4) !== 0) committed += 1;
    }
  }
  return committed;
}

type Sum = readonly [number, number];
const START: Sum = [0, 0];

function checksum(bytes: Buffer, [first, second]: Sum, isBigEndian: boolean): Sum {
  let [s0, s1] = [first, second];
  for (let at = 0; at < bytes.length; at += 8) {
    s0 = (s0 + (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + s1) >>> 0;
    s1 = (s1 + (isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + s0) >>> 0;
  }
  return [s0, s1];
}

function read(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const count = readSync(file, bytes, 0, length, at);
  return bytes.subarray(0, count);
}
