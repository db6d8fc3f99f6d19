/** A person is called: that it rings, that somebody comes, or what to do where nobody does. Never who [X3]. */
import type { ReactNode } from 'react';
import type { HelpView } from '../../shared/contract/views.ts';
import { Arch } from '../ui/arch.tsx';
import { useView } from '../ui/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { useWords } from '../ui/words.ts';
import page from './page.module.css';
import { Reading } from './reading.tsx';
import styles from './refused.module.css';
import type { Step } from './steps.ts';
import type { PageParts } from './visitor.tsx';

/** On its way to the desks. */
export function Calling(): ReactNode {
  return <Reading picture="hand-waving" />;
}

export function HelpComes({ session, sitting, step }: PageParts & { step: Extract<Step, { kind: 'help' }> }): ReactNode {
  const t = useWords('visitor');
  const stands = useView({ kind: 'help', help: step.help })?.stands ?? 'ringing';
  const disabled = session.echo !== null || step.over !== null;
  const isOpen = stands === 'ringing' || stands === 'slow';
  return (
    <main className={`${page.page} ${styles.refused}`} data-ground="paper" aria-busy={step.over !== null}>
      <Arch className={styles.arch}>
        <div className={styles.said} role="status" data-testid="help" data-stands={stands}>
          <span className={styles.picture} data-person={PICTURES[stands] === 'hand-waving' || undefined} data-well={stands === 'coming' || undefined}>
            <Icon name={PICTURES[stands]} />
          </span>
          <h1 className={page.heading} tabIndex={-1}>
            {t(`help.${stands}`)}
          </h1>
          <p>{t(`help.about.${stands}`)}</p>
        </div>
      </Arch>
      <footer className={page.foot}>
        {isOpen ? <Button role="back" words={t('help.nobody')} disabled={disabled} onPress={() => sitting.act({ kind: 'needNobody', command: newCommandId() })} /> : <span />}
        <Button role="goOn" words={t('refused.home')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
      </footer>
    </main>
  );
}

const PICTURES = { ringing: 'hand-waving', slow: 'clock', coming: 'check', ended: 'check', unanswered: 'warning-circle' } as const satisfies Record<HelpView['stands'], string>;
