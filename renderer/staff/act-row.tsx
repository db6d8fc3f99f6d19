/** The buttons of a desk: what is done next, what else may be, and what came of the last. */
import type { ReactNode } from 'react';
import type { RefusalKind } from '../../shared/contract/refusals.ts';
import type { StaffView } from '../../shared/contract/views.ts';
import { spellLabel, type Label } from '../../shared/domain/label.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { useRefusalWords, useWords } from '../ui/words.ts';
import { actsFor, isPossible, KEYS, type DeskStands, type Offered } from './acts.ts';
import styles from './desk.module.css';

const PICTURES: Record<Offered, IconName> = {
  callNext: 'megaphone',
  start: 'handshake',
  finish: 'check',
  noShow: 'user-minus',
  recall: 'recall',
  resume: 'play',
  closeDesk: 'door',
  reopen: 'play',
  undo: 'undo',
  putBack: 'put-back',
  park: 'pause',
  transfer: 'transfer',
  person: 'more',
  give: 'plus',
  desk: 'door',
};

interface ActsProps {
  readonly view: StaffView;
  readonly busy: boolean;
  readonly onAct: (offered: Offered) => void;
}

export function Acts({ view, stands, busy, onAct }: ActsProps & { stands: DeskStands }): ReactNode {
  const t = useWords('staff');
  const { primary, others } = actsFor(view.now.kind, stands);
  return (
    <div className={styles.acts} aria-busy={busy}>
      {/* One button whose words change: focus stays on it from call to start to finish. */}
      <button type="button" className={styles.primary} aria-disabled={busy} aria-keyshortcuts="Space" onClick={() => onAct(primary)}>
        <Icon name={PICTURES[primary]} />
        <span>{t(`act.${primary}`)}</span>
        <kbd aria-hidden="true">{t('act.space')}</kbd>
      </button>
      {others.map((other) => {
        const possible = isPossible(other, view.now);
        return (
          <button key={other} type="button" className={styles.other} data-not-yet={!possible || undefined} aria-disabled={busy || !possible} aria-keyshortcuts={KEYS[other]} onClick={() => onAct(other)}>
            <Icon name={PICTURES[other]} />
            <span>
              {t(`act.${other}`)}
              {possible ? null : <small>{t('act.notYet')}</small>}
            </span>
            <kbd aria-hidden="true">{KEYS[other]}</kbd>
          </button>
        );
      })}
    </div>
  );
}

/** What may be done whoever is here. */
export function Tools({ view, busy, onAct }: ActsProps): ReactNode {
  const t = useWords('staff');
  const { undo } = view;
  return (
    <div className={styles.tools} aria-busy={busy}>
      {undo ? (
        <button type="button" className={styles.tool} data-act="undo" aria-disabled={busy} aria-keyshortcuts={KEYS.undo} onClick={() => onAct('undo')}>
          <Icon name="undo" />
          <span>{t('undo.button', { act: t(`undo.${undo.act}`), label: spellLabel(undo.label) })}</span>
          <kbd aria-hidden="true">{KEYS.undo}</kbd>
        </button>
      ) : null}
      {(view.now.kind === 'free' ? (['give', 'desk'] as const) : (['person', 'give', 'desk'] as const)).map((each) => (
        <button key={each} type="button" className={styles.tool} aria-keyshortcuts={KEYS[each]} onClick={() => onAct(each)}>
          <Icon name={PICTURES[each]} />
          <span>{t(`act.${each}`)}</span>
          <kbd aria-hidden="true">{KEYS[each]}</kbd>
        </button>
      ))}
    </div>
  );
}

export function Refusal({ why, issued }: { why: RefusalKind | undefined; issued: Label | undefined }): ReactNode {
  const t = useWords('staff');
  const say = useRefusalWords('staff');
  return (
    <div role="status" className={styles.refusal}>
      {why ? (
        <p>
          <Icon name="warning" />
          <span>{say(why)}</span>
        </p>
      ) : null}
      {issued ? (
        <p data-testid="issued">
          <Icon name="ticket" />
          <span>{t('ask.give.done', { label: spellLabel(issued) })}</span>
        </p>
      ) : null}
    </div>
  );
}
