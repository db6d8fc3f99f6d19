/**
 * The keyboard on the screen. In: the language to begin in, and those it may change to. Out: one key
 * a touch. It never takes the focus from the field it types into, and holds nothing of what is typed.
 */
import { useState, type ReactNode } from 'react';
import AUTONYMS from '../../../assets/locales/autonyms.json';
import type { Language } from '../../../shared/domain/centre.ts';
import { Icon } from '../icon.tsx';
import { useWords } from '../words.ts';
import styles from './keys.module.css';
import { isMark, LAYOUTS, MARKS, nextLayout } from './layouts.ts';
import { leaveFocus } from './leave-focus.ts';
import type { Key } from './typed.ts';

interface KeyboardProps {
  /** What the visitor speaks. */
  readonly language: Language;
  /** The centre's: who speaks one may look for a word of another. */
  readonly languages: readonly Language[];
  readonly disabled: boolean;
  readonly onKey: (key: Key) => void;
}

export function Keyboard({ language, languages, disabled, onKey }: KeyboardProps): ReactNode {
  const t = useWords('common');
  const [writes, setWrites] = useState(language);
  const [side, setSide] = useState<'letters' | 'others'>('letters');
  const [first, second, last] = LAYOUTS[writes][side];
  const touch = { type: 'button', disabled, onMouseDown: leaveFocus } as const;
  const letterKeys = (letters: readonly string[]): ReactNode =>
    letters.map((letter) => (
      <button key={letter} {...touch} className={styles.key} aria-label={isMark(letter) ? t(`keyboard.marks.${MARKS[letter]}`) : undefined} onClick={() => onKey({ kind: 'letter', letter })}>
        {letter}
      </button>
    ));
  return (
    <div role="group" aria-label={t('keyboard.title')} dir="ltr" className={styles.keyboard} data-keyboard={writes}>
      <div className={styles.row} lang={writes}>
        {letterKeys(first)}
      </div>
      <div className={styles.row} lang={writes}>
        {letterKeys(second)}
      </div>
      <div className={styles.row}>
        {letterKeys(last)}
        <button {...touch} className={`${styles.key} ${styles.quiet} ${styles.rest}`} aria-label={t('keyboard.erase')} onClick={() => onKey({ kind: 'erase' })}>
          <Icon name="backspace" />
        </button>
      </div>
      <div className={styles.row}>
        <button {...touch} data-side={side} className={`${styles.key} ${styles.quiet} ${styles.side}`} aria-label={t(side === 'letters' ? 'keyboard.toOthers' : 'keyboard.toLetters')} onClick={() => setSide(side === 'letters' ? 'others' : 'letters')}>
          {side === 'letters' ? `${LAYOUTS[writes].others[1].slice(0, 2).join('')} 12` : t('keyboard.letters')}
        </button>
        <button {...touch} className={`${styles.key} ${styles.rest} ${styles.words}`} onClick={() => onKey({ kind: 'space' })}>
          {t('keyboard.space')}
        </button>
        {languages.length < 2 ? null : (
          <button {...touch} className={`${styles.key} ${styles.quiet} ${styles.words}`} aria-label={t('keyboard.tongue', { language: AUTONYMS[writes] })} onClick={() => setWrites(nextLayout(languages, writes))}>
            <Icon name="globe" />
            <span lang={writes}>{AUTONYMS[writes]}</span>
          </button>
        )}
      </div>
    </div>
  );
}
