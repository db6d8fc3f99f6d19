/** A QR code as dots. In: what it says. Out: a bitmap without its quiet zone, which is the paper's own white. */
import { qrModeOf } from '../layout/sheet.ts';
import { blacken, blank, type Bitmap } from './bitmap.ts';

/**
 * Level Q: a quarter of it may be creased or worn.
 * @param moduleDots side of a module, in dots.
 * @param width of the bitmap, a multiple of 8; the code stands in its middle. As narrow as can be where it is not given.
 */
export async function drawCode(payload: string, moduleDots: number, width?: number): Promise<Bitmap> {
  const { size, data: modules } = await modulesOf(payload, 'Q');
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

/** The symbol itself, in the mode that takes least room. */
export async function modulesOf(payload: string, errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H'): Promise<{ readonly size: number; readonly data: Uint8Array }> {
  const { default: qrcode } = await import('qrcode');
  const segment = qrModeOf(payload) === 'byte' ? { data: new TextEncoder().encode(payload), mode: 'byte' as const } : { data: payload, mode: 'alphanumeric' as const };
  return qrcode.create([segment], { errorCorrectionLevel }).modules;
}
