/** What became of a paper [P4]. */
import type { ReactNode } from 'react';
import type { PaperState } from '../../shared/contract/views.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { useWords } from '../ui/words.ts';
import styles from './paper.module.css';

const DRAWN: Record<PaperState, IconName> = {
  waiting: 'printer',
  held: 'note-pencil',
  printed: 'receipt',
  uncertain: 'warning-circle',
  refused: 'note-pencil',
};

interface PaperProps {
  readonly state: PaperState;
  /** The printer that has it, where that is not the one at hand. */
  readonly elsewhere: string | null;
  /** What is said of one that came out, in the place of «take it». */
  readonly printed?: string;
}

export function Paper({ state, elsewhere, printed }: PaperProps): ReactNode {
  const t = useWords('visitor');
  if (elsewhere !== null && (state === 'printed' || state === 'uncertain')) return <PaperSaid state={state} words={t(`ticket.paper.elsewhere.${state}`, { name: elsewhere })} />;
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
