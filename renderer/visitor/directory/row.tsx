/** A service as a list shows it: what it is called, where, and whether its doors are open. */
import type { ReactNode } from 'react';
import type { FoundService } from '../../../shared/contract/directory.ts';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words.ts';
import styles from './directory.module.css';
import { useDistance } from './distance.ts';
import { DOORS, seemsOpen, useDoors } from './opens.ts';
import { Tongue } from './tongue.tsx';

interface RowProps {
  readonly service: FoundService;
  readonly zone: string;
  readonly disabled: boolean;
  readonly onChoose: () => void;
}

export function ServiceRow({ service: { name, sector, where, distance, queue, opening, isUnverified }, zone, disabled, onChoose }: RowProps): ReactNode {
  const t = useWords('visitor');
  const doors = useDoors(zone);
  const far = useDistance()(queue === null ? distance : 0);
  const seems = seemsOpen(opening);
  return (
    <button type="button" className={styles.row} disabled={disabled} onClick={onChoose}>
      <span className={styles.picture}>
        <Icon name={sector === null ? 'map-pin' : `sector-${sector}`} />
      </span>
      <span className={styles.words}>
        <span className={styles.name}>
          <Tongue of={name} />
        </span>
        {where === null && far === undefined ? null : (
          <span className={styles.where}>
            {where === null ? null : <Tongue of={where} />}
            {where === null || far === undefined ? null : ' · '}
            {far === undefined ? null : <b>{far}</b>}
          </span>
        )}
        <span className={styles.doors} data-doors={seems}>
          <Icon name={DOORS[seems]} />
          <span>{doors.brief(opening)}</span>
        </span>
        {isUnverified ? <span className={styles.old}>{t('directory.unverified')}</span> : null}
      </span>
    </button>
  );
}
