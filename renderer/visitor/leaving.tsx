/** Giving a turn up: asked once more before it is gone, since a tap is soon made. */
import type { ReactNode } from 'react';
import { spellLabel, type Label } from '../../shared/domain/label.ts';
import { Arch } from '../ui/arch.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { useHold } from '../ui/renewal.ts';
import { useWords } from '../ui/words.ts';
import { FinishFoot } from './finish-foot.tsx';
import page from './page.module.css';
import styles from './refused.module.css';
import type { Step } from './steps.ts';
import type { PageParts } from './visitor.tsx';

export function Leaving({ session, sitting, ticket }: PageParts & { ticket: Extract<Step, { kind: 'leaving' }> }): ReactNode {
  const t = useWords('visitor');
  useHold();
  const disabled = session.echo !== null || ticket.command !== null;
  return (
    <main className={`${page.page} ${styles.refused}`} data-ground="paper" aria-busy={ticket.command !== null}>
      <Said title={t('leave.question')} about={t('leave.about', { label: spellLabel(ticket.label) })} />
      <footer className={page.foot}>
        <Button role="back" words={t('leave.yes')} disabled={disabled} onPress={() => sitting.act({ kind: 'confirmLeave', command: newCommandId() })} />
        <Button role="goOn" words={t('leave.no')} disabled={disabled} onPress={() => sitting.act({ kind: 'stay' })} />
      </footer>
    </main>
  );
}

export function Left({ session, sitting, label }: PageParts & { label: Label }): ReactNode {
  const t = useWords('visitor');
  useHold();
  return (
    <main className={`${page.page} ${styles.refused}`} data-ground="paper">
      <Said title={t('leave.left')} about={t('leave.leftAbout', { label: spellLabel(label) })} />
      <FinishFoot session={session} sitting={sitting} />
    </main>
  );
}

function Said({ title, about }: { title: string; about: string }): ReactNode {
  return (
    <Arch className={styles.arch}>
      <div className={styles.said} role="status">
        <span className={styles.picture}>
          <Icon name="ticket" />
        </span>
        <h1 className={page.heading} tabIndex={-1}>
          {title}
        </h1>
        <p>{about}</p>
      </div>
    </Arch>
  );
}
