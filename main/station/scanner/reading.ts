/**
 * What a reader says, as a function: bytes and when they came → scans. A reader ends each code with a
 * suffix (CR, LF or both); what comes without one is half a scan, which means nothing.
 */
import { LONGEST_CODE, scanOf, type Scan } from '../../../shared/contract/scans.ts';

/** Longer than anything of ours: nobody else's code fills the memory. Characters. */
export const LONGEST_LINE = 2 * LONGEST_CODE;

/** The bytes of one code come closer together than this; half a scan is forgotten after it. In ms. */
export const HALF_MS = 200;

/** A paper that is held before the reader is read again and again: within this time it is the same scan. In ms. */
export const SAME_MS = 1500;

export interface Reading {
  /** Since the last suffix; undefined where it is none of ours already. */
  readonly line: string | undefined;
  /** When the last byte came, on the monotonic clock, in ms. */
  readonly lastAt: number;
  /** What was read last, and when it was last seen. */
  readonly told: { readonly scan: Scan; readonly at: number } | undefined;
}

export const SILENT: Reading = { line: '', lastAt: -Infinity, told: undefined };

const MISREAD: Scan = { kind: 'misread' };
const CR = 0x0d;
const LF = 0x0a;

/** Takes what came at one instant. @param at the monotonic clock, in ms. */
export function withBytes(before: Reading, bytes: Uint8Array, at: number): { readonly reading: Reading; readonly scans: readonly Scan[] } {
  const scans: Scan[] = [];
  let { line, told } = withTime(before, at);
  for (const byte of bytes) {
    if (byte !== CR && byte !== LF) {
      line = withByte(line, byte);
      continue;
    }
    const scan = line === '' ? undefined : line === undefined ? MISREAD : scanOf(line);
    line = '';
    if (!scan) continue;
    if (!told || !areSame(told.scan, scan)) scans.push(scan);
    told = { scan, at };
  }
  return { reading: { line, lastAt: bytes.length > 0 ? at : before.lastAt, told }, scans };
}

/** [X4] What is over is forgotten: half a scan, and what was read. @param at the monotonic clock, in ms. */
export function withTime({ line, lastAt, told }: Reading, at: number): Reading {
  return { line: at - lastAt > HALF_MS ? '' : line, lastAt, told: told && at - told.at <= SAME_MS ? told : undefined };
}

/** Printable ASCII alone is in a code of ours. */
function withByte(line: string | undefined, byte: number): string | undefined {
  const isPrintable = byte >= 0x20 && byte <= 0x7e;
  return line === undefined || !isPrintable || line.length === LONGEST_LINE ? undefined : line + String.fromCharCode(byte);
}

function areSame(one: Scan, other: Scan): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
