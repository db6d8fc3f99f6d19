/** Says, quietly and in good time, that the first page is coming back, and how to stay. */
import { useEffect, useState, type ReactNode } from 'react';
import { screenClock, screenTimers } from '../ui/clock.ts';
import { useWords } from '../ui/words.ts';
import styles from './returning.module.css';
import { warningOf } from './session.ts';
import type { NamedTimer, Session } from './steps.ts';

/** Once around the ring, in the units of its drawing. */
const AROUND = 2 * Math.PI * 20;

export function Returning({ session }: { session: Session }): ReactNode {
  const t = useWords('visitor');
  const warning = warningOf(session.step);
  const seconds = useSecondsLeft(session.idle);
  const near = seconds !== null && seconds * 1000 <= warning;
  return (
    <div className={styles.returning} role="status">
      {near ? (
        <>
          <span className={styles.ring} aria-hidden="true">
            <svg viewBox="0 0 48 48">
              <circle className={styles.track} cx="24" cy="24" r="20" />
              <circle
                className={styles.left}
                cx="24"
                cy="24"
                r="20"
                strokeDasharray={AROUND}
                strokeDashoffset={AROUND * (1 - (seconds * 1000) / warning)}
              />
            </svg>
            <span>{seconds}</span>
          </span>
          {/* Heard once; the ring counts for whoever sees it. */}
          <span className="only-heard">{t('idle.returning', { seconds: warning / 1000 })}</span>
          <span>{t('idle.stay')}</span>
        </>
      ) : null}
    </div>
  );
}

/** Whole seconds until a timer's end, renewed at each; null where no timer runs. */
function useSecondsLeft(timer: NamedTimer | null): number | null {
  const [left, setLeft] = useState<{ of: number; seconds: number }>();
  useEffect(() => {
    if (!timer) return undefined;
    let cancel = (): void => {};
    const count = (): void => {
      const ms = timer.endsAt - screenClock.monotonic();
      if (ms <= 0) return;
      setLeft({ of: timer.id, seconds: Math.ceil(ms / 1000) });
      cancel = screenTimers.after(ms % 1000 || 1000, count);
    };
    count();
    return () => cancel();
  }, [timer]);
  return timer && left?.of === timer.id ? left.seconds : null;
}
