/** What the lists beside the waiting are made of: a table of a few columns, and words where it is empty. */
import type { ReactNode } from 'react';
import type { StaffView } from '../../shared/contract/views.ts';
import type { Language } from '../../shared/domain/centre.ts';
import type { Label as TicketLabel } from '../../shared/domain/label.ts';
import { Label } from '../ui/label.tsx';
import { useWords } from '../ui/words.ts';
import styles from './waiting.module.css';

interface RowProps {
  readonly label: TicketLabel;
  readonly service: string;
  readonly about: string;
  readonly when: string;
  readonly act: ReactNode;
}

export function Row({ label, service, about, when, act }: RowProps): ReactNode {
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

export function Table({ title, children }: { title: string; children: ReactNode }): ReactNode {
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

export function Empty({ words }: { words: string }): ReactNode {
  return (
    <div className={styles.nobody}>
      <p>{words}</p>
    </div>
  );
}

export function nameOf(view: StaffView, service: string, language: Language): string {
  return view.services.find(({ id }) => id === service)?.name[language] ?? '';
}
