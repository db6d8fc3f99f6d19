/** How this window stands with its station, and the station with the centre's server; and what a person may do about it. */
import type { ReactNode } from 'react';
import type { StaffView } from '../../shared/contract/views.ts';
import { spellCode } from '../../shared/domain/entries/introduction.ts';
import { useLink } from '../ui/bridge.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { AskAgain } from '../ui/joining.tsx';
import { useWords } from '../ui/words.ts';
import styles from './link.module.css';

const LINK_PICTURES = {
  online: 'wifi',
  offline: 'wifi-slash',
  notEnrolled: 'warning',
  asking: 'hand-waving',
  refused: 'warning',
  disagrees: 'warning',
  revoked: 'warning',
  down: 'plugs',
} as const satisfies Record<StaffView['link']['kind'] | 'down', IconName>;

/** The way to the station first; where that holds, the way from it to the centre's server. */
export function LinkState({ link }: { link: StaffView['link'] }): ReactNode {
  const t = useWords('staff');
  const shown = useLink() === 'up' ? link : ({ kind: 'down' } as const);
  return (
    <div className={styles.link} data-state={shown.kind}>
      <p role="status">
        <Icon name={LINK_PICTURES[shown.kind]} />
        {shown.kind === 'asking' ? (
          <span>
            {t('link.asking', { code: spellCode(shown.code) })} <span className={styles.check}>{t('link.check', { check: shown.fingerprint })}</span>
          </span>
        ) : (
          <span>{t(`link.${shown.kind}`)}</span>
        )}
      </p>
      {shown.kind === 'revoked' || shown.kind === 'refused' ? <AskAgain className={styles.again} /> : null}
    </div>
  );
}
