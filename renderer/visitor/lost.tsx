/** A paper that was lost: of which service it was; and, where several are alike, which of them. */
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Label } from '../ui/label.tsx';
import { useLanguage, useWords } from '../ui/words.ts';
import { Head } from './head.tsx';
import styles from './lost.module.css';
import page from './page.module.css';
import cards from './services.module.css';
import type { Step } from './steps.ts';
import type { PageParts } from './visitor.tsx';

export function Lost({ session, sitting, view }: PageParts): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const busy = session.echo !== null;
  return (
    <main className={`${page.page} ${cards.services} ${styles.lost}`} data-ground="paper">
      <Head question={t('lost.question')} step={1} />
      <ul className={cards.cards} data-count={view.services.length}>
        {view.services.map(({ id, icon, name }) => (
          <li key={id}>
            {/* Also one that gives no turn now: whoever has one waits on. */}
            <button type="button" className={cards.card} data-turns="open" disabled={busy} onClick={() => sitting.act({ kind: 'lostOf', service: id })}>
              <span className={cards.picture}>
                <Icon name={icon} />
              </span>
              <span className={cards.words}>
                <span className={cards.name}>{name[language]}</span>
              </span>
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
