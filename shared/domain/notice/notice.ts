/**
 * What everybody in the house must know at once: it takes all screens until staff take it away. In: a
 * sentence that is known in every language, or words of the centre's own. It names nobody.
 */
import { z } from 'zod';
import type { EpochMs } from '../clock.ts';
import type { NoticeId } from '../ids.ts';
import { OfferText } from '../offers/offers.ts';

/** Sentences that stand in every language, so that nobody has to write one in a hurry. */
export const KnownNotice = z.enum(['leave', 'stay', 'closing', 'paused']);
export type KnownNotice = z.infer<typeof KnownNotice>;

export const NoticeSays = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), which: KnownNotice }),
  z.object({ kind: z.literal('own'), text: OfferText }),
]);
export type NoticeSays = z.infer<typeof NoticeSays>;

/** A notice as it stands: of two that were raised the later one. */
export interface Notice {
  readonly id: NoticeId;
  readonly says: NoticeSays;
  readonly at: EpochMs;
}
