/** Dots, row by row. In: what is black. Out: one bit a dot. It knows no printer and no letters. */

export interface Bitmap {
  /** In dots, a multiple of 8. */
  readonly width: number;
  readonly height: number;
  /** Rows from the top, each `width / 8` bytes; the highest bit is the leftmost dot, and 1 is black. */
  readonly bytes: Uint8Array;
}

export function blank(width: number, height: number): Bitmap {
  return { width, height, bytes: new Uint8Array((width / 8) * height) };
}

/** What lies outside is not there. */
export function isBlack({ width, height, bytes }: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false;
  return ((bytes[y * (width / 8) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

/** Blackens `length` dots of a row; what would lie outside is left out. */
export function blacken({ width, height, bytes }: Bitmap, x: number, y: number, length = 1): void {
  if (y < 0 || y >= height) return;
  for (let at = Math.max(0, x); at < Math.min(width, x + length); at += 1) {
    const byte = y * (width / 8) + (at >> 3);
    bytes[byte] = (bytes[byte] ?? 0) | (0x80 >> (at & 7));
  }
}

/** One above the other. All are as wide as is said. */
export function stack(width: number, parts: readonly Bitmap[]): Bitmap {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.bytes.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part.bytes, at);
    at += part.bytes.length;
  }
  return { width, height: parts.reduce((sum, { height }) => sum + height, 0), bytes };
}
