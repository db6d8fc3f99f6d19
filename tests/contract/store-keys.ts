/** How a store keeps keys of what people left of themselves, and lets them go. */
import { describe, expect, test } from 'vitest';
import { LocalTime } from '../../shared/domain/events/local.ts';
import { SeriesId, SignupId } from '../../shared/domain/ids.ts';
import type { KeyToKeep } from '../../server/store/key-store.ts';
import type { Bench } from './store-steps.ts';

const subject = (letter: string): SignupId => SignupId.parse(letter.repeat(26));
const [ana, ben, cid] = ['a', 'b', 'c'].map(subject) as [SignupId, SignupId, SignupId];
const at = { series: SeriesId.parse('s'.repeat(26)), date: LocalTime.parse('2026-11-23T09:00') };
const keyOf = (of: SignupId, key = of.charAt(0).repeat(43)): KeyToKeep => ({ subject: of, key, ...at });

export function storeKeys(bench: Bench): void {
  describe('keys', () => {
    test('[J15] are there for whoever asks for them by whose they are, also after a restart, and the first one holds', async () => {
      expect(await bench.store.putKeys([keyOf(ana), keyOf(ben)])).toEqual({ kind: 'written' });
      expect(await bench.store.putKeys([keyOf(ana, 'z'.repeat(43))])).toEqual({ kind: 'written' });
      await bench.reopen();
      expect(await bench.store.keysOf([ben, cid, ana])).toEqual([{ subject: ben, key: 'b'.repeat(43) }, { subject: ana, key: 'a'.repeat(43) }]);
      expect(await bench.store.subjects()).toEqual([{ subject: ana, ...at }, { subject: ben, ...at }]);
      expect(await bench.store.goneOf([ana, ben, cid])).toEqual([]);
    });

    test('[J15] that are gone are gone for good, whether they had come or not', async () => {
      await bench.store.putKeys([keyOf(ana), keyOf(ben)]);
      expect(await bench.store.forgetKeys([ana, cid], 1000)).toEqual({ kind: 'written' });
      expect(await bench.store.forgetKeys([ana], 2000)).toEqual({ kind: 'written' });
      await bench.store.putKeys([keyOf(ana), keyOf(cid)]);
      await bench.reopen();
      expect(await bench.store.keysOf([ana, ben, cid])).toEqual([{ subject: ben, key: 'b'.repeat(43) }]);
      expect(await bench.store.goneOf([cid, ben, ana])).toEqual([cid, ana]);
      expect(await bench.store.subjects()).toEqual([{ subject: ben, ...at }]);
      // Whoever went twice went the first time.
      expect([await bench.store.goneSince(999), await bench.store.goneSince(1000)]).toEqual([2, 0]);
    });

    test('[J15] none is none: nothing to put, to find or to forget', async () => {
      expect([await bench.store.putKeys([]), await bench.store.forgetKeys([], 1)]).toEqual([{ kind: 'written' }, { kind: 'written' }]);
      expect([await bench.store.keysOf([]), await bench.store.goneOf([]), await bench.store.subjects()]).toEqual([[], [], []]);
    });
  });
}
