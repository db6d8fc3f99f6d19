/** When a series comes, in a sentence and as its next dates: what whoever writes it compares with what they meant. */
import type { ReactNode } from 'react';
import { businessDayOf, type BusinessDay, type EpochMs } from '../../../../shared/domain/clock.ts';
import { occurrencesBetween, type Series } from '../../../../shared/domain/events/index.ts';
import { spellCalendarDay, spellPlainDate } from '../../../ui/tongues.ts';
import place from '../../appointments/appointments.module.css';
import styles from '../activities.module.css';
import { spellSeries } from '../repeat-words.ts';
import { beginsAt, type Words } from '../words.ts';

const SHOWN = 6;
/** In which dates to come are looked for. */
const AHEAD_MS = 400 * 86_400_000;

export function Next({ words, series, now }: { readonly words: Words; readonly series: Series | undefined; readonly now: EpochMs }): ReactNode {
  const { say, language, zone } = words;
  const next = series ? occurrencesBetween(series, now, now + AHEAD_MS).slice(0, SHOWN) : [];
  return (
    <section className={place.card} data-testid="next">
      <h2>{say('edit.next.title')}</h2>
      {series ? <p className={styles.sentence}>{spellSeries(say, language, series)}</p> : <p className={place.about}>{say('edit.next.unknown')}</p>}
      {series && next.length === 0 ? <p className={place.about}>{say('edit.next.none')}</p> : null}
      <ol className={styles.next}>
        {next.map(({ key, start, isCancelled, isMoved }) => {
          const day = series?.isAllDay && !isMoved ? (key.slice(0, 10) as BusinessDay) : businessDayOf(zone, start);
          return (
            <li key={key} data-off={isCancelled || undefined}>
              <span>{day.slice(0, 4) === businessDayOf(zone, now).slice(0, 4) ? spellPlainDate(language, day) : spellCalendarDay(language, day)}</span>
              <strong>{isCancelled ? say('edit.next.off') : series?.isAllDay ? null : beginsAt(words, { isAllDay: false, startsAt: start })}</strong>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
