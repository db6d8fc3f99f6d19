/** What the pages look like: one stylesheet, the mark, and the project's own letters. Open to everybody. */
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { sha256 } from '../../digest.ts';
import { OPEN_TO_EVERYBODY } from '../door.ts';

const FOLDER = join(import.meta.dirname, '..', 'look');
const { resolve } = createRequire(import.meta.url);
const fontFile = (family: string, letters: string): string => resolve(`@fontsource-variable/${family}/files/${family}-${letters}-wght-normal.woff2`);

const WOFF2 = 'font/woff2';

export async function lookDoors(app: FastifyInstance): Promise<void> {
  const files = [
    { name: 'style.css', file: join(FOLDER, 'style.css'), type: 'text/css; charset=utf-8' },
    { name: 'mark.svg', file: join(FOLDER, 'mark.svg'), type: 'image/svg+xml' },
    { name: 'letters.woff2', file: fontFile('atkinson-hyperlegible-next', 'latin'), type: WOFF2 },
    { name: 'letters-ext.woff2', file: fontFile('atkinson-hyperlegible-next', 'latin-ext'), type: WOFF2 },
    { name: 'digits.woff2', file: fontFile('figtree', 'latin'), type: WOFF2 },
  ];
  for (const { name, file, type } of files) {
    const bytes = await readFile(file);
    const tag = `"${sha256(bytes.toString('latin1')).slice(0, 16)}"`;
    app.get(`/look/${name}`, OPEN_TO_EVERYBODY, async (request, reply) => {
      // Kept by the browser and asked about each time: after an update nobody looks at yesterday's.
      reply.headers({ etag: tag, 'cache-control': 'no-cache' });
      return request.headers['if-none-match'] === tag ? reply.code(304).send() : reply.type(type).send(bytes);
    });
  }
}
