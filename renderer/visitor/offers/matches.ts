/**
 * What of the offers fits the words that were typed. In: the offers, the words, who reads. Out: those
 * that fit, best first. [X1] The words stay on the screen; [X2] a discreet service is found by what it
 * is shown as and by nothing else, since the view holds nothing else.
 */
import type { OffersView } from '../../../shared/contract/views.ts';
import type { Language } from '../../../shared/domain/centre.ts';
import { finderOf, type Findable } from '../../../shared/domain/finding.ts';
import { textIn, type OfferText, type Sector } from '../../../shared/domain/offers/offers.ts';

export type Match =
  | { readonly kind: 'service'; readonly offer: OffersView['services'][number] }
  | { readonly kind: 'activity'; readonly offer: OffersView['activities'][number] };

export interface Reader {
  readonly language: Language;
  /** The centre's first language, in which what has no other words is said. */
  readonly first: Language;
  readonly sector: (sector: Sector) => string;
}

/** @returns a search over these; the offers are read once. */
export function matcherOf({ services, activities }: Pick<OffersView, 'services' | 'activities'>, reader: Reader): (typed: string) => readonly Match[] {
  return finderOf<Match>([
    ...services.map((offer): Findable<Match> => ({ id: { kind: 'service', offer }, texts: textsOf([offer.name, offer.what, offer.where], [reader.sector(offer.sector)], reader) })),
    ...activities.map((offer): Findable<Match> => ({ id: { kind: 'activity', offer }, texts: textsOf([offer.name, offer.what, offer.room], [], reader) })),
  ]);
}

/** First as it is read; then in its other languages, since somebody may have heard of it in one of those. */
function textsOf(given: readonly (OfferText | null)[], kind: readonly string[], { language, first }: Reader): readonly string[] {
  const texts = given.flatMap((text) => text ?? []);
  const read = texts.map((text) => textIn(text, language, first).text);
  return [...read, ...kind, ...texts.flatMap((text) => Object.values(text)).filter((text) => !read.includes(text))];
}
