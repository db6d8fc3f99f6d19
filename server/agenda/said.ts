/** What a date is called and is about: its own, where it was changed. In: a date. Out: texts in the languages they were written in. */
import type { ComingDate } from '../../shared/domain/events/index.ts';
import type { OfferText } from '../../shared/domain/offers/offers.ts';

export function nameOfDate({ series, date: { change } }: Pick<ComingDate, 'series' | 'date'>): OfferText {
  return (change?.kind === 'changed' ? change.name : undefined) ?? series.name;
}

export function whatOfDate({ series, date: { change } }: Pick<ComingDate, 'series' | 'date'>): OfferText | undefined {
  return (change?.kind === 'changed' ? change.what : undefined) ?? series.what;
}
