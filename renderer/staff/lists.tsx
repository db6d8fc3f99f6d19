/** Those who are not at a desk: who waits, who was set aside, who left today. One list at a time. */
import { useState, type ReactNode } from 'react';
import type { Command } from '../../shared/contract/commands.ts';
import type { StaffView } from '../../shared/contract/views.ts';
import type { CommandId, DeskId, VisitId } from '../../shared/domain/ids.ts';
import { spellLabel, type Label as TicketLabel } from '../../shared/domain/label.ts';
import { spellTime } from '../ui/clock.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { PastCalls } from './past-calls.tsx';
import { Empty, nameOf, Row, Table } from './rows.tsx';
import { Waiting } from './waiting.tsx';
import type { CallAsked } from './why.tsx';
import styles from './waiting.module.css';

interface ListsProps {
  readonly view: StaffView;
  readonly desk: DeskId;
  readonly onSend: (command: (id: CommandId) => Command) => void;
  /** Somebody who left is to be brought back. */
  readonly onBack: (visit: VisitId, label: TicketLabel) => void;
  readonly onMore: (visit: VisitId, label: TicketLabel) => void;
  /** Why the next one is next, or why a call of today was made. */
  readonly onWhy: (call: CallAsked | null) => void;
}

export function Lists({ view, desk, onSend, onBack, onMore, onWhy }: ListsProps): ReactNode {
  const t = useWords('staff');
  const [shown, setShown] = useState<'waiting' | 'parked' | 'left' | 'calls'>('waiting');
  const counts = { waiting: view.waitingCount, parked: view.parked.length, left: view.left.length };
  const isDue = view.parked.some(({ due }) => due);
  return (
    <section className={styles.waiting} aria-label={t('lists.label')}>
      <div className={styles.tabs}>
        {(['waiting', 'parked', 'left'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={each === shown} data-due={(each === 'parked' && isDue) || undefined} onClick={() => setShown(each)}>
            {t(`lists.${each}`, { count: counts[each] })}
            {each === 'parked' && isDue ? ` · ${t('lists.due')}` : null}
          </button>
        ))}
        <button type="button" aria-pressed={shown === 'calls'} onClick={() => setShown('calls')}>
          {t('lists.pastCalls')}
        </button>
      </div>
      {shown === 'waiting' ? <Waiting view={view} onMore={onMore} onWhy={() => onWhy(null)} /> : null}
      {shown === 'parked' ? <Parked view={view} desk={desk} onSend={onSend} /> : null}
      {shown === 'left' ? <Left view={view} onBack={onBack} /> : null}
      {shown === 'calls' ? <PastCalls view={view} desk={desk} onWhy={onWhy} /> : null}
    </section>
  );
}

function Parked({ view, desk, onSend }: Pick<ListsProps, 'view' | 'desk' | 'onSend'>): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  if (view.parked.length === 0) return <Empty words={t('lists.nobodyParked')} />;
  return (
    <Table title={t('lists.parked', { count: view.parked.length })}>
      {view.parked.map(({ visit, label, service, reason, until, due }) => {
        const time = until === null ? t('ask.park.unknown') : t('lists.back', { time: spellTime(view.zone, language, until) });
        return (
          <Row
            key={visit}
            label={label}
            service={nameOf(view, service, language)}
            about={t(`ask.park.${reason}`)}
            when={due ? t('lists.due') : time}
            act={
              <button type="button" aria-label={t('lists.call', { label: spellLabel(label) })} onClick={() => onSend((id) => ({ kind: 'desk.call', id, desk, visit }))}>
                {t('lists.callShort')}
              </button>
            }
          />
        );
      })}
    </Table>
  );
}

function Left({ view, onBack }: Pick<ListsProps, 'view' | 'onBack'>): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  if (view.left.length === 0) return <Empty words={t('lists.nobodyLeft')} />;
  return (
    <Table title={t('lists.left', { count: view.left.length })}>
      {view.left.map(({ visit, label, service, why, endedAt, calls }) => (
        <Row
          key={visit}
          label={label}
          service={nameOf(view, service, language)}
          about={[t(`lists.why.${why}`), ...(calls > 0 ? [t('lists.calls', { count: calls })] : [])].join(' · ')}
          when={spellTime(view.zone, language, endedAt)}
          act={
            <button type="button" aria-label={t('lists.bringBack', { label: spellLabel(label) })} onClick={() => onBack(visit, label)}>
              {t('lists.backShort')}
            </button>
          }
        />
      ))}
    </Table>
  );
}
