/** Where lines end. In: a text, and how wide pieces of it are. Out: lines that fit. It draws nothing. */

const GRAPHEMES = new Intl.Segmenter('es', { granularity: 'grapheme' });

/** Written without spaces, and broken between any two, but for the next two. */
const IDEOGRAPH = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u;
/** Begins no line. */
const CLOSING = /^[、。，．·：；？！‼⁇⁈⁉…‥—～〜）〕］｝〉》」』】〗〙〛’”%％‰°℃々ー!),.:;?\]}»]/u;
/** Ends no line. */
const OPENING = /[（〔［｛〈《「『【〖〘〚‘“([{«¿¡$＄￥#＃]$/u;

interface Atom {
  readonly text: string;
  /** Whether a space stands before it, which goes where a line ends there. */
  readonly isSpaced: boolean;
}

/** Dots across. */
export type Measure = (text: string) => number;

/** On as few lines as it takes; a word longer than a line is broken where the line ends. @returns none for empty text. */
export function fillLines(text: string, width: number, measure: Measure): string[] {
  return fill(atomsOf(text, width, measure), width, measure);
}

function fill(atoms: readonly Atom[], width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { text: atom, isSpaced } of atoms) {
    const longer = line === '' ? atom : `${line}${isSpaced ? ' ' : ''}${atom}`;
    if (line !== '' && measure(longer) > width) {
      lines.push(line);
      line = atom;
    } else {
      line = longer;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** The same, and those as even as can be: a last word that stands alone is easily not read. */
export function balanceLines(text: string, width: number, measure: Measure): string[] {
  const atoms = atomsOf(text, width, measure);
  const filled = fill(atoms, width, measure);
  if (filled.length < 2) return filled;
  let even = filled;
  // Within 2 dots of the narrowest that takes no line more.
  for (let [low, high] = [Math.floor(width / filled.length), width]; high - low > 2;) {
    const middle = Math.floor((low + high) / 2);
    const lines = fill(atoms, middle, measure);
    if (lines.length > filled.length || lines.some((line) => measure(line) > middle)) low = middle;
    else {
      even = lines;
      high = middle;
    }
  }
  return even;
}

/** How wide its widest part is that should not be broken. */
export function widestWord(text: string, measure: Measure): number {
  return Math.max(0, ...text.split(' ').flatMap(partsOf).map(measure));
}

function atomsOf(text: string, width: number, measure: Measure): Atom[] {
  return text.split(' ').flatMap((word) => {
    if (word === '') return [];
    const parts = partsOf(word).flatMap((part) => (measure(part) > width ? graphemesOf(part) : [part]));
    return parts.map((part, at) => ({ text: part, isSpaced: at === 0 }));
  });
}

/** A word where it may be broken. */
function partsOf(word: string): string[] {
  if (!IDEOGRAPH.test(word)) return [word];
  const parts: string[] = [];
  for (const grapheme of graphemesOf(word)) {
    const before = parts.at(-1);
    const isBreak = before !== undefined && (IDEOGRAPH.test(grapheme) || IDEOGRAPH.test(graphemesOf(before).at(-1) ?? '')) && !CLOSING.test(grapheme) && !OPENING.test(before);
    if (before === undefined || isBreak) parts.push(grapheme);
    else parts[parts.length - 1] = before + grapheme;
  }
  return parts;
}

function graphemesOf(text: string): string[] {
  return Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);
}
