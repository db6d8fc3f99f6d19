/**
 * What a key makes of a text. In: the text so far, a key. Out: the text afterwards; the very same
 * where the key adds nothing. It keeps nothing: what somebody types goes with them.
 */

export type Key = { readonly kind: 'letter'; readonly letter: string } | { readonly kind: 'space' } | { readonly kind: 'erase' };

export interface Field {
  /** Letters it takes at most, as people count them. */
  readonly most: number;
  /** Nobody looks for a shift key: of a name, each word begins with a capital by itself. */
  readonly holds: 'search' | 'name';
}

/** An accent that was typed as a key of its own is erased with its letter. */
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const lettersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

const BEGINS_WORD = /(?:^|[\s'-])$/u;

export function typed(text: string, key: Key, field: Field): string {
  switch (key.kind) {
    case 'erase':
      return lettersOf(text).slice(0, -1).join('');
    case 'space':
      return text === '' || text.endsWith(' ') ? text : fitting(`${text} `, text, field);
    case 'letter':
      return fitting(text + (field.holds === 'name' && BEGINS_WORD.test(text) ? key.letter.toLocaleUpperCase() : key.letter), text, field);
    default:
      return key satisfies never;
  }
}

/** What a keyboard of the machine made of it: no more than fits, and nothing that is no text. */
export function written(text: string, { most }: Field): string {
  return lettersOf(text.normalize('NFC').replaceAll(/\p{C}+/gu, '').replaceAll(/\s+/gu, ' ').trimStart()).slice(0, most).join('');
}

function fitting(longer: string, text: string, { most }: Field): string {
  return lettersOf(longer).length > most ? text : longer;
}
