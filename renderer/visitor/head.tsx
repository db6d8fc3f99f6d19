/** The head of a page that asks something: the question, and how far along one is. */
import type { ReactNode } from 'react';
import { useWords } from '../ui/words.ts';
import page from './page.module.css';
import styles from './head.module.css';

/** Questions on most ways that are counted. */
const STEPS = 2;

interface HeadProps {
  readonly question: string;
  readonly about?: string;
  /** From 1. */
  readonly step?: number;
  readonly steps?: number;
}

export function Head({ question, about, step, steps = STEPS }: HeadProps): ReactNode {
  const t = useWords('visitor');
  return (
    <header className={styles.head}>
      <h1 className={`${page.heading} ${styles.question}`} tabIndex={-1}>
        {question}
      </h1>
      {step === undefined ? null : (
        <p className={styles.step}>
          {Array.from({ length: steps }, (_, nth) => (
            <span key={nth} className={nth < step ? styles.done : styles.ahead} />
          ))}
          <span>{t('services.step', { step, steps })}</span>
        </p>
      )}
      {about === undefined ? null : <p className={styles.about}>{about}</p>}
    </header>
  );
}
