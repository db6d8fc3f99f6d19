/** One desk's work: who is here now, what may be done, who comes next; and the room beside it. */
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { RefusalKind } from '../../shared/contract/refusals.ts';
import type { StaffView } from '../../shared/contract/views.ts';
import type { Desk } from '../../shared/domain/centre.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { useBridge } from '../ui/bridge.ts';
import { screenClock, screenTimers } from '../ui/clock.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { Mark } from '../ui/mark.tsx';
import { useRenewal } from '../ui/renewal.ts';
import { useRefusalWords, useWords } from '../ui/words.ts';
import { actOfKey, actsFor, commandFor, type ActKind } from './acts.ts';
import styles from './desk.module.css';
import { LinkState } from './link.tsx';
import { NowCard } from './now.tsx';
import { Room } from './room.tsx';
import { createSending, type SendingState } from './sending.ts';
import { Waiting } from './waiting.tsx';

interface DeskScreenProps {
  readonly view: StaffView;
  readonly desk: Desk;
  readonly onLeave: () => void;
}

export function DeskScreen({ view, desk, onLeave }: DeskScreenProps): ReactNode {
  const t = useWords('staff');
  const common = useWords('common');
  const { act, busy, refusal } = useActs(view, desk);
  return (
    <div className={styles.screen} data-ground="paper">
      <div className={styles.rail}>
        <Mark className={styles.mark} />
      </div>
      <main className={styles.work}>
        <header className={styles.head}>
          <h1>{common('desk', { number: desk.number })}</h1>
          <button type="button" className={styles.change} onClick={onLeave}>
            {t('choose.change')}
          </button>
          <LinkState link={view.link} />
        </header>
        <NowCard view={view} />
        <Acts view={view} busy={busy} onAct={act} />
        <Refusal why={refusal} />
        <LostCall lost={view.lostCall} />
        <Waiting view={view} />
      </main>
      <Room view={view} desk={desk} />
    </div>
  );
}

interface ActsState extends SendingState {
  readonly act: (kind: ActKind) => void;
}

function useActs(view: StaffView, desk: Desk): ActsState {
  const bridge = useBridge();
  const renewal = useRenewal();
  const [sending] = useState(() => createSending({ bridge, clock: screenClock, timers: screenTimers, renewal }));
  const { busy, refusal } = useSyncExternalStore(sending.listen, sending.state);
  useEffect(() => () => sending.leave(), [sending]);

  const act = (kind: ActKind): void => {
    const command = commandFor(kind, desk.id, view.now, newCommandId());
    if (command) sending.send(command);
  };

  const onKey = useRef<(event: KeyboardEvent) => void>(undefined);
  useEffect(() => {
    onKey.current = (event) => {
      const kind = actOfKey(
        {
          key: event.key,
          repeat: event.repeat,
          ctrlKey: event.ctrlKey,
          altKey: event.altKey,
          metaKey: event.metaKey,
          shiftKey: event.shiftKey,
          typing: isOn(event, 'input, textarea, select, [contenteditable]'),
          onButton: isOn(event, 'button, a, summary'),
        },
        actsFor(view.now.kind),
      );
      if (!kind) return;
      // The space bar would also scroll the page.
      event.preventDefault();
      act(kind);
    };
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => onKey.current?.(event);
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);

  return { act, busy, refusal };
}

function isOn(event: KeyboardEvent, selector: string): boolean {
  return event.target instanceof Element && event.target.closest(selector) !== null;
}

const ACT_PICTURES: Record<ActKind, IconName> = {
  callNext: 'megaphone',
  start: 'handshake',
  finish: 'check',
  noShow: 'user-minus',
};

function Acts({ view, busy, onAct }: { view: StaffView; busy: boolean; onAct: (kind: ActKind) => void }): ReactNode {
  const t = useWords('staff');
  const { primary, other } = actsFor(view.now.kind);
  return (
    <div className={styles.acts} aria-busy={busy}>
      {/* One button whose words change: focus stays on it from call to start to finish. */}
      <button type="button" className={styles.primary} aria-disabled={busy} aria-keyshortcuts="Space" onClick={() => onAct(primary)}>
        <Icon name={ACT_PICTURES[primary]} />
        <span>{t(`act.${primary}`)}</span>
        <kbd aria-hidden="true">{t('act.space')}</kbd>
      </button>
      {other ? (
        <button type="button" className={styles.other} aria-disabled={busy} aria-keyshortcuts="N" onClick={() => onAct(other)}>
          <Icon name={ACT_PICTURES[other]} />
          <span>{t(`act.${other}`)}</span>
          <kbd aria-hidden="true">{t('act.keyN')}</kbd>
        </button>
      ) : null}
    </div>
  );
}

function Refusal({ why }: { why: RefusalKind | undefined }): ReactNode {
  const say = useRefusalWords('staff');
  return (
    <div role="status" className={styles.refusal}>
      {why ? (
        <p>
          <Icon name="warning" />
          <span>{say(why)}</span>
        </p>
      ) : null}
    </div>
  );
}

/** [C2] Two desks called one person, and this one came second: said at once, and with what to do. */
function LostCall({ lost }: { lost: StaffView['lostCall'] }): ReactNode {
  const t = useWords('staff');
  return (
    <div role="alert" className={styles.lost} data-testid="lost-call">
      {lost ? (
        <div>
          <Icon name="users-three" className={styles.lostPicture} />
          <p>
            <strong>{t('lost.title', { label: spellLabel(lost.label), known: lost.by === null ? 'no' : 'yes', desk: lost.by ?? 0 })}</strong>
            <span>{t('lost.about')}</span>
          </p>
        </div>
      ) : null}
    </div>
  );
}
