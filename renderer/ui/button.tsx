/** The buttons of the public screens: what they do in words, large enough for any finger. */
import type { ReactNode } from 'react';
import styles from './button.module.css';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps {
  /** `goOn` is the one primary act, `back` leads where one came from. */
  readonly role: 'goOn' | 'back';
  readonly words: string;
  readonly icon?: IconName;
  readonly disabled: boolean;
  /** Something is still to be said on this page before one can go on. */
  readonly waits?: boolean;
  readonly onPress: () => void;
}

export function Button({ role, words, icon, disabled, waits = false, onPress }: ButtonProps): ReactNode {
  return (
    <button type="button" className={`${styles.button} ${styles[role]}`} data-waits={waits || undefined} disabled={disabled} onClick={onPress}>
      {icon && role === 'back' ? <Icon name={icon} /> : null}
      <span>{words}</span>
      {icon && role === 'goOn' ? <Icon name={icon} /> : null}
    </button>
  );
}
