import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePaper } from './decode.ts';

/** A job written by hand from the command reference. */
function job(...parts: (string | number[])[]): Uint8Array {
  return Buffer.concat([[0x1b, 0x40, 0x1b, 0x74, 16], ...parts].map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
}

const CUT = [0x1d, 0x56, 1];

describe('reading ESC/POS', () => {
  it('reads lines with their style', () => {
    const { lines, strays, cuts } = decodePaper(job([0x1b, 0x61, 1, 0x1d, 0x21, 0x71, 0x1b, 0x45, 1], 'A 017\n', CUT));
    expect(lines).toEqual([
      { kind: 'line', text: 'A 017', align: 'centre', width: 8, height: 2, bold: true, reverse: false, advance: 48 },
    ]);
    expect(strays).toEqual([]);
    expect(cuts).toEqual([{ kind: 'cut', how: 'partial' }]);
  });

  it('reads every byte of the code page as the platform does', () => {
    const platform = new TextDecoder('windows-1252');
    const text = (byte: number): string | undefined => decodePaper(job([byte], '\n')).lines[0]?.text;
    for (let byte = 0xa1; byte <= 0xff; byte += 1) expect(text(byte)).toBe(platform.decode(Uint8Array.of(byte)));
    for (let byte = 0x80; byte <= 0x9f; byte += 1) {
      const unset = [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte);
      expect(text(byte)).toBe(unset ? undefined : platform.decode(Uint8Array.of(byte)));
    }
  });

  it('breaks a line that the paper can not hold', () => {
    expect(decodePaper(job('x'.repeat(49), '\n')).lines.map((line) => line.text.length)).toEqual([48, 1]);
  });

  it('reads a QR by the length it declares', () => {
    const store = [0x1d, 0x28, 0x6b, 3 + 3, 0, 0x31, 0x50, 0x30];
    const print = [0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30];
    expect(decodePaper(job(store, 'abc', print)).qrs).toMatchObject([{ payload: 'abc' }]);
    expect(decodePaper(job([0x1d, 0x28, 0x6b, 99, 0, 0x31, 0x50, 0x30], 'abc', print)).strays).toMatchObject([{ why: 'truncated' }]);
  });

  it.each([
    ['drawer', [0x1b, 0x70, 0, 25, 250]],
    ['drawer', [0x10, 0x14, 1, 0, 1]],
    ['mode', [0x1b, 0x40]],
    ['mode', [0x1b, 0x74, 2]],
    ['mode', [0x1b, 0x21, 0x30]],
    ['mode', [0x1c, 0x26]],
    ['unknown', [0x1d, 0x7e]],
    ['unknown', [0x1d, 0x28, 0x4c, 2, 0, 0x30, 0x32]],
    ['control', [0x07]],
    ['control', [0x9d]],
  ])('[P6] notes a %s and reads on at the right place', (why, bytes) => {
    const { strays, lines } = decodePaper(job('one\n', bytes, 'two\n', CUT));
    expect(strays).toEqual([{ why, at: 9, hex: Buffer.from(bytes).toString('hex') }]);
    expect(lines.map((line) => line.text)).toEqual(['one', 'two']);
  });

  it('[P6] notes what stands before the start, after the cut and inside a line', () => {
    expect(decodePaper(Buffer.from('x\n')).strays).toMatchObject([{ why: 'beforeStart' }]);
    expect(decodePaper(job('x\n', CUT, [0x1b, 0x40])).strays).toEqual([{ why: 'afterCut', at: 10, hex: '1b40' }]);
    expect(decodePaper(job('a', [0x1b, 0x45, 1], 'b\n', CUT)).strays).toMatchObject([{ why: 'midLine' }]);
    expect(decodePaper(job('no line feed')).strays).toMatchObject([{ why: 'truncated' }]);
  });

  it('reads any bytes at all without failing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decodePaper(bytes)));
    fc.assert(fc.property(fc.array(fc.constantFrom(0x1b, 0x1d, 0x10, 0x28, 0x6b, 0x31, 0x50, 0x56, 0x33, 0, 1, 0x40, 0x74, 16, 0xff)), (bytes) => void decodePaper(Uint8Array.from(bytes))));
  });
});
