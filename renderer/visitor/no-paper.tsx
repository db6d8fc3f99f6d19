/** Said before anybody asks: no paper comes out, and the number is good without. It goes away by itself with the trouble. */
import type { ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words.ts';
import styles from './no-paper.module.css';

export function NoPaper(): ReactNode {
  const t = useWords('visitor');
  return (
    <span className={styles.noPaper} data-testid="no-paper">
      <Icon name="note-pencil" className={styles.icon} />
      <span>{t('home.noPaper')}</span>
    </span>
  );
}
