import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPageOf, locate, mayBeSaved, POLICY, servePages } from './pages.ts';

describe('the pages of our own windows', () => {
  let root: string;
  let folder: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'umbral-pages-'));
    folder = join(root, 'pages');
    await mkdir(join(folder, 'visitor'), { recursive: true });
    await writeFile(join(folder, 'visitor', 'index.html'), '<p>hola</p>');
    await writeFile(join(folder, 'chime.wav'), 'RIFF');
    await writeFile(join(root, 'secret.json'), '{}');
    await mkdir(join(root, 'pages-of-another'));
    await writeFile(join(root, 'pages-of-another', 'x.js'), '');
  });
  afterAll(() => rm(root, { recursive: true }));

  it.each([
    ['umbral://app/visitor/', 'text/html; charset=utf-8', '<p>hola</p>'],
    ['umbral://app/visitor/index.html?again#now', 'text/html; charset=utf-8', '<p>hola</p>'],
    ['umbral://app/chime.wav', 'audio/wav', 'RIFF'],
  ])('%s is served as %s, under the policy', async (url, type, text) => {
    const response = await servePages(folder)(new Request(url));
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe(type);
    expect(response.headers.get('Content-Security-Policy')).toBe(POLICY);
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(await response.text()).toBe(text);
  });

  it.each([
    'umbral://app/../secret.json',
    'umbral://app/%2e%2e/secret.json',
    'umbral://app/..%2fsecret.json',
    'umbral://app/visitor/..%2f..%2fsecret.json',
    'umbral://app/..%5csecret.json',
    'umbral://app/%2e%2e%2fpages-of-another%2fx.js',
    'umbral://app//etc/hosts.json',
    'umbral://app/c:%2fsecret.json',
    'umbral://app/secret.json%00.html',
    'umbral://app/%E0%A4%A.html',
    'umbral://other/chime.wav',
    'umbral://app/visitor',
    'umbral://app/nothing.js',
    'not a url',
  ])('%s is refused', async (url) => {
    const located = locate(folder, url);
    if (located.kind === 'refused') expect(located.status).toBeGreaterThanOrEqual(400);
    else expect((await servePages(folder)(new Request(url))).status).toBe(404);
  });

  it('of a map of the streets a piece is given, and never the whole', async () => {
    const map = join(root, 'map');
    await mkdir(map);
    await writeFile(join(map, 'streets.pmtiles'), '0123456789');
    const ask = async (range?: string): Promise<[number, string | null, string]> => {
      const answer = await servePages(folder, [{ path: '/map/', folder: map }])(new Request('umbral://app/map/streets.pmtiles', range === undefined ? {} : { headers: { range } }));
      return [answer.status, answer.headers.get('Content-Range'), await answer.text()];
    };
    expect(await ask('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await ask('bytes=8-16383')).toEqual([206, 'bytes 8-9/10', '89']);
    for (const bad of [undefined, 'bytes=-5', 'bytes=4-2', 'bytes=10-12', 'bytes=0-16777216', 'bytes=0-', 'lines=0-1']) expect(await ask(bad), bad).toEqual([416, 'bytes */10', '']);
  });

  it('no method but GET is served', async () => {
    const response = await servePages(folder)(new Request('umbral://app/visitor/', { method: 'POST', body: 'x' }));
    expect(response.status).toBe(405);
  });
});

it.each([
  ['blob:umbral://app/0b7e', 'umbral://app/staff/?desk=desk-3', true],
  ['blob:umbral://app/0b7e', 'umbral://app/visitor/', false],
  ['blob:umbral://app/0b7e', 'https://elsewhere.example/staff/', false],
  ['blob:https://elsewhere.example/0b7e', 'umbral://app/staff/', false],
  ['umbral://app/page.js', 'umbral://app/staff/', false],
  ['data:text/plain,0', 'umbral://app/staff/', false],
  ['https://elsewhere.example/file.zip', 'umbral://app/staff/', false],
])('%s may be saved by %s: %s', (url, page, may) => {
  expect(mayBeSaved(url, page)).toBe(may);
});

describe('a screen’s own page', () => {
  it.each(['umbral://app/staff/', 'umbral://app/staff/?desk=desk-3', 'umbral://app/staff/#now'])('is %s', (url) => {
    expect(isPageOf('staff', url)).toBe(true);
  });

  it.each(['umbral://app/visitor/', 'umbral://app/staff/x?', 'umbral://app/staffs/', 'https://app/staff/', 'about:blank', ''])('is not «%s»', (url) => {
    expect(isPageOf('staff', url)).toBe(false);
  });
});
