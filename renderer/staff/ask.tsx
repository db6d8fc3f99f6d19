/**
 * A question before an act: one of a few answers, each with its digit as key. Escape and «close»
 * change nothing. It sends nothing itself.
 */
import { useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Icon, type IconName } from '../ui/icon.tsx';
import { useWords } from '../ui/words.ts';
import styles from './ask.module.css';

/** As keyboards spell it. */
const ESCAPE = 'Esc';

interface AskProps {
  readonly title: string;
  /** What its way out says, where it asks nothing and only tells. */
  readonly closing?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Ask({ title, closing, onClose, children }: AskProps): ReactNode {
  const t = useWords('staff');
  const dialog = useRef<HTMLDialogElement>(null);
  // Before it is taken out of the page: a dialog that is gone gives no focus back.
  useLayoutEffect(() => {
    // Focus goes in, stays in, and comes back to where it was.
    const shown = dialog.current;
    shown?.showModal();
    // On its own words: a key that was meant for the desk must not press the first answer.
    shown?.querySelector('h2')?.focus();
    return () => shown?.close();
  }, []);
  const onKey = (event: KeyboardEvent): void => {
    const { ctrlKey, altKey, metaKey, shiftKey, repeat } = event;
    if (!/^[1-9]$/.test(event.key) || ctrlKey || altKey || metaKey || shiftKey || repeat) return;
    dialog.current?.querySelector<HTMLButtonElement>(`button[data-key="${event.key}"]`)?.click();
  };
  return (
    <dialog
      ref={dialog}
      className={styles.ask}
      aria-labelledby="ask-title"
      onKeyDown={onKey}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.head}>
        <h2 id="ask-title" tabIndex={-1}>{title}</h2>
        <button type="button" className={styles.close} onClick={onClose}>
          {closing ?? t('ask.close')} <kbd aria-hidden="true">{ESCAPE}</kbd>
        </button>
      </header>
      {children}
    </dialog>
  );
}

/** A part of a question, under its own name. */
export function Part({ title, children }: { title?: string; children: ReactNode }): ReactNode {
  return (
    <section className={styles.part}>
      {title === undefined ? null : <h3>{title}</h3>}
      <div className={styles.answers}>{children}</div>
    </section>
  );
}

interface AnswerProps {
  readonly words: string;
  readonly about?: string;
  readonly icon?: IconName;
  /** The digit that gives it. */
  readonly n?: number;
  readonly onPress: () => void;
}

/** An answer that does the act. */
export function Answer({ words, about, icon, n, onPress }: AnswerProps): ReactNode {
  const digit = n !== undefined && n <= 9 ? String(n) : undefined;
  return (
    <button type="button" className={styles.answer} data-key={digit} aria-keyshortcuts={digit} onClick={onPress}>
      {icon ? <Icon name={icon} /> : null}
      <span className={styles.words}>
        {words}
        {about ? <small>{about}</small> : null}
      </span>
      {digit ? <kbd aria-hidden="true">{digit}</kbd> : null}
    </button>
  );
}

/** Something that only tells more of the answer to come. */
export function Chip({ words, isOn, onPress }: { words: string; isOn: boolean; onPress: () => void }): ReactNode {
  return (
    <button type="button" className={styles.chip} aria-pressed={isOn} onClick={onPress}>
      {isOn ? <Icon name="check" /> : null}
      <span>{words}</span>
    </button>
  );
}
