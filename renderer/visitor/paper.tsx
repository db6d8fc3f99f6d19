/** What became of a paper [P4]. */
import type { ReactNode } from 'react';
import type { PaperState } from '../../shared/contract/views.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { useWords } from '../ui/words.ts';
import styles from './paper.module.css';

const DRAWN: Record<PaperState, IconName> = {
  waiting: 'printer',
  printed: 'receipt',
  uncertain: 'warning-circle',
  refused: 'note-pencil',
};

/** @param printed what is said of one that came out, in the place of «take it». */
export function Paper({ state, printed }: { state: PaperState; printed?: string }): ReactNode {
  const t = useWords('visitor');
  return <PaperSaid state={state} words={state === 'printed' && printed !== undefined ? printed : t(`ticket.paper.${state}`)} />;
}

export function PaperSaid({ state, words }: { state: PaperState; words: string }): ReactNode {
  return (
    <p className={styles.paper} data-state={state} data-testid="paper" role="status">
      <Icon name={DRAWN[state]} className={styles.picture} />
      <span>{words}</span>
    </p>
  );
}
