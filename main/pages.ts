/**
 * The built screens, served to our own windows at `umbral://app/`. In: a page's requests. Out: the
 * files below one folder, under a policy that lets a page load only from there. It never serves
 * anything outside that folder and never answers the network.
 */
import { open, readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { CustomScheme } from 'electron';
import type { Trust } from '../shared/contract/commands.ts';

const SCHEME = 'umbral';
export const PAGES_ORIGIN = `${SCHEME}://app`;

/** To be registered before the app is ready. */
export const PAGES_SCHEME: CustomScheme = {
  scheme: SCHEME,
  // `stream` is what lets a sound play from here.
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
};

export function pageOf(trust: Trust): string {
  return `${PAGES_ORIGIN}/${trust}/`;
}

/** Whether a URL is that screen's own page, whatever its query says (a staff page keeps its desk there). */
export function isPageOf(trust: Trust, url: string): boolean {
  return url.split(/[?#]/, 1)[0] === pageOf(trust);
}

/** Whether what lies at a URL is a file that the staff's page made itself. @param page the page that wants it saved. */
export function mayBeSaved(url: string, page: string): boolean {
  return isPageOf('staff', page) && url.startsWith(`blob:${PAGES_ORIGIN}/`);
}

export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "media-src 'self'",
  // The tiles of the street map, and nothing beyond this folder.
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** One file with all tiles of a map: gigabytes of it, read piece by piece. */
const TILES = 'application/vnd.pmtiles';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.pmtiles': TILES,
};

export type Located =
  | { readonly kind: 'file'; readonly path: string; readonly type: string }
  /** An HTTP status. */
  | { readonly kind: 'refused'; readonly status: 400 | 404 };

/** A folder of its own under a path of the pages: `/voice/`. */
export interface Mount {
  /** Begins and ends with a slash. */
  readonly path: string;
  /** Absolute. */
  readonly folder: string;
}

/**
 * Which file a URL means. Total: no URL leads outside the folders.
 * @param pages absolute.
 * @param mounts the longer path first, where one begins with another.
 */
export function locate(pages: string, url: string, mounts: readonly Mount[] = []): Located {
  const refused = (status: 400 | 404): Located => ({ kind: 'refused', status });
  let pathname: string;
  try {
    const parsed = new URL(url);
    if (parsed.host !== 'app') return refused(404);
    pathname = decodeURIComponent(parsed.pathname);
  } catch {
    return refused(400);
  }
  // What a file system might read otherwise than a URL does.
  if (/[\\\0:]/.test(pathname)) return refused(400);
  const mount = mounts.find(({ path }) => pathname.startsWith(path));
  const folder = mount?.folder ?? pages;
  const below = mount ? `/${pathname.slice(mount.path.length)}` : pathname;
  const path = resolve(folder, `.${below.endsWith('/') ? `${below}index.html` : below}`);
  const type = TYPES[extname(path)];
  // The dot keeps a relative path; `..` behind an escaped slash could still climb.
  if (!path.startsWith(folder + sep) || !type) return refused(404);
  return { kind: 'file', path, type };
}

/** Answers a page's requests from its folders; to be given to `protocol.handle`. */
export function servePages(pages: string, mounts: readonly Mount[] = []): (request: Request) => Promise<Response> {
  return async ({ method, url, headers }) => {
    if (method !== 'GET') return empty(405);
    const located = locate(pages, url, mounts);
    if (located.kind === 'refused') return empty(located.status);
    try {
      if (located.type === TILES) return await piece(located.path, headers.get('range'));
      return new Response(await readFile(located.path), { headers: headersFor(located.type) });
    } catch {
      // Not there, or a folder: to a page it is the same.
      return empty(404);
    }
  };
}

/** Bytes of a piece of a map; no directory and no tile comes near. */
const LARGEST_PIECE = 16 * 1024 * 1024;

/** Only ever a piece: whoever asks for the whole file is told how to ask. */
async function piece(path: string, range: string | null): Promise<Response> {
  const [, first = '', last = ''] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(range ?? '') ?? [];
  const [from, length] = [Number(first), Number(last) - Number(first) + 1];
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (first === '' || length < 1 || length > LARGEST_PIECE || from >= size) return new Response(null, { status: 416, headers: { ...headersFor(TILES), 'Content-Range': `bytes */${size}` } });
    const wanted = Math.min(length, size - from);
    // Its length is said: Node 18, as older Electrons have it, takes none for nothing at all.
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, from);
    return new Response(buffer.subarray(0, bytesRead), { status: 206, headers: { ...headersFor(TILES), 'Content-Range': `bytes ${from}-${from + bytesRead - 1}/${size}` } });
  } finally {
    await file.close();
  }
}

function headersFor(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
}

function empty(status: number): Response {
  return new Response(null, { status, headers: headersFor('text/plain') });
}
