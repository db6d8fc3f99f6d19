/** The way from a service's page to the streets around it; nothing where this house has no map of them. */
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words.ts';
import plan from '../plan/plan-page.module.css';
import type { PlaceOnStreets } from '../steps.ts';
import type { PageParts } from '../visitor.tsx';

interface OnStreetsProps extends PageParts {
  readonly place: PlaceOnStreets | null;
}

export function OnStreets({ session, sitting, view, place }: OnStreetsProps): ReactNode {
  const t = useWords('visitor');
  if (place === null || view.streetsFrom === null) return null;
  return (
    <button type="button" className={plan.open} data-shows="streets" disabled={session.echo !== null} onClick={() => sitting.act({ kind: 'seeStreets', place })}>
      <Icon name="map-pin" />
      <span>{t('streets.open')}</span>
    </button>
  );
}
