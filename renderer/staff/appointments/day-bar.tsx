/** Which day is shown: today and the days for which times are kept. */
import type { ReactNode } from 'react';
import { BusinessDay, dayBefore, daysAfter } from '../../../shared/domain/clock.ts';
import { DAYS_AHEAD } from '../../../shared/domain/decide-appointments.ts';
import { Icon } from '../../ui/icon.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import styles from './appointments.module.css';
import { spellDate } from './days.ts';

interface DayBarProps {
  readonly day: BusinessDay;
  readonly today: BusinessDay;
  readonly onDay: (day: BusinessDay) => void;
}

export function DayBar({ day, today, onDay }: DayBarProps): ReactNode {
  const t = useWords('appointments');
  const language = useLanguage();
  const last = daysAfter(today, DAYS_AHEAD);
  const near = day === today ? 'today' : day === daysAfter(today, 1) ? 'tomorrow' : undefined;
  const choose = (text: string): void => {
    const chosen = BusinessDay.safeParse(text);
    if (chosen.success && chosen.data >= today && chosen.data <= last) onDay(chosen.data);
  };
  return (
    <div className={styles.days}>
      <h2 className={styles.day} aria-live="polite">
        {near ? <strong>{t(`day.${near}`)}</strong> : null} <span>{spellDate(language, day)}</span>
      </h2>
      <div className={styles.dayTools} role="group" aria-label={t('day.choose')}>
        <button type="button" className={styles.round} disabled={day <= today} aria-label={t('day.before')} onClick={() => onDay(dayBefore(day))}>
          <Icon name="arrow-left" />
        </button>
        <button type="button" className={styles.round} disabled={day >= last} aria-label={t('day.after')} onClick={() => onDay(daysAfter(day, 1))}>
          <Icon name="arrow-right" />
        </button>
        <button type="button" className={styles.pill} aria-pressed={day === today} onClick={() => onDay(today)}>
          {t('day.today')}
        </button>
        <input type="date" className={styles.date} aria-label={t('day.date')} value={day} min={today} max={last} onChange={(event) => choose(event.target.value)} />
      </div>
    </div>
  );
}
