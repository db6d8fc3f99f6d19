/** What there is to come to next, in the arch's place while nobody is called. */
import { useEffect, useState, type ReactNode } from 'react';
import type { DisplayView } from '../../shared/contract/views.ts';
import { businessDayOf } from '../../shared/domain/clock.ts';
import { textIn } from '../../shared/domain/offers/offers.ts';
import { screenTimers, spellTime, useNow } from '../ui/clock.ts';
import { Icon } from '../ui/icon.tsx';
import { directionOf, spellWeekday } from '../ui/tongues.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import type { Announcing } from './announcing.ts';
import styles from './display.module.css';
import { turnAt, type Face } from './resting.ts';

/** @param has whether there is anything to come to. */
export function useFace({ now, isTelling }: Announcing, has: boolean): Face {
  const [turn, setTurn] = useState({ of: '', n: 0 });
  const of = `${now?.key ?? ''} ${isTelling || !has}`;
  const n = turn.of === of ? turn.n : 0;
  const isResting = !isTelling && has;
  const wasCalled = now !== null;
  useEffect(() => {
    if (!isResting) return undefined;
    return screenTimers.after(turnAt(n, wasCalled).lasts, () => setTurn({ of, n: n + 1 }));
  }, [of, n, isResting, wasCalled]);
  return isResting ? turnAt(n, wasCalled).face : 'call';
}

export function Coming({ view: { coming, zone, languages } }: { readonly view: Pick<DisplayView, 'coming' | 'zone' | 'languages'> }): ReactNode {
  const t = useWords('display');
  const language = useLanguage();
  const now = useNow(60_000);
  const first = languages[0] ?? 'es';
  const said = (of: Parameters<typeof textIn>[0]): ReactNode => {
    const { text, language: written } = textIn(of, language, first);
    return written === language ? text : <bdi lang={written} dir={directionOf(written)}>{text}</bdi>;
  };
  const isToday = (at: number): boolean => businessDayOf(zone, at) === businessDayOf(zone, now);
  return (
    <section className={`${styles.now} ${styles.coming}`} aria-labelledby="coming" data-testid="coming">
      <div>
        <h1 id="coming">{t('coming')}</h1>
        <ul>
          {coming.filter(({ startsAt, endsAt }) => Math.max(startsAt, endsAt) > now).map(({ id, date, icon, name, room, startsAt, isCancelled }) => (
            <li key={`${id} ${date}`}>
              <Icon name={`activity-${icon}`} />
              <p>
                <strong>{said(name)}</strong>
                <span className={styles.where}>
                  <b>{t('when', { day: isToday(startsAt) ? t('today') : spellWeekday(zone, language, startsAt), time: spellTime(zone, language, startsAt) })}</b>
                  {isCancelled ? <em className={styles.off}>{t('off')}</em> : room === null ? null : <span>{said(room)}</span>}
                </span>
              </p>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
