/** What is in each other's way in the days shown, in words. It forbids nothing. */
import type { ReactNode } from 'react';
import type { ScheduledDate, ScheduleView } from '../../../shared/contract/activities.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { spellPlainDate } from '../../ui/tongues.ts';
import styles from './activities.module.css';
import { beginsAt, type Words } from './words.ts';

/** More are counted. */
const TOLD = 4;

export function Clashes({ words, schedule: { clashes, dates } }: { readonly words: Words; readonly schedule: ScheduleView }): ReactNode {
  const { say, language, zone, text } = words;
  const pairs = clashes.flatMap(([a, b]): readonly (readonly [ScheduledDate, ScheduledDate])[] => {
    const [one, other] = [dates[a], dates[b]];
    return one && other ? [[one, other]] : [];
  });
  if (pairs.length === 0) return null;
  return (
    <section className={styles.clashes} data-testid="clashes">
      <h2>
        <Icon name="warning" />
        <span>{say('clash.title', { count: pairs.length })}</span>
      </h2>
      <ul>
        {pairs.slice(0, TOLD).map(([one, other]) => (
          <li key={`${one.series} ${one.date} ${other.series} ${other.date}`}>
            <strong>{spellPlainDate(language, businessDayOf(zone, Math.max(one.startsAt, other.startsAt)))}</strong>
            {say('clash.told', {
              room: one.room ? text(one.room) : say('date.noRoom'),
              one: text(one.name), oneAt: beginsAt(words, one),
              other: text(other.name), otherAt: beginsAt(words, other),
            })}
          </li>
        ))}
      </ul>
      {pairs.length > TOLD ? <p>{say('clash.more', { count: pairs.length - TOLD })}</p> : null}
    </section>
  );
}
