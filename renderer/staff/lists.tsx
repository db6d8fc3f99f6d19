/** Those who are not at a desk: who waits, who was set aside, who left today. One list at a time. */
import { useState, type ReactNode } from 'react';
import type { Command } from '../../shared/contract/commands.ts';
import type { StaffView } from '../../shared/contract/views.ts';
import type { CommandId, DeskId, VisitId } from '../../shared/domain/ids.ts';
import { spellLabel, type Label as TicketLabel } from '../../shared/domain/label.ts';
import { spellTime } from '../ui/clock.ts';
import { Label } from '../ui/label.tsx';
import { useLanguage, useWords } from '../ui/words.ts';
import { Waiting } from './waiting.tsx';
import styles from './waiting.module.css';

interface ListsProps {
  readonly view: StaffView;
  readonly desk: DeskId;
  readonly onSend: (command: (id: CommandId) => Command) => void;
  readonly onMore: (visit: VisitId, label: TicketLabel) => void;
}

export function Lists({ view, desk, onSend, onMore }: ListsProps): ReactNode {
  const t = useWords('staff');
  const [shown, setShown] = useState<'waiting' | 'parked' | 'left'>('waiting');
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
      </div>
      {shown === 'waiting' ? <Waiting view={view} onMore={onMore} /> : null}
      {shown === 'parked' ? <Parked view={view} desk={desk} onSend={onSend} /> : null}
      {shown === 'left' ? <Left view={view} onSend={onSend} /> : null}
    </section>
  );
}

interface RowProps {
  readonly label: TicketLabel;
  readonly service: string;
  readonly about: string;
  readonly when: string;
  readonly act: ReactNode;
}

function Row({ label, service, about, when, act }: RowProps): ReactNode {
  return (
    <tr>
      <th scope="row">
        <Label of={label} />
      </th>
      <td>
        <span>{service}</span>
        <span className={styles.about}>{about}</span>
      </td>
      <td className={styles.minutes}>{when}</td>
      <td className={styles.act}>{act}</td>
    </tr>
  );
}

function Table({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const t = useWords('staff');
  return (
    <div className={styles.list} tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead className="only-heard">
          <tr>
            <th scope="col">{t('waiting.number')}</th>
            <th scope="col">{t('waiting.service')}</th>
            <th scope="col">{t('lists.when')}</th>
            <th scope="col">{t('lists.act')}</th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Parked({ view, desk, onSend }: Omit<ListsProps, 'onMore'>): ReactNode {
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

function Left({ view, onSend }: Pick<ListsProps, 'view' | 'onSend'>): ReactNode {
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
            <button type="button" aria-label={t('lists.bringBack', { label: spellLabel(label) })} onClick={() => onSend((id) => ({ kind: 'visit.bringBack', id, visit, place: 'same' }))}>
              {t('lists.backShort')}
            </button>
          }
        />
      ))}
    </Table>
  );
}

function Empty({ words }: { words: string }): ReactNode {
  return (
    <div className={styles.nobody}>
      <p>{words}</p>
    </div>
  );
}

function nameOf(view: StaffView, service: string, language: 'es' | 'en'): string {
  return view.services.find(({ id }) => id === service)?.name[language] ?? '';
}
