/** At the door of one date: what was read last, how many there are, and everybody who signed up. */
import { useState, type ReactNode } from 'react';
import type { RollView } from '../../../shared/contract/activities.ts';
import type { StaffView } from '../../../shared/contract/views.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import type { AtDate } from '../../../shared/domain/events/index.ts';
import { textIn } from '../../../shared/domain/offers/offers.ts';
import { useView } from '../../ui/bridge.ts';
import { screenClock, spellTime } from '../../ui/clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { Mark } from '../../ui/mark.tsx';
import { spellDate } from '../../ui/tongues.ts';
import { useLanguage, useWords } from '../../ui/words.ts';
import { Refusal } from '../act-row.tsx';
import place from '../appointments/appointments.module.css';
import { useEscape } from '../directory/escape.ts';
import { LinkState } from '../link.tsx';
import { useActing } from './acting.ts';
import { Attended } from './attended.tsx';
import styles from './door.module.css';
import { Lines } from './lines.tsx';
import { useReaders } from './reader.ts';
import { askedByText, countsOf, linesOf, SHOWN, type Counts, type Shown } from './roll.ts';
import { useScanning } from './scanning.ts';
import { SignUp } from './sign-up.tsx';
import { ToldLast } from './told.tsx';
import { WalkIns } from './walk-ins.tsx';

interface AtDoorProps {
  readonly view: StaffView;
  readonly at: AtDate;
  /** To another activity of today. */
  readonly onChange: () => void;
  /** Back to the work. */
  readonly onBack: () => void;
}

export function AtDoor({ view, at, onChange, onBack }: AtDoorProps): ReactNode {
  const t = useWords('door');
  const roll = useView({ kind: 'roll', ...at });
  useEscape(onBack);
  return (
    <div className={place.screen} data-ground="paper">
      <div className={place.rail}>
        <Mark className={place.mark} />
      </div>
      {roll?.of ? (
        <Door view={view} at={at} roll={roll} of={roll.of} onChange={onChange} onBack={onBack} />
      ) : (
        <main className={place.work}>
          <header className={place.head}>
            <h1>{t('title')}</h1>
            <Ways onChange={onChange} onBack={onBack} />
            <LinkState link={view.link} />
          </header>
          {roll ? <p className={styles.gone}>{t('gone')}</p> : null}
        </main>
      )}
    </div>
  );
}

function Ways({ onChange, onBack }: Pick<AtDoorProps, 'onChange' | 'onBack'>): ReactNode {
  const t = useWords('door');
  return (
    <>
      <button type="button" className={place.back} onClick={onBack}>
        <Icon name="arrow-left" />
        <span>{t('back')}</span>
      </button>
      <button type="button" className={place.back} data-act="change" onClick={onChange}>
        <Icon name="transfer" />
        <span>{t('change')}</span>
      </button>
    </>
  );
}

function Door({ view, at, roll, of, onChange, onBack }: AtDoorProps & { readonly roll: RollView; readonly of: NonNullable<RollView['of']> }): ReactNode {
  const t = useWords('door');
  const language = useLanguage();
  const [words, setWords] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const scanning = useScanning(at);
  const acting = useActing();
  useReaders({ take: scanning.take, misread: scanning.misread, clear: () => setWords('') });
  const [first = 'es'] = view.languages;
  const name = textIn(of.name, language, first);
  const room = of.room ? textIn(of.room, language, first) : undefined;
  const isToday = businessDayOf(view.zone, of.startsAt) === businessDayOf(view.zone, screenClock.now());
  const enter = (): void => {
    const by = askedByText(words);
    if (!by) return;
    setWords('');
    scanning.take(by);
  };
  return (
    <>
      <main className={place.work}>
        <header className={place.head}>
          <h1 lang={name.language}>{name.text}</h1>
          <p className={styles.when}>
            {isToday ? null : `${spellDate(view.zone, language, of.startsAt)} · `}
            {spellTime(view.zone, language, of.startsAt)}
            {room ? <span lang={room.language}>{` · ${room.text}`}</span> : null}
          </p>
          <Ways onChange={onChange} onBack={onBack} />
          <LinkState link={view.link} />
        </header>
        {of.isCancelled ? <p className={styles.off}>{t('off')}</p> : null}
        <ToldLast view={view} at={at} roll={roll} scanning={scanning} acting={acting} />
        <Numbers counts={countsOf(roll)} />
        <div className={styles.look}>
          <input
            className={styles.words}
            type="search"
            value={words}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            placeholder={t('roll.search')}
            aria-label={t('roll.search')}
            onChange={({ target }) => setWords(target.value)}
            onKeyDown={({ key }) => (key === 'Enter' ? enter() : undefined)}
          />
          <div className={styles.tabs} role="group" aria-label={t('roll.show')}>
            {SHOWN.map((each) => (
              <button key={each} type="button" data-shows={each} aria-pressed={each === shown} onClick={() => setShown(each)}>
                {t(`roll.${each}`)}
              </button>
            ))}
          </div>
        </div>
        <Refusal why={acting.refusal} issued={undefined} />
        {roll.tally ? <p className={styles.gone}>{t('roll.forgotten')}</p> : <Lines view={view} at={at} roll={roll} lines={linesOf(roll.lines, words, shown)} acting={acting} />}
      </main>
      <aside className={place.side} aria-label={t('title')}>
        <WalkIns at={at} walkIns={roll.walkIns} />
        {of.people ? <SignUp view={view} at={at} roll={roll} /> : null}
        <Attended view={view} attended={roll.attended} />
      </aside>
    </>
  );
}

function Numbers({ counts }: { readonly counts: Counts }): ReactNode {
  const t = useWords('door');
  return (
    <dl className={styles.numbers} aria-label={t('counts.title')}>
      {(['coming', 'came', 'waiting', 'walkIns'] as const).map((each) => (
        <div key={each} data-counts={each}>
          <dt>{t(`counts.${each}`)}</dt>
          <dd>{counts[each]}</dd>
        </div>
      ))}
    </dl>
  );
}
