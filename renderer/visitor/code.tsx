/** The six digits of a time or a place that was kept: touched, typed, or read by a reader. */
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { newCommandId } from '../ui/ids.ts';
import { NumberPad } from '../ui/keyboard/number-pad.tsx';
import { useWords } from '../ui/words.ts';
import styles from './code.module.css';
import { Head } from './head.tsx';
import page from './page.module.css';
import type { CodeStep } from './steps.ts';
import { CODE_DIGITS } from './taps.ts';
import type { PageParts } from './visitor.tsx';

const PLACES = Array.from({ length: CODE_DIGITS }, (_, at) => at);

export function Code({ session, sitting, view, step }: PageParts & { step: CodeStep }): ReactNode {
  const t = useWords('visitor');
  const { digits } = step;
  const asking = step.asked !== null;
  const whole = digits.length === CODE_DIGITS;
  const disabled = asking || session.echo !== null;
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
        <NumberPad disabled={disabled} erases={digits !== ''} onDigit={(digit) => sitting.act({ kind: 'digit', digit })} onErase={() => sitting.act({ kind: 'erase' })} />
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
