/** What a visitor may say of themselves to be called earlier: one tap on a picture, seen by staff alone [X2]. */
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useLanguage, useWords } from '../ui/words.ts';
import { Head } from './head.tsx';
import page from './page.module.css';
import styles from './services.module.css';
import type { PageParts } from './visitor.tsx';

export function Priorities({ session, sitting, view }: PageParts): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const busy = session.echo !== null;
  return (
    <main className={`${page.page} ${styles.services}`} data-ground="paper">
      <Head question={t('priority.question')} about={t('priority.private')} />
      <ul className={styles.cards} data-count={view.priorities.length}>
        {view.priorities.map(({ id, icon, name }) => {
          const claimed = session.priority === id;
          return (
            <li key={id}>
              <button
                type="button"
                className={styles.card}
                data-turns="open"
                data-asked={claimed || undefined}
                aria-pressed={claimed}
                disabled={busy}
                onClick={() => sitting.act({ kind: 'claim', priority: claimed ? null : id })}
              >
                <span className={styles.picture}>
                  <Icon name={icon} />
                </span>
                <span className={styles.words}>
                  <span className={styles.name}>{name[language]}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={busy} onPress={() => sitting.act({ kind: 'back' })} />
      </footer>
    </main>
  );
}
