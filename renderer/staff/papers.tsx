/** Papers that are in doubt or did not come out, and what staff decide of each; and the printers, how they are. */
import type { ReactNode } from 'react';
import type { Command } from '../../shared/contract/commands.ts';
import type { StaffView } from '../../shared/contract/views.ts';
import type { CommandId } from '../../shared/domain/ids.ts';
import { Icon } from '../ui/icon.tsx';
import { useLanguage, useWords } from '../ui/words.ts';
import styles from './papers.module.css';

export interface PaperProps {
  readonly busy: boolean;
  readonly onSend: (command: (id: CommandId) => Command) => void;
}

type Trouble = StaffView['paperTroubles'][number];
type Printer = StaffView['printers'][number];

/** [P1] What is offered of each: a copy is only of what may be in somebody's hands. */
const DECISIONS = { uncertain: ['cameOut', 'again'], refused: ['again', 'discarded'] } as const satisfies Record<Trouble['state'], readonly ('cameOut' | 'again' | 'discarded')[]>;

/** What stands on these counts without the paper. */
const HELD_BY_SOMEBODY: ReadonlySet<Trouble['kind']> = new Set(['ticket', 'slip', 'event']);

export function PaperTroubles({ troubles, ...rest }: PaperProps & { troubles: readonly Trouble[] }): ReactNode {
  const t = useWords('staff');
  return (
    <div role="status">
      {troubles.length > 0 ? (
        <div className={styles.troubles} data-testid="paper-troubles">
          <ul>
            {troubles.map((trouble) => (
              <TroubleRow key={trouble.paper} trouble={trouble} {...rest} />
            ))}
          </ul>
          {troubles.some(({ kind }) => HELD_BY_SOMEBODY.has(kind)) ? <p className={styles.about}>{t('paper.about')}</p> : null}
        </div>
      ) : null}
    </div>
  );
}

function TroubleRow({ trouble: { paper, kind, title, state, why, printer }, busy, onSend }: PaperProps & { trouble: Trouble }): ReactNode {
  const t = useWords('staff');
  const what = t('paper.what', { kind, title });
  return (
    <li>
      <Icon name={state === 'uncertain' ? 'warning-circle' : 'warning'} className={styles.picture} />
      <p className={styles.said}>
        {t(`paper.${state}`, { what })}
        {why === null ? null : <span className={styles.where}>{why === 'expired' ? t('paper.expired') : t(`printer.${why}`)}</span>}
        {printer === null ? null : <span className={styles.where}>{t('printer.which', { name: printer })}</span>}
      </p>
      <p className={styles.decisions} aria-busy={busy}>
        {DECISIONS[state].map((how) => {
          const words = t(`paper.act.${how === 'again' && state === 'uncertain' ? 'copy' : how}`);
          return (
            <button key={how} type="button" aria-label={t('paper.actOf', { act: words, what })} aria-disabled={busy} onClick={() => onSend((id) => ({ kind: 'paper.settle', id, paper, how }))}>
              {words}
            </button>
          );
        })}
      </p>
    </li>
  );
}

/** [P2] What a printer says of itself, as long as it wants something. */
export function PrintersWant({ printers }: { printers: readonly Printer[] }): ReactNode {
  const t = useWords('staff');
  return (
    <div role="status">
      {printers.map(({ name, condition }) =>
        condition === 'unknown' || condition === 'ready' ? null : (
          <div key={name} className={styles.want} data-low={condition === 'paperLow' || undefined} data-testid="printer-condition">
            <Icon name={condition === 'paperLow' ? 'printer' : 'warning'} className={styles.picture} />
            <div>
              <p>{t(`printer.${condition}`)}</p>
              <p className={styles.where}>{t('printer.which', { name })}</p>
            </div>
          </div>
        ),
      )}
    </div>
  );
}

/** Which there are, how each is, and whether it can say that a paper is out [P2]. Nothing here calls. */
export function Printers({ printers, busy, onSend }: PaperProps & { printers: readonly Printer[] }): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  return (
    <section className={styles.printers} aria-busy={busy}>
      <h2>{t('printer.title', { count: printers.length })}</h2>
      <ul>
        {printers.map(({ name, confirms, condition }, printer) => (
          <li key={name} data-testid="printer">
            <p className={styles.name}>
              {name}
              <span>{t(`printer.now.${condition === 'unknown' && confirms ? 'ready' : condition}`)}</span>
            </p>
            <button type="button" aria-label={t('printer.testOf', { name })} aria-disabled={busy} onClick={() => onSend((id) => ({ kind: 'paper.test', id, printer, language }))}>
              {t('printer.test')}
            </button>
            {confirms ? null : <p className={styles.unconfirmed}>{t('paper.unconfirmed')}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
