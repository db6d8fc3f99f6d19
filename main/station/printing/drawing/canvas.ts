/** The library that draws, loaded with the first thing to draw, and the fonts it was given. It draws nothing itself. */
import { readFile } from 'node:fs/promises';

export type Canvas = typeof import('@napi-rs/canvas');

let loading: Promise<Canvas> | undefined;

/** No station that draws nothing pays for it. Rejects where it can't be loaded. */
export function openCanvas(): Promise<Canvas> {
  // The system's own fonts would take a tenth of a second and 14 MB, and make of one paper another on each machine.
  process.env['DISABLE_SYSTEM_FONTS_LOAD'] = '1';
  loading ??= import('@napi-rs/canvas');
  return loading;
}

interface Registered {
  readonly name: string;
  /** Held for good: the library reads from here whenever it draws, and keeps no copy. */
  readonly bytes: Buffer;
}

const registered = new Map<string, Promise<Registered>>();

/** @returns the name by which this file's letters are asked for. Rejects where it is no font. */
export async function registerFont(file: string): Promise<string> {
  let font = registered.get(file);
  if (!font) {
    font = register(file, `Umbral ${registered.size}`);
    registered.set(file, font);
  }
  return (await font).name;
}

async function register(file: string, name: string): Promise<Registered> {
  const { GlobalFonts } = await openCanvas();
  // Through our own read, not the library's: it can't look into an asar archive.
  const bytes = await readFile(file);
  if (!GlobalFonts.register(bytes, name)) throw new Error(`${file} is not a font`);
  return { name, bytes };
}
