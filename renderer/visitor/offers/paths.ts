/** The ways through what there is to find. In: where a visitor stands, and a tap. Out: the next page, or the one before; undefined where the tap is for another page. */
import type { OfferId } from '../../../shared/domain/ids.ts';
import { typed, type Field, type Key } from '../../ui/keyboard/typed.ts';
import type { OffersOf, OffersStep, OfferStep, SearchStep, Step } from '../steps.ts';

type Seeing = { readonly kind: 'list'; readonly of: OffersOf } | { readonly kind: 'turnPage' } | { readonly kind: 'seeOffer'; readonly offer: OfferId };

export function seeOffers(step: Step, act: Seeing): Step | undefined {
  if (act.kind === 'list') {
    // A sector is chosen from the sectors; all else where one begins.
    const isHere = act.of.kind === 'sector' ? step.kind === 'offers' && step.of.kind === 'sectors' : step.kind === 'home';
    return isHere ? { kind: 'offers', of: act.of, page: 0 } : undefined;
  }
  if (act.kind === 'seeOffer' && step.kind === 'search') return { kind: 'offer', offer: act.offer, from: step, paper: { kind: 'offered' } };
  if (step.kind !== 'offers') return undefined;
  if (act.kind === 'turnPage') return { ...step, page: step.page + 1 };
  return step.of.kind === 'sectors' ? undefined : { kind: 'offer', offer: act.offer, from: step, paper: { kind: 'offered' } };
}

/** The very page one came from. */
export function leaveOffers(step: OffersStep | OfferStep): Step {
  if (step.kind === 'offer') return step.from;
  const { of, page } = step;
  if (page > 0) return { ...step, page: page - 1 };
  return of.kind === 'sector' ? { kind: 'offers', of: { kind: 'sectors' }, page: of.listed } : { kind: 'home' };
}

/** What is looked for: a few words. */
export const SEARCHED: Field = { most: 40, holds: 'search' };

type Looking = { readonly kind: 'search' } | { readonly kind: 'key'; readonly key: Key } | { readonly kind: 'showFound' };

/** From the sectors, for whoever can name it. */
export function lookFor(step: Step, act: Looking): Step | undefined {
  if (act.kind === 'search') return step.kind === 'offers' && step.of.kind === 'sectors' ? { kind: 'search', text: '', shows: 'keys', from: step } : undefined;
  if (step.kind !== 'search') return undefined;
  if (act.kind === 'key') return withText(step, typed(step.text, act.key, SEARCHED));
  return step.shows === 'keys' ? { ...step, shows: 'found' } : undefined;
}

/** Undefined where it is the same: then nothing was done. */
export function withText(step: SearchStep, text: string): SearchStep | undefined {
  return text === step.text ? undefined : { ...step, text };
}

/** First the keys again, where they had made room. */
export function leaveSearch(step: SearchStep): Step {
  return step.shows === 'found' ? { ...step, shows: 'keys' } : step.from;
}
