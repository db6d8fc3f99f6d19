/** Which fonts a text needs. In: text. Out: names for the library that draws, registered. It measures nothing. */
import { readFile } from 'node:fs/promises';
import { registerFont } from './canvas.ts';
import { fontFile, fontPieces } from './font.ts';

interface Piece {
  readonly family: string;
  readonly name: string;
  /** Code points, the first and the last of each stretch. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** In this order letters are looked for. A family comes in pieces, over a hundred for Chinese: a paper needs a few. */
const FAMILIES = ['atkinson-hyperlegible-next', 'noto-sans-arabic', 'noto-emoji', 'noto-sans-sc'];

/** These promise letters that they do not hold, and others do. */
const EMPTY_PROMISES = /^noto-sans-arabic (?!arabic$)/;

/** Letters of languages here that no font of ours holds, and what is closest. */
const CLOSEST: Readonly<Record<string, string>> = { 'ʼ': '’', 'ꞌ': '’', 'Ꞌ': '’', Ɨ: 'I', ɨ: 'i', Ʉ: 'U', ʉ: 'u' };

const GRAPHEMES = new Intl.Segmenter('es', { granularity: 'grapheme' });

let loading: Promise<readonly Piece[]> | undefined;
const piecesOfGrapheme = new Map<string, readonly Piece[]>();

/** More different ones than papers have; what is kept of them stays small. */
const MOST_KEPT = 5000;

/** What no font has a letter for, and the library refuses a whole text over. */
const UNDRAWABLE = /[\p{Cc}\p{Cs}]/gu;

/** [P6] Text in letters that can be drawn. */
export function drawable(text: string): string {
  return text.replaceAll(UNDRAWABLE, '').normalize('NFC').replaceAll(/[ʼꞌꞋƗɨɄʉ]/g, (letter) => CLOSEST[letter] ?? letter);
}

export interface Faces {
  /** Names of fonts, as CSS lists them. */
  readonly text: string;
  /** The same with Figtree first: its zero has no stroke through it, which people who read little take for another sign. */
  readonly digits: string;
}

/** Rejects where a font is not installed. */
export async function facesOf(texts: readonly string[]): Promise<Faces> {
  const all = await (loading ??= loadPieces());
  const wanted = new Set<Piece>(all.filter(({ name, family }) => family === FAMILIES[0] && name === 'latin'));
  for (const text of texts) {
    for (const { segment } of GRAPHEMES.segment(text)) for (const piece of piecesFor(segment, all)) wanted.add(piece);
  }
  const names = await Promise.all(all.filter((piece) => wanted.has(piece)).map(({ family, name }) => registerFont(fontFile(family, name))));
  const figtree = await registerFont(fontFile('figtree', 'latin'));
  const list = (fonts: readonly string[]): string => fonts.map((name) => `"${name}"`).join(', ');
  return { text: list(names), digits: list([figtree, ...names]) };
}

async function loadPieces(): Promise<readonly Piece[]> {
  const families = await Promise.all(FAMILIES.map(async (family) => {
    const listed = JSON.parse(await readFile(fontPieces(family), 'utf8')) as Record<string, string>;
    return Object.entries(listed).map(([key, ranges]) => ({ family, name: key.replaceAll(/[[\]]/g, ''), ranges: readRanges(ranges) }));
  }));
  return families.flat().filter(({ family, name }) => !EMPTY_PROMISES.test(`${family} ${name}`));
}

/** As CSS writes them: `U+23,U+2a,U+30-39`. */
function readRanges(ranges: string): [number, number][] {
  return ranges.split(',').map((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });
}

/** A family of four, or a letter with its accent, comes from one font or falls apart. */
function piecesFor(grapheme: string, all: readonly Piece[]): readonly Piece[] {
  const known = piecesOfGrapheme.get(grapheme);
  if (known) return known;
  const points = Array.from(grapheme, (char) => char.codePointAt(0) ?? 0);
  // Plain letters are in the first font, which every text has.
  const rare = points.filter((point) => point > 0xff);
  const holds = ({ ranges }: Piece, point: number): boolean => ranges.some(([from, to]) => from <= point && point <= to);
  const whole = all.filter((piece) => rare.length > 0 && rare.every((point) => holds(piece, point)));
  const found = whole.length > 0 ? whole : all.filter((piece) => rare.some((point) => holds(piece, point)));
  if (piecesOfGrapheme.size >= MOST_KEPT) piecesOfGrapheme.clear();
  piecesOfGrapheme.set(grapheme, found);
  return found;
}
