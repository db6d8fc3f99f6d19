/** What there is to find, from the first of its pages to the last: a page that comes up has it at once, and its heading stays the one that was heard. */
import { useEffect, useState } from 'react';
import type { OffersView } from '../../../shared/contract/views.ts';
import { useBridge } from '../../ui/bridge.ts';
import type { PageParts } from '../visitor.tsx';

/** @param wanted whether one of those pages is up. Undefined until the station has said what there is. */
export function useOffers(wanted: boolean): OffersView | undefined {
  const bridge = useBridge();
  const [seen, setSeen] = useState<OffersView>();
  useEffect(() => (wanted ? bridge.watch({ kind: 'offers' }, setSeen) : undefined), [bridge, wanted]);
  return seen;
}

export type OffersParts = PageParts & { readonly offers: OffersView | undefined };
