/**
 * What a screen shows while its device is not yet, or no more, of a centre: whom to ask, and by
 * which code. It renews itself; nothing of the centre is known here, and only staff press anything.
 */
import { useState, type ReactNode } from 'react';
import type { Trust } from '../../shared/contract/commands.ts';
import type { Joining } from '../../shared/contract/views.ts';
import { spellCode } from '../../shared/domain/entries/introduction.ts';
import { useBridge } from './bridge.ts';
import { spellElapsed, useNow } from './clock.ts';
import { Icon } from './icon.tsx';
import { newCommandId } from './ids.ts';
import styles from './joining.module.css';
import { Mark } from './mark.tsx';
import { useWords } from './words.ts';

/** How a device stands that can't show what its screens are for. */
export type NotIn = Exclude<Joining, { kind: 'in' }>;

/** Undefined where the screen shows what it is for, or nothing is known yet. */
export function notIn(joining: Joining | undefined): NotIn | undefined {
  return joining === undefined || joining.kind === 'in' ? undefined : joining;
}

const GROUNDS = { visitor: 'paper', staff: 'paper', display: 'night' } as const satisfies Record<Trust, string>;

export function JoiningFace({ joining, screen }: { joining: NotIn; screen: Trust }): ReactNode {
  return (
    <main className={styles.joining} data-ground={GROUNDS[screen]} data-testid="joining">
      {joining.kind === 'asking' ? <Asking {...joining} /> : <Said joining={joining} screen={screen} />}
    </main>
  );
}

function Asking({ code, fingerprint, endsAt }: Extract<NotIn, { kind: 'asking' }>): ReactNode {
  const t = useWords('common');
  return (
    <div className={styles.said}>
      <Mark className={styles.mark} />
      <h1>{t('joining.asking.title')}</h1>
      <p className={styles.what}>{t('joining.asking.what')}</p>
      <div className={styles.card}>
        <div role="status">
          <dl>
            <dt>{t('joining.asking.code')}</dt>
            <dd className={styles.code} dir="ltr">
              <span aria-hidden="true" data-testid="joining-code">
                {spellCode(code)}
              </span>
              {/* Letter by letter: as a word nobody could write it down. */}
              <span className="only-heard">{Array.from(code).join(' ')}</span>
            </dd>
            <dt>{t('joining.asking.check')}</dt>
            <dd className={styles.check} dir="ltr" data-testid="joining-check">
              {fingerprint}
            </dd>
          </dl>
        </div>
        <Left endsAt={endsAt} />
      </div>
    </div>
  );
}

/** Apart, so that a second's passing draws this and nothing else. */
function Left({ endsAt }: { endsAt: number }): ReactNode {
  const t = useWords('common');
  const now = useNow(1_000);
  return <p className={styles.left}>{now < endsAt ? t('joining.asking.left', { time: spellElapsed(now, endsAt) }) : t('joining.asking.renewing')}</p>;
}

const PICTURES = { looking: 'plugs', refused: 'warning-circle', arriving: 'check', out: 'hand-waving' } as const;

function Said({ joining: { kind }, screen }: { joining: Exclude<NotIn, { kind: 'asking' }>; screen: Trust }): ReactNode {
  const t = useWords('common');
  return (
    <div className={`${styles.said} ${styles.few}`} role="status">
      <span className={styles.picture} data-kind={kind}>
        <Icon name={PICTURES[kind]} />
      </span>
      <h1>{t(`joining.${kind}.title`, { screen })}</h1>
      <p className={styles.what}>{t(`joining.${kind}.about`, { screen })}</p>
      {kind === 'refused' && screen === 'staff' ? <AskAgain className={styles.again} /> : null}
    </div>
  );
}

/** A person at this device wants it in although it was refused, or put out: one press, one ask. */
export function AskAgain({ className }: { className: string | undefined }): ReactNode {
  const t = useWords('common');
  const bridge = useBridge();
  const [asked, setAsked] = useState(false);
  const ask = (): void => {
    if (asked) return;
    setAsked(true);
    void bridge.call({ kind: 'device.askAgain', id: newCommandId() });
  };
  return (
    <button type="button" className={className} aria-disabled={asked} onClick={ask}>
      {t('joining.again')}
    </button>
  );
}
