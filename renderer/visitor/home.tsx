/** The first page: one door, a person to call, and the languages it is said in. */
import type { ReactNode } from 'react';
import type { VisitorView } from '../../shared/contract/views.ts';
import type { Language } from '../../shared/domain/centre.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import AUTONYMS from '../../assets/locales/autonyms.json';
import { Arch } from '../ui/arch.tsx';
import { Icon } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import styles from './home.module.css';
import { House } from './house.tsx';
import { asksMore } from './opinion.tsx';
import { useOpening } from './opening.ts';
import { NoPaper } from './no-paper.tsx';
import page from './page.module.css';
import type { PageParts } from './visitor.tsx';

export function Home({ session, sitting, view }: PageParts): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const opening = useOpening(view.zone);
  const gives = view.services.some(({ turns }) => turns.kind === 'open');
  return (
    <main className={`${page.page} ${styles.home}`} data-ground="paper">
      <House view={view} />
      <h1 className={`${page.heading} ${styles.welcome}`} tabIndex={-1}>
        {t('home.welcome')}
      </h1>
      <section className={styles.large}>
        <button
          type="button"
          className={styles.door}
          disabled={session.echo !== null}
          onClick={() => sitting.act({ kind: 'takeTurn' })}
        >
          <Arch className={styles.frame}>
            <span className={styles.opening}>
              <span className={styles.picture}>
                <Icon name={gives ? 'ticket' : 'clock'} />
              </span>
              <span className={styles.turn}>{gives ? t('home.turn') : t('home.closed')}</span>
              <span className={styles.about}>{gives ? <About givesPaper={view.givesPaper} /> : opening(firstOpening(view))}</span>
              <span className={styles.threshold}>
                {gives ? null : <span className={styles.look}>{t('home.look')}</span>}
                <Icon name="arrow-right" />
              </span>
            </span>
          </Arch>
        </button>
        <Finds session={session} sitting={sitting} view={view} />
        <button
          type="button"
          className={styles.person}
          disabled={session.echo !== null}
          onClick={() => sitting.act({ kind: 'callPerson', language, command: newCommandId() })}
        >
          <span className={styles.hand}>
            <Icon name="hand-waving" />
          </span>
          <span className={styles.comes}>
            <span>{t('home.person')}</span>
            <span>{t('home.personAbout')}</span>
          </span>
        </button>
      </section>
      <OtherWays session={session} sitting={sitting} view={view} />
      <Languages session={session} sitting={sitting} view={view} />
    </main>
  );
}

function About({ givesPaper }: Pick<VisitorView, 'givesPaper'>): ReactNode {
  const t = useWords('visitor');
  return givesPaper ? t('home.turnAbout') : <NoPaper />;
}

/** What there is beside the queues, where there is any. */
function Finds({ session, sitting, view: { finds } }: PageParts): ReactNode {
  const t = useWords('visitor');
  if (!finds.services && !finds.activities) return null;
  return (
    <nav aria-label={t('home.finds')} className={styles.finds}>
      {(['services', 'activities'] as const).map((what) =>
        finds[what] ? (
          <button key={what} type="button" className={styles.find} data-finds={what} disabled={session.echo !== null} onClick={() => sitting.act({ kind: 'list', of: { kind: what === 'services' ? 'sectors' : what } })}>
            <span className={styles.found}>
              <Icon name={what === 'services' ? 'compass' : 'appointment'} />
            </span>
            <span className={styles.comes}>
              <span>{t(`home.${what}`)}</span>
              <span>{t(`home.${what}About`)}</span>
            </span>
          </button>
        ) : null,
      )}
    </nav>
  );
}

/** When the first of the services gives turns again. */
function firstOpening({ services }: VisitorView): EpochMs | null {
  const times = services.flatMap(({ turns }) => (turns.kind === 'open' || turns.opensAt === null ? [] : [turns.opensAt]));
  return times.length === 0 ? null : Math.min(...times);
}

/** For whoever has been here before: quiet beside the door, which is for everybody. */
function OtherWays({ session, sitting, view }: PageParts): ReactNode {
  const t = useWords('visitor');
  return (
    <div className={styles.ways}>
      {view.hasReader ? (
        <p className={styles.hold}>
          <Icon name="qr-code" />
          <span>{t('home.hold')}</span>
        </p>
      ) : null}
      <button type="button" className={styles.way} disabled={session.echo !== null} onClick={() => sitting.act({ kind: 'lostPaper' })}>
        <Icon name="magnifying-glass" />
        <span>{t('home.lost')}</span>
      </button>
      {view.opinion && view.services.length > 0 ? (
        <button type="button" className={styles.way} disabled={session.echo !== null} onClick={() => sitting.act({ kind: 'opine', asksMore: asksMore(view) })}>
          <Icon name="smiley" />
          <span>{t('home.opinion')}</span>
        </button>
      ) : null}
      {view.keepsTimes ? (
        <button type="button" className={styles.way} disabled={session.echo !== null} onClick={() => sitting.act({ kind: 'haveTime' })}>
          <Icon name="appointment" />
          <span>{t('home.time')}</span>
        </button>
      ) : null}
    </div>
  );
}

/** By their own names, in the centre's order. */
function Languages({ session, sitting, view }: PageParts): ReactNode {
  const t = useWords('visitor');
  const spoken = useLanguage();
  return (
    <div role="group" aria-label={t('home.languages')} className={styles.languages} data-count={view.languages.length}>
      {view.languages.map((language: Language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={styles.language}
          aria-pressed={language === spoken}
          disabled={session.echo !== null}
          onClick={() => sitting.act({ kind: 'speak', language })}
        >
          {language === spoken ? <Icon name="check" className={styles.check} /> : null}
          <span>{AUTONYMS[language]}</span>
        </button>
      ))}
    </div>
  );
}
