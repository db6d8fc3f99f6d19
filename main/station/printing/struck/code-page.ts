/**
 * Text for a printer's code page WPC1252, which holds Spanish, French, Portuguese and Haitian
 * Creole without switching. A character it does not hold becomes its closest plain letters.
 */

/** What bytes 0x80–0x9F mean; a space stands where the page has nothing. */
const HIGH = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

const BYTE_OF: ReadonlyMap<string, number> = buildPage();

function buildPage(): Map<string, number> {
  const page = new Map<string, number>();
  for (let byte = 0x20; byte <= 0x7e; byte += 1) page.set(String.fromCharCode(byte), byte);
  for (let index = 0; index < HIGH.length; index += 1) {
    if (HIGH[index] !== ' ') page.set(HIGH.charAt(index), 0x80 + index);
  }
  for (let byte = 0xa1; byte <= 0xff; byte += 1) page.set(String.fromCharCode(byte), byte);
  // The soft hyphen is a control in letter's clothing: printers draw it in the middle of words.
  page.delete('\u00ad');
  return page;
}

/** Letters that no decomposition brings back to a plain one. */
const CLOSEST: Readonly<Record<string, string>> = {
  Đ: 'D', đ: 'd', Ħ: 'H', ħ: 'h', ı: 'i', ĸ: 'k', Ł: 'L', ł: 'l', Ŋ: 'N', ŋ: 'n', Ŧ: 'T', ŧ: 't',
  Ə: 'E', ə: 'e', Ɨ: 'I', ɨ: 'i', Ʉ: 'U', ʉ: 'u', ẞ: 'SS',
  '‐': '-', '‑': '-', '‒': '–', '―': '—', '−': '-', '⁃': '-',
  'ʼ': '’', 'ʹ': "'", '′': "'", '‛': '‘', 'ꞌ': "'", '‵': "'", '″': '"', '‟': '“', '⁄': '/', '∕': '/',
};

const GRAPHEMES = new Intl.Segmenter('es', { granularity: 'grapheme' });

/**
 * The nearest text the page holds: every character of the result has one byte. Guaraní `g̃`
 * becomes `g`, `ł` becomes `l`, any space a plain one, and a whole emoji or ideogram one `?`.
 */
export function closestText(text: string): string {
  let closest = '';
  for (const { segment } of GRAPHEMES.segment(text.normalize('NFC'))) closest += closestGrapheme(segment);
  return closest;
}

/** Whether a question mark would stand where it had something else: then it can't be read any more. */
export function losesText(text: string): boolean {
  const marks = (of: string): number => of.split('?').length;
  return marks(closestText(text)) > marks(text.normalize('NFKD'));
}

function closestGrapheme(grapheme: string): string {
  let closest = '';
  for (const char of grapheme) closest += closestChar(char);
  if (closest !== '') return closest;
  // Joiners and marks standing alone draw nothing; anything else lost a picture.
  return /^[\p{M}\p{Cf}]*$/u.test(grapheme) ? '' : '?';
}

function closestChar(char: string): string {
  if (BYTE_OF.has(char)) return char;
  if (/\p{Zs}/u.test(char)) return ' ';
  const known = CLOSEST[char];
  if (known !== undefined) return known;
  let plain = '';
  for (const part of char.normalize('NFKD')) {
    if (BYTE_OF.has(part)) plain += part;
    else plain += CLOSEST[part] ?? '';
  }
  return plain;
}

/**
 * The page's bytes for text that `closestText` returned.
 * @throws RangeError for a character the page does not hold: a stray byte never goes out.
 */
export function encodeText(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => {
    const byte = BYTE_OF.get(char);
    if (byte === undefined) throw new RangeError(`WPC1252 does not hold U+${(char.codePointAt(0) ?? 0).toString(16)}`);
    return byte;
  });
}

/** Whether the page holds every letter of it as it is; a space of any width counts as one. */
export function holdsText(text: string): boolean {
  return Array.from(text.normalize('NFC')).every((char) => BYTE_OF.has(char) || /\p{Zs}/u.test(char));
}
