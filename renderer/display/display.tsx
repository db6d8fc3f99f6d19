/** The wall: who is called and to which desk, then who was called before. Never a name [X3]. */
import { useCallback, useState, type ReactNode } from 'react';
import type { DisplayView, ShownCall } from '../../shared/contract/views.ts';
import { Language } from '../../shared/domain/centre.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { Arch } from '../ui/arch.tsx';
import { useLink, useView } from '../ui/bridge.ts';
import { spellTime, useNow } from '../ui/clock.ts';
import { Icon } from '../ui/icon.tsx';
import { Label } from '../ui/label.tsx';
import { DIGIT_EMS, emsStyle, labelEms } from '../ui/label-width.ts';
import { Mark } from '../ui/mark.tsx';
import { JoiningFace, notIn, type NotIn } from '../ui/joining.tsx';
import { MomentPlease } from '../ui/moment.tsx';
import { NoticeFace } from '../ui/notice.tsx';
import { LanguageProvider, machineLanguage, useDocumentWords, useLanguage, useSpoken, useWords } from '../ui/words.ts';
import { SILENT, told, withCalls, type Announcing } from './announcing.ts';
import { Coming, useFace } from './coming.tsx';
import styles from './display.module.css';
import { useHeartbeat } from './heartbeat.ts';
import { Sound } from './sound.tsx';
import { DISPLAY_WORDS } from './words.ts';

export function DisplayScreen(): ReactNode {
  useHeartbeat();
  const view = useView({ kind: 'display' });
  const joining = notIn(useView({ kind: 'joining' })?.joining);
  const wanted = view?.languages[0] ?? (joining ? machineLanguage(navigator.languages, Language.options) : 'es');
  const language = useSpoken(wanted);
  return (
    <LanguageProvider value={language}>
      {joining ? <NotYet joining={joining} /> : view && language === wanted ? <Wall view={view} /> : <MomentPlease ground="night" />}
    </LanguageProvider>
  );
}

/** A wall without a centre, or no more of one: what hung here last would send people to the wrong desk. */
function NotYet({ joining }: { joining: NotIn }): ReactNode {
  const t = useWords('display');
  useDocumentWords(useLanguage(), t('title'));
  return useLink() === 'up' ? <JoiningFace joining={joining} screen="display" /> : <MomentPlease ground="night" />;
}

/** Calls beside the large one. */
const BEFORE = 4;

function Wall({ view }: { view: DisplayView }): ReactNode {
  const t = useWords('display');
  useDocumentWords(useLanguage(), `${t('title')} · ${view.centre}`);
  const { announcing, fresh, onTold } = useAnnouncing(view);
  const { now } = announcing;
  const face = useFace(announcing, view.coming.length > 0);
  // Who was called last stands in the list while their arch is lent.
  const before = view.calls.filter(({ key }) => key !== now?.key || face === 'coming').slice(0, BEFORE);
  return (
    <div className={styles.screen} data-ground="night">
      {view.notice ? (
        <NoticeFace notice={view.notice} languages={view.languages} words={DISPLAY_WORDS} />
      ) : (
        <main className={styles.wall} data-before={before.length > 0 || undefined}>
          <House view={view} />
          {face === 'coming' ? <Coming view={view} /> : now ? <Now call={now} fresh={fresh.has(now.key)} /> : <Welcome />}
          {before.length > 0 ? <Before calls={before} fresh={fresh} /> : null}
          {view.waits.length > 0 ? <Waits waits={view.waits} /> : null}
        </main>
      )}
      {/* One loudspeaker, whatever is on the wall: a call that a notice cut short is told again after it. */}
      <div className={styles.pills}>
        <Sound announcing={announcing} view={view} onTold={onTold} />
        <LinkPill />
      </div>
    </div>
  );
}

interface Shown {
  readonly announcing: Announcing;
  /** Keys of calls that were told since the page loaded. */
  readonly fresh: ReadonlySet<string>;
  readonly onTold: (call: ShownCall) => void;
}

/** Folds each new view, and each call that was told, into what is told now. */
function useAnnouncing(view: DisplayView): Shown {
  const [state, setState] = useState<{ readonly view: DisplayView | null; readonly announcing: Announcing; readonly fresh: ReadonlySet<string> }>({ view: null, announcing: SILENT, fresh: new Set() });
  let shown = state;
  if (state.view !== view) {
    const announcing = withCalls(state.announcing, view.calls);
    shown = { view, announcing, fresh: freshIn(state.fresh, announcing) };
    setState(shown);
  }
  const onTold = useCallback((call: ShownCall): void => {
    setState((before) => {
      // It was taken back, or another day has begun.
      if (before.announcing.now?.key !== call.key) return before;
      const announcing = told(before.announcing);
      return { ...before, announcing, fresh: freshIn(before.fresh, announcing) };
    });
  }, []);
  return { announcing: shown.announcing, fresh: shown.fresh, onTold };
}

function freshIn(before: ReadonlySet<string>, { now, isTelling, due }: Announcing): ReadonlySet<string> {
  const fresh = [...(isTelling && now ? [now] : []), ...due].filter(({ key }) => !before.has(key));
  return fresh.length === 0 ? before : new Set([...before, ...fresh.map(({ key }) => key)]);
}

function House({ view }: { view: DisplayView }): ReactNode {
  const now = useNow(60_000);
  return (
    <header className={styles.house}>
      <p className={styles.name}>
        <Mark className={styles.mark} />
        <span>{view.centre}</span>
      </p>
      <p className={styles.time}>{spellTime(view.zone, useLanguage(), now)}</p>
    </header>
  );
}

function Now({ call, fresh }: { call: ShownCall; fresh: boolean }): ReactNode {
  const t = useWords('display');
  const common = useWords('common');
  return (
    <section className={styles.now} aria-live="polite" aria-atomic="true">
      {/* A new key is a new arch: it opens for each call, and for those alone that are new. */}
      <Arch key={call.key} className={fresh ? `${styles.arch} ${styles.fresh}` : styles.arch}>
        <div className={styles.call} style={emsStyle(labelEms(call.label))}>
          <h1 className="only-heard">{t('heard', { label: spellLabel(call.label), desk: call.deskNumber })}</h1>
          <p className={styles.come} aria-hidden="true">
            {t('come')}
          </p>
          <p className={styles.label} aria-hidden="true">
            <Label of={call.label} testId="display-label" />
          </p>
          <p className={styles.desk} aria-hidden="true">
            <Icon name="arrow-right" />
            <span data-testid="display-desk">{common('desk', { number: call.deskNumber })}</span>
          </p>
        </div>
      </Arch>
    </section>
  );
}

function Before({ calls, fresh }: { calls: readonly ShownCall[]; fresh: ReadonlySet<string> }): ReactNode {
  const t = useWords('display');
  // All rows in one size: the eye runs down a column of numbers.
  const widest = Math.max(...calls.map((call) => labelEms(call.label) + String(call.deskNumber).length * DIGIT_EMS));
  return (
    <section className={styles.before} aria-label={t('before')}>
      <p className={styles.heads} aria-hidden="true">
        <span>{t('number')}</span>
        <span>{t('desk')}</span>
      </p>
      <ol style={emsStyle(widest)}>
        {calls.map((call) => (
          <li key={call.key} className={fresh.has(call.key) ? styles.recent : undefined}>
            <Label of={call.label} />
            <span className={styles.to}>
              <Icon name="arrow-right" />
              <span className="only-heard">{t('desk')}</span>
              <span>{call.deskNumber}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** [Q5] How long a turn taken now waits, by its letter. */
function Waits({ waits }: { waits: DisplayView['waits'] }): ReactNode {
  const t = useWords('display');
  return (
    <section className={styles.waits} aria-label={t('waits')} data-testid="display-waits">
      <p aria-hidden="true">
        <Icon name="clock" />
        <span>{t('waits')}</span>
      </p>
      <ul>
        {waits.map(({ letter, wait }) => (
          <li key={letter}>
            <b>{letter}</b>
            <span>{wait.kind === 'under' ? t('wait.under', { minutes: wait.minutes }) : t('wait.between', { fromMin: wait.fromMin, toMin: wait.toMin })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Before the first call of the day: a lit door, and where to begin. */
function Welcome(): ReactNode {
  const t = useWords('display');
  return (
    <section className={styles.now}>
      <Arch className={styles.arch}>
        <div className={styles.welcome}>
          <Mark className={styles.largeMark} />
          <h1>{t('welcome')}</h1>
          <p>
            <Icon name="ticket" />
            <span>{t('takeNumber')}</span>
          </p>
        </div>
      </Arch>
    </section>
  );
}

function LinkPill(): ReactNode {
  const t = useWords('display');
  return (
    <div role="status">
      {useLink() === 'down' ? (
        <p className={styles.pill}>
          <Icon name="plugs" />
          <span>{t('noLink')}</span>
        </p>
      ) : null}
    </div>
  );
}
