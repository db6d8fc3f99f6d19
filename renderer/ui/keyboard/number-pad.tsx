/** Ten digits and a way to take the last one back, large enough for any finger. In: what may be touched. Out: one key a touch. */
import type { ReactNode } from 'react';
import { Icon } from '../icon.tsx';
import { useWords } from '../words.ts';
import styles from './keys.module.css';
import { leaveFocus } from './leave-focus.ts';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

interface NumberPadProps {
  readonly disabled: boolean;
  /** There is something to take back. */
  readonly erases: boolean;
  /** Numbers of another country begin with one. */
  readonly hasPlus?: boolean;
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
}

export function NumberPad({ disabled, erases, hasPlus = false, onDigit, onErase }: NumberPadProps): ReactNode {
  const t = useWords('common');
  const key = (digit: string): ReactNode => (
    <button key={digit} type="button" className={styles.key} disabled={disabled} onMouseDown={leaveFocus} onClick={() => onDigit(digit)}>
      {digit}
    </button>
  );
  return (
    <div className={styles.pad} dir="ltr">
      {DIGITS.map(key)}
      {hasPlus ? key('+') : <span />}
      {key('0')}
      <button type="button" className={`${styles.key} ${styles.quiet}`} aria-label={t('keyboard.erase')} disabled={disabled || !erases} onMouseDown={leaveFocus} onClick={onErase}>
        <Icon name="backspace" />
      </button>
    </div>
  );
}
