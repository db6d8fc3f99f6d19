/**
 * Asks, seen and heard, whether anybody is still there, before the first page comes back and what was
 * chosen is gone. In: the session's patience. Out: «more time», as often as it is asked for [X4].
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import askingFile from '../../assets/sounds/asking.wav';
import { screenClock, screenTimers } from '../ui/clock.ts';
import { useWords } from '../ui/words.ts';
import { WARNING_MS } from './session.ts';
import type { Sitting } from './sitting.ts';
import type { IdleTimer, Session } from './steps.ts';
import styles from './warning.module.css';

/** Once around the ring, in the units of its drawing. */
const AROUND = 2 * Math.PI * 20;

export function Warning({ session, sitting }: { readonly session: Session; readonly sitting: Sitting }): ReactNode {
  const seconds = useSecondsLeft(session.idle);
  return seconds === null ? null : <Asking seconds={seconds} onMore={() => sitting.act({ kind: 'moreTime' })} />;
}

function Asking({ seconds, onMore }: { readonly seconds: number; readonly onMore: () => void }): ReactNode {
  const t = useWords('visitor');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog ref={dialog} role="alertdialog" aria-labelledby="asking" aria-describedby="asking-about" className={styles.warning} onClick={onMore} onCancel={onMore}>
      {/* Nothing is said by the sound that does not stand in words. */}
      <audio src={askingFile} autoPlay />
      <div className={styles.card}>
        <h2 id="asking">{t('idle.title')}</h2>
        <span className={styles.ring} aria-hidden="true">
          <svg viewBox="0 0 48 48">
            <circle className={styles.track} cx="24" cy="24" r="20" />
            <circle className={styles.left} cx="24" cy="24" r="20" strokeDasharray={AROUND} strokeDashoffset={AROUND * (1 - (seconds * 1000) / WARNING_MS)} />
          </svg>
          <span>{seconds}</span>
        </span>
        {/* Heard once; the ring counts for whoever sees it. */}
        <p id="asking-about">
          {t('idle.about')} <span className="only-heard">{t('idle.returning', { seconds: WARNING_MS / 1000 })}</span>
        </p>
        <button type="button" className={styles.more}>
          {t('idle.more')}
        </button>
      </div>
    </dialog>
  );
}

/** Whole seconds until the end, once it is time to ask; null before. */
function useSecondsLeft(timer: IdleTimer | null): number | null {
  const [left, setLeft] = useState<{ readonly of: number; readonly seconds: number }>();
  useEffect(() => {
    if (!timer) return undefined;
    let cancel = (): void => {};
    const count = (): void => {
      const ms = timer.endsAt - screenClock.monotonic();
      if (ms <= 0) return;
      setLeft({ of: timer.id, seconds: Math.ceil(ms / 1000) });
      cancel = screenTimers.after(ms % 1000 || 1000, count);
    };
    cancel = screenTimers.after(timer.warnsAt - screenClock.monotonic(), count);
    return () => cancel();
  }, [timer]);
  return timer && left?.of === timer.id ? left.seconds : null;
}
