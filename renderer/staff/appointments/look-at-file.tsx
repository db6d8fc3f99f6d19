/** What a file would bring, before anything is kept: the good rows, those that can't be used and why; then how far it is, and what came of it. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { StaffView } from '../../../shared/contract/views.ts';
import { useBridge } from '../../ui/bridge.ts';
import { screenTimers } from '../../ui/clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { newCommandId } from '../../ui/ids.ts';
import { useLanguage, useRefusalWords, useWords } from '../../ui/words.ts';
import { Ask } from '../ask.tsx';
import { ECHO_MS } from '../sending.ts';
import place from './appointments.module.css';
import styles from './file.module.css';
import { perDay, spellDate } from './days.ts';
import { createImporting, type Imported, type Importing, type ImportState } from './importing.ts';
import type { Reading, RowError } from './row.ts';

interface LookAtFileProps {
  readonly view: StaffView;
  readonly name: string;
  readonly reading: Extract<Reading, { kind: 'read' }>;
  /** Nothing more of it. */
  readonly onClose: () => void;
  /** It was taken in, and that was read. */
  readonly onDone: () => void;
}

export function LookAtFile({ view, name, reading, onClose, onDone }: LookAtFileProps): ReactNode {
  const t = useWords('appointments');
  const bridge = useBridge();
  const importing = useRef<Importing>(undefined);
  const [state, setState] = useState<ImportState>();
  useEffect(() => () => importing.current?.leave(), []);
  const send = (): void => {
    if (importing.current) return;
    importing.current = createImporting(reading.rows, { bridge, newId: newCommandId });
    importing.current.start(setState);
  };
  const isOver = state?.kind === 'done' || state?.kind === 'refused';
  return (
    <Ask title={name} {...(state ? { closing: t(isOver ? 'look.close' : 'look.stop') } : {})} onClose={isOver ? onDone : onClose}>
      {state ? (
        <Sent state={state} onDone={onDone} />
      ) : (
        <>
          <Good view={view} reading={reading} />
          <Bad errors={reading.errors} />
          <p className={styles.never}>
            <Icon name="check" />
            <span>{reading.unread.length > 0 ? t('look.unread', { columns: reading.unread.join(', ') }) : t('look.never')}</span>
          </p>
          {reading.rows.length > 0 ? (
            <button type="button" className={place.primary} onClick={send}>
              <span>{t('look.do', { count: reading.rows.length })}</span>
            </button>
          ) : null}
        </>
      )}
    </Ask>
  );
}

/** How many on which day: one sees at once whether it is the right file. */
function Good({ view, reading }: Pick<LookAtFileProps, 'view' | 'reading'>): ReactNode {
  const t = useWords('appointments');
  const language = useLanguage();
  const days = perDay(view.zone, reading.rows);
  return (
    <section className={styles.good}>
      <h3>{t('look.good', { count: reading.rows.length })}</h3>
      {days.length > 0 ? (
        <ul className={styles.perDay} tabIndex={0} aria-label={t('look.days')}>
          {days.map(([day, count]) => (
            <li key={day}>
              <span>{spellDate(language, day)}</span>
              <strong>{count}</strong>
            </li>
          ))}
        </ul>
      ) : null}
      {reading.rows.length > 0 ? <p className={place.about}>{t('look.again')}</p> : null}
    </section>
  );
}

function Bad({ errors }: { errors: readonly RowError[] }): ReactNode {
  const t = useWords('appointments');
  if (errors.length === 0) return null;
  return (
    <section className={styles.bad}>
      <h3>{t('look.bad', { count: errors.length })}</h3>
      <div className={styles.errors} tabIndex={0} role="region" aria-label={t('look.bad', { count: errors.length })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('look.line')}</th>
              <th scope="col">{t('look.field')}</th>
              <th scope="col">{t('look.why')}</th>
            </tr>
          </thead>
          <tbody>
            {errors.map(({ line, field, why, value }) => (
              <tr key={`${line} ${field} ${why} ${value}`}>
                <th scope="row">{line}</th>
                <td>{t(`field.${field}`)}</td>
                <td>
                  {t(`fault.${why}`)} {value === '' ? null : <q>{value}</q>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Sent({ state, onDone }: { state: ImportState; onDone: () => void }): ReactNode {
  const t = useWords('appointments');
  const say = useRefusalWords('staff');
  const result = useRef<HTMLDivElement>(null);
  const [isEcho, setEcho] = useState(true);
  // It may stand where the other was: the second half of a double press must not take the result away.
  useEffect(() => screenTimers.after(ECHO_MS, () => setEcho(false)), []);
  const isOver = state.kind !== 'sending';
  // The button that was pressed is gone.
  useEffect(() => {
    if (isOver) result.current?.focus();
  }, [isOver]);
  if (state.kind === 'sending') {
    return (
      <div className={styles.sending}>
        <progress max={state.of} value={state.sent} aria-label={t('look.sending')} />
        <p role="status">{t('look.sent', { sent: state.sent, of: state.of })}</p>
      </div>
    );
  }
  return (
    <div className={styles.result}>
      <div ref={result} role="status" tabIndex={-1} data-testid="imported">
        <Came imported={state.imported} />
        {state.kind === 'refused' ? (
          <p className={styles.refused}>
            <Icon name="warning" />
            <span>
              {t('look.left', { count: state.left })} {say(state.why)}
            </span>
          </p>
        ) : null}
      </div>
      <button type="button" className={place.primary} aria-disabled={isEcho} onClick={isEcho ? undefined : onDone}>
        <span>{t('look.see')}</span>
      </button>
    </div>
  );
}

function Came({ imported }: { imported: Imported }): ReactNode {
  const t = useWords('appointments');
  const isNothing = imported.added + imported.changed === 0;
  return (
    <>
      <h3>{isNothing ? t('look.unchanged') : t('look.done')}</h3>
      <dl className={`${place.facts} ${styles.came}`}>
        {(['added', 'changed', 'same'] as const).map((each) => (
          <div key={each}>
            <dt>{t(`look.${each}`, { count: imported[each] })}</dt>
            <dd>{imported[each]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
