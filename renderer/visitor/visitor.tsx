/** Which of the visitor's screens is up, in which language, and who is there to touch it. */
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { REFUSALS } from '../../shared/contract/refusals.ts';
import type { VisitorView } from '../../shared/contract/views.ts';
import { Language } from '../../shared/domain/centre.ts';
import { useBridge, useLink, useView } from '../ui/bridge.ts';
import { screenClock, screenTimers } from '../ui/clock.ts';
import { JoiningFace, notIn, type NotIn } from '../ui/joining.tsx';
import { MomentPlease } from '../ui/moment.tsx';
import { NoticeFace } from '../ui/notice.tsx';
import { LanguageProvider, machineLanguage, useDocumentWords, useLanguage, useSpoken, useWords } from '../ui/words.ts';
import styles from './adjust.module.css';
import { Adjust } from './adjust.tsx';
import { useArrows } from './arrows.ts';
import { Code } from './code.tsx';
import { Coming } from './coming.tsx';
import { Calling, HelpComes } from './help.tsx';
import { Home } from './home.tsx';
import { Kept } from './kept.tsx';
import { useKeys } from './keys.ts';
import { isDiscreetPage, useEscape } from './leave-now.tsx';
import { Leaving, Left } from './leaving.tsx';
import { Listening } from './listening.tsx';
import { Lost, Which } from './lost.tsx';
import { NotNow } from './not-now.tsx';
import { GiveOpinion, Thanked } from './opinion.tsx';
import { ChoosePictures } from './pictures.tsx';
import { Sectors, ServicesOf, Terms, Whom } from './directory/lists.tsx';
import { ServicePage } from './directory/page.tsx';
import { SignupForm } from './signup/form.tsx';
import { FindSignup, Mine, SignedUp } from './signup/mine.tsx';
import { Activities } from './offers/lists.tsx';
import { OfferPage } from './offers/offer.tsx';
import { Search } from './offers/search.tsx';
import { useOffers, type OffersParts } from './offers/watch.ts';
import { PlanPage } from './plan/plan-page.tsx';
import { StreetsPage } from './streets/streets-page.tsx';
import { Priorities } from './priorities.tsx';
import { useReader } from './reader.ts';
import { Reading } from './reading.tsx';
import { Refused } from './refused.tsx';
import { Services } from './services.tsx';
import { createSitting, type Sitting } from './sitting.ts';
import { pageOf, showsNumber, type OffersStep, type Session, type Step as StepOf } from './steps.ts';
import { Ticket } from './ticket.tsx';
import { Warning } from './warning.tsx';
import { VISITOR_WORDS } from './words.ts';

export function VisitorScreen(): ReactNode {
  const bridge = useBridge();
  const view = useView({ kind: 'visitor' });
  const joining = notIn(useView({ kind: 'joining' })?.joining);
  const [sitting] = useState(() => createSitting({ bridge, clock: screenClock, timers: screenTimers }));
  const session = useSyncExternalStore(sitting.listen, sitting.session);

  const patience = view?.patience;
  useEffect(() => {
    if (patience !== undefined) sitting.act({ kind: 'wait', patience });
  }, [sitting, patience]);

  useEffect(() => {
    const stir = ({ target }: Event): void => {
      // The question whether anybody is there is answered by a tap as a whole, which then falls on nothing below.
      if (!(target instanceof Element && target.closest('dialog'))) sitting.act({ kind: 'stirred' });
    };
    document.addEventListener('pointerdown', stir);
    document.addEventListener('keydown', stir);
    return () => {
      document.removeEventListener('pointerdown', stir);
      document.removeEventListener('keydown', stir);
    };
  }, [sitting]);

  const wanted = session.language ?? view?.languages[0] ?? (joining ? machineLanguage(navigator.languages, Language.options) : 'es');
  const language = useSpoken(wanted, view?.languages);
  // The first page comes in the centre's first language, and not before in another.
  const [isOpen, setOpen] = useState(false);
  if (!isOpen && view && language === wanted) setOpen(true);

  return (
    <LanguageProvider value={language}>
      <Page session={session} sitting={sitting} view={isOpen ? view : undefined} joining={joining} />
    </LanguageProvider>
  );
}

export interface PageParts {
  readonly session: Session;
  readonly sitting: Sitting;
  readonly view: VisitorView;
}

interface PageProps extends Omit<PageParts, 'view'> {
  readonly view: VisitorView | undefined;
  readonly joining: NotIn | undefined;
}

function Page({ session, sitting, view, joining }: PageProps): ReactNode {
  const t = useWords('visitor');
  useDocumentWords(useLanguage(), t('title'));
  useFreshPage(session);
  const offers = useOffers(['offers', 'found', 'offer', 'signup', 'findSignup', 'plan', 'streets', 'search'].includes(session.step.kind));
  const up = useLink() === 'up';
  const listens = up && view !== undefined && joining === undefined;
  useKeys(sitting, listens);
  useReader(sitting, listens);
  useEscape(sitting);
  useArrows();
  if (!showsNumber(session.step)) {
    if (!up) return <MomentPlease />;
    if (joining) return <JoiningFace joining={joining} screen="visitor" />;
  }
  if (!view) return <MomentPlease />;
  if (view.notice) return <NoticeFace notice={view.notice} languages={view.languages} words={VISITOR_WORDS} />;
  const parts = { session, sitting, view, offers };
  return (
    <div className={styles.stage}>
      <Step key={`${session.visitor} ${pageOf(session)}`} {...parts} />
      <Adjust session={session} sitting={sitting} leaves={isDiscreetPage(session.step, view)} languages={view.languages}>
        <Listening session={session} sitting={sitting} />
      </Adjust>
      <Warning session={session} sitting={sitting} />
    </div>
  );
}

function Step({ offers, ...parts }: OffersParts): ReactNode {
  const { step } = parts.session;
  switch (step.kind) {
    case 'home':
      return <Home {...parts} />;
    case 'services':
    case 'asking':
      return <Services {...parts} />;
    case 'calling':
      return <Calling />;
    case 'help':
      return <HelpComes {...parts} step={step} />;
    case 'priorities':
      return <Priorities {...parts} />;
    case 'refused':
      return <RefusedStep {...parts} step={step} />;
    case 'notNow':
      return <NotNow {...parts} asked={step.service} />;
    case 'ticket':
      return <Ticket {...parts} ticket={step} />;
    case 'leaving':
      return <Leaving {...parts} ticket={step} />;
    case 'left':
      return <Left {...parts} label={step.label} />;
    case 'opinion':
      return <GiveOpinion {...parts} step={step} />;
    case 'thanked':
      return <Thanked {...parts} />;
    case 'lost':
      return <Lost {...parts} />;
    case 'pictures':
      return <ChoosePictures {...parts} step={step} />;
    case 'which':
      return <Which {...parts} which={step} />;
    case 'code':
      return <Code {...parts} step={step} />;
    case 'search':
      return <Search {...parts} offers={offers} step={step} />;
    case 'reading':
      return <Reading />;
    case 'offers':
      return <Offers {...parts} offers={offers} step={step} />;
    case 'narrow':
      return step.by === 'term' ? <Terms {...parts} step={step} /> : <Whom {...parts} />;
    case 'found':
      return <ServicePage {...parts} offers={offers} step={step} />;
    case 'offer':
      return <OfferPage {...parts} offers={offers} step={step} />;
    case 'signup':
      return <SignupForm {...parts} step={step} />;
    case 'signedUp':
      return <SignedUp {...parts} step={step} />;
    case 'findSignup':
      return <FindSignup {...parts} step={step} />;
    case 'mine':
      return <Mine {...parts} step={step} />;
    case 'plan':
      return <PlanPage {...parts} step={step} />;
    case 'streets':
      return <StreetsPage {...parts} step={step} />;
    case 'coming':
      return <Coming {...parts} step={step} />;
    case 'kept':
      return <Kept {...parts} kept={step} />;
    default:
      return step satisfies never;
  }
}

function Offers({ step, ...parts }: OffersParts & { step: OffersStep }): ReactNode {
  const { of, page } = step;
  switch (of.kind) {
    case 'sectors':
      return <Sectors {...parts} page={page} />;
    case 'sector':
      return <ServicesOf {...parts} of={of} page={page} />;
    case 'activities':
      return <Activities {...parts} page={page} />;
    default:
      return of satisfies never;
  }
}

/** A code is not chosen: it is tried again. What a reader did not know is held to it again, or typed. */
function RefusedStep({ step, ...parts }: PageParts & { step: Extract<StepOf, { kind: 'refused' }> }): ReactNode {
  const t = useWords('visitor');
  const { why, again } = step;
  if (again.kind === 'home') return <Refused {...parts} why={why} on={parts.view.keepsTimes ? { words: t('refused.type'), act: { kind: 'haveTime' } } : null} />;
  const tryAgain = again.kind === 'code' || again.kind === 'pictures' || again.kind === 'signup' || again.kind === 'findSignup' || (again.kind === 'opinion' && again.service !== undefined) ? t('refused.retry') : undefined;
  return <Refused {...parts} why={why} on={{ words: REFUSALS[why] === 'takeTurn' ? t('home.turn') : tryAgain, act: { kind: 'again' } }} />;
}

/** Each page begins at its top, and is heard from its heading; one that asks for words, from the line they go in. */
function useFreshPage(session: Session): void {
  const page = `${session.visitor} ${pageOf(session)}`;
  const first = useRef(page);
  useEffect(() => {
    if (first.current === page) return;
    first.current = page;
    window.scrollTo({ top: 0, behavior: 'instant' });
    (document.querySelector<HTMLElement>('[data-begins]') ?? document.querySelector('h1'))?.focus({ preventScroll: true });
  }, [page]);
}
