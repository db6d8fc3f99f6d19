/**
 * [P5] Our bytes beside those of an encoder that others wrote. The commands are the same; what differs, and why:
 * it centres text with spaces, where ours asks the printer (`ESC a`), which knows its own width; it ends lines with
 * LF CR and ours with LF, since CR prints some lines twice; it begins with `FS .` and `ESC M 0`, which `ESC @` has
 * just done; it cuts where the paper stands (`GS V 1`), and ours feeds the last line past the blade (`GS V B 0`);
 * and what is no ASCII it puts into a code as Latin 1, ours as UTF-8, which telephones read.
 */
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { expect, it } from 'vitest';
import { encodeText } from '../../main/station/printing/struck/code-page.ts';
import { Composer } from '../../main/station/printing/struck/composer.ts';
import { PLAIN, type Strike } from '../../main/station/printing/layout/sheet.ts';

const theirs = (): ReceiptPrinterEncoder => new ReceiptPrinterEncoder({ language: 'esc-pos', columns: 48, codepageMapping: 'epson' }).initialize().codepage('windows1252');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function ours(strike: Partial<Strike> = {}, text = 'x'): string {
  const composer = new Composer();
  composer.line(text, { ...PLAIN, ...strike });
  return hex(composer.finish());
}

it.each([
  ['begins', '1b40', theirs(), ours()],
  ['sets Windows 1252', '1b7410', theirs().line('x'), ours()],
  ['strikes bold', '1b4501', theirs().bold(true).line('x'), ours({ bold: true })],
  ['strikes twice as wide and high', '1d2111', theirs().size(2, 2).line('x'), ours({ width: 2, height: 2 })],
  ['strikes eight times as wide, six times as high', '1d2175', theirs().size(8, 6).line('x'), ours({ width: 8, height: 6 })],
  ['strikes white on black', '1d4201', theirs().invert(true).line('x'), ours({ reverse: true })],
] as const)('[P5] %s with the same command as another’s encoder', (_what, command, encoder, composed) => {
  expect(hex(encoder.encode())).toContain(command);
  expect(composed).toContain(command);
});

it('[P5] every letter of our languages has the same byte as another’s encoder gives it', () => {
  const letters = 'áéíóúüñÁÉÍÓÚÜÑ¿¡àâçèêëîïôùûãõòÀÂÇÈÊËÎÏÔÙÛÃÕÒ€«»°·–—‘’“”•…œŒº';
  for (const letter of letters) expect(hex(theirs().line(letter).encode()), letter).toContain(`1b7410${hex(Uint8Array.from(encodeText(letter)))}0a`);
});

it.each([['0123456789abcdefghjkmnpqrs', 8], ['https://ejemplo.org/s/4k2m9', 6]] as const)('[X6] the code of %s is asked for byte by byte as another’s encoder does', (payload, size) => {
  const composer = new Composer();
  composer.qr(payload, size);
  const symbol = /1d286b0400314132.*1d286b0300315130/;
  const [asked] = symbol.exec(hex(theirs().qrcode(payload, { model: 2, size, errorlevel: 'q' }).encode())) ?? [];
  expect(asked).toBeDefined();
  expect(symbol.exec(hex(composer.finish()))?.[0]).toBe(asked);
});
