/** The head of a page: the mark, the centre's name, and the day and time at the centre. */
import type { ReactNode } from 'react';
import type { VisitorView } from '../../shared/contract/views.ts';
import { spellDay, spellTime, useNow } from '../ui/clock.ts';
import { Mark } from '../ui/mark.tsx';
import { useLanguage } from '../ui/words.ts';
import styles from './house.module.css';

export function House({ view }: { view: VisitorView }): ReactNode {
  const language = useLanguage();
  const now = useNow(60_000);
  return (
    <header className={styles.house}>
      <p className={styles.name}>
        <Mark className={styles.mark} />
        <span>{view.centre}</span>
      </p>
      <p className={styles.time}>
        <span>{spellDay(view.zone, language, now)}</span>
        <span>{spellTime(view.zone, language, now)}</span>
      </p>
    </header>
  );
}
