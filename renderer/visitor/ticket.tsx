/** The number, as the largest thing there is, and what became of its paper [P4]. */
import type { ReactNode } from 'react';
import type { PaperState, PaperView } from '../../shared/contract/views.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { Arch } from '../ui/arch.tsx';
import { useView } from '../ui/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Label } from '../ui/label.tsx';
import { emsStyle, labelEms } from '../ui/label-width.ts';
import { useHold } from '../ui/renewal.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import page from './page.module.css';
import { Returning } from './returning.tsx';
import type { Step } from './session.ts';
import styles from './ticket.module.css';
import type { PageParts } from './visitor.tsx';
import { Wait } from './wait.tsx';

type Issued = Extract<Step, { kind: 'ticket' }>;

export function Ticket({ session, sitting, view, ticket }: PageParts & { ticket: Issued }): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  useHold();
  const service = view.services.find((each) => each.id === ticket.service)?.name[language] ?? '';
  const seen = useView({ kind: 'paper', visit: ticket.visit });
  const ahead = ticket.stays ? t('leave.stays') : t('ticket.ahead', { count: ticket.ahead });
  return (
    <main className={`${page.page} ${styles.ticket}`} data-ground="door">
      <h1 className={styles.done} tabIndex={-1}>
        <span className={styles.check}>
          <Icon name="check" />
        </span>
        {t('ticket.done')}
      </h1>
      <Arch className={styles.arch}>
        <div className={styles.said}>
          <p className="only-heard" role="status">
            {t('ticket.heard', { label: spellLabel(ticket.label), service, ahead })}
          </p>
          <p className={styles.yours}>{t('ticket.yours')}</p>
          <p className={styles.number} style={emsStyle(labelEms(ticket.label))}>
            <Label of={ticket.label} className={styles.label} testId="number" />
          </p>
          <p className={styles.service}>{service}</p>
          <div className={styles.ahead}>
            <p>{ahead}</p>
            {ticket.stays ? null : <Wait of={seen?.wait} />}
          </div>
          <div className={styles.tear}>
            <Paper seen={seen?.state ?? 'waiting'} />
          </div>
        </div>
      </Arch>
      <footer className={page.foot}>
        <Button role="back" words={t('leave.leave')} disabled={session.echo !== null} onPress={() => sitting.act({ kind: 'leave' })} />
        <Returning session={session} />
        <Button role="goOn" words={t('ticket.finish')} disabled={session.echo !== null} onPress={() => sitting.act({ kind: 'finish' })} />
      </footer>
    </main>
  );
}

const PAPER_PICTURES: Record<PaperState, IconName> = {
  waiting: 'printer',
  printed: 'receipt',
  uncertain: 'warning-circle',
  refused: 'note-pencil',
};

function Paper({ seen }: { seen: PaperView['state'] }): ReactNode {
  const t = useWords('visitor');
  // A station that knows nothing of this paper can promise none.
  const state: PaperState = seen === 'unknown' ? 'uncertain' : seen;
  return (
    <p className={styles.paper} data-state={state} data-testid="paper" role="status">
      <Icon name={PAPER_PICTURES[state]} className={styles.picture} />
      <span>{t(`ticket.paper.${state}`)}</span>
    </p>
  );
}
