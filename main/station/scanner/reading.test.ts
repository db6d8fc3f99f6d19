import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Scan } from '../../../shared/contract/scans.ts';
import { HALF_MS, LONGEST_LINE, SAME_MS, SILENT, withBytes, withTime, type Reading } from './reading.ts';

const ID = '0123456789abcdefghjkmnpqrs';
const scanned = (by: object): object => ({ kind: 'scan', by });
const MISREAD = { kind: 'misread' };

/** Pieces that come so many ms after the one before. */
function read(pieces: readonly (readonly [text: string | Uint8Array, afterMs?: number])[]): { reading: Reading; scans: Scan[] } {
  let [reading, at] = [SILENT, 0];
  const scans: Scan[] = [];
  for (const [text, afterMs = 5] of pieces) {
    at += afterMs;
    const taken = withBytes(reading, typeof text === 'string' ? Buffer.from(text, 'latin1') : text, at);
    reading = taken.reading;
    scans.push(...taken.scans);
  }
  return { reading, scans };
}

describe('a code', () => {
  test.each(['\r', '\n', '\r\n'])('is ended by %j', (suffix) => {
    expect(read([[`042137${suffix}`]]).scans).toEqual([scanned({ code: '042137' })]);
    expect(read([[`${ID}${suffix}042137${suffix}`]]).scans).toEqual([scanned({ id: ID }), scanned({ code: '042137' })]);
  });

  test('[X6] is the id at the end of the address of a page, as phones read it', () => {
    expect(read([[`https://turnos.example.org/turno/${ID}\r`]]).scans).toEqual([scanned({ id: ID })]);
    expect(read([[`https://turnos.example.org/turno/${ID}/more\r`]]).scans).toEqual([MISREAD]);
    expect(read([[`https://turnos.example.org/${ID}\r`]]).scans).toEqual([MISREAD]);
  });

  test('comes in whatever pieces, in capitals too', () => {
    expect(read(Array.from(ID.toUpperCase(), (letter) => [letter] as const)).scans).toEqual([]);
    expect(read(Array.from(`${ID.toUpperCase()}\r`, (letter) => [letter] as const)).scans).toEqual([scanned({ id: ID })]);
  });

  test.each(['4006381333931', ID.slice(1), `${ID}0`, 'https://example.org/x', '04213 7', ' 042137', '042\x00137', 'é42137', '\x02042137\x03'])('of somebody else, %j, is a misread', (text) => {
    expect(read([[`${text}\r`]]).scans).toEqual([MISREAD]);
  });

  test('that has no end fills nothing, is one misread, and spoils none that comes after it', () => {
    const { reading, scans } = read([['x'.repeat(LONGEST_LINE + 1)], ['x'.repeat(100_000)]]);
    expect({ line: reading.line, scans }).toEqual({ line: undefined, scans: [] });
    expect(read([['x'.repeat(LONGEST_LINE)], ['042137\r'], ['042137\r']]).scans).toEqual([MISREAD, scanned({ code: '042137' })]);
  });

  test('[X4] of which half came is forgotten, and is no part of the next', () => {
    const half = read([[ID.slice(0, 20)]]).reading;
    expect(withTime(half, half.lastAt + HALF_MS)).toMatchObject({ line: ID.slice(0, 20) });
    expect(withTime(half, half.lastAt + HALF_MS + 1)).toMatchObject({ line: '' });
    expect(read([[ID.slice(0, 20)], [ID.slice(20), HALF_MS], ['\r']]).scans).toEqual([scanned({ id: ID })]);
    expect(read([['0421'], ['37\r', HALF_MS + 1], ['042137\r']]).scans).toEqual([MISREAD, scanned({ code: '042137' })]);
  });

  test('that is held before the reader is one scan for as long as it is, and another after that', () => {
    expect(read([['042137\r'], ['042137\r', SAME_MS], ['042137\r', SAME_MS], ['042138\r'], ['042137\r']]).scans).toEqual(['042137', '042138', '042137'].map((code) => scanned({ code })));
    expect(read([['042137\r'], ['042137\r', SAME_MS + 1]]).scans).toHaveLength(2);
    expect(read([['what\r'], ['else\r', SAME_MS], ['at all\r', SAME_MS + 1]]).scans).toEqual([MISREAD, MISREAD]);
  });

  test('[X4] is forgotten once it can’t be the same any more', () => {
    const { reading } = read([['042137\r']]);
    expect(withTime(reading, reading.lastAt + SAME_MS).told).toBeDefined();
    expect(withTime(reading, reading.lastAt + SAME_MS + 1).told).toBeUndefined();
  });
});

describe('any bytes', () => {
  const some = fc.array(fc.oneof(fc.constantFrom(...Buffer.from(`\r\n042137${ID}`)), fc.integer({ min: 0, max: 255 })), { maxLength: 200 }).map((bytes) => Uint8Array.from(bytes));

  test('mean the same in any pieces', () => {
    fc.assert(fc.property(some, fc.array(fc.nat(40), { maxLength: 20 }), (bytes, cuts) => {
      const pieces: [Uint8Array, number][] = [];
      let rest = bytes;
      for (const cut of cuts) {
        pieces.push([rest.subarray(0, cut), 0]);
        rest = rest.subarray(cut);
      }
      expect(read([...pieces, [rest, 0]])).toEqual(read([[bytes, 0]]));
    }));
  });

  test('are no scan without a suffix, and a scan is always one of ours', () => {
    fc.assert(fc.property(some, (bytes) => {
      const text = Buffer.from(bytes).toString('latin1');
      for (const scan of read([[bytes]]).scans) {
        if (scan.kind !== 'scan') continue;
        const said = 'code' in scan.by ? scan.by.code : scan.by.id;
        expect(text.toLowerCase().split(/[\r\n]/).slice(0, -1)).toContain(said);
      }
    }));
  });

  test('never keep a code from being read that comes after a moment’s rest', () => {
    fc.assert(fc.property(some, (bytes) => {
      expect(read([[bytes], [`${ID}\r\n`, SAME_MS + 1]]).scans.at(-1)).toEqual(scanned({ id: ID }));
    }));
  });
});
