import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDayOf, instantOf, type BusinessDay } from '../../clock.ts';
import { parseDay, textOf } from './civil.ts';
import { zoneOf } from './zone.ts';

const zone = fc.constantFrom('America/Bogota', 'America/Caracas', 'America/Santiago', 'America/Sao_Paulo', 'America/New_York', 'America/St_Johns', 'Asia/Amman', 'Europe/Madrid', 'Africa/Casablanca', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC');
/** 1990 to 2040, and the days on which these zones put their clocks as often as all others. */
const ordinary = fc.integer({ min: parseDay('1990-01-01') ?? 0, max: parseDay('2040-12-31') ?? 0 });
const changing = fc.constantFrom('2026-03-08', '2026-11-01', '2026-03-29', '2026-10-25', '2026-04-04', '2026-04-05', '2026-09-06', '2018-11-04', '2018-02-17', '2018-02-18', '2021-10-29', '2022-02-25', '2007-12-09', '2011-12-29', '2026-02-15', '2026-03-22').map((text) => parseDay(text) ?? 0);
const day = fc.oneof(ordinary, changing);

describe('a zone’s clocks', () => {
  it('show a time of a day when the platform’s do', () => {
    fc.assert(
      fc.property(zone, day, fc.integer({ min: 0, max: 1439 }), (name, on, minute) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        expect(zoneOf(name).instantOf(on, minute), `${name} ${textOf(on)} ${time}`).toBe(instantOf(name, textOf(on), time));
        expect(zoneOf(name).instantOf(on - 1, minute + 1440)).toBe(zoneOf(name).instantOf(on, minute));
      }),
      { seed: 3, numRuns: 600 },
    );
  });

  it('show the day that the platform’s show', () => {
    fc.assert(
      fc.property(zone, day, fc.integer({ min: 0, max: 86_399 }), (name, on, second) => {
        const at = on * 86_400_000 + second * 1000;
        expect(textOf(zoneOf(name).dayOf(at))).toBe(businessDayOf(name, at));
      }),
      { seed: 4, numRuns: 600 },
    );
  });
});

describe('dates', () => {
  it.each([['2026-11-23', '2026-11-23'], ['20261123', '2026-11-23'], ['2026-11-23T10:00:00Z', '2026-11-23'], [' 2024-02-29 ', '2024-02-29']])('%s is read', (text, is) => {
    expect(textOf(parseDay(text) ?? 0)).toBe(is as BusinessDay);
  });

  it.each(['2023-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-04-00', '23/11/2026', '2026-11-23x', '', 'pronto'])('«%s» is none', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });
});
