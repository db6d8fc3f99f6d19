/** The ways through what there is to find. In: where a visitor stands, and a tap. Out: the next page, or the one before; undefined where the tap is for another page. */
import type { OfferId } from '../../../shared/domain/ids.ts';
import type { OffersOf, OffersStep, OfferStep, Step } from '../steps.ts';

type Seeing = { readonly kind: 'list'; readonly of: OffersOf } | { readonly kind: 'turnPage' } | { readonly kind: 'seeOffer'; readonly offer: OfferId };

export function seeOffers(step: Step, act: Seeing): Step | undefined {
  if (act.kind === 'list') {
    // A sector is chosen from the sectors; all else where one begins.
    const isHere = act.of.kind === 'sector' ? step.kind === 'offers' && step.of.kind === 'sectors' : step.kind === 'home';
    return isHere ? { kind: 'offers', of: act.of, page: 0 } : undefined;
  }
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
