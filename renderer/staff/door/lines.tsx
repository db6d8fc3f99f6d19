/** Everybody who signed up for a date, and what may be done about each. */
import { useState, type ReactNode } from 'react';
import type { RollLine, RollView } from '../../../shared/contract/activities.ts';
import type { StaffView } from '../../../shared/contract/views.ts';
import type { AtDate } from '../../../shared/domain/events/index.ts';
import { textIn } from '../../../shared/domain/offers/offers.ts';
import { spellTime } from '../../ui/clock.ts';
import { Icon } from '../../ui/icon.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import { Answer, Ask, Part } from '../ask.tsx';
import type { Acting } from './acting.ts';
import styles from './lines.module.css';
import { sizeOfLine, spellSignupCode } from './roll.ts';

interface LinesProps {
  readonly view: StaffView;
  readonly at: AtDate;
  readonly roll: RollView;
  /** Those that are shown, in their order. */
  readonly lines: readonly RollLine[];
  readonly acting: Acting;
}

export function Lines({ view, at, roll, lines, acting }: LinesProps): ReactNode {
  const t = useWords('door');
  const [asked, setAsked] = useState<RollLine['signup']>();
  const about = roll.lines.find(({ signup }) => signup === asked);
  if (lines.length === 0) return <p className={styles.none} role="status">{t(roll.lines.length === 0 ? 'roll.none' : 'roll.noneFound')}</p>;
  const note = (line: RollLine, people: number): void => acting.send(line.signup, (id) => ({ kind: 'attendance.note', id, of: line.signup, ...at, people }));
  return (
    <div className={styles.list} tabIndex={0} role="region" aria-label={t('roll.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('roll.who')}</th>
            <th scope="col">{t('roll.code')}</th>
            <th scope="col">{t('roll.how')}</th>
            <th scope="col">
              <span className="only-heard">{t('roll.act')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line
              key={line.signup}
              view={view}
              line={line}
              questions={roll.questions}
              busy={acting.isBusy(line.signup)}
              onNote={(people) => note(line, people)}
              onAccept={() => acting.send(line.signup, (id) => ({ kind: 'signup.accept', id, signup: line.signup }))}
              onMore={() => setAsked(line.signup)}
            />
          ))}
        </tbody>
      </table>
      {about ? <More line={about} acting={acting} onNote={(people) => note(about, people)} onClose={() => setAsked(undefined)} /> : null}
    </div>
  );
}

/** What a line is called where it is only heard. */
function useWho(): (line: RollLine) => string {
  const t = useWords('door');
  return ({ name, code }) => `${name ?? t('roll.nameless')}, ${spellSignupCode(code)}`;
}

interface LineProps {
  readonly view: StaffView;
  readonly line: RollLine;
  readonly questions: RollView['questions'];
  readonly busy: boolean;
  readonly onNote: (people: number) => void;
  readonly onAccept: () => void;
  readonly onMore: () => void;
}

function Line({ view, line, questions, busy, onNote, onAccept, onMore }: LineProps): ReactNode {
  const t = useWords('door');
  const staff = useWords('staff');
  const language = useLanguage();
  const who = useWho()(line);
  const size = sizeOfLine(line);
  const [first = 'es'] = view.languages;
  const answers = line.answers.flatMap((answer, n) => {
    const said = answer === null ? undefined : questions[n]?.answers[answer];
    return said ? [textIn(said, language, first).text] : [];
  });
  const isIn = (line.came ?? 0) > 0;
  const isExpected = !isIn && (line.stands === 'confirmed' || line.stands === 'over' || line.stands === 'held');
  return (
    <tr data-stands={isIn ? 'came' : line.stands} data-code={line.code}>
      <th scope="row">
        <span className={styles.name} data-nameless={line.name === null || undefined}>
          {line.name ?? t('roll.nameless')}
        </span>
        <span className={styles.about}>
          {[t('roll.people', { count: size }), ...(line.children > 0 ? [t('roll.children', { count: line.children })] : []), staff(`tongue.${line.language}`), ...answers].join(' · ')}
        </span>
      </th>
      <td className={styles.code}>{spellSignupCode(line.code)}</td>
      <td>
        <span className={styles.stands}>
          <span className={styles.light} aria-hidden="true" />
          <span>{useStands(view)(line)}</span>
        </span>
      </td>
      <td className={styles.act}>
        {isExpected ? (
          <button type="button" className={styles.came} aria-disabled={busy} aria-label={t('act.cameNamed', { count: size, who })} onClick={() => onNote(size)}>
            {t('act.came', { count: size })}
          </button>
        ) : null}
        {line.stands === 'held' && !isIn ? (
          <button type="button" aria-disabled={busy} aria-label={t('act.acceptNamed', { who })} onClick={onAccept}>
            {t('act.accept')}
          </button>
        ) : null}
        {isIn ? (
          <button type="button" aria-disabled={busy} aria-label={t('act.undoNamed', { who })} onClick={() => onNote(0)}>
            {t('act.undo')}
          </button>
        ) : null}
        <button type="button" className={styles.more} aria-label={t('act.moreNamed', { who })} onClick={onMore}>
          <Icon name="more" />
        </button>
      </td>
    </tr>
  );
}

function useStands(view: StaffView): (line: RollLine) => string {
  const t = useWords('door');
  const language = useLanguage();
  return (line) => {
    const { stands, until, came } = line;
    const all = sizeOfLine(line);
    if (came) return came < all ? t('stands.cameSome', { came, all }) : t('stands.cameAll', { count: came });
    return stands === 'held' && until !== null ? t('stands.held', { time: spellTime(view.zone, language, until) }) : t(`stands.${stands}`, { time: '' });
  };
}

/** How many of a party came, where they were not all; its paper; and the end of it, asked once. */
function More({ line, acting, onNote, onClose }: { readonly line: RollLine; readonly acting: Acting; readonly onNote: (people: number) => void; readonly onClose: () => void }): ReactNode {
  const t = useWords('door');
  const title = useWho()(line);
  const size = sizeOfLine(line);
  const { signup, stands, came } = line;
  const close = (act: () => void) => (): void => {
    onClose();
    act();
  };
  const isIn = (came ?? 0) > 0;
  const counts = Array.from({ length: size }, (_, n) => n + 1);
  const isOff = stands === 'cancelled' || stands === 'lapsed';
  const hasPlace = !isOff && stands !== 'waiting';
  return (
    <Ask title={title} onClose={onClose}>
      <Part>
        {counts.map((people) => (
          <Answer
            key={people}
            n={people}
            icon="users-three"
            words={people === size ? (hasPlace || isIn ? t('act.came', { count: size }) : t('more.letIn', { count: size })) : t('more.some', { came: people, all: size })}
            onPress={close(() => onNote(people))}
          />
        ))}
      </Part>
      <Part>
        {isOff ? null : <Answer icon="printer" words={t('more.reprint')} onPress={close(() => acting.send(signup, (id) => ({ kind: 'signup.reprint', id, signup })))} />}
        {isOff || isIn ? null : <Answer icon="user-minus" words={t('more.cancel')} about={t('more.cancelAbout')} onPress={close(() => acting.send(signup, (id) => ({ kind: 'signup.cancel', id, signup })))} />}
      </Part>
    </Ask>
  );
}
