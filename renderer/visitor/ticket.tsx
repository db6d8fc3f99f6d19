/** The number, as the largest thing there is; by what it is found again; and what became of its paper [P4]. */
import type { ReactNode } from 'react';
import { followUrl } from '../../shared/contract/scans.ts';
import type { PaperView } from '../../shared/contract/views.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { picturesOf } from '../../shared/domain/pictures.ts';
import { Arch } from '../ui/arch.tsx';
import { useView } from '../ui/bridge.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { Label } from '../ui/label.tsx';
import { Qr } from '../ui/qr.tsx';
import { emsStyle, labelEms } from '../ui/label-width.ts';
import { useHold } from '../ui/renewal.ts';
import { useLanguage, useRefusalWords, useWords } from '../ui/words.ts';
import { asksMore } from './opinion.tsx';
import page from './page.module.css';
import { Paper, PaperSaid } from './paper.tsx';
import { PicturePair } from './picture.tsx';
import type { Step } from './steps.ts';
import { useTurn } from './turn.ts';
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
  const turn = useTurn(ticket);
  const count = ticket.ahead ?? turn.ahead;
  const ahead = turn.said ?? (ticket.stays ? t('leave.stays') : count === null ? '' : t('ticket.ahead', { count }));
  return (
    <main className={`${page.page} ${styles.ticket}`} data-ground="door">
      <h1 className={styles.done} data-beside={(view.publicUrl !== null && !turn.isOver) || undefined} tabIndex={-1}>
        <span className={styles.check}>
          <Icon name={turn.isOver ? 'ticket' : 'check'} />
        </span>
        {turn.isOver ? t('turn.was') : ticket.ahead === null ? t('lost.found') : t('ticket.done')}
      </h1>
      {view.publicUrl === null || turn.isOver ? null : (
        <p className={styles.follow}>
          <span>{t('ticket.follow')}</span>
          <Qr text={followUrl(view.publicUrl, ticket.visit)} said={t('ticket.follow')} className={styles.code} />
        </p>
      )}
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
            {ahead ? (
              <p data-testid="stands" data-said={turn.said !== null || undefined}>
                {ahead}
              </p>
            ) : null}
            {ticket.stays || turn.said !== null ? null : <Wait of={seen?.wait} />}
          </div>
          {turn.isOver ? null : (
            <div className={styles.tear}>
              <div className={styles.known}>
                <PicturePair of={picturesOf(ticket.visit)} />
                <p className={styles.find}>{t('ticket.pictures')}</p>
              </div>
              <PaperOf ticket={ticket} seen={seen} disabled={session.echo !== null} onReprint={() => sitting.act({ kind: 'reprint', command: newCommandId() })} />
            </div>
          )}
        </div>
      </Arch>
      <footer className={page.foot}>
        {/* Two pictures can be guessed, and a paper found on the floor: who comes back to a turn by them does not give it up for somebody else. */}
        {turn.wasServed ? <Opine session={session} sitting={sitting} view={view} /> : ticket.ahead === null ? <span /> : <Button role="back" words={t('leave.leave')} disabled={session.echo !== null} onPress={() => sitting.act({ kind: 'leave' })} />}
        <Button role="goOn" words={t('ticket.finish')} disabled={session.echo !== null} onPress={() => sitting.act({ kind: 'finish' })} />
      </footer>
    </main>
  );
}

/** Whoever was served may say how it went; only the service goes along. */
function Opine({ session, sitting, view }: PageParts): ReactNode {
  const t = useWords('visitor');
  if (!view.opinion) return <span />;
  return <Button role="back" words={t('opinion.ticket')} disabled={session.echo !== null} onPress={() => sitting.act({ kind: 'opine', asksMore: asksMore(view) })} />;
}

interface PaperOfProps {
  readonly ticket: Issued;
  readonly seen: PaperView | undefined;
  readonly disabled: boolean;
  readonly onReprint: () => void;
}

function PaperOf({ ticket: { paper }, seen, disabled, onReprint }: PaperOfProps): ReactNode {
  const t = useWords('visitor');
  const say = useRefusalWords('visitor');
  switch (paper.kind) {
    case 'given':
      // A station that knows nothing of this paper can promise none.
      return <Paper state={seen?.state === 'unknown' ? 'uncertain' : (seen?.state ?? 'waiting')} elsewhere={seen?.elsewhere ?? null} />;
    case 'offered':
      return (
        <button type="button" className={styles.reprint} disabled={disabled} onClick={onReprint}>
          <Icon name="printer" />
          <span>{t('lost.reprint')}</span>
        </button>
      );
    case 'asked':
      return <Paper state="waiting" elsewhere={null} />;
    case 'refused':
      return <PaperSaid state="refused" words={say(paper.why)} />;
    default:
      return paper satisfies never;
  }
}
