/** What a store keeps of devices that ask to be let in. */
import { describe, expect, test } from 'vitest';
import { ENROL_CODE_MS, ENROL_LETTERS, EnrolCode } from '../../shared/contract/wire.ts';
import { ASK_KEPT_MS, ASKS_KEPT, type Asking } from '../../server/store/device-store.ts';
import { CENTRE, createDevice, createKey, NOON } from '../../server/testing/device.ts';
import { enrolDevice, openOrder, push, type Bench } from './store-steps.ts';

function code(number: number): EnrolCode {
  const letters = Array.from({ length: 8 }, (_, at) => ENROL_LETTERS.charAt(Math.floor(number / 20 ** at) % 20));
  return EnrolCode.parse(letters.join(''));
}

function asking(number: number): Asking {
  const { id: device, key, name } = createDevice(number);
  return { device, key, name, wrote: number, secretHash: `secret ${number}`, code: code(number), at: NOON };
}

export function storeAsks(bench: Bench): void {
  describe('an ask to be let in', () => {
    const ask = asking(2);
    const { secretHash: _, ...asked } = ask;
    const waiting = { kind: 'waiting', code: ask.code, expiresAt: NOON + ENROL_CODE_MS };
    const approve = { code: ask.code, approve: true, at: NOON + 5 };

    test('waits under its code, and asked again gets the same one', async () => {
      const { store } = bench;
      expect(await store.ask(ask)).toEqual(waiting);
      expect(await store.ask({ ...ask, code: code(99), name: 'Another name', wrote: 77, at: NOON + 60_000 })).toEqual(waiting);
      await bench.reopen();
      expect(await bench.store.askedUnder(ask.code, NOON)).toEqual(asked);
      expect(await bench.store.asks(NOON)).toEqual([asked]);
      expect(await bench.store.askedUnder(code(99), NOON)).toBeUndefined();
      expect(await bench.store.devices()).toEqual([]);
    });

    test('is forgotten when its code runs out, and made anew with another', async () => {
      const { store } = bench;
      await store.ask(ask);
      const late = NOON + ENROL_CODE_MS;
      expect([await store.askedUnder(ask.code, late - 1), await store.askedUnder(ask.code, late)]).toEqual([asked, undefined]);
      expect(await store.asks(late)).toEqual([]);
      expect(await store.answerAsk({ ...approve, at: late })).toEqual({ kind: 'noSuchCode' });
      expect(await store.ask({ ...ask, code: code(99), at: late })).toEqual({ kind: 'waiting', code: code(99), expiresAt: late + ENROL_CODE_MS });
    });

    test('ends as well when the clock is set back further than a code lasts', async () => {
      const { store } = bench;
      await store.ask(ask);
      expect(await store.askedUnder(ask.code, NOON - ENROL_CODE_MS)).toBeUndefined();
      const early = NOON - ENROL_CODE_MS;
      expect(await store.ask({ ...ask, code: code(99), at: early })).toMatchObject({ kind: 'waiting', code: code(99) });
    });

    test('is told nothing of another’s: the secret, the key and the device must be the same', async () => {
      const { store } = bench;
      await enrolDevice(store, createDevice(1));
      await store.ask(ask);
      await store.answerAsk(approve);
      for (const [number, change] of [{ secretHash: 'a guess' }, { key: createKey(9).key }, { device: createDevice(3).id }].entries()) {
        const other = { ...ask, ...change, code: code(50 + number) };
        expect(await store.ask(other)).toMatchObject({ kind: 'waiting', code: other.code });
      }
      expect(await store.ask(ask)).toEqual({ kind: 'approved', centre: CENTRE, epoch: 1 });
    });

    test('lets the device in once it is approved, not as the first of the centre', async () => {
      const { store } = bench;
      await openOrder(store);
      await enrolDevice(store, createDevice(1));
      await store.ask(ask);
      expect(await store.answerAsk(approve)).toEqual({ kind: 'answered', device: ask.device });
      const row = { device: ask.device, name: ask.name, key: ask.key, epoch: 1, standing: 'in', first: false, wrote: 2, enrolledAt: NOON + 5, reported: 0 };
      expect(await store.device(ask.device)).toMatchObject(row);
      const device = createDevice(2);
      expect(await push(store, device, device.writeMany(1))).toMatchObject({ kind: 'acknowledged' });
      await bench.reopen();
      expect(await bench.store.ask({ ...ask, code: code(99), at: NOON + 5 + ASK_KEPT_MS - 1 })).toEqual({ kind: 'approved', centre: CENTRE, epoch: 1 });
      expect(await bench.store.askedUnder(ask.code, NOON + 5)).toBeUndefined();
      expect(await bench.store.answerAsk(approve)).toEqual({ kind: 'noSuchCode' });
      expect(await bench.store.asks(NOON + 5)).toEqual([]);
    });

    test('that was refused lets nobody in, and says so for a day', async () => {
      const { store } = bench;
      await store.ask(ask);
      expect(await store.answerAsk({ ...approve, approve: false })).toEqual({ kind: 'answered', device: ask.device });
      expect(await store.devices()).toEqual([]);
      expect(await store.ask({ ...ask, code: code(98), at: NOON + 5 + ASK_KEPT_MS - 1 })).toEqual({ kind: 'refused' });
      expect(await store.ask({ ...ask, code: code(99), at: NOON + 5 + ASK_KEPT_MS })).toMatchObject({ kind: 'waiting', code: code(99) });
    });

    test('[J11] of a device that is known already begins its next epoch, under the key it asked with', async () => {
      const { store } = bench;
      await enrolDevice(store, createDevice(1));
      await enrolDevice(store, createDevice(2));
      await store.revoke(ask.device, NOON);
      await store.writeOff(ask.device);
      await store.ask({ ...ask, key: createKey(9).key });
      await store.answerAsk(approve);
      expect(await store.device(ask.device)).toMatchObject({ epoch: 2, key: createKey(9).key, standing: 'in', first: false, writtenOff: false });
      expect(await store.ask({ ...ask, key: createKey(9).key })).toEqual({ kind: 'approved', centre: CENTRE, epoch: 2 });
    });

    test('can’t be approved before there is a centre, and waits on', async () => {
      const { store } = bench;
      await store.ask(ask);
      expect(await store.answerAsk(approve)).toEqual({ kind: 'noCentre' });
      expect(await store.devices()).toEqual([]);
      await enrolDevice(store, createDevice(1));
      expect(await store.answerAsk(approve)).toMatchObject({ kind: 'answered' });
    });

    test('under a code that somebody else waits under has to come again; once that one is answered it need not', async () => {
      const { store } = bench;
      await store.ask(ask);
      expect(await store.ask({ ...asking(3), code: ask.code })).toMatchObject({ kind: 'busy' });
      expect(await store.asks(NOON)).toEqual([asked]);
      await store.answerAsk({ ...approve, approve: false });
      expect(await store.ask({ ...asking(3), code: ask.code })).toMatchObject({ kind: 'waiting', code: ask.code });
      await store.answerAsk({ ...approve, approve: false });
      expect(await store.ask(ask)).toEqual({ kind: 'refused' });
    });

    test('[J16] under the owner’s own id is refused, and waits nowhere', async () => {
      const { store } = bench;
      const { owner } = await store.identity();
      expect(await store.ask({ ...ask, device: owner })).toEqual({ kind: 'refused' });
      expect(await store.asks(NOON)).toEqual([]);
    });

    test('gives way to a later one when too many wait, the oldest first; answers neither give way nor count', async () => {
      const { store } = bench;
      await store.ask({ ...ask, at: NOON + 90 });
      await store.answerAsk({ ...approve, approve: false });
      for (let number = 10; number < 10 + ASKS_KEPT + 2; number += 1) {
        // The fifth came first.
        expect(await store.ask({ ...asking(number), at: NOON + (number === 14 ? 0 : number) })).toMatchObject({ kind: 'waiting' });
      }
      const numbers = (await store.asks(NOON + 100)).map(({ wrote }) => wrote);
      expect(numbers).toEqual(Array.from({ length: ASKS_KEPT + 2 }, (_, index) => 10 + index).filter((number) => number !== 14 && number !== 10));
      expect(await store.ask({ ...ask, at: NOON + 100 })).toEqual({ kind: 'refused' });
    });
  });
}
