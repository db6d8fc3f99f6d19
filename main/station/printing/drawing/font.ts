/**
 * Where the fonts are. Alone in its file, because a bundle may change how a path is found: the fonts
 * stay packages beside it, never a part of it.
 */
import { createRequire } from 'node:module';

function resolve(path: string): string {
  return createRequire(import.meta.url).resolve(`@fontsource-variable/${path}`);
}

/** One piece of a family: `latin`, `arabic`, `104` … @throws where it is not installed. */
export function fontFile(family: string, piece: string): string {
  return resolve(`${family}/files/${family}-${piece}-wght-normal.woff2`);
}

/** Which letters each piece of a family is for, as JSON. @throws where it is not installed. */
export function fontPieces(family: string): string {
  return resolve(`${family}/unicode.json`);
}

/** The letters of a printer's own font, in the picture of a paper: the one with most letters first. */
export const textFontFiles = (): readonly string[] => ['latin', 'latin-ext'].map((piece) => fontFile('atkinson-hyperlegible-mono', piece));

/** Its zero has no stroke through it, which people who read little take for another sign. */
export const digitFontFiles = (): readonly string[] => [fontFile('figtree', 'latin')];
