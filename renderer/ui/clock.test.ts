import { expect, test } from 'vitest';
import { Language } from '../../shared/domain/centre.ts';
import { minutesBetween, spellDay, spellElapsed, spellTime } from './clock.ts';

const at = Date.UTC(2026, 10, 22, 3, 5, 0);

test('[Q6] times are said by the centre’s clock, whatever the machine’s zone', () => {
  expect(spellTime('America/Bogota', 'es', at)).toBe('22:05');
  for (const language of Language.options) expect(spellTime('America/Lima', language, at + 11 * 3_600_000), language).toBe('9:05');
  expect(spellTime('America/Lima', 'en', at + 11 * 3_600_000)).toBe('9:05');
  expect(spellDay('America/Bogota', 'es', at)).toBe('sábado 21');
  expect(spellDay('Europe/Madrid', 'en', at)).toBe('Sunday 22');
});

test('time elapsed counts on past the hour, and never below zero', () => {
  expect(spellElapsed(0, 252_400)).toBe('04:12');
  expect(spellElapsed(0, 3_852_000)).toBe('1:04:12');
  expect(spellElapsed(5_000, 0)).toBe('00:00');
  expect(minutesBetween(0, 119_999)).toBe(1);
  expect(minutesBetween(60_000, 0)).toBe(0);
});
