/** When no ticket could be given: what happened, what stays safe, and what to do now. */
import type { ReactNode } from 'react';
import { REFUSALS, type RefusalKind } from '../../shared/contract/refusals.ts';
import { Arch } from '../ui/arch.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useRefusalWords, useWords } from '../ui/words.ts';
import page from './page.module.css';
import styles from './refused.module.css';
import { Returning } from './returning.tsx';
import type { PageParts } from './visitor.tsx';

/** @param again what trying once more is called, where it is not choosing. */
export function Refused({ session, sitting, why, again }: PageParts & { why: RefusalKind; again?: string }): ReactNode {
  const t = useWords('visitor');
  const say = useRefusalWords('visitor');
  const disabled = session.echo !== null;
  const person = REFUSALS[why] === 'askPerson';
  return (
    <main className={`${page.page} ${styles.refused}`} data-ground="paper">
      <Arch className={styles.arch}>
        <div className={styles.said} role="alert">
          <span className={styles.picture} data-person={person || undefined}>
            <Icon name={person ? 'hand-waving' : 'warning-circle'} />
          </span>
          <h1 className={page.heading} tabIndex={-1}>
            {t('refused.title')}
          </h1>
          <p>{say(why)}</p>
        </div>
      </Arch>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('refused.home')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
        <Returning session={session} />
        {REFUSALS[why] === 'reload' ? (
          <Button role="goOn" words={t('refused.reload')} disabled={disabled} onPress={() => window.location.reload()} />
        ) : (
          <Button role="goOn" icon="arrow-right" words={again ?? t('refused.again')} disabled={disabled} onPress={() => sitting.act({ kind: 'again' })} />
        )}
      </footer>
    </main>
  );
}
