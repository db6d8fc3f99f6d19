/** Which day is shown: today and the days for which times are kept. Chosen by its name, which no machine's way of writing dates can turn round. */
import type { ReactNode } from 'react';
import { BusinessDay, dayBefore, daysAfter } from '../../../shared/domain/clock.ts';
import { DAYS_AHEAD } from '../../../shared/domain/decisions/decide-appointments.ts';
import { Icon } from '../../ui/icon.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import styles from './day-bar.module.css';
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
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => daysAfter(today, ahead));
  const near = [t('day.today'), t('day.tomorrow')];
  const name = (of: BusinessDay): string => [near[days.indexOf(of)] ?? [], spellDate(language, of)].flat().join(' · ');
  return (
    <div className={styles.days} role="group" aria-label={t('day.choose')}>
      <button type="button" className={styles.round} disabled={day <= today} aria-label={t('day.before')} onClick={() => onDay(dayBefore(day))}>
        <Icon name="arrow-left" />
      </button>
      <select className={styles.day} aria-label={t('day.day')} value={day} onChange={(event) => onDay(BusinessDay.parse(event.target.value))}>
        {days.map((each) => (
          <option key={each} value={each}>
            {name(each)}
          </option>
        ))}
      </select>
      <button type="button" className={styles.round} disabled={day >= last} aria-label={t('day.after')} onClick={() => onDay(daysAfter(day, 1))}>
        <Icon name="arrow-right" />
      </button>
      {day === today ? null : (
        <button type="button" className={styles.pill} onClick={() => onDay(today)}>
          {t('day.today')}
        </button>
      )}
    </div>
  );
}
