import { describe, expect, test } from 'vitest';
import { BURST_GAP_MS, leftOf, QUIET, readAtEnter, withKey, type Burst, type Read } from './scan.ts';

const ID = '0123456789abcdefghjkmnpqrs';

/** Types keys one after the other, so many ms apart, and says what was read on the way. */
function typed(keys: string, gapMs: number, from: Burst = QUIET, at = 0): { burst: Burst; at: number; read: Read[] } {
  let [burst, now] = [from, at];
  const read: Read[] = [];
  for (const key of keys) {
    const heard = withKey(burst, key, now);
    burst = heard.burst;
    if (heard.left.kind !== 'nothing') read.push(heard.left);
    now += gapMs;
  }
  return { burst, at: now - gapMs, read };
}

describe('a reader', () => {
  test.each([
    ['042137', { code: '042137' }],
    [ID, { appointment: ID }],
    [ID.toUpperCase(), { appointment: ID }],
  ])('that types %s and Enter in one burst was shown a code', (keys, by) => {
    const { burst, at, read } = typed(keys, 8);
    expect(read).toEqual([]);
    expect(readAtEnter(burst, at + 8)).toEqual({ kind: 'scan', by });
  });

  test.each(['4006381333931', 'HTTP', ID.slice(1), `${ID}0`])('that reads %s, which is none of ours, says so', (keys) => {
    const { burst, at } = typed(keys, 8);
    expect(readAtEnter(burst, at + 8)).toEqual({ kind: 'misread' });
  });

  test('[X4] half a scan leaves nothing behind, and is no part of the next', () => {
    const half = typed(ID.slice(0, 20), 8);
    expect(leftOf(half.burst)).toEqual({ kind: 'nothing' });
    const whole = typed('042137', 8, half.burst, half.at + BURST_GAP_MS + 1);
    expect(whole.read).toEqual([]);
    expect(readAtEnter(whole.burst, whole.at + 8)).toEqual({ kind: 'scan', by: { code: '042137' } });
  });

  test('an Enter that comes long after is somebody’s own', () => {
    const { burst, at } = typed('042137', 8);
    expect(readAtEnter(burst, at + BURST_GAP_MS + 1)).toEqual({ kind: 'nothing' });
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
