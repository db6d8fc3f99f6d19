/**
 * Where the picture's font is. Alone in its file, because a bundle may change how a path is found:
 * the font stays a package beside it, never a part of it.
 */
import { createRequire } from 'node:module';

const PACKAGE = '@fontsource-variable/atkinson-hyperlegible-mono';

/** Files of one monospaced family, the one with most letters first. @throws where it is not installed. */
export function monospacedFontFiles(): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  return ['latin', 'latin-ext'].map((letters) => resolve(`${PACKAGE}/files/atkinson-hyperlegible-mono-${letters}-wght-normal.woff2`));
}
