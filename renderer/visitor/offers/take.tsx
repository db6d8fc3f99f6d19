/** [P4] A paper to take along: the button, and then what became of it. */
import type { ReactNode } from 'react';
import { useView } from '../../ui/bridge.ts';
import { Icon } from '../../ui/icon.tsx';
import { useRefusalWords, useWords } from '../../ui/words.ts';
import { Paper, PaperSaid } from '../paper.tsx';
import type { TakenPaper } from '../steps.ts';
import styles from './offers.module.css';

interface TakeProps {
  readonly taken: TakenPaper;
  readonly givesPaper: boolean;
  readonly disabled: boolean;
  readonly onTake: () => void;
}

export function Take({ taken, givesPaper, disabled, onTake }: TakeProps): ReactNode {
  const t = useWords('visitor');
  const say = useRefusalWords('visitor');
  switch (taken.kind) {
    case 'offered':
      if (!givesPaper) return <PaperSaid state="refused" words={t('offers.paper.none')} />;
      return (
        <button type="button" className={styles.take} data-act="take" disabled={disabled} onClick={onTake}>
          <Icon name="printer" />
          <span>{t('offers.take')}</span>
        </button>
      );
    case 'asked':
      return <Paper state="waiting" elsewhere={null} />;
    case 'given':
      return <Given paper={taken.paper} />;
    case 'refused':
      return <PaperSaid state="refused" words={say(taken.why)} />;
    default:
      return taken satisfies never;
  }
}

function Given({ paper }: { paper: Extract<TakenPaper, { kind: 'given' }>['paper'] }): ReactNode {
  const t = useWords('visitor');
  const seen = useView({ kind: 'takeAlong', paper });
  // A station that knows nothing of this paper can promise none.
  const state = seen?.state === 'unknown' ? 'uncertain' : (seen?.state ?? 'waiting');
  const elsewhere = seen?.elsewhere ?? null;
  if (state === 'waiting' || state === 'printed') return <Paper state={state} elsewhere={elsewhere} />;
  return <PaperSaid state={state} words={elsewhere !== null && state === 'uncertain' ? t('offers.paper.elsewhere', { name: elsewhere }) : t(`offers.paper.${state}`)} />;
}
