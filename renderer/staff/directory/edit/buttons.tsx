/** One more row of a form, and one less. */
import type { ReactNode } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import styles from './edit.module.css';

export function AddButton({ words, label, onPress }: { readonly words: string; readonly label?: string; readonly onPress: () => void }): ReactNode {
  return (
    <button type="button" className={styles.add} aria-label={label} onClick={onPress}>
      <Icon name="plus" />
      <span>{words}</span>
    </button>
  );
}

export function RemoveButton({ label, onPress }: { readonly label: string; readonly onPress: () => void }): ReactNode {
  return (
    <button type="button" className={styles.remove} aria-label={label} title={label} onClick={onPress}>
      <Icon name="backspace" />
    </button>
  );
}
