/** [P5] Dots as commands. In: a bitmap. Out: ESC/POS that prints it from where the paper stands. */
import type { Bitmap } from './bitmap.ts';

/**
 * Of the widest paper these are 3,464 bytes with their header. Printers with the smallest common
 * buffer, 4 kB, take that whole, with room for a question behind it; 6 mm are also few enough not
 * to be seen where one of them halts between two. And cheap firmware never has to read the second
 * byte of a height.
 */
export const BAND_ROWS = 48;

/** White that is shorter is sent as dots: to stop and start again takes longer. */
const SHORTEST_FEED = 12;

/** `ESC J` moves the paper by up to so many dots. */
const LONGEST_FEED = 255;

export function bandsOf(bitmap: Bitmap): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { from, to, isWhite } of stretchesOf(bitmap)) {
    const step = isWhite ? LONGEST_FEED : BAND_ROWS;
    for (let top = from; top < to; top += step) {
      const rows = Math.min(step, to - top);
      parts.push(isWhite ? Uint8Array.of(0x1b, 0x4a, rows) : band(bitmap, top, rows));
    }
  }
  return Buffer.concat(parts);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly isWhite: boolean;
}

/** Rows with dots and rows without, by turns. */
function stretchesOf({ width, height, bytes }: Bitmap): Stretch[] {
  const across = width / 8;
  const isWhiteRow = (y: number): boolean => bytes.subarray(y * across, (y + 1) * across).every((byte) => byte === 0);
  const stretches: Stretch[] = [];
  let black = 0;
  for (let y = 0; y < height;) {
    let end = y;
    while (end < height && isWhiteRow(end)) end += 1;
    if (end - y >= SHORTEST_FEED) {
      if (y > black) stretches.push({ from: black, to: y, isWhite: false });
      stretches.push({ from: y, to: end, isWhite: true });
      black = end;
    }
    y = end + 1;
  }
  if (height > black) stretches.push({ from: black, to: height, isWhite: false });
  return stretches;
}

function band({ width, bytes }: Bitmap, top: number, rows: number): Uint8Array {
  const across = width / 8;
  const header = [0x1d, 0x76, 0x30, 0x00, across & 0xff, across >> 8, rows & 0xff, rows >> 8];
  const command = Uint8Array.from([...header, ...bytes.subarray(top * across, (top + rows) * across)]);
  return withoutRealTime(command, header.length);
}

/**
 * [P6] Printers obey real-time commands wherever they stand, among dots too: to open a drawer, to
 * forget all they hold, to go off. Where dots would spell the beginning of one, a dot more keeps them from it.
 */
function withoutRealTime(command: Uint8Array, from: number): Uint8Array {
  for (let at = from; at + 1 < command.length; at += 1) {
    const next = command[at + 1];
    if (command[at] === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14)) command[at] = 0x18;
  }
  return command;
}
