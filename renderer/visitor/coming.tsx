/** Somebody comes for a time that was kept: now, too early, or too late. */
import type { ReactNode } from 'react';
import { Arch } from '../ui/arch.tsx';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { useDayAndTime } from './opening.ts';
import page from './page.module.css';
import { Refused } from './refused.tsx';
import styles from './refused.module.css';
import type { Coming as Time, Step } from './steps.ts';
import type { PageParts } from './visitor.tsx';

const DRAWN: Record<Time['now'], IconName> = { ready: 'appointment', early: 'clock', late: 'clock' };

export function Coming({ session, sitting, view, step }: PageParts & { step: Extract<Step, { kind: 'coming' }> }): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const dayAndTime = useDayAndTime(view.zone);
  const { coming, asked } = step;
  const service = view.services.find(({ id }) => id === coming.service);
  if (!service) return <Refused session={session} sitting={sitting} view={view} why="unknownService" />;
  const disabled = session.echo !== null || asked !== null;
  const sentences = (): string[] => {
    if (coming.now === 'ready') return [t('coming.at', dayAndTime(coming.at))];
    if (coming.now === 'late') return [t('coming.asEverybody')];
    return coming.what === 'kept' ? [t('kept.come', dayAndTime(coming.from))] : [t('coming.is', dayAndTime(coming.at)), t('coming.from', dayAndTime(coming.from))];
  };
  return (
    <main className={`${page.page} ${styles.refused}`} data-ground="paper" aria-busy={asked !== null}>
      <Arch className={styles.arch}>
        <div className={styles.said} role="status">
          <span className={styles.picture} data-well={coming.now === 'ready' || undefined}>
            <Icon name={DRAWN[coming.now]} />
          </span>
          <h1 className={page.heading} tabIndex={-1}>
            {service.name[language]}
          </h1>
          <p className={styles.strong}>{t(`coming.${coming.now}`, { what: coming.what })}</p>
          {sentences().map((each) => (
            <p key={each}>{each}</p>
          ))}
        </div>
      </Arch>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('refused.home')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
        {coming.now === 'ready' ? (
          <Button
            role="goOn"
            icon="arrow-right"
            words={asked ? t('services.working') : t('coming.goOn')}
            disabled={disabled}
            onPress={() => sitting.act({ kind: 'checkIn', command: newCommandId(), language })}
          />
        ) : null}
        {coming.now === 'late' ? (
          <Button
            role="goOn"
            icon="arrow-right"
            words={t('coming.goOn')}
            disabled={disabled}
            onPress={() =>
              sitting.act(service.turns.kind === 'open' ? { kind: 'choose', service: service.id, language, command: newCommandId() } : { kind: 'notNow', service: service.id })
            }
          />
        ) : null}
      </footer>
    </main>
  );
}
