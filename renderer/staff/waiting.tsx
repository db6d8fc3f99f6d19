/** Who waits for this desk, in the order it would call them. */
import type { ReactNode } from 'react';
import type { StaffView } from '../../shared/contract/views.ts';
import { minutesBetween, useNow } from '../ui/clock.ts';
import { Label } from '../ui/label.tsx';
import { useLanguage, useWords } from '../ui/words.ts';
import styles from './waiting.module.css';

export function Waiting({ view }: { view: StaffView }): ReactNode {
  const t = useWords('staff');
  const common = useWords('common');
  const language = useLanguage();
  const now = useNow(1_000);
  const names = new Map(view.services.map((service) => [service.id, service.name[language]]));
  const more = view.waitingCount - view.waiting.length;
  return (
    <section className={styles.waiting}>
      <h2>{t('waiting.title', { count: view.waitingCount })}</h2>
      {view.waiting.length === 0 ? (
        <div className={styles.nobody}>
          <p>{t('waiting.nobody')}</p>
          <p>{t('waiting.nobodyAbout')}</p>
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
              </tr>
            </thead>
            <tbody>
              {view.waiting.map((visit, at) => (
                <tr key={visit.visit} data-next={at === 0 || undefined}>
                  <th scope="row">
                    <Label of={visit.label} />
                  </th>
                  <td className={styles.service}>
                    <span>{names.get(visit.service) ?? ''}</span>
                    {at === 0 ? <span className={styles.next}>{t('waiting.next')}</span> : null}
                  </td>
                  <td>
                    <abbr className={styles.language} title={common(`autonym.${visit.language}`)}>
                      {visit.language}
                    </abbr>
                  </td>
                  <td className={styles.minutes}>{t('waiting.minutes', { minutes: minutesBetween(visit.enteredAt, now) })}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {more > 0 ? <p className={styles.more}>{t('waiting.more', { count: more })}</p> : null}
        </div>
      )}
    </section>
  );
}
