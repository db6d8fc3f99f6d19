/**
 * What of a language's sentences can be recorded before anybody stands there. In: ICU messages. Out:
 * the stretches of words between their blanks, in every form that counting and choosing gives them.
 */
import IntlMessageFormat from 'intl-messageformat';

type Ast = ReturnType<IntlMessageFormat['getAst']>;
type Element = Ast[number];

/** A stretch of words, and whether the sentence goes on behind it, which is heard. */
export interface Piece {
  readonly text: string;
  readonly goesOn: boolean;
}

/** More forms than any sentence of ours has: one that had would say too much at once. */
const FORMS = 512;

/** Blanks whose choice is known beforehand: of what staff are told nothing is recorded. */
export type Chosen = Readonly<Record<string, string>>;

/** @throws when a message has more than {@link FORMS} forms, or is none. */
export function piecesOf(message: string, chosen: Chosen = {}): readonly Piece[] {
  return formsOf(chosen, new IntlMessageFormat(message, 'en', undefined, { captureLocation: false }).getAst()).flatMap(stretches);
}

/** One form of a message: words, and null for what is only known when it is said. */
type Form = readonly (string | null)[];

function formsOf(chosen: Chosen, ast: readonly Element[]): readonly Form[] {
  let forms: readonly Form[] = [[]];
  for (const element of ast) {
    const ways = waysOf(chosen, element);
    forms = forms.flatMap((form) => ways.map((way) => [...form, ...way]));
    if (forms.length > FORMS) throw new Error('a sentence has more forms than can be recorded');
  }
  return forms;
}

function waysOf(chosen: Chosen, element: Element): readonly Form[] {
  if ('options' in element) {
    const { options } = element;
    const choice = chosen[element.value];
    const taken = choice === undefined ? undefined : (options[choice] ?? options['other']);
    return (taken ? [taken] : Object.values(options)).flatMap(({ value }) => formsOf(chosen, value));
  }
  if ('children' in element) return formsOf(chosen, element.children);
  return 'value' in element && element.type === LITERAL ? [[element.value]] : [[null]];
}

/** `TYPE.literal` of the parser, whose types come without its values. */
const LITERAL = 0;

/** Words side by side are one stretch; a blank ends it. What is only marks is none. */
function stretches(form: Form): readonly Piece[] {
  const pieces: Piece[] = [];
  let words = '';
  for (const [at, part] of [...form, null].entries()) {
    if (part !== null) words += part;
    else {
      if (/[\p{L}\p{N}]/u.test(words)) pieces.push({ text: words.trim(), goesOn: at < form.length && !/[.!?…:؟]\s*$/u.test(words) });
      words = '';
    }
  }
  return pieces;
}
