/**
 * The door of an activity: which of today's, and who comes. In: the staff window's view, the dates of
 * today, a roll. Out: commands. Names stand here and nowhere else [J15].
 */
import { useState, type ReactNode } from 'react';
import type { ScheduledDate } from '../../../shared/contract/activities.ts';
import type { StaffView } from '../../../shared/contract/views.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import type { AtDate } from '../../../shared/domain/events/index.ts';
import { textIn } from '../../../shared/domain/offers/offers.ts';
import { useView } from '../../ui/bridge.ts';
import { spellTime, useNow } from '../../ui/clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { Mark } from '../../ui/mark.tsx';
import { spellDate } from '../../ui/tongues.ts';
import { useLanguage, useWords } from '../../ui/words.ts';
import { doorIn, withDoor } from '../address.ts';
import place from '../appointments/appointments.module.css';
import { useEscape } from '../directory/escape.ts';
import { LinkState } from '../link.tsx';
import { AtDoor } from './at-door.tsx';
import styles from './today.module.css';

interface DoorPlaceProps {
  readonly view: StaffView;
  /** Back to the work. */
  readonly onBack: () => void;
}

export function DoorPlace({ view, onBack }: DoorPlaceProps): ReactNode {
  const [at, setAt] = useState(() => doorIn(window.location.search));
  const choose = (chosen: AtDate | undefined): void => {
    window.history.replaceState(null, '', withDoor(window.location.search, chosen));
    setAt(chosen);
  };
  const leave = (): void => {
    choose(undefined);
    onBack();
  };
  if (!at) return <Today view={view} onChoose={choose} onBack={leave} />;
  return <AtDoor key={`${at.series} ${at.date}`} view={view} at={at} onChange={() => choose(undefined)} onBack={leave} />;
}

function Today({ view, onChoose, onBack }: { readonly view: StaffView; readonly onChoose: (at: AtDate) => void; readonly onBack: () => void }): ReactNode {
  const t = useWords('door');
  const language = useLanguage();
  const now = useNow(60_000);
  const today = useView({ kind: 'schedule', from: businessDayOf(view.zone, now), days: 1 });
  useEscape(onBack);
  return (
    <div className={styles.screen} data-ground="paper">
      <div className={place.rail}>
        <Mark className={place.mark} />
      </div>
      <main className={styles.work}>
        <header className={place.head}>
          <h1>{t('today.title')}</h1>
          <button type="button" className={place.back} onClick={onBack}>
            <Icon name="arrow-left" />
            <span>{t('back')}</span>
          </button>
          <LinkState link={view.link} />
        </header>
        <p className={styles.about}>
          {spellDate(view.zone, language, now)}
          {today && today.dates.length > 0 ? ` · ${t('today.about')}` : null}
        </p>
        {today?.dates.length === 0 ? <p className={styles.none}>{t('today.none')}</p> : null}
        <ul className={styles.dates}>
          {today?.dates.map((each) => (
            <li key={`${each.series} ${each.date}`}>
              <DateButton of={each} view={view} onPress={() => onChoose({ series: each.series, date: each.date })} />
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}

function DateButton({ of, view, onPress }: { readonly of: ScheduledDate; readonly view: StaffView; readonly onPress: () => void }): ReactNode {
  const t = useWords('door');
  const language = useLanguage();
  const [first = 'es'] = view.languages;
  const name = textIn(of.name, language, first);
  const room = of.room ? textIn(of.room, language, first) : undefined;
  return (
    <button type="button" className={styles.date} data-off={of.isCancelled || undefined} onClick={onPress}>
      <span className={styles.time}>{spellTime(view.zone, language, of.startsAt)}</span>
      <Icon name={`activity-${of.icon}`} className={styles.picture} />
      <span className={styles.words}>
        <span className={styles.name} lang={name.language}>{name.text}</span>
        {room ? <span className={styles.room} lang={room.language}>{room.text}</span> : null}
      </span>
      <span className={styles.people}>{of.isCancelled ? t('today.cancelled') : of.people ? t('today.people', { count: of.people.taken }) : t('today.open')}</span>
    </button>
  );
}
