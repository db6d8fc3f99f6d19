import { expect, test } from 'vitest';
import { isOurForm, isOurHost } from './origin.ts';

test.each<[string | undefined, boolean]>([
  ['127.0.0.1:4310', true],
  ['localhost:4310', true],
  ['[::1]:4310', true],
  ['127.0.0.1', false],
  ['127.0.0.1:4311', false],
  ['evil.example:4310', false],
  ['127.0.0.1.evil.example:4310', false],
  ['localhost:4310@evil.example', false],
  ['', false],
  [undefined, false],
])('[X7] asked for as %j it is ours: %j', (host, ours) => {
  expect(isOurHost(host, 4310)).toBe(ours);
});

const OURS = 'http://127.0.0.1:4310';
test.each<[string | undefined, string | undefined, boolean]>([
  [OURS, 'same-origin', true],
  // What a browser sends from our own pages, whose referrer policy is no-referrer.
  ['null', 'same-origin', true],
  [undefined, 'same-origin', true],
  [OURS, undefined, true],
  // A page on another port of this machine is same-site: cookies go along, so this must not pass.
  ['http://127.0.0.1:4311', 'same-site', false],
  ['null', 'same-site', false],
  ['http://evil.example', 'cross-site', false],
  ['http://evil.example', 'same-origin', false],
  ['null', 'cross-site', false],
  ['null', 'none', false],
  ['null', undefined, false],
  [undefined, undefined, false],
  ['https://127.0.0.1:4310', 'same-origin', false],
])('[X7] a form from %j, said to be %j, is ours: %j', (origin, site, ours) => {
  expect(isOurForm({ host: '127.0.0.1:4310', ...(origin && { origin }), ...(site && { 'sec-fetch-site': site }) }, 'http')).toBe(ours);
});
