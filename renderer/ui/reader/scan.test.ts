import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keysOf, LAYOUTS, type LayoutName } from '../../../tests/fixtures/layouts.ts';
import { samplePass } from '../../../tests/fixtures/passes.ts';
import { pressedOf, type Key } from './pressed.ts';
import { BURST_GAP_MS, isReaders, leftOf, QUIET, readAtEnd, withKey, type Burst, type Read } from './scan.ts';

const ID = '0123456789abcdefghjkmnpqrs';

/** Types keys one after the other, so many ms apart, and says what was read on the way. */
function pressed(keys: readonly Key[], gapMs: number, from: Burst = QUIET, at = 0): { burst: Burst; at: number; read: Read[] } {
  let [burst, now] = [from, at];
  const read: Read[] = [];
  for (const key of keys) {
    const what = pressedOf(key);
    if (what.kind !== 'character') continue;
    const heard = withKey(burst, what, now);
    burst = heard.burst;
    if (heard.left.kind !== 'nothing') read.push(heard.left);
    now += gapMs;
  }
  return { burst, at: now - gapMs, read };
}

/** What these keys type on a US keyboard; a sign stands anywhere. */
function typed(text: string, gapMs: number, from?: Burst, at?: number): ReturnType<typeof pressed> {
  const keys = Array.from(text, (character): Key => (/[\da-z]/i.test(character) ? (keysOf(character, 'us')[0] ?? { key: '', code: '', shiftKey: false }) : { key: character, code: 'Slash', shiftKey: false }));
  return pressed(keys, gapMs, from, at);
}

describe('a reader', () => {
  test.each([
    ['042137', { code: '042137' }],
    [ID, { id: ID }],
    [ID.toUpperCase(), { id: ID }],
    [`https://turnos.example.org:8443/turno/${ID}`, { id: ID }],
  ])('that types %s and Enter in one burst was shown a code', (keys, by) => {
    const { burst, at, read } = typed(keys, 8);
    expect(read).toEqual([]);
    expect(readAtEnd(burst, at + 8)).toEqual({ kind: 'scan', by });
  });

  test.each(['4006381333931', 'http://example.org', ID.slice(1), `${ID}0`, '042-137', `${ID} `])('that reads %s, which is none of ours, says so', (keys) => {
    const { burst, at } = typed(keys, 8);
    expect(readAtEnd(burst, at + 8)).toEqual({ kind: 'misread' });
  });

  test('[X4] half a scan leaves nothing behind, and is no part of the next', () => {
    const half = typed(ID.slice(0, 20), 8);
    expect(leftOf(half.burst)).toEqual({ kind: 'nothing' });
    const whole = typed('042137', 8, half.burst, half.at + BURST_GAP_MS + 1);
    expect(whole.read).toEqual([]);
    expect(readAtEnd(whole.burst, whole.at + 8)).toEqual({ kind: 'scan', by: { code: '042137' } });
  });

  test.each(Object.keys(LAYOUTS) as LayoutName[])('that is set to the US layout is understood on a machine of the %s one', (layout) => {
    for (const text of ['042137', ID, ID.toUpperCase()]) {
      const { burst, at } = pressed(keysOf(text, layout), 8);
      expect(readAtEnd(burst, at + 8)).toEqual({ kind: 'scan', by: text.length === 6 ? { code: text } : { id: ID } });
    }
    for (const text of [samplePass(), samplePass().toLowerCase()]) {
      const { burst, at } = pressed(keysOf(text, layout), 8);
      expect(readAtEnd(burst, at + 8)).toEqual({ kind: 'pass', pass: samplePass() });
    }
  });

  test('that says characters and no keys, as from afar, is understood by those', () => {
    const { burst, at } = pressed(Array.from(ID, (key) => ({ key, code: '', shiftKey: false })), 8);
    expect(readAtEnd(burst, at + 8)).toEqual({ kind: 'scan', by: { id: ID } });
  });

  test('whatever it reads is one of ours, or a misread', () => {
    const key = fc.record({ key: fc.oneof(fc.constantFrom(...Array.from(ID), 'Dead', ' '), fc.string({ maxLength: 3 })), code: fc.constantFrom('KeyA', 'Digit4', 'Numpad7', 'Space', ''), shiftKey: fc.boolean() });
    fc.assert(fc.property(fc.array(key, { maxLength: 80 }), fc.integer({ min: 0, max: 2 * BURST_GAP_MS }), (keys, gapMs) => {
      const { burst, at } = pressed(keys, gapMs);
      const read = readAtEnd(burst, at);
      expect(read.kind === 'nothing' || isReaders(burst)).toBe(true);
      expect(['nothing', 'misread', 'scan']).toContain(read.kind);
      if (read.kind === 'scan') expect('code' in read.by ? read.by.code : read.by.id).toMatch(/^(?:\d{6}|[0-9a-hjkmnp-tv-z]{26})$/);
    }));
  });

  test('an Enter that comes long after is somebody’s own', () => {
    const { burst, at } = typed('042137', 8);
    expect(readAtEnd(burst, at + BURST_GAP_MS + 1)).toEqual({ kind: 'nothing' });
  });
});

describe('a hand', () => {
  test('types digit after digit, each for itself', () => {
    const { burst, read } = typed('042', 150);
    expect(read).toEqual([
      { kind: 'typed', digits: '0' },
      { kind: 'typed', digits: '4' },
    ]);
    expect(leftOf(burst)).toEqual({ kind: 'typed', digits: '2' });
  });

  test('that rolls over two keys types both', () => {
    expect(leftOf(typed('42', 20).burst)).toEqual({ kind: 'typed', digits: '42' });
  });

  test('on letters types nothing', () => {
    expect(leftOf(typed('q', 20).burst)).toEqual({ kind: 'nothing' });
  });
});
