/** How many came to the last dates of this series: people, and never who. */
import type { ReactNode } from 'react';
import type { RollView } from '../../../shared/contract/activities.ts';
import type { StaffView } from '../../../shared/contract/views.ts';
import { spellDate } from '../../ui/tongues.ts';
import { useLanguage, useWords } from '../../ui/words.ts';
import place from '../appointments/appointments.module.css';
import styles from './attended.module.css';

export function Attended({ view, attended }: { readonly view: StaffView; readonly attended: RollView['attended'] }): ReactNode {
  const t = useWords('door');
  const language = useLanguage();
  if (attended.length === 0) return null;
  return (
    <section className={place.card} data-testid="attended">
      <h2>{t('attended.title')}</h2>
      <ul className={styles.dates}>
        {attended.map(({ date, startsAt, signedUp, cameSignedUp, cameOtherwise }) => (
          <li key={date}>
            <span className={styles.day}>{spellDate(view.zone, language, startsAt)}</span>
            <span className={styles.counts}>
              {t('attended.of', { came: cameSignedUp, all: signedUp })}
              {cameOtherwise > 0 ? <small>{t('attended.walkIns', { count: cameOtherwise })}</small> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
