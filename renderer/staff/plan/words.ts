import type { Language } from '../../../shared/domain/language.ts';
import { textIn, type OfferText } from '../../../shared/domain/offers/offers.ts';

/** A name of the map, for whoever works here. */
export function nameIn(name: OfferText, language: Language): string {
  return textIn(name, language, 'es').text;
}
