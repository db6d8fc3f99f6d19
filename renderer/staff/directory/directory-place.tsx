/**
 * The place of what there is to find: what is old, what visitors say is wrong, what is not offered now;
 * and files of other programs. In: the staff window's view, and pages of the shelf. Out: commands.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { SHELF_PAGE, ShelfOf, type ShelfView } from '../../../shared/contract/directory.ts';
import type { StaffView } from '../../../shared/contract/views.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import type { RecordId, ServiceRecord } from '../../../shared/domain/directory/record.ts';
import { useBridge, useView } from '../../ui/bridge.ts';
import { screenClock } from '../../ui/clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { Mark } from '../../ui/mark.tsx';
import { spellCalendarDay } from '../../ui/tongues.ts';
import { useLanguage, useWords } from '../../ui/words.ts';
import { Refusal } from '../act-row.tsx';
import place from '../appointments/appointments.module.css';
import { useOneCommand } from '../appointments/one-command.ts';
import { LinkState } from '../link.tsx';
import { BringDirectory } from './bring-directory.tsx';
import styles from './directory.module.css';
import { EditService } from './edit/editor.tsx';
import { useEscape } from './escape.ts';
import { offered, serviceNow, verified } from './record.ts';
import { TakeOut } from './take-out.tsx';

interface DirectoryPlaceProps {
  readonly view: StaffView;
  /** Back to the work. */
  readonly onBack: () => void;
}

/** A service in hand, or the list of them. */
export function DirectoryPlace(props: DirectoryPlaceProps): ReactNode {
  const t = useWords('staff');
  const { view } = props;
  const [edited, setEdited] = useState<{ readonly id: RecordId | undefined }>();
  const [wasEdited, setWasEdited] = useState(false);
  const open = view.desks.find(({ id }) => id === view.desk?.id)?.open;
  const by = view.agents.find(({ id }) => id === open?.agent)?.name ?? t('directory.someone');
  const leave = (): void => {
    setEdited(undefined);
    setWasEdited(true);
  };
  if (edited) return <EditService view={view} service={edited.id} by={by} onBack={leave} />;
  return <Shelf {...props} by={by} isBack={wasEdited} onEdit={(id) => setEdited({ id })} />;
}

interface ShelfProps extends DirectoryPlaceProps {
  readonly by: string;
  /** From a service that was in hand. */
  readonly isBack: boolean;
  /** Undefined: a new one. */
  readonly onEdit: (id: RecordId | undefined) => void;
}

function Shelf({ view, by, isBack, onBack, onEdit }: ShelfProps): ReactNode {
  const t = useWords('staff');
  const bridge = useBridge();
  const desk = useOneCommand();
  const [of, setOf] = useState<ShelfOf>('all');
  const [words, setWords] = useState('');
  const [page, setPage] = useState(0);
  const shelf = useView({ kind: 'shelf', of, words, page });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => (isBack ? heading.current?.focus() : undefined), [isBack]);
  useEscape(onBack);
  const change = (id: RecordId, how: (record: ServiceRecord) => ServiceRecord): void => {
    void serviceNow(bridge, id).then((record) => {
      if (record) desk.send((command) => ({ kind: 'directory.put', id: command, record: how(record) }));
    });
  };
  const look = (next: Partial<{ of: ShelfOf; words: string; page: number }>): void => {
    setOf(next.of ?? of);
    setWords(next.words ?? words);
    setPage(next.page ?? 0);
  };
  return (
    <div className={place.screen} data-ground="paper">
      <div className={place.rail}>
        <Mark className={place.mark} />
      </div>
      <main className={place.work}>
        <header className={place.head}>
          <h1 ref={heading} tabIndex={-1}>{t('directory.title')}</h1>
          <button type="button" className={place.back} onClick={onBack}>
            <Icon name="arrow-left" />
            <span>{t('directory.back')}</span>
          </button>
          <LinkState link={view.link} />
        </header>
        <div className={styles.tabs} role="group" aria-label={t('directory.title')}>
          {ShelfOf.options.map((each) => (
            <button key={each} type="button" aria-pressed={each === of} onClick={() => look({ of: each })}>
              {t(`directory.of.${each}`)} <strong>{shelf?.counts[each] ?? ''}</strong>
            </button>
          ))}
        </div>
        <div className={styles.look}>
          <input className={styles.words} type="search" value={words} maxLength={80} placeholder={t('directory.words')} aria-label={t('directory.words')} onChange={({ target }) => look({ words: target.value })} />
          <button type="button" className={styles.new} onClick={() => onEdit(undefined)}>
            <Icon name="plus" />
            <span>{t('directory.edit.new')}</span>
          </button>
        </div>
        <Refusal why={desk.refusal} issued={undefined} />
        {shelf ? (
          <Rows
            shelf={shelf}
            busy={desk.busy}
            onEdit={onEdit}
            onSame={(id) => change(id, (record) => verified(record, businessDayOf(view.zone, screenClock.now()), by))}
            onOffer={(id, is) => change(id, (record) => offered(record, is))}
          />
        ) : null}
        {shelf ? <Pages total={shelf.total} page={page} onPage={(next) => look({ page: next })} /> : null}
      </main>
      <aside className={place.side} aria-label={t('directory.file.title')}>
        <BringDirectory />
        <TakeOut />
      </aside>
    </div>
  );
}

interface RowsProps {
  readonly shelf: ShelfView;
  readonly busy: boolean;
  readonly onEdit: (id: RecordId) => void;
  readonly onSame: (id: RecordId) => void;
  readonly onOffer: (id: RecordId, is: boolean) => void;
}

function Rows({ shelf: { rows, total }, busy, onEdit, onSame, onOffer }: RowsProps): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  if (rows.length === 0) return <p className={styles.none} role="status">{t('directory.none')}</p>;
  return (
    <div className={styles.list} tabIndex={0} role="region" aria-label={t('directory.count', { count: total })}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('directory.name')}</th>
            <th scope="col">{t('directory.checked')}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, organisation, verifiedOn, doubts, isUnverified, isActive }) => (
            <tr key={id} data-old={isUnverified || undefined}>
              <th scope="row">
                <button type="button" className={styles.name} aria-label={t('directory.edit.openFor', { name })} onClick={() => onEdit(id)}>
                  {name}
                </button>
                {organisation === null ? null : <span className={styles.quiet}>{organisation}</span>}
                {doubts > 0 ? <span className={styles.doubts}>{t('directory.doubts', { count: doubts })}</span> : null}
              </th>
              <td className={styles.day}>{verifiedOn === null ? t('directory.never') : spellCalendarDay(language, verifiedOn)}</td>
              <td className={styles.acts}>
                <button type="button" disabled={busy} aria-label={t('directory.sameFor', { name })} onClick={() => onSame(id)}>
                  {t('directory.same')}
                </button>
                <button type="button" disabled={busy} aria-label={t(isActive ? 'directory.hideFor' : 'directory.showFor', { name })} onClick={() => onOffer(id, !isActive)}>
                  {t(isActive ? 'directory.hide' : 'directory.show')}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Pages({ total, page, onPage }: { readonly total: number; readonly page: number; readonly onPage: (page: number) => void }): ReactNode {
  const t = useWords('staff');
  const pages = Math.ceil(total / SHELF_PAGE);
  if (pages < 2) return null;
  return (
    <nav className={styles.pages} aria-label={t('directory.page', { page: page + 1, pages })}>
      <button type="button" className={place.back} disabled={page === 0} onClick={() => onPage(page - 1)}>
        {t('directory.before')}
      </button>
      <span>{t('directory.page', { page: page + 1, pages })}</span>
      <button type="button" className={place.back} disabled={page + 1 >= pages} onClick={() => onPage(page + 1)}>
        {t('directory.next')}
      </button>
    </nav>
  );
}
