import { expect, test } from 'vitest';
import type { DeviceRow } from '../store/device-store.ts';
import { createClock } from '../testing/clock.ts';
import { createDevice } from '../testing/device.ts';
import { createStandings, STANDING_MS } from './standings.ts';

const device = createDevice(1).id;

/** A store that answers when it is told to. */
function open() {
  const clock = createClock();
  const asked: { answer: (standing: 'in' | 'out') => void; fail: () => void }[] = [];
  const store = {
    device: () =>
      new Promise<DeviceRow | undefined>((resolve, reject) => {
        asked.push({ answer: (standing) => resolve({ standing } as DeviceRow), fail: () => reject(new Error('unreachable')) });
      }),
  };
  return { clock, asked, standings: createStandings(store, clock) };
}

test('a standing is looked up once in a while, so that one written by another process counts within a minute', async () => {
  const { clock, asked, standings } = open();
  const first = standings.of(device);
  asked[0]?.answer('in');
  expect([await first, await standings.of(device)]).toEqual(['in', 'in']);
  clock.advance(STANDING_MS);
  const second = standings.of(device);
  asked[1]?.answer('out');
  expect([await second, asked.length]).toEqual(['out', 2]);
});

test('one that is forgotten while it is looked up is looked up again', async () => {
  const { asked, standings } = open();
  const before = standings.of(device);
  standings.forget(device);
  asked[0]?.answer('in');
  await before;
  const afterwards = standings.of(device);
  asked[1]?.answer('out');
  expect(await afterwards).toBe('out');
});

test('a look-up that failed is not kept', async () => {
  const { asked, standings } = open();
  const failed = standings.of(device);
  asked[0]?.fail();
  await expect(failed).rejects.toThrow('unreachable');
  const again = standings.of(device);
  asked[1]?.answer('in');
  expect(await again).toBe('in');
});
