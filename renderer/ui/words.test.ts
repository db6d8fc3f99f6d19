import { expect, test } from 'vitest';
import { machineLanguage } from './words.ts';

test('before there is a centre, the first of the machine’s languages that the screens speak; Spanish where there is none', () => {
  expect(machineLanguage(['en-US', 'es'], ['es', 'en'])).toBe('en');
  expect(machineLanguage(['de', 'ES-co', 'en'], ['es', 'en'])).toBe('es');
  expect(machineLanguage(['de', '', 'x'], ['es', 'en'])).toBe('es');
  expect(machineLanguage([], ['en'])).toBe('es');
  expect(machineLanguage(['pt-BR', 'en'], ['es', 'en', 'pt'])).toBe('pt');
});
