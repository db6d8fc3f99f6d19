/** What a record says in the language of whoever reads it; where nobody translated that, in another, and which. */
import type { DirectoryRecord, LanguageTag } from '../record.ts';

/** A text, and the language it is in. */
export interface SaidText {
  readonly text: string;
  readonly language: LanguageTag;
}

export interface Reader {
  readonly language: LanguageTag;
  /** The centre's first language: what a record is written in where it says nothing of it. */
  readonly first: LanguageTag;
}

/**
 * A field of a record in the reader's language, else in the one it is a kind of (`pt` for `pt-BR`),
 * else in the centre's first, else as it was written.
 * @param path as `inLanguages` names it: `name`, or a row's id before it.
 * @param own as the field itself stands there.
 */
export function sayField({ beside }: Pick<DirectoryRecord, 'beside'>, path: string, own: string | undefined, { language, first }: Reader): SaidText | null {
  const written = beside.language ?? first;
  const base = (tag: LanguageTag): LanguageTag => tag.split('-')[0] ?? tag;
  for (const tag of [language, base(language), first]) {
    if (own !== undefined && own.trim() !== '' && (tag === written || tag === base(written))) return { text: own.trim(), language: written };
    const text = beside.inLanguages?.[tag]?.[path];
    if (text !== undefined) return { text, language: tag };
  }
  if (own !== undefined && own.trim() !== '') return { text: own.trim(), language: written };
  const [other] = Object.entries(beside.inLanguages ?? {}).flatMap(([tag, fields]) => (fields[path] === undefined ? [] : [{ text: fields[path], language: tag }]));
  return other ?? null;
}

/** The field in every language it is written in. */
export function allTexts({ beside }: Pick<DirectoryRecord, 'beside'>, path: string, own: string | undefined): readonly string[] {
  const translated = Object.values(beside.inLanguages ?? {}).flatMap((fields) => fields[path] ?? []);
  return own === undefined || own.trim() === '' ? translated : [own, ...translated];
}
