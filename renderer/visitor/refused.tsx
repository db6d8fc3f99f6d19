/** When no ticket could be given: what happened, what stays safe, and what to do now. */
import type { ReactNode } from 'react';
import { REFUSALS, type RefusalKind } from '../../shared/contract/refusals.ts';
import { Arch } from '../ui/arch.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useRefusalWords, useWords } from '../ui/words.ts';
import page from './page.module.css';
import styles from './refused.module.css';
import type { Tap } from './taps.ts';
import type { PageParts } from './visitor.tsx';

interface RefusedProps extends PageParts {
  readonly why: RefusalKind;
  /** How one goes on, and what that is called, where it is not choosing again; null where going back is all. */
  readonly on?: { readonly words: string | undefined; readonly act: Extract<Tap, { kind: 'again' | 'haveTime' }> } | null;
}

export function Refused({ session, sitting, why, on = { words: undefined, act: { kind: 'again' } } }: RefusedProps): ReactNode {
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
        {REFUSALS[why] === 'reload' ? <Button role="goOn" words={t('refused.reload')} disabled={disabled} onPress={() => window.location.reload()} /> : null}
        {REFUSALS[why] !== 'reload' && on ? <Button role="goOn" icon="arrow-right" words={on.words ?? t('refused.again')} disabled={disabled} onPress={() => sitting.act(on.act)} /> : null}
      </footer>
    </main>
  );
}
