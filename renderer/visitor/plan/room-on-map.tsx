/** The way from a page that names a room of this house to where it is; nothing where the map has no such room. */
import type { ReactNode } from 'react';
import { roomOn } from '../../../shared/domain/plan/plan.ts';
import { useView } from '../../ui/bridge.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words.ts';
import type { PageParts } from '../visitor.tsx';
import styles from './plan-page.module.css';

interface RoomOnMapProps extends Pick<PageParts, 'session' | 'sitting'> {
  readonly room: string | null;
}

export function RoomOnMap({ session, sitting, room }: RoomOnMapProps): ReactNode {
  const t = useWords('visitor');
  const plan = useView({ kind: 'plan' });
  if (room === null || !plan || !roomOn(plan.floors, room)) return null;
  return (
    <button type="button" className={styles.open} data-shows="map" disabled={session.echo !== null} onClick={() => sitting.act({ kind: 'seeRoom', room })}>
      <Icon name="map-pin" />
      <span>{t('plan.open')}</span>
    </button>
  );
}
