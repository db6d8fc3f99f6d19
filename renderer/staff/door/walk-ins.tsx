/** People who come and had not signed up: so many, counted with one touch, and taken back with one. */
import { useState, type ReactNode } from 'react';
import type { RollView } from '../../../shared/contract/activities.ts';
import { PARTY_AT_MOST } from '../../../shared/domain/events/signup.ts';
import type { AtDate } from '../../../shared/domain/events/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { useRefusalWords, useWords } from '../../ui/words.ts';
import place from '../appointments/appointments.module.css';
import { useOneCommand } from '../appointments/one-command.ts';
import styles from './walk-ins.module.css';

export function WalkIns({ at, walkIns }: { readonly at: AtDate; readonly walkIns: RollView['walkIns'] }): ReactNode {
  const t = useWords('door');
  const desk = useOneCommand();
  const say = useRefusalWords('staff');
  const [people, setPeople] = useState(1);
  const last = walkIns.at(-1);
  const count = (): void => {
    desk.send((id) => ({ kind: 'attendance.note', id, of: null, ...at, people }));
    setPeople(1);
  };
  return (
    <section className={place.card} data-testid="walk-ins">
      <h2>{t('walkIns.title')}</h2>
      <div className={styles.steps}>
        <button type="button" className={styles.step} aria-label={t('walkIns.fewer')} disabled={people <= 1} onClick={() => setPeople(people - 1)}>
          <Icon name="minus" />
        </button>
        <output className={styles.people} aria-live="polite">
          {people}
        </output>
        <button type="button" className={styles.step} aria-label={t('walkIns.more')} disabled={people >= PARTY_AT_MOST} onClick={() => setPeople(people + 1)}>
          <Icon name="plus" />
        </button>
      </div>
      <button type="button" className={place.primary} aria-disabled={desk.busy} onClick={count}>
        <Icon name="check" />
        <span>{t('walkIns.do', { count: people })}</span>
      </button>
      {last ? (
        <button type="button" className={styles.undo} aria-disabled={desk.busy} onClick={() => desk.send((id) => ({ kind: 'attendance.note', id, of: last.of, ...at, people: 0 }))}>
          <Icon name="undo" />
          <span>{t('walkIns.undo', { count: last.people })}</span>
        </button>
      ) : null}
      <div role="status" className={styles.refused}>
        {desk.refusal ? <p>{say(desk.refusal)}</p> : null}
      </div>
    </section>
  );
}
