/** Which days are shown, and how: a month, a week or a list, on and back, today, or any date. */
import type { ReactNode } from 'react';
import { BusinessDay, daysAfter } from '../../../shared/domain/clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { spellDays, spellMonth } from '../../ui/tongues.ts';
import bar from '../appointments/day-bar.module.css';
import styles from './activities.module.css';
import { shownOf, SPANS, stepped, type Span } from './grid.ts';
import type { Words } from './words.ts';

interface BarProps {
  readonly words: Words;
  readonly span: Span;
  readonly day: BusinessDay;
  readonly today: BusinessDay;
  readonly onSpan: (span: Span) => void;
  readonly onDay: (day: BusinessDay) => void;
}

export function Bar({ words, span, day, today, onSpan, onDay }: BarProps): ReactNode {
  const { say } = words;
  return (
    <div className={styles.bar}>
      <div className={styles.steps}>
        <button type="button" className={bar.round} aria-label={say(`bar.before.${span}`)} onClick={() => onDay(stepped(span, day, -1))}>
          <Icon name="arrow-left" />
        </button>
        <button type="button" className={bar.round} aria-label={say(`bar.after.${span}`)} onClick={() => onDay(stepped(span, day, 1))}>
          <Icon name="arrow-right" />
        </button>
        <h2 className={styles.period} aria-live="polite">{periodOf(words, span, day)}</h2>
        <button type="button" className={bar.pill} aria-disabled={day === today} onClick={() => onDay(today)}>
          {say('bar.today')}
        </button>
        <input
          type="date"
          className={styles.to}
          aria-label={say('bar.to')}
          title={say('bar.to')}
          value={day}
          onChange={({ target }) => {
            const to = BusinessDay.safeParse(target.value);
            if (to.success && to.data >= '1970-01-01' && to.data < '2199-01-01') onDay(to.data);
          }}
        />
      </div>
      <div className={styles.spans} role="group" aria-label={say('span.choose')}>
        {SPANS.map((each) => (
          <button key={each} type="button" data-span={each} aria-pressed={each === span} onClick={() => onSpan(each)}>
            {say(`span.${each}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

/** `noviembre de 2026`, or a week's two ends. */
export function periodOf({ language }: Pick<Words, 'language'>, span: Span, day: BusinessDay): string {
  if (span !== 'week') return spellMonth(language, day);
  const { from } = shownOf('week', day);
  return spellDays(language, from, daysAfter(from, 6));
}
