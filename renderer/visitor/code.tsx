/** The six digits of a time or a place that was kept: touched, typed, or read by a reader. */
import type { MouseEvent, ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { useWords } from '../ui/words.ts';
import styles from './code.module.css';
import { Head } from './head.tsx';
import page from './page.module.css';
import type { CodeStep } from './steps.ts';
import { CODE_DIGITS } from './taps.ts';
import type { PageParts } from './visitor.tsx';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const PLACES = Array.from({ length: CODE_DIGITS }, (_, at) => at);

/** A finger moves no focus: whoever touches the digits and ends with a keyboard's Enter means to go on. */
const leaveFocus = (event: MouseEvent): void => event.preventDefault();

export function Code({ session, sitting, view, step }: PageParts & { step: CodeStep }): ReactNode {
  const t = useWords('visitor');
  const { digits } = step;
  const asking = step.asked !== null;
  const whole = digits.length === CODE_DIGITS;
  const disabled = asking || session.echo !== null;
  const key = (digit: string): ReactNode => (
    <button key={digit} type="button" className={styles.key} disabled={disabled} onMouseDown={leaveFocus} onClick={() => sitting.act({ kind: 'digit', digit })}>
      {digit}
    </button>
  );
  return (
    <main className={`${page.page} ${styles.code}`} data-ground="paper" aria-busy={asking}>
      <Head question={t('code.question')} step={1} />
      <div className={styles.body}>
        <div className={styles.typed}>
          <p className={styles.about}>
            {t('code.about')} {view.hasReader ? t('code.hold') : null}
          </p>
          <p dir="ltr" className={styles.digits} data-testid="digits" role="status" aria-label={t('code.sofar', { digits: digits.split('').join(' '), count: digits.length })}>
            {PLACES.map((at) => (
              <span key={at} className={styles.place} data-next={at === digits.length || undefined}>
                {digits.charAt(at)}
              </span>
            ))}
          </p>
        </div>
        <div className={styles.pad} dir="ltr">
          {KEYS.map(key)}
          <span />
          {key('0')}
          <button type="button" className={`${styles.key} ${styles.erase}`} aria-label={t('code.erase')} disabled={disabled || digits === ''} onMouseDown={leaveFocus} onClick={() => sitting.act({ kind: 'erase' })}>
            <Icon name="backspace" />
          </button>
        </div>
      </div>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
        <Button
          role="goOn"
          icon="arrow-right"
          words={asking ? t('services.working') : t('code.goOn')}
          disabled={disabled || !whole}
          waits={!whole && !asking}
          onPress={() => sitting.act({ kind: 'askCode', command: newCommandId() })}
        />
      </footer>
    </main>
  );
}
