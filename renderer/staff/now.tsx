/** Who is at this desk, and for how long. */
import type { ReactNode } from 'react';
import type { DeskNow, StaffView } from '../../shared/contract/views.ts';
import type { ServiceId } from '../../shared/domain/ids.ts';
import { spellElapsed, spellTime, useNow } from '../ui/clock.ts';
import { Label } from '../ui/label.tsx';
import { emsStyle, labelEms } from '../ui/label-width.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import styles from './now.module.css';

type Open = StaffView['desks'][number]['open'];

export function NowCard({ view, open }: { view: StaffView; open: Open }): ReactNode {
  const { now } = view;
  return now.kind === 'free' ? <Free view={view} open={open} /> : <Somebody view={view} now={now} />;
}

function Free({ view, open }: { view: StaffView; open: Open }): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const pause = open?.pause;
  if (pause) {
    return (
      <section className={styles.now} data-now="paused" aria-label={t('now.label')}>
        <div className={styles.free}>
          <h2>{t('pause.title')}</h2>
          <p>{pause.until === null ? t('pause.open') : t('pause.until', { time: spellTime(view.zone, language, pause.until) })}</p>
        </div>
      </section>
    );
  }
  return (
    <section className={styles.now} data-now="free" aria-label={t('now.label')}>
      <div className={styles.free}>
        <h2>{t('now.free')}</h2>
        <p>{open?.isClosing ? t('pause.closing') : t('now.freeAbout', { count: view.waitingCount })}</p>
      </div>
    </section>
  );
}

interface SomebodyProps {
  readonly view: StaffView;
  readonly now: Exclude<DeskNow, { kind: 'free' }>;
}

function Somebody({ view, now }: SomebodyProps): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const since = now.kind === 'serving' ? now.startedAt : now.calledAt;
  const nameOf = (id: ServiceId): string => view.services.find((each) => each.id === id)?.name[language] ?? '';
  const service = nameOf(now.service);
  const then = now.planned.map(nameOf);
  const priority = view.priorities.find(({ id }) => id === now.priority)?.name[language];
  return (
    <section className={styles.now} data-now={now.kind} aria-label={t('now.label')}>
      <p className={styles.label} style={emsStyle(labelEms(now.label))}>
        <Label of={now.label} testId="now-label" />
      </p>
      <div className={styles.who}>
        <h2>{service}</h2>
        <p>
          <span>{t(`tongue.${now.language}`)}</span>
          <span className={styles.dot} aria-hidden="true" />
          <span>{t('now.arrived', { time: spellTime(view.zone, language, now.enteredAt) })}</span>
        </p>
        {priority || then.length > 0 || now.bookedAt !== null || now.interpreter ? (
          <p>
            {now.interpreter ? <span className={styles.priority}>{t('now.interpreter')}</span> : null}
            {priority ? <span className={styles.priority}>{priority}</span> : null}
            {now.bookedAt === null ? null : <span>{t('now.booked', { time: spellTime(view.zone, language, now.bookedAt) })}</span>}
            {then.length > 0 ? <span>{t('lists.then', { services: then.join(', ') })}</span> : null}
          </p>
        ) : null}
      </div>
      <p className={styles.since}>
        <Elapsed since={since} />
        <span>{t(`now.${now.kind}`)}</span>
      </p>
    </section>
  );
}

/** Apart, so that a second's passing draws this and nothing else. */
function Elapsed({ since }: { since: number }): ReactNode {
  const now = useNow(1_000);
  return <time className={styles.timer}>{spellElapsed(since, now)}</time>;
}
