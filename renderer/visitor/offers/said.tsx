/** What a coordinator wrote, in the language of whoever reads it; where nobody did, in another, and marked as that. */
import type { ReactNode } from 'react';
import type { VisitorView } from '../../../shared/contract/views.ts';
import { textIn, type OfferText } from '../../../shared/domain/offers/offers.ts';
import { directionOf } from '../../ui/tongues.ts';
import { useLanguage } from '../../ui/words.ts';

export function Said({ of, view: { languages: [first = 'es'] } }: { of: OfferText; view: Pick<VisitorView, 'languages'> }): ReactNode {
  const reader = useLanguage();
  const { text, language } = textIn(of, reader, first);
  if (language === reader) return text;
  return (
    <bdi lang={language} dir={directionOf(language)}>
      {text}
    </bdi>
  );
}
