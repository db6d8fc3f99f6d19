/** A day's appointments by time: what became of each, and what staff may still do. */
import { useState, type ReactNode } from 'react';
import type { AppointmentsView, StaffView } from '../../../shared/contract/views.ts';
import { spellTime } from '../../ui/clock.ts';
import { Label } from '../../ui/label.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import { Answer, Ask, Part } from '../ask.tsx';
import styles from './day-list.module.css';
import { spellAppointmentCode } from './days.ts';
import type { OneCommand } from './one-command.ts';

type Shown = AppointmentsView['appointments'][number];

interface DayListProps {
  readonly view: StaffView;
  readonly shown: AppointmentsView;
  readonly isToday: boolean;
  readonly desk: OneCommand;
}

export function DayList({ view, shown, isToday, desk }: DayListProps): ReactNode {
  const t = useWords('appointments');
  const [asked, setAsked] = useState<{ readonly kind: 'arrive' | 'remove'; readonly about: Shown }>();
  const close = (): void => setAsked(undefined);
  const arrive = (about: Shown): void => {
    const [only, ...others] = view.languages;
    if (only !== undefined && others.length === 0) desk.send((id) => ({ kind: 'ticket.issue', id, service: about.service, language: only, appointment: about.appointment }));
    else setAsked({ kind: 'arrive', about });
  };
  if (shown.appointments.length === 0) {
    return (
      <div className={styles.nothing}>
        <p>{t('list.none')}</p>
        <p>{t('list.noneAbout')}</p>
      </div>
    );
  }
  return (
    <div className={styles.list} tabIndex={0} role="region" aria-label={t('list.label')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('list.time')}</th>
            <th scope="col">{t('list.service')}</th>
            <th scope="col">{t('list.code')}</th>
            <th scope="col">{t('list.became')}</th>
            <th scope="col">
              <span className="only-heard">{t('list.act')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.appointments.map((each) => (
            <Row key={each.appointment} view={view} of={each} isToday={isToday} onArrive={() => arrive(each)} onRemove={() => setAsked({ kind: 'remove', about: each })} />
          ))}
        </tbody>
      </table>
      {asked?.kind === 'remove' ? <AskRemove view={view} about={asked.about} desk={desk} onClose={close} /> : null}
      {asked?.kind === 'arrive' ? <AskArrive view={view} about={asked.about} desk={desk} onClose={close} /> : null}
    </div>
  );
}

interface RowProps {
  readonly view: StaffView;
  readonly of: Shown;
  readonly isToday: boolean;
  readonly onArrive: () => void;
  readonly onRemove: () => void;
}

function Row({ view, of, isToday, onArrive, onRemove }: RowProps): ReactNode {
  const t = useWords('appointments');
  const language = useLanguage();
  const time = spellTime(view.zone, language, of.at);
  const isOpen = of.became === 'awaited' || of.became === 'late';
  const named = { time, code: spellAppointmentCode(of.code) };
  return (
    <tr data-became={of.became}>
      <th scope="row">{time}</th>
      <td>
        <span>{view.services.find(({ id }) => id === of.service)?.name[language] ?? ''}</span>
        {of.what === 'kept' ? <span className={styles.kept}>{t('list.kept')}</span> : null}
      </td>
      <td className={styles.code}>{named.code}</td>
      <td>
        <span className={styles.became}>
          <span className={styles.light} aria-hidden="true" />
          <span>
            {t(`became.${of.became}`)} {of.label ? <Label of={of.label} className={styles.label} /> : null}
          </span>
        </span>
      </td>
      <td className={styles.act}>
        {isOpen && isToday ? (
          <button type="button" aria-label={t('list.arriveNamed', named)} onClick={onArrive}>
            {t('list.arrive')}
          </button>
        ) : null}
        {isOpen ? (
          <button type="button" className={styles.quiet} aria-label={t('list.removeNamed', named)} onClick={onRemove}>
            {t('list.remove')}
          </button>
        ) : null}
      </td>
    </tr>
  );
}

interface AskProps {
  readonly view: StaffView;
  readonly about: Shown;
  readonly desk: OneCommand;
  readonly onClose: () => void;
}

/** Asked once: whoever holds the code finds nothing under it any more. */
function AskRemove({ view, about, desk, onClose }: AskProps): ReactNode {
  const t = useWords('appointments');
  const language = useLanguage();
  return (
    <Ask title={t('remove.title', { time: spellTime(view.zone, language, about.at) })} onClose={onClose}>
      <Part>
        <Answer
          n={1}
          icon="warning"
          words={t('remove.sure')}
          about={t('remove.about', { code: spellAppointmentCode(about.code) })}
          onPress={() => {
            onClose();
            desk.send((id) => ({ kind: 'appointment.cancel', id, appointment: about.appointment }));
          }}
        />
      </Part>
    </Ask>
  );
}

/** Somebody for whom the kiosk is not: only their language is still to be known. */
function AskArrive({ view, about, desk, onClose }: AskProps): ReactNode {
  const t = useWords('appointments');
  const staff = useWords('staff');
  const mine = useLanguage();
  return (
    <Ask title={t('arrive.title')} onClose={onClose}>
      <Part title={t('arrive.about', { time: spellTime(view.zone, mine, about.at), code: spellAppointmentCode(about.code) })}>
        {view.languages.map((language, at) => (
          <Answer
            key={language}
            n={at + 1}
            words={staff(`tongue.${language}`)}
            onPress={() => {
              onClose();
              desk.send((id) => ({ kind: 'ticket.issue', id, service: about.service, language, appointment: about.appointment }));
            }}
          />
        ))}
      </Part>
    </Ask>
  );
}
