/** A paper that was lost: of which service it was; and, where several are alike, which of them. */
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Label } from '../ui/label.tsx';
import { useWords } from '../ui/words.ts';
import { Head } from './head.tsx';
import styles from './lost.module.css';
import page from './page.module.css';
import { ServiceCards } from './service-cards.tsx';
import cards from './services.module.css';
import type { Step } from './steps.ts';
import type { PageParts } from './visitor.tsx';

export function Lost({ session, sitting, view }: PageParts): ReactNode {
  const t = useWords('visitor');
  const busy = session.echo !== null;
  return (
    <main className={`${page.page} ${cards.services} ${styles.lost}`} data-ground="paper">
      <Head question={t('lost.question')} step={1} />
      <ServiceCards view={view} disabled={busy} onChoose={(service) => sitting.act({ kind: 'lostOf', service })} />
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={busy} onPress={() => sitting.act({ kind: 'back' })} />
      </footer>
    </main>
  );
}

export function Which({ session, sitting, which }: PageParts & { which: Extract<Step, { kind: 'which' }> }): ReactNode {
  const t = useWords('visitor');
  const busy = session.echo !== null;
  return (
    <main className={`${page.page} ${cards.services}`} data-ground="paper">
      <Head question={t('lost.which')} about={t('lost.whichAbout')} />
      <ul className={styles.numbers}>
        {which.tickets.map((ticket) => (
          <li key={ticket.visit}>
            <button type="button" className={styles.number} disabled={busy} onClick={() => sitting.act({ kind: 'pick', ticket })}>
              <Label of={ticket.label} />
            </button>
          </li>
        ))}
      </ul>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={busy} onPress={() => sitting.act({ kind: 'back' })} />
      </footer>
    </main>
  );
}
