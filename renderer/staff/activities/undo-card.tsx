/** The last thing that was done here, in words, and the way to take it back. */
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useRefusalWords } from '../../ui/words.ts';
import styles from './activities.module.css';
import type { Acting } from './acting.ts';
import type { Words } from './words.ts';

export function UndoCard({ words: { say, text }, acting: { last, busy, refusal, told, undo } }: { readonly words: Words; readonly acting: Acting }): ReactNode {
  const refused = useRefusalWords('staff');
  const name = last?.after?.name ?? last?.before?.name;
  return (
    <div role="status" className={styles.undo}>
      {refusal ? (
        <p data-refused>
          <Icon name="warning" />
          <span>{refused(refusal)}</span>
        </p>
      ) : null}
      {told ? <p data-told={told}>{say(`undo.${told}`)}</p> : null}
      {last ? (
        <div className={styles.done}>
          <p>{say(`undo.done.${last.kind}`, { name: name ? text(name) : '' })}</p>
          <button type="button" aria-disabled={busy} data-act="undo" onClick={() => void undo()}>
            <Icon name="undo" />
            <span>{say('undo.button')}</span>
          </button>
        </div>
      ) : null}
    </div>
  );
}
