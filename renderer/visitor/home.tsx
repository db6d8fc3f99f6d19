/** The first page: one door, and the languages it is said in. */
import type { ReactNode } from 'react';
import type { Language } from '../../shared/domain/centre.ts';
import { Arch } from '../ui/arch.tsx';
import { Icon } from '../ui/icon.tsx';
import { useLanguage, useWords } from '../ui/words.ts';
import styles from './home.module.css';
import { House } from './house.tsx';
import page from './page.module.css';
import type { PageParts } from './visitor.tsx';

export function Home({ session, sitting, view }: PageParts): ReactNode {
  const t = useWords('visitor');
  return (
    <main className={`${page.page} ${styles.home}`} data-ground="paper">
      <House view={view} />
      <h1 className={`${page.heading} ${styles.welcome}`} tabIndex={-1}>
        {t('home.welcome')}
      </h1>
      <button
        type="button"
        className={styles.door}
        disabled={session.echo !== null}
        onClick={() => sitting.act({ kind: 'takeTurn' })}
      >
        <Arch className={styles.frame}>
          <span className={styles.opening}>
            <span className={styles.picture}>
              <Icon name="ticket" />
            </span>
            <span className={styles.turn}>{t('home.turn')}</span>
            <span className={styles.about}>{t('home.turnAbout')}</span>
            <span className={styles.threshold}>
              <Icon name="arrow-right" />
            </span>
          </span>
        </Arch>
      </button>
      <Languages session={session} sitting={sitting} view={view} />
    </main>
  );
}

/** By their own names, in the centre's order. */
function Languages({ session, sitting, view }: PageParts): ReactNode {
  const t = useWords('visitor');
  const common = useWords('common');
  const spoken = useLanguage();
  return (
    <div role="group" aria-label={t('home.languages')} className={styles.languages}>
      {view.languages.map((language: Language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={styles.language}
          aria-pressed={language === spoken}
          disabled={session.echo !== null}
          onClick={() => sitting.act({ kind: 'speak', language })}
        >
          {language === spoken ? <Icon name="check" /> : null}
          <span>{common(`autonym.${language}`)}</span>
        </button>
      ))}
    </div>
  );
}
