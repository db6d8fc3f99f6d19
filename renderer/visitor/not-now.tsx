/** A service that gives no turn now: since when it does again, a place to keep for then, and whom to ask where that is too late. */
import type { ReactNode } from 'react';
import type { ServiceId } from '../../shared/domain/ids.ts';
import { Arch } from '../ui/arch.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useLanguage, useWords } from '../ui/words.ts';
import { useOpening } from './opening.ts';
import page from './page.module.css';
import { Refused } from './refused.tsx';
import styles from './refused.module.css';
import type { PageParts } from './visitor.tsx';

export function NotNow({ session, sitting, view, asked }: PageParts & { asked: ServiceId }): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const opening = useOpening(view.zone);
  const service = view.services.find(({ id }) => id === asked);
  if (!service) return <Refused session={session} sitting={sitting} view={view} why="unknownService" />;
  const { turns } = service;
  const keeps = turns.kind !== 'open' && service.keepsPlaces;
  const disabled = session.echo !== null;
  return (
    <main className={`${page.page} ${styles.refused}`} data-ground="paper">
      <Arch className={styles.arch}>
        <div className={styles.said} role="alert">
          <span className={styles.picture}>
            <Icon name={turns.kind === 'open' ? service.icon : 'clock'} />
          </span>
          <h1 className={page.heading} tabIndex={-1}>
            {service.name[language]}
          </h1>
          <p className={styles.strong}>{t(`turns.${turns.kind}`)}</p>
          {turns.kind === 'open' ? null : (
            <>
              <p>{opening(turns.opensAt)}</p>
              {keeps ? <p>{t('turns.keepAbout')}</p> : null}
              <p>{t('turns.urgent')}</p>
            </>
          )}
        </div>
      </Arch>
      <footer className={page.foot}>
        {keeps ? (
          <Button role="back" icon="arrow-left" words={t('refused.again')} disabled={disabled} onPress={() => sitting.act({ kind: 'takeTurn' })} />
        ) : (
          <Button role="back" icon="arrow-left" words={t('refused.home')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
        )}
        {keeps ? (
          <Button role="goOn" icon="arrow-right" words={t('turns.keep')} disabled={disabled} onPress={() => sitting.act({ kind: 'keepPlace' })} />
        ) : (
          <Button role="goOn" icon="arrow-right" words={t('refused.again')} disabled={disabled} onPress={() => sitting.act({ kind: 'takeTurn' })} />
        )}
      </footer>
    </main>
  );
}
