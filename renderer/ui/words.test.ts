import { expect, test } from 'vitest';
import { machineLanguage } from './words.ts';

test('before there is a centre, the first of the machine’s languages that the screens speak; Spanish where there is none', () => {
  expect(machineLanguage(['en-US', 'es'])).toBe('en');
  expect(machineLanguage(['de', 'ES-co', 'en'])).toBe('es');
  expect(machineLanguage(['de', '', 'x'])).toBe('es');
  expect(machineLanguage([])).toBe('es');
});
