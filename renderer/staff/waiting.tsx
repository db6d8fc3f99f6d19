/** Who waits for this desk, in the order it would call them. */
import type { ReactNode } from 'react';
import type { VisitId } from '../../shared/domain/ids.ts';
import type { ShownWait, StaffView } from '../../shared/contract/views.ts';
import { spellLabel, type Label as TicketLabel } from '../../shared/domain/label.ts';
import { minutesBetween, spellTime, useNow } from '../ui/clock.ts';
import { Icon } from '../ui/icon.tsx';
import { Label } from '../ui/label.tsx';
import { useLanguage, useWords } from '../ui/words.ts';
import { toGo } from './wait-words.ts';
import styles from './waiting.module.css';

interface WaitingProps {
  readonly view: StaffView;
  readonly onMore: (visit: VisitId, label: TicketLabel) => void;
  /** Why whoever is next is. */
  readonly onWhy: () => void;
}

export function Waiting({ view, onMore, onWhy }: WaitingProps): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const now = useNow(1_000);
  const names = new Map(view.services.map((service) => [service.id, service.name[language]]));
  const priorities = new Map(view.priorities.map((priority) => [priority.id, priority.name[language]]));
  const more = view.waitingCount - view.waiting.length;
  return (
    <>
      {view.waiting.length === 0 ? (
        <div className={styles.nobody}>
          <p>{t('waiting.nobody')}</p>
          <p>{t('waiting.nobodyAbout')}</p>
          {view.waitingByService.length > 0 ? (
            <button type="button" className={styles.why} onClick={onWhy}>
              {t('why.ofNobody')}
            </button>
          ) : null}
        </div>
      ) : (
        // A list that scrolls must be reachable with keys alone.
        <div className={styles.list} tabIndex={0} role="region" aria-label={t('waiting.title', { count: view.waitingCount })}>
          <table>
            <thead className="only-heard">
              <tr>
                <th scope="col">{t('waiting.number')}</th>
                <th scope="col">{t('waiting.service')}</th>
                <th scope="col">{t('waiting.language')}</th>
                <th scope="col">{t('waiting.wait')}</th>
                <th scope="col">{t('lists.act')}</th>
              </tr>
            </thead>
            <tbody>
              {view.waiting.map((visit, at) => (
                <tr key={visit.visit} data-next={at === 0 || undefined}>
                  <th scope="row">
                    <Label of={visit.label} />
                  </th>
                  <td>
                    <div className={styles.known}>
                      <span>{names.get(visit.service) ?? ''}</span>
                      {at === 0 ? (
                        <>
                          <span className={styles.next}>{t('waiting.next')}</span>
                          <button type="button" className={styles.why} aria-label={t('why.ofNext')} onClick={onWhy}>
                            {t('why.button')}
                          </button>
                        </>
                      ) : null}
                      {visit.interpreter ? <span className={styles.next}>{t('now.interpreter')}</span> : null}
                      {visit.priority === null ? null : <span className={styles.next}>{priorities.get(visit.priority) ?? ''}</span>}
                    </div>
                    {visit.bookedAt === null ? null : <span className={styles.about}>{t('now.booked', { time: spellTime(view.zone, language, visit.bookedAt) })}</span>}
                    {visit.planned.length > 0 ? (
                      <span className={styles.about}>{t('lists.then', { services: visit.planned.map((each) => names.get(each) ?? '').join(', ') })}</span>
                    ) : null}
                  </td>
                  <td>
                    <abbr className={styles.language} title={t(`tongue.${visit.language}`)}>
                      {visit.language}
                    </abbr>
                  </td>
                  <td className={styles.minutes}>
                    <span>{t('waiting.waited', { minutes: minutesBetween(visit.enteredAt, now) })}</span>
                    {visit.wait ? <ToGo wait={visit.wait} /> : null}
                  </td>
                  <td className={styles.act}>
                    <button type="button" aria-label={t('lists.more', { label: spellLabel(visit.label) })} onClick={() => onMore(visit.visit, visit.label)}>
                      <Icon name="more" />
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {more > 0 ? <p className={styles.more}>{t('waiting.more', { count: more })}</p> : null}
        </div>
      )}
    </>
  );
}

function ToGo({ wait }: { wait: ShownWait }): ReactNode {
  const t = useWords('staff');
  const { say, ...numbers } = toGo(wait);
  return <span className={styles.toGo}>{t(`waiting.${say}`, numbers)}</span>;
}
