import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerReader, askDone, hindranceIn, isJam, isOffline, rollIn, type Answer } from './answers.ts';

const read = (...pieces: readonly (readonly number[])[]): Answer[] => {
  const reader = new AnswerReader();
  return pieces.flatMap((piece) => reader.take(piece));
};

const READY = [0x10, 0, 0, 0x0f];
const DONE = [0x37, 0x22, 0x61, 0x62, 0x63, 0x31, 0];

describe('what a printer says', () => {
  it('[P2] is told apart by the bits that the reference fixes', () => {
    expect(read([0x12], [0x32], [0x1e], READY, [0x38, 0, 0, 0x0f], [0x18, 0, 0x0f, 0x0f], [0x18, 0x08, 0x03, 0x0f], [0x18, 0x20, 0, 0x0f], DONE, [0x37, 0x25, 0], [0x00], [0x03], [0x0f])).toEqual([
      { kind: 'realTime', byte: 0x12 },
      { kind: 'realTime', byte: 0x32 },
      { kind: 'realTime', byte: 0x1e },
      { kind: 'change', hindrance: undefined, paperLow: false },
      { kind: 'change', hindrance: 'coverOpen', paperLow: false },
      { kind: 'change', hindrance: 'paperOut', paperLow: true },
      { kind: 'change', hindrance: 'cutterJam', paperLow: true },
      { kind: 'change', hindrance: 'fault', paperLow: false },
      { kind: 'done', id: 'abc1' },
      { kind: 'cleared' },
      { kind: 'paper', isOut: false },
      { kind: 'paper', isOut: false },
      { kind: 'paper', isOut: true },
    ]);
  });

  it('[P2] says why it is offline, and how the roll stands', () => {
    expect([0x12, 0x16, 0x32, 0x52, 0x36].map(hindranceIn)).toEqual([undefined, 'coverOpen', 'paperOut', 'fault', 'coverOpen']);
    expect([0x12, 0x1e, 0x72, 0x7e].map(rollIn)).toEqual(['enough', 'low', 'out', 'out']);
    expect([0x12, 0x1a].map(isOffline)).toEqual([false, true]);
    // A blade that is jammed beside what can't be mended by taking the jam out is no jam.
    expect([0x12, 0x1a, 0x32, 0x3a, 0x52].map(isJam)).toEqual([false, true, false, false, false]);
  });

  it('is the same in whatever pieces it comes', () => {
    const whole = [0x12, ...READY, ...DONE, 0x37, 0x25, 0, 0x00];
    fc.assert(
      fc.property(fc.array(fc.nat({ max: whole.length })), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
        expect(read(...at.slice(1).map((to, n) => whole.slice(at[n], to)))).toEqual(read(whole));
      }),
    );
  });

  it('[P2] is no answer where it is anything else, and hides none that comes behind it', () => {
    expect(read([0x37, 0x22, 0x61, 0x12, ...DONE])).toEqual([{ kind: 'realTime', byte: 0x12 }, { kind: 'done', id: 'abc1' }]);
    expect(read([0x10, 0x12])).toEqual([{ kind: 'realTime', byte: 0x12 }]);
    expect(read([0x37, 0x21, 0x61, 0])).toEqual([{ kind: 'paper', isOut: false }]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (stray) => {
        const reader = new AnswerReader();
        const before = reader.take(stray);
        const after = reader.take([0xff, ...DONE, ...DONE]);
        expect(after.at(-1)).toEqual({ kind: 'done', id: 'abc1' });
        expect(before.length).toBeLessThanOrEqual(stray.length);
      }),
    );
  });

  it('to a question with an id is asked in ten bytes and one more', () => {
    expect(Buffer.from(askDone('abc1')).toString('hex')).toBe('1d284806003030' + '61626331');
  });
});
