import { expect, test } from 'vitest';
import { endSession, readCookie, sessionCookie, setLanguage, setSession } from './cookies.ts';

test('[X7] the session’s cookie is out of reach of scripts and of other sites, and bound to its host where the line is encrypted', () => {
  expect(setSession('https', 't')).toBe('__Host-umbral-staff=t; Path=/; HttpOnly; SameSite=Strict; Secure');
  expect(setSession('http', 't')).toBe('umbral-staff=t; Path=/admin; HttpOnly; SameSite=Strict');
  expect(endSession('https')).toBe('__Host-umbral-staff=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0');
  expect(setLanguage('http', 'en')).toContain('umbral-language=en; Path=/admin;');
  expect(sessionCookie('http')).not.toBe(sessionCookie('https'));
});

test.each<[string | undefined, string | undefined]>([
  [undefined, undefined],
  ['', undefined],
  ['a=1', '1'],
  ['b=2; a=1', '1'],
  [' b=2 ;a=1;', '1'],
  ['a=1; a=2', '1'],
  ['a=', ''],
  ['a=x=y', 'x=y'],
  ['ba=1', undefined],
  ['A=1', undefined],
  ['a', undefined],
  ['=a; ;;', undefined],
  [`${'b=1; '.repeat(5000)}a=1`, '1'],
])('of %j the cookie is %j', (header, value) => {
  expect(readCookie(header, 'a')).toBe(value);
});
