/** Somebody at a screen wishes that a person come: said at the top of every page, and rung, until one goes. */
import { useEffect, useRef, type ReactNode } from 'react';
import AUTONYMS from '../../assets/locales/autonyms.json';
import chimeFile from '../../assets/sounds/chime.wav';
import type { StaffView } from '../../shared/contract/views.ts';
import type { HelpId } from '../../shared/domain/ids.ts';
import { useBridge } from '../ui/bridge.ts';
import { screenTimers, spellElapsed, useNow } from '../ui/clock.ts';
import { Icon } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { useWords } from '../ui/words.ts';
import styles from './helps.module.css';

/** Between two chimes while somebody waits. */
const CHIME_EVERY_MS = 8_000;

export function Helps({ helps }: { helps: StaffView['helps'] }): ReactNode {
  const bridge = useBridge();
  const go = (help: HelpId): void => {
    // Whoever was later reads it from the page: the call is gone.
    void bridge.call({ kind: 'help.answer', id: newCommandId(), help });
  };
  return (
    <div role={helps.length > 0 ? 'alert' : undefined} className={styles.helps}>
      {helps.map((help) => (
        <HelpAsked key={help.help} {...help} onGo={() => go(help.help)} />
      ))}
      {helps.length > 0 ? <Ringing /> : null}
    </div>
  );
}

function HelpAsked({ place, language, at, onGo }: StaffView['helps'][number] & { onGo: () => void }): ReactNode {
  const t = useWords('staff');
  return (
    <div className={styles.help} data-testid="help-asked">
      <Icon name="hand-waving" className={styles.picture} />
      <p>
        <strong>{t('help.title', { known: place === null ? 'no' : 'yes', place: place ?? '' })}</strong>
        <Since language={AUTONYMS[language]} at={at} />
      </p>
      <button type="button" className={styles.go} onClick={onGo}>
        {t('help.go')}
      </button>
    </div>
  );
}

/** Apart and not heard, so that a second's passing says nothing again. */
function Since({ language, at }: { language: string; at: number }): ReactNode {
  const t = useWords('staff');
  const now = useNow(1_000);
  return <span aria-live="off">{t('help.since', { language, time: spellElapsed(at, Math.max(at, now)) })}</span>;
}

/** The page says all that the sound does: where a browser allows none before a touch, nothing is lost. */
function Ringing(): ReactNode {
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    let cancel = (): void => {};
    const ring = (): void => {
      audio.current?.play().catch(() => undefined);
      cancel = screenTimers.after(CHIME_EVERY_MS, ring);
    };
    ring();
    return () => cancel();
  }, []);
  return <audio ref={audio} src={chimeFile} preload="auto" data-testid="help-chime" />;
}
