import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testChance } from '../../../tests/fixtures/world.ts';
import { BootId } from '../ids.ts';
import { UNKNOWN_CLOCK, learnClock, stampEntry } from './stamps.ts';

const chance = testChance(5);
const boot = BootId.parse(chance.id());
const earlier = BootId.parse(chance.id());
const NOON = 1_772_452_800_000;
const HOUR = 3_600_000;

describe('stamps', () => {
  it('[J13] an entry of a boot that exchanged time is dated by its monotonic clock, whatever its wall clock says', () => {
    const clock = learnClock(UNKNOWN_CLOCK, { bootId: boot, monotonic: 10_000, at: NOON - 5 * HOUR }, NOON);
    expect(stampEntry({ bootId: boot, monotonic: 4000, at: 0 }, clock, 0, NOON)).toEqual({ effectiveAt: NOON - 6000, uncertain: false });
  });

  it('[J13] of several readings the quickest on its way counts', () => {
    let clock = learnClock(UNKNOWN_CLOCK, { bootId: boot, monotonic: 0, at: NOON }, NOON + 900);
    clock = learnClock(clock, { bootId: boot, monotonic: 1000, at: NOON + 1000 }, NOON + 1050);
    clock = learnClock(clock, { bootId: boot, monotonic: 2000, at: NOON + 2000 }, NOON + 2400);
    expect(stampEntry({ bootId: boot, monotonic: 500, at: 0 }, clock, 0, NOON + HOUR).effectiveAt).toBe(NOON + 550);
  });

  it('[J13] a server’s clock that is put right, on or back, dates what comes after by the right time', () => {
    for (const jump of [HOUR, -HOUR]) {
      let clock = learnClock(UNKNOWN_CLOCK, { bootId: boot, monotonic: 0, at: NOON }, NOON);
      clock = learnClock(clock, { bootId: boot, monotonic: 1000, at: NOON + 1000 }, NOON + 1000 + jump);
      expect(stampEntry({ bootId: boot, monotonic: 2000, at: 0 }, clock, 0, NOON + 2 * HOUR).effectiveAt).toBe(NOON + 2000 + jump);
    }
  });

  it('[J13] a reading 15 s late was slow on its way; one that is later still shows that the server’s clock was set on', () => {
    const first = learnClock(UNKNOWN_CLOCK, { bootId: boot, monotonic: 0, at: NOON }, NOON);
    const began = (late: number) => learnClock(first, { bootId: boot, monotonic: 1000, at: NOON }, NOON + 1000 + late).bootBegan;
    expect([began(15_000), began(15_001)]).toEqual([NOON, NOON + 15_001]);
  });

  it('[J13] no stamp is before 1970, however wrong a device’s clock was', () => {
    const clock = learnClock(UNKNOWN_CLOCK, { bootId: boot, monotonic: 0, at: 2 * NOON }, NOON);
    expect(stampEntry({ bootId: earlier, monotonic: 0, at: 5 }, clock, 0, NOON)).toEqual({ effectiveAt: 0, uncertain: true });
  });

  it('[J13] what sends no reading teaches nothing', () => {
    const known = learnClock(UNKNOWN_CLOCK, { bootId: boot, monotonic: 0, at: NOON }, NOON);
    expect(learnClock(known, undefined, NOON + HOUR)).toBe(known);
  });

  it('[J13] an entry of an earlier boot is dated by its wall clock and the last known skew, and is uncertain', () => {
    const clock = learnClock(UNKNOWN_CLOCK, { bootId: boot, monotonic: 0, at: NOON - 2 * HOUR }, NOON);
    expect(stampEntry({ bootId: earlier, monotonic: 7, at: NOON - 3 * HOUR }, clock, 0, NOON)).toEqual({ effectiveAt: NOON - HOUR, uncertain: true });
  });

  it('[J13] a boot that says it began before 1970 began then: what is kept of it stays a number that any store holds', () => {
    for (const monotonic of [NOON + 1, 1e21, Number.MAX_VALUE]) {
      expect(learnClock(UNKNOWN_CLOCK, { bootId: boot, monotonic, at: NOON }, NOON)).toEqual({ bootId: boot, bootBegan: 0, skew: 0 });
    }
  });

  it('[J13] where nothing is known, the device’s own time counts, held between its previous stamp and receipt', () => {
    const stamp = (at: number, previous: number) => stampEntry({ bootId: boot, monotonic: 0, at }, UNKNOWN_CLOCK, previous, NOON).effectiveAt;
    expect([stamp(NOON - HOUR, 0), stamp(NOON + HOUR, 0), stamp(NOON - HOUR, NOON - 60)]).toEqual([NOON - HOUR, NOON, NOON - 60]);
  });

  it('[J13] no stamp of a device is before its last one, or after receipt unless the server’s clock fell back', () => {
    const when = fc.integer({ min: 0, max: 2 * NOON });
    fc.assert(
      fc.property(when, when, when, fc.nat(), fc.boolean(), (at, previous, receivedAt, monotonic, exchanged) => {
        const clock = exchanged ? learnClock(UNKNOWN_CLOCK, { bootId: boot, monotonic, at }, receivedAt) : UNKNOWN_CLOCK;
        const { effectiveAt } = stampEntry({ bootId: boot, monotonic, at }, clock, previous, receivedAt);
        expect(effectiveAt).toBeGreaterThanOrEqual(previous);
        expect(effectiveAt).toBeLessThanOrEqual(Math.max(previous, receivedAt));
      }),
    );
  });
});
