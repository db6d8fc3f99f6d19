/**
 * What a key says, whatever layout the machine has. In: a key of the keyboard, as the browser tells it.
 * Out: the character it is on a US keyboard, which readers are set to; the character that was typed; and
 * the digit a hand means by it. It keeps nothing.
 *
 * A reader says which keys it presses, and the machine's layout makes letters of them: on a French one
 * a US reader's «a» arrives as «q», its digits as «&é"'», on an Arabic one every letter as another.
 */

/** What of a `KeyboardEvent` tells a key. */
export type Key = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

export interface Character {
  readonly kind: 'character';
  /** By its place on a US keyboard; `?` where that is no letter and no digit. */
  readonly us: string;
  /** As the machine's layout has it; `?` where it has none by itself. */
  readonly typed: string;
  /** Undefined where a hand means no digit by it. */
  readonly digit: string | undefined;
}

export type Pressed = Character | { readonly kind: 'end'; readonly key: 'Enter' | 'Tab' } | { readonly kind: 'erase' } | { readonly kind: 'other' };

/** A layout or an input method that waits for more before it says a character. */
const UNSAID: ReadonlySet<string> = new Set(['Dead', 'Process', 'Unidentified']);

export function pressedOf(key: Key): Pressed {
  if (key.key === 'Enter' || key.key === 'Tab') return { kind: 'end', key: key.key };
  if (key.key === 'Backspace') return { kind: 'erase' };
  const us = usCharacter(key.code);
  const isSaid = Array.from(key.key).length === 1;
  if (us === undefined && !isSaid && !UNSAID.has(key.key)) return { kind: 'other' };
  return { kind: 'character', us: us ?? '?', typed: isSaid ? key.key : '?', digit: digitOf(key) };
}

function usCharacter(code: string): string | undefined {
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
}

function digitOf({ key, code, shiftKey }: Key): string | undefined {
  // Its number where the layout says one; else what stands on a keypad's key, its lock off; or on the key of a
  // row that gives digits only with the shift key.
  return decimal(key) ?? /^Numpad(\d)$/.exec(code)?.[1] ?? (shiftKey ? undefined : /^Digit(\d)$/.exec(code)?.[1]);
}

const DIGIT = /^\p{Nd}$/u;

/** `٤` is `4`: the ten digits of a script stand in a row. */
function decimal(key: string): string | undefined {
  if (!DIGIT.test(key)) return undefined;
  const at = key.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(at - value - 1))) value += 1;
  return String(value);
}
