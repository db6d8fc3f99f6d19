/**
 * The line that is typed into, on the screen's keyboard or on the machine's own. In: the text. Out: the
 * text after each change. It keeps none of it: the browser is told to remember nothing.
 */
import { useEffect, useRef, type ReactNode } from 'react';
import { Icon, type IconName } from '../icon.tsx';
import styles from './field.module.css';
import { written, type Field as Holds } from './typed.ts';

interface FieldProps {
  readonly label: string;
  readonly icon: IconName;
  readonly text: string;
  readonly holds: Holds;
  readonly onText: (text: string) => void;
}

export function Field({ label, icon, text, holds, onText }: FieldProps): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Whoever types, on whichever keyboard, need not touch the line first.
    const touched = ({ target }: Event): void => {
      if (target instanceof Element && target.closest('[data-keyboard]')) field.current?.focus();
    };
    const pressed = (event: KeyboardEvent): void => {
      const types = event.key === 'Backspace' || (Array.from(event.key).length === 1 && !(event.key === ' ' && event.target instanceof HTMLButtonElement));
      if (types && !event.ctrlKey && !event.altKey && !event.metaKey) field.current?.focus();
    };
    document.addEventListener('pointerdown', touched);
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('pointerdown', touched);
      document.removeEventListener('keydown', pressed);
    };
  }, []);
  return (
    <label className={styles.field}>
      <Icon name={icon} />
      <input
        ref={field}
        type="text"
        // The machine's own keyboard for fingers stays away.
        inputMode="none"
        aria-label={label}
        data-begins
        className={styles.text}
        // An Arabic word on a Spanish page runs its own way.
        dir={text === '' ? undefined : 'auto'}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        value={text}
        onChange={(event) => onText(written(event.target.value, holds))}
      />
    </label>
  );
}
