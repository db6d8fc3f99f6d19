/** What somebody types into a field. In: letters. Out: the number or the text that they say, or nothing. */
import { Language } from '../../../../shared/domain/language.ts';
import type { OfferText } from '../../../../shared/domain/offers/offers.ts';

/** As it is typed: empty where nothing is said. */
export type Texts = Readonly<Partial<Record<Language, string>>>;

/** A whole number as it is typed; undefined where it is none, or not within. */
export function numberIn(text: string, least: number, most: number): number | undefined {
  const number = Number(text);
  return /^\d{1,6}$/.test(text.trim()) && number >= least && number <= most ? number : undefined;
}

/** In its languages, in one order; undefined where nobody wrote anything. */
export function textOf(texts: Texts): OfferText | undefined {
  const said = Language.options.flatMap((language) => {
    const text = texts[language]?.trim() ?? '';
    return text === '' ? [] : [[language, text] as const];
  });
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
