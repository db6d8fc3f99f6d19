/** The head of a page that asks something: the question, and how far along one is. */
import type { ReactNode } from 'react';
import { useWords } from '../ui/words.ts';
import page from './page.module.css';
import styles from './head.module.css';

/** Questions on any way that is counted. */
const STEPS = 2;

export function Head({ question, about, step }: { question: string; about?: string; step?: 1 | 2 }): ReactNode {
  const t = useWords('visitor');
  return (
    <header className={styles.head}>
      <h1 className={`${page.heading} ${styles.question}`} tabIndex={-1}>
        {question}
      </h1>
      {step === undefined ? null : (
        <p className={styles.step}>
          <span className={styles.done} />
          <span className={step === STEPS ? styles.done : styles.ahead} />
          <span>{t('services.step', { step, steps: STEPS })}</span>
        </p>
      )}
      {about === undefined ? null : <p className={styles.about}>{about}</p>}
    </header>
  );
}
