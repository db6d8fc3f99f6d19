/** Something was asked of the station, and its answer takes a moment: a paper that was held to the reader, say. */
import type { ReactNode } from 'react';
import { Arch } from '../ui/arch.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { useWords } from '../ui/words.ts';
import page from './page.module.css';
import styles from './refused.module.css';

export function Reading({ picture = 'scan' }: { readonly picture?: IconName }): ReactNode {
  const t = useWords('visitor');
  return (
    <main className={`${page.page} ${styles.refused}`} data-ground="paper" aria-busy="true">
      <Arch className={styles.arch}>
        <div className={styles.said} role="status">
          <span className={styles.picture} data-well>
            <Icon name={picture} />
          </span>
          <h1 className={page.heading} tabIndex={-1}>
            {t('services.working')}
          </h1>
        </div>
      </Arch>
      <footer className={page.foot} />
    </main>
  );
}
