/**
 * The parts of the ESC/POS reference that a reader looks up: its lead bytes, the commands that are
 * none of a ticket's, and the code page. Written from the reference and shared with nothing that
 * composes.
 */
import type { Stray } from './paper.ts';

export const LF = 0x0a;
export const DLE = 0x10;
export const ESC = 0x1b;
export const FS = 0x1c;
export const GS = 0x1d;

/**
 * Commands that are none of a ticket's, and how many bytes follow their two: enough to go on
 * reading at the right place after one.
 */
export const FOREIGN: Readonly<Record<number, Readonly<Record<string, { why: Stray['why']; args: number }>>>> = {
  [DLE]: { '\x14': { why: 'drawer', args: 3 }, '\x04': { why: 'mode', args: 1 }, '\x05': { why: 'mode', args: 1 } },
  [ESC]: {
    p: { why: 'drawer', args: 3 }, '!': { why: 'mode', args: 1 }, '-': { why: 'mode', args: 1 },
    M: { why: 'mode', args: 1 }, R: { why: 'mode', args: 1 }, '{': { why: 'mode', args: 1 }, G: { why: 'mode', args: 1 },
    V: { why: 'mode', args: 1 }, '=': { why: 'mode', args: 1 }, ' ': { why: 'mode', args: 1 }, B: { why: 'mode', args: 2 },
    '?': { why: 'mode', args: 2 }, L: { why: 'mode', args: 0 }, S: { why: 'mode', args: 0 }, i: { why: 'mode', args: 0 },
    m: { why: 'mode', args: 0 }, $: { why: 'mode', args: 2 }, '\\': { why: 'mode', args: 2 },
  },
  [FS]: { '&': { why: 'mode', args: 0 }, '.': { why: 'mode', args: 0 }, p: { why: 'mode', args: 2 } },
  [GS]: {
    L: { why: 'mode', args: 2 }, W: { why: 'mode', args: 2 }, P: { why: 'mode', args: 2 }, a: { why: 'mode', args: 1 },
    r: { why: 'mode', args: 1 }, H: { why: 'mode', args: 1 }, f: { why: 'mode', args: 1 }, h: { why: 'mode', args: 1 },
    w: { why: 'mode', args: 1 }, b: { why: 'mode', args: 1 },
  },
};

/** Bytes 0x80–0x9F of Windows code page 1252; 0 where it has none. */
const PAGE_80 = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
  0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

/** The character a byte stands for in WPC1252; undefined for a control or one the page lacks. */
export function charOf(byte: number): string | undefined {
  if (byte < 0x20 || byte === 0x7f) return undefined;
  const codePoint = byte >= 0x80 && byte <= 0x9f ? PAGE_80[byte - 0x80] : byte;
  return codePoint ? String.fromCharCode(codePoint) : undefined;
}
