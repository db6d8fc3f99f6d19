/** [Q5] How long one waits, in words; nothing where there is nothing to say. */
import type { ReactNode } from 'react';
import type { ShownWait } from '../../shared/contract/views.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words.ts';
import styles from './wait.module.css';

export function Wait({ of }: { of: ShownWait | null | undefined }): ReactNode {
  const t = useWords('visitor');
  if (!of) return null;
  return (
    <span className={styles.wait} data-testid="wait">
      <Icon name="clock" />
      <span>{of.kind === 'under' ? t('wait.under', { minutes: of.minutes }) : t('wait.between', { fromMin: of.fromMin, toMin: of.toMin })}</span>
    </span>
  );
}
