/** What one may come for: up to eight cards, and one tap on one of them. */
import type { ReactNode } from 'react';
import type { ShownWait, VisitorView } from '../../shared/contract/views.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { Head } from './head.tsx';
import { useOpening } from './opening.ts';
import page from './page.module.css';
import styles from './services.module.css';
import type { PageParts } from './visitor.tsx';
import { Wait } from './wait.tsx';

export function Services({ session, sitting, view }: PageParts): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const opening = useOpening(view.zone);
  const { step } = session;
  const asked = step.kind === 'asking' ? step.service : undefined;
  const busy = asked !== undefined || session.echo !== null;
  return (
    <main className={`${page.page} ${styles.services}`} data-ground="paper" aria-busy={asked !== undefined}>
      <Head question={t('services.question')} step={1} />
      <ul className={styles.cards} data-count={view.services.length}>
        {view.services.map((service) => (
          <li key={service.id}>
            <ServiceCard
              service={service}
              asked={service.id === asked}
              disabled={busy}
              // A priority waits less than what is known for everybody.
              wait={session.priority === null ? service.wait[language] : undefined}
              opening={opening}
              onChoose={() =>
                sitting.act(
                  service.turns.kind === 'open'
                    ? { kind: 'choose', service: service.id, language, command: newCommandId() }
                    : { kind: 'notNow', service: service.id },
                )
              }
            />
          </li>
        ))}
      </ul>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={busy} onPress={() => sitting.act({ kind: 'back' })} />
        {view.priorities.length === 0 ? null : (
          <button
            type="button"
            className={styles.priority}
            data-claimed={session.priority === null ? undefined : true}
            disabled={busy}
            onClick={() => sitting.act({ kind: 'seePriorities' })}
          >
            <Icon name={session.priority === null ? 'other' : 'check'} />
            <span>{session.priority === null ? t('priority.mine') : t('priority.claimed')}</span>
          </button>
        )}
      </footer>
    </main>
  );
}

interface ServiceCardProps {
  readonly service: VisitorView['services'][number];
  /** This is the one that was tapped, and the station is at it. */
  readonly asked: boolean;
  readonly disabled: boolean;
  readonly wait: ShownWait | undefined;
  readonly opening: ReturnType<typeof useOpening>;
  readonly onChoose: () => void;
}

function ServiceCard({ service, asked, disabled, wait, opening, onChoose }: ServiceCardProps): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const { turns } = service;
  return (
    <button type="button" className={styles.card} data-asked={asked || undefined} data-turns={turns.kind} disabled={disabled} onClick={onChoose}>
      <span className={styles.picture}>
        <Icon name={service.icon} />
        {turns.kind === 'open' ? null : <Icon name="clock" className={styles.clock} />}
      </span>
      <span className={styles.words}>
        <span className={styles.name}>{service.name[language]}</span>
        {turns.kind === 'open' || asked ? (
          <>
            <span className={styles.about}>{asked ? t('services.working') : service.about[language]}</span>
            {asked ? null : <Wait of={wait} />}
          </>
        ) : (
          <span className={styles.about}>
            <b>{t(`turns.${turns.kind}`)}</b>
            <br />
            {opening(turns.opensAt)}
          </span>
        )}
      </span>
    </button>
  );
}
