/** The ways through what there is to find. In: where a visitor stands, and a tap. Out: the next page, or the one before; undefined where the tap is for another page. */
import type { FoundService } from '../../../shared/contract/directory.ts';
import type { LocalTime } from '../../../shared/domain/events/local.ts';
import type { CommandId, OfferId } from '../../../shared/domain/ids.ts';
import { typed, type Field, type Key } from '../../ui/keyboard/typed.ts';
import { NO_WISHES, type FoundStep, type NarrowStep, type OffersOf, type OffersStep, type OfferStep, type SearchStep, type Step, type Wishes } from '../steps.ts';

/** Of a sector, as whoever begins with it has no wishes yet. */
export function ofSector(sector: Extract<OffersOf, { kind: 'sector' }>['sector'], listed: number): OffersOf {
  return { kind: 'sector', sector, listed, wishes: NO_WISHES };
}

type Seeing = { readonly kind: 'list'; readonly of: OffersOf } | { readonly kind: 'turnPage' } | { readonly kind: 'seeOffer'; readonly offer: OfferId; readonly date: LocalTime };

export function seeOffers(step: Step, act: Seeing): Step | undefined {
  if (act.kind === 'list') {
    // A sector is chosen from the sectors; all else where one begins.
    const isHere = act.of.kind === 'sector' ? step.kind === 'offers' && step.of.kind === 'sectors' : step.kind === 'home';
    return isHere ? { kind: 'offers', of: act.of, page: 0 } : undefined;
  }
  if (act.kind === 'seeOffer' && (step.kind === 'search' || step.kind === 'found')) return { kind: 'offer', offer: act.offer, date: act.date, from: step, paper: { kind: 'offered' } };
  // Another date of the same activity.
  if (act.kind === 'seeOffer' && step.kind === 'offer') return step.paper.kind === 'asked' ? undefined : { ...step, date: act.date, paper: { kind: 'offered' } };
  if (act.kind === 'turnPage' && step.kind === 'narrow') return { ...step, page: step.page + 1 };
  if (step.kind !== 'offers') return undefined;
  if (act.kind === 'turnPage') return { ...step, page: step.page + 1 };
  return step.of.kind === 'activities' ? { kind: 'offer', offer: act.offer, date: act.date, from: step, paper: { kind: 'offered' } } : undefined;
}

type Narrowing = { readonly kind: 'want'; readonly change: Partial<Wishes> } | { readonly kind: 'narrowBy'; readonly by: NarrowStep['by'] };

/** What is wanted of the services of a sector: what fits begins again on its first page. */
export function narrow(step: Step, act: Narrowing): Step | undefined {
  const list = step.kind === 'narrow' ? step.from : step;
  if (list.kind !== 'offers' || list.of.kind !== 'sector') return undefined;
  if (act.kind === 'narrowBy') return step.kind === 'narrow' ? undefined : { kind: 'narrow', by: act.by, page: 0, from: list };
  return { ...list, of: { ...list.of, wishes: { ...list.of.wishes, ...act.change } }, page: 0 };
}

type AtService = { readonly kind: 'seeService'; readonly service: FoundService } | { readonly kind: 'doubt'; readonly command: CommandId };

export function seeService(step: Step, act: AtService): Step | undefined {
  if (act.kind === 'doubt') return step.kind === 'found' && step.doubt.kind === 'none' && step.paper.kind !== 'asked' ? { ...step, doubt: { kind: 'asked', command: act.command } } : undefined;
  if (step.kind !== 'search' && !(step.kind === 'offers' && step.of.kind === 'sector')) return undefined;
  return { kind: 'found', of: act.service, from: step, paper: { kind: 'offered' }, doubt: { kind: 'none' } };
}

/** The very page one came from. */
export function leaveOffers(step: OffersStep | OfferStep | FoundStep | NarrowStep): Step {
  if (step.kind === 'narrow' && step.page > 0) return { ...step, page: step.page - 1 };
  if (step.kind !== 'offers') return step.from;
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
