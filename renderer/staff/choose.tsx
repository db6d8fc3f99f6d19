/** Before the work: which desk is this? */
import type { ReactNode } from 'react';
import type { StaffView } from '../../shared/contract/views.ts';
import type { DeskId } from '../../shared/domain/ids.ts';
import { Label } from '../ui/label.tsx';
import { Mark } from '../ui/mark.tsx';
import { useWords } from '../ui/words.ts';
import styles from './choose.module.css';
import { LinkState } from './link.tsx';

interface ChooseDeskProps {
  readonly view: StaffView;
  /** The address asked for a desk that this centre does not have. */
  readonly unknown: boolean;
  readonly onChoose: (desk: DeskId) => void;
  /** To the other places of this window. */
  readonly ways: ReactNode;
}

export function ChooseDesk({ view, unknown, onChoose, ways }: ChooseDeskProps): ReactNode {
  const t = useWords('staff');
  const common = useWords('common');
  return (
    <main className={styles.choose} data-ground="paper">
      <header className={styles.house}>
        <Mark className={styles.mark} />
        <p>{view.centre}</p>
        {ways}
        <LinkState link={view.link} />
      </header>
      <h1>{t('choose.title')}</h1>
      <p className={styles.about} role={unknown ? 'alert' : undefined}>
        {unknown ? t('choose.unknown') : t('choose.about')}
      </p>
      <ul className={styles.desks}>
        {view.desks.map((desk) => (
          <li key={desk.id}>
            <button type="button" onClick={() => onChoose(desk.id)}>
              <span className={styles.number}>{common('desk', { number: desk.number })}</span>
              <span className={styles.now} data-now={desk.now}>
                {desk.label ? <Label of={desk.label} /> : null}
                <span>{t(`desks.${desk.now}`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}
