/** What was read last: large, in colour and with a sign, so that it is seen in passing; and what may be done about it. */
import type { ReactNode } from 'react';
import type { RollView } from '../../../shared/contract/activities.ts';
import type { StaffView } from '../../../shared/contract/views.ts';
import type { AtDate } from '../../../shared/domain/events/index.ts';
import type { SignupId } from '../../../shared/domain/ids.ts';
import { textIn } from '../../../shared/domain/offers/offers.ts';
import { spellTime } from '../../ui/clock.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { spellDate } from '../../ui/tongues.ts';
import { useLanguage, useRefusalWords, useWords } from '../../ui/words.ts';
import type { Acting } from './acting.ts';
import type { Scanning, Told } from './scanning.ts';
import styles from './told.module.css';

type Look = 'ready' | 'good' | 'look' | 'bad';

const SIGNS: Readonly<Record<Look, IconName>> = { ready: 'qr-code', good: 'check', look: 'hand-waving', bad: 'warning' };

interface Said {
  readonly look: Look;
  readonly title: string;
  readonly about: string;
  /** Whom it is about, and how many they are. */
  readonly party?: { readonly of: SignupId; readonly people: number; readonly isIn: boolean };
}

interface ToldProps {
  readonly view: StaffView;
  readonly at: AtDate;
  readonly roll: RollView;
  readonly scanning: Scanning;
  readonly acting: Acting;
}

export function ToldLast({ view, at, roll, scanning, acting }: ToldProps): ReactNode {
  const t = useWords('door');
  const { look, title, about, party } = useSaid(view, at, scanning.latest);
  const name = roll.lines.find(({ signup }) => signup === party?.of)?.name ?? undefined;
  const note = (people: number): void => {
    if (!party) return;
    acting.send(party.of, (id) => ({ kind: 'attendance.note', id, of: party.of, ...at, people }));
    scanning.forget();
  };
  return (
    <section className={styles.told} data-look={look} data-testid="told">
      <Icon name={SIGNS[look]} className={styles.sign} />
      {/* One region that stays: each reading is said, the same one too. */}
      <div role={look === 'bad' ? 'alert' : 'status'} className={styles.words} aria-label={t('told.title')}>
        <p key={scanning.latest?.n ?? 0} className={styles.title}>
          {title}
        </p>
        <p className={styles.about}>{[name, about].filter((each) => each !== undefined && each !== '').join(' · ')}</p>
      </div>
      {party ? (
        <div className={styles.acts}>
          {party.isIn ? (
            <button type="button" data-act="undo" onClick={() => note(0)}>
              <Icon name="undo" />
              <span>{t('told.undo')}</span>
            </button>
          ) : (
            <button type="button" data-act="let-in" onClick={() => note(party.people)}>
              <Icon name="check" />
              <span>{t('told.letIn', { count: party.people })}</span>
            </button>
          )}
        </div>
      ) : null}
    </section>
  );
}

function useSaid(view: StaffView, at: AtDate, latest: Told | undefined): Said {
  const t = useWords('door');
  const language = useLanguage();
  const refusal = useRefusalWords('staff');
  if (!latest) return { look: 'ready', title: t('told.ready'), about: t('told.readyAbout') };
  if (latest.kind === 'misread') return { look: 'bad', title: t('told.misread'), about: t('told.misreadAbout') };
  if (latest.kind === 'refused') return { look: 'bad', title: refusal(latest.why), about: '' };
  const { told, by } = latest;
  switch (told.kind) {
    case 'came':
      return { look: told.isOut ? 'look' : 'good', title: t('told.came', { count: told.people }), about: told.isOut ? t('told.out') : told.isUnheard ? t('told.unheard') : '', party: { ...told, isIn: true } };
    case 'already':
      return { look: 'look', title: t('told.already', { time: spellTime(view.zone, language, told.at) }), about: t('told.alreadyAbout', { count: told.people }), party: { ...told, isIn: true } };
    case 'waiting':
      return { look: 'look', title: t('told.waiting'), about: t('told.waitingAbout'), party: { ...told, isIn: false } };
    case 'gone':
      return { look: 'bad', title: t(`told.${told.why}`), about: t('told.goneAbout'), party: { ...told, isIn: false } };
    case 'otherDate': {
      if (!told.of) return { look: 'bad', title: t('told.otherUnknown'), about: t('told.otherUnknownAbout') };
      const [first = 'es'] = view.languages;
      const when = { day: spellDate(view.zone, language, told.of.startsAt), time: spellTime(view.zone, language, told.of.startsAt) };
      const room = told.of.room ? textIn(told.of.room, language, first).text : '';
      // The same plan, on another day: its name would say that all is well.
      if (told.of.series === at.series) return { look: 'bad', title: t('told.otherDay', when), about: room };
      return { look: 'bad', title: t('told.other', { name: textIn(told.of.name, language, first).text }), about: [t('told.otherAbout', when), room].filter((each) => each !== '').join(' · ') };
    }
    case 'notOurs':
      return 'code' in by ? { look: 'bad', title: t('told.noCode'), about: t('told.noCodeAbout') } : { look: 'bad', title: t('told.notOurs'), about: t('told.notOursAbout') };
    default:
      return told satisfies never;
  }
}
