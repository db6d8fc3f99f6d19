import { describe, expect, test } from 'vitest';
import type { ShownCall } from '../../shared/contract/views.ts';
import { Label } from '../../shared/domain/label.ts';
import { SILENT, told, withCalls, type Announcing } from './announcing.ts';

const call = (n: number): ShownCall => ({ key: `k${n}`, label: Label.parse({ letter: 'A', number: n }), deskNumber: 3, at: n * 1000 });
/** Newest first, as a wall is told them. */
const calls = (...ns: number[]): ShownCall[] => ns.map(call);
const large = ({ now, isTelling }: Announcing): unknown => [now && Number(now.key.slice(1)), isTelling];
const after = (...views: number[][]): Announcing => views.reduce((so, ns) => withCalls(so, calls(...ns)), SILENT);

describe('the call that a wall shows large', () => {
  test('[X3] is told once for each new call, and not for those it found when it loaded', () => {
    expect(large(after([2, 1]))).toEqual([2, false]);
    expect(large(after([2, 1], [3, 2, 1]))).toEqual([3, true]);
    expect(large(told(after([2, 1], [3, 2, 1])))).toEqual([3, false]);
    expect(large(withCalls(told(after([2, 1], [3, 2, 1])), calls(3, 2, 1)))).toEqual([3, false]);
    expect(large(after([], [1]))).toEqual([1, true]);
  });

  test('a replay after a lost link is silent; what was called meanwhile is told, the oldest first', () => {
    let so = withCalls(told(after([1], [2, 1])), calls(2, 1));
    expect(large(so)).toEqual([2, false]);
    so = withCalls(so, calls(4, 3, 2, 1));
    expect(large(so)).toEqual([3, true]);
    so = told(so);
    expect(large(so)).toEqual([4, true]);
    expect(large(told(so))).toEqual([4, false]);
  });

  test('two in a breath each have their turn, also where more come meanwhile', () => {
    let so = after([1], [2, 1], [3, 2, 1]);
    expect(large(so)).toEqual([2, true]);
    so = withCalls(so, calls(4, 3, 2, 1));
    const seen = [so.now?.key];
    while (so.due.length > 0) {
      so = told(so);
      seen.push(so.now?.key);
    }
    expect([seen, large(told(so))]).toEqual([['k2', 'k3', 'k4'], [4, false]]);
  });

  test('a call that was taken back is told no more; one that was pushed out of view still is', () => {
    expect(large(after([1], [3, 2, 1], [2, 1]))).toEqual([2, true]);
    expect(after([1], [3, 2, 1], [2, 1]).due).toEqual([]);
    expect(large(after([1], [2, 1], [1]))).toEqual([1, false]);
    const pushed = after([1], [7, 6, 5, 4, 3], [8, 7, 6, 5, 4]);
    expect([large(pushed), pushed.due.map(({ key }) => key)]).toEqual([[3, true], ['k4', 'k5', 'k6', 'k7', 'k8']]);
  });

  test('another day begins with nobody', () => {
    expect(after([1], [3, 2, 1], [])).toMatchObject({ now: null, isTelling: false, due: [] });
    expect(large(after([1], [3, 2, 1], [], [4]))).toEqual([4, true]);
  });
});
