import { expect, test } from 'vitest';
import { createBridge } from '../../shared/contract/bridge.ts';
import { createRenewal, followStation, STAYS_MS } from './renewal.ts';

/** A page that was loaded `age` ms ago, and what it was made to wait for. */
function loaded(age: number) {
  const waits: { ms: number; ring: () => void }[] = [];
  let reloads = 0;
  const renewal = createRenewal({
    clock: { monotonic: () => age },
    timers: {
      after: (ms, ring) => {
        waits.push({ ms, ring });
        return () => {};
      },
    },
    reload: () => {
      reloads += 1;
    },
  });
  return { renewal, waits, reloads: () => reloads };
}

test('a page that has fallen behind is loaded again at once, and once', () => {
  const { renewal, reloads } = loaded(STAYS_MS);
  expect(reloads()).toBe(0);
  renewal.behind();
  renewal.behind();
  expect(reloads()).toBe(1);
});

test('a page just loaded stays until its half minute is over: what loading does not mend must not flicker', () => {
  const { renewal, waits, reloads } = loaded(1_200);
  renewal.behind();
  renewal.behind();
  expect(waits.map(({ ms }) => ms)).toEqual([STAYS_MS - 1_200]);
  expect(reloads()).toBe(0);
  waits[0]?.ring();
  expect(reloads()).toBe(1);
});

test('[P4] a number on the screen is not taken away: the page waits until it is gone', () => {
  const { renewal, reloads } = loaded(STAYS_MS);
  const [first, second] = [renewal.hold(), renewal.hold()];
  renewal.behind();
  first();
  expect(reloads()).toBe(0);
  second();
  expect(reloads()).toBe(1);
  second();
  expect(reloads()).toBe(1);
});

test('letting go of a page that keeps up reloads nothing', () => {
  const { renewal, waits, reloads } = loaded(STAYS_MS);
  renewal.hold()();
  expect({ waits: waits.length, reloads: reloads() }).toEqual({ waits: 0, reloads: 0 });
});

test('[P4] a number that appears while the page waits holds it too', () => {
  const { renewal, waits, reloads } = loaded(0);
  renewal.behind();
  const letGo = renewal.hold();
  waits[0]?.ring();
  expect(reloads()).toBe(0);
  letGo();
  expect(reloads()).toBe(1);
});

test('what the station sends and the page can’t read renews it, but not while the station is away', () => {
  const { renewal, waits, reloads } = loaded(0);
  let wire = { up: () => {}, down: () => {}, frame: (_raw: unknown) => {} };
  followStation(renewal, createBridge({ send: () => {}, listen: (on) => { wire = on; } }));
  wire.up();
  wire.frame({ kind: 'reply', frame: 1, reply: { kind: 'postponed' } });
  wire.down();
  waits[0]?.ring();
  expect(reloads()).toBe(0);
  wire.up();
  expect(reloads()).toBe(1);
});
