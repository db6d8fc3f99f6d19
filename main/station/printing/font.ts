/**
 * Where the picture's fonts are. Alone in its file, because a bundle may change how a path is found:
 * the fonts stay packages beside it, never a part of it.
 */
import { createRequire } from 'node:module';

/** A family's files for Latin text, the one with most letters first. @throws where it is not installed. */
function filesOf(family: string): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  return ['latin', 'latin-ext'].map((letters) => resolve(`@fontsource-variable/${family}/files/${family}-${letters}-wght-normal.woff2`));
}

export const textFontFiles = (): readonly string[] => filesOf('atkinson-hyperlegible-mono');

/** Its zero has no stroke through it, which people who read little take for another sign. */
export const digitFontFiles = (): readonly string[] => filesOf('figtree').slice(0, 1);
