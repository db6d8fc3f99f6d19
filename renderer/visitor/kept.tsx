/** A place that is kept: its code as the largest thing there is, the day, and the pictures once more. */
import type { ReactNode } from 'react';
import { Arch } from '../ui/arch.tsx';
import { useView } from '../ui/bridge.ts';
import { Icon } from '../ui/icon.tsx';
import { useHold } from '../ui/renewal.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { FinishFoot } from './finish-foot.tsx';
import styles from './kept.module.css';
import { useDayAndTime } from './opening.ts';
import page from './page.module.css';
import { Paper } from './paper.tsx';
import { PicturePair } from './picture.tsx';
import type { Step } from './steps.ts';
import ticket from './ticket.module.css';
import type { PageParts } from './visitor.tsx';

export function Kept({ session, sitting, view, kept }: PageParts & { kept: Extract<Step, { kind: 'kept' }> }): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const dayAndTime = useDayAndTime(view.zone);
  useHold();
  const { appointment, code, service, at } = kept.place;
  const name = view.services.find(({ id }) => id === service)?.name[language] ?? '';
  const slip = useView({ kind: 'slip', appointment });
  return (
    <main className={`${page.page} ${ticket.ticket}`} data-ground="door">
      <h1 className={ticket.done} tabIndex={-1}>
        <span className={ticket.check}>
          <Icon name="check" />
        </span>
        {t('kept.done')}
      </h1>
      <Arch className={ticket.arch}>
        <div className={styles.said}>
          <p className={styles.service}>{name}</p>
          <p className={styles.when}>{t('kept.come', dayAndTime(at))}</p>
          <p dir="ltr" className={styles.code} data-testid="code" aria-label={code.split('').join(' ')}>
            <span>{code.slice(0, 3)}</span> <span>{code.slice(3)}</span>
          </p>
          <div className={styles.tear}>
            <div className={styles.known}>
              <PicturePair of={kept.pictures} />
              <p className={styles.about}>{t('kept.about')}</p>
            </div>
            {slip === undefined || slip.state === 'unknown' ? null : <Paper state={slip.state} elsewhere={slip.elsewhere} printed={t('kept.paper')} />}
          </div>
        </div>
      </Arch>
      <FinishFoot session={session} sitting={sitting} />
    </main>
  );
}
