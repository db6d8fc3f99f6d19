/** `visitor-js`: the JavaScript that the visitor's page loads before it can be touched, as it travels: each file gzipped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from '../../../build/bundle.ts';
import { rounded, type Row } from '../measure.ts';

const LIMIT_KB = 250;
const PAGES = join(import.meta.dirname, '..', '..', '..', 'dist', 'renderer');

export async function measureVisitorJs(): Promise<Row> {
  await build();
  // What a script imports stands beside it in the page, to be fetched at once with it.
  const page = readFileSync(join(PAGES, 'visitor', 'index.html'), 'utf8');
  const files = [...new Set([...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, address = '']) => address))];
  if (files.length === 0) throw new Error('the page has no script');
  const bytes = files.reduce((sum, address) => sum + gzipSync(readFileSync(join(PAGES, address))).byteLength, 0);
  const value = bytes / 1000;
  return { row: 'visitor-js', value: rounded(value), unit: 'kB', limit: LIMIT_KB, ok: value <= LIMIT_KB, note: `gzip, ${files.length} files` };
}
