/** A QR code as dots. In: what it says. Out: a bitmap without its quiet zone, which is the paper's own white. */
import { blacken, blank, type Bitmap } from './bitmap.ts';

/**
 * Level Q: a quarter of it may be creased or worn.
 * @param moduleDots side of a module, in dots.
 * @param width of the bitmap, a multiple of 8; the code stands in its middle. As narrow as can be where it is not given.
 */
export async function drawCode(payload: string, moduleDots: number, width?: number): Promise<Bitmap> {
  const { default: qrcode } = await import('qrcode');
  const data = new TextEncoder().encode(payload);
  const { size, data: modules } = qrcode.create([{ data, mode: 'byte' }], { errorCorrectionLevel: 'Q' }).modules;
  const side = size * moduleDots;
  const bitmap = blank(width ?? Math.ceil(side / 8) * 8, side);
  const left = Math.floor((bitmap.width - side) / 2);
  for (let y = 0; y < side; y += 1) {
    const row = Math.floor(y / moduleDots) * size;
    for (let column = 0; column < size; column += 1) {
      if (modules[row + column]) blacken(bitmap, left + column * moduleDots, y, moduleDots);
    }
  }
  return bitmap;
}
