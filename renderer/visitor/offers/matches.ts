/**
 * Which activities fit the words that were typed. In: the activities, the words, who reads. Out: those
 * that fit, best first; and what is shown of them beside the services that the station found.
 */
import type { FoundService } from '../../../shared/contract/directory.ts';
import type { OffersView } from '../../../shared/contract/views.ts';
import type { Language } from '../../../shared/domain/centre.ts';
import { finderOf } from '../../../shared/domain/finding.ts';
import { textIn, type OfferText } from '../../../shared/domain/offers/offers.ts';

type Activity = OffersView['activities'][number];

export type Match = { readonly kind: 'service'; readonly service: FoundService } | { readonly kind: 'activity'; readonly activity: Activity };

/** Places of the list that are an activity's, where services would take them all. */
const ACTIVITIES_LEAST = 2;

/** @param first the centre's first language, in which what has no other words is said. @returns a search over these; they are read once. */
export function matcherOf(activities: readonly Activity[], language: Language, first: Language): (typed: string) => readonly Activity[] {
  return finderOf(activities.map((activity) => ({ id: activity, texts: textsOf([activity.name, activity.what, activity.room].flatMap((text) => text ?? []), language, first) })));
}

/** Services first, each kind best first. @param most places of the list. */
export function together(services: readonly FoundService[], activities: readonly Activity[], most: number): readonly Match[] {
  const kept = services.slice(0, most - Math.min(activities.length, ACTIVITIES_LEAST));
  return [...kept.map((service) => ({ kind: 'service' as const, service })), ...activities.slice(0, most - kept.length).map((activity) => ({ kind: 'activity' as const, activity }))];
}

/** First as it is read; then in its other languages, since somebody may have heard of it in one of those. */
function textsOf(texts: readonly OfferText[], language: Language, first: Language): readonly string[] {
  const read = texts.map((text) => textIn(text, language, first).text);
  return [...read, ...texts.flatMap((text) => Object.values(text)).filter((text) => !read.includes(text))];
}
