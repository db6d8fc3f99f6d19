/**
 * HTML as text. In: a template of ours, and values from anywhere. Out: text in which every value is
 * only ever words: what was typed as a tag is shown as it was typed. It knows no page.
 */

/** Markup that this file has made: nothing else can stand in a template unescaped. */
export class Html {
  readonly #text: string;
  private constructor(text: string) {
    this.#text = text;
  }

  /** Joins a template of ours with values from anywhere. */
  static of(strings: readonly string[], parts: readonly Part[]): Html {
    let text = strings[0] ?? '';
    for (const [index, part] of parts.entries()) {
      // Unquoted, a value with a space in it would begin an attribute of its own.
      if (/\s[\w-]+=$/.test(text)) throw new Error('a value of an attribute stands in quotes');
      text += spell(part) + (strings[index + 1] ?? '');
    }
    return new Html(text);
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template. Nothing is written for what is not there. */
export type Part = string | number | Html | readonly Part[] | false | undefined;

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return Html.of(strings, parts);
}

function spell(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.toString();
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return part.replaceAll(/[&<>"'`=]/g, (sign) => SIGNS[sign] ?? '');
  return part.map(spell).join('');
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;', '=': '&#61;' };
