/** «Un momento, por favor…»: the calm screen for when the station is not there. It heals by itself. */
import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';
import styles from './moment.module.css';
import { useWords } from './words.ts';

export function MomentPlease({ ground = 'paper' }: { ground?: 'paper' | 'night' }): ReactNode {
  const t = useWords('common');
  return (
    <main className={styles.moment} data-ground={ground} data-testid="moment">
      <div className={styles.said} role="status">
        <Mark className={styles.mark} />
        <h1>{t('moment.title')}</h1>
        <p>{t('moment.about')}</p>
      </div>
    </main>
  );
}
