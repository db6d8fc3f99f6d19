/** One activity: what, when, where; to read here, and to take along on paper. */
import type { ReactNode } from 'react';
import type { OffersView } from '../../../shared/contract/views.ts';
import { Button } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { newCommandId } from '../../ui/ids.ts';
import AUTONYMS from '../../../assets/locales/autonyms.json';
import { useLanguage, useWords } from '../../ui/words.ts';
import { PaperSaid } from '../paper.tsx';
import page from '../page.module.css';
import { RoomOnMap } from '../plan/room-on-map.tsx';
import type { OfferStep } from '../steps.ts';
import type { PageParts } from '../visitor.tsx';
import styles from './offers.module.css';
import signup from '../signup/signup.module.css';
import { Said } from './said.tsx';
import { Take } from './take.tsx';
import type { OffersParts } from './watch.ts';
import { useWhen } from './when.ts';

type OfferParts = OffersParts & { readonly step: OfferStep };

export function OfferPage(parts: OfferParts): ReactNode {
  const { offers, step: { offer, date } } = parts;
  const activity = offers?.activities.find((each) => each.id === offer && each.date === date);
  if (activity) return <ActivityPage {...parts} activity={activity} />;
  return <Gone {...parts} isGone={offers !== undefined} />;
}

function ActivityPage({ activity, ...parts }: OfferParts & { readonly activity: OffersView['activities'][number] }): ReactNode {
  const t = useWords('visitor');
  const { view } = parts;
  const { day, hours } = useWhen(view.zone)(activity);
  return (
    <Sheet {...parts} kind="activity" icon={`activity-${activity.icon}`} name={<Said of={activity.name} view={view} />} about={activity.what && <Said of={activity.what} view={view} />} before={<Changed activity={activity} />} act={<SignUp {...parts} activity={activity} />}>
      <Fact icon="clock" says={t('offers.when')}>
        <span>{day}</span>
        <span>{hours}</span>
      </Fact>
      {activity.room === null ? null : (
        <Fact icon="map-pin" says={t('offers.where')}>
          <Said of={activity.room} view={view} />
          <RoomOnMap {...parts} room={activity.onMap} />
        </Fact>
      )}
      {activity.cost.kind === 'unknown' ? null : (
        <Fact icon="check" says={t('offers.cost')}>
          {activity.cost.kind === 'free' ? t('offers.free') : <Said of={activity.cost.what} view={view} />}
        </Fact>
      )}
      <Marks activity={activity} />
      <OtherDates {...parts} activity={activity} />
    </Sheet>
  );
}

type Activity = OffersView['activities'][number];

/** That it is not as it was planned, before anything else. */
function Changed({ activity: { isCancelled, isMoved } }: { readonly activity: Activity }): ReactNode {
  const t = useWords('visitor');
  if (!isCancelled && !isMoved) return null;
  return (
    <p className={signup.off} role="status">
      <Icon name="warning-circle" />
      <span>{t(isCancelled ? 'signup.off' : 'signup.moved')}</span>
    </p>
  );
}

/** Whom it is for, in which languages, and what there is for whoever could not come otherwise. */
function Marks({ activity: { audiences, languages, access, hasChildcare } }: { readonly activity: Activity }): ReactNode {
  const t = useWords('visitor');
  const marks: readonly (readonly [IconName, string])[] = [
    ...audiences.map((each) => ['users-three', t(`signup.audience.${each}`)] as const),
    ...languages.map((each) => ['activity-talk', AUTONYMS[each]] as const),
    ...(hasChildcare ? [['activity-children', t('signup.childcare')] as const] : []),
    ...access.map((each) => ['check', t(`signup.access.${each}`)] as const),
  ];
  if (marks.length === 0) return null;
  return (
    <Fact icon="users-three" says={t('signup.for')}>
      <span className={signup.marks}>
        {marks.map(([icon, words]) => (
          <span key={words} className={signup.mark}>
            <Icon name={icon} />
            <span>{words}</span>
          </span>
        ))}
      </span>
    </Fact>
  );
}

/** As many as an eye takes in. */
const OTHERS_SHOWN = 2;

function OtherDates({ activity, offers, session, sitting, step, view }: OfferParts & { readonly activity: Activity }): ReactNode {
  const t = useWords('visitor');
  const when = useWhen(view.zone);
  const others = (offers?.activities ?? []).filter((each) => each.id === activity.id && each.date !== activity.date && !each.isCancelled).slice(0, OTHERS_SHOWN);
  if (others.length === 0) return null;
  return (
    <Fact icon="appointment" says={t('signup.others')}>
      <span className={signup.dates}>
        {others.map((each) => (
          <button key={each.date} type="button" className={signup.other} disabled={session.echo !== null || step.paper.kind === 'asked'} onClick={() => sitting.act({ kind: 'seeOffer', offer: each.id, date: each.date })}>
            {when(each).day}
          </button>
        ))}
      </span>
    </Fact>
  );
}

/** [E3] How one has a place, or why not now. */
function SignUp({ activity, session, sitting, step }: OfferParts & { readonly activity: Activity }): ReactNode {
  const t = useWords('visitor');
  const { signup: terms, isCancelled, date } = activity;
  if (isCancelled || terms === null) return null;
  if (terms.stands === 'closed' || terms.stands === 'notYet') return <PaperSaid state="held" words={t(`signup.now.${terms.stands}`)} />;
  return (
    <button type="button" className={`${styles.take} ${styles.signUp}`} data-act="signUp" disabled={session.echo !== null || step.paper.kind === 'asked'} onClick={() => sitting.act({ kind: 'signUp', terms, date })}>
      <Icon name="note-pencil" />
      <span>
        {t(`signup.now.${terms.stands}`)}
        <small>{terms.stands === 'open' && terms.free !== null ? t('signup.free', { count: terms.free }) : terms.stands === 'full' ? t('signup.list') : null}</small>
      </span>
    </button>
  );
}

interface SheetProps extends OfferParts {
  readonly kind?: 'activity';
  readonly icon: IconName;
  readonly name: ReactNode;
  readonly about: ReactNode;
  readonly before?: ReactNode;
  /** What one may do beside taking it along. */
  readonly act?: ReactNode;
  readonly children: ReactNode;
}

function Sheet({ session, sitting, view, step, kind, icon, name, about, before, act, children }: SheetProps): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const disabled = session.echo !== null || step.paper.kind === 'asked';
  return (
    <main className={`${page.page} ${styles.offer}`} data-ground="paper" data-grows data-kind={kind} aria-busy={step.paper.kind === 'asked'}>
      <header className={styles.head}>
        <span className={styles.picture}>
          <Icon name={icon} />
        </span>
        <h1 className={page.heading} tabIndex={-1}>
          {name}
        </h1>
        {about === null ? null : <p className={styles.about}>{about}</p>}
      </header>
      <div className={styles.body}>
        <div className={styles.read}>
          {before}
          <dl className={styles.facts}>{children}</dl>
        </div>
        <div className={signup.two}>
          <Take
            taken={step.paper}
            givesPaper={view.givesPaper}
            disabled={disabled}
            onTake={() => sitting.act({ kind: 'takeAlong', language, command: newCommandId() })}
          />
          {act}
        </div>
      </div>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
      </footer>
    </main>
  );
}

function Fact({ icon, says, children }: { icon: IconName; says: string; children: ReactNode }): ReactNode {
  return (
    <div className={styles.fact}>
      <dt>
        <Icon name={icon} className={styles.sign} />
        <span>{says}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

/** It was taken off the list, or is over, while somebody read it. */
function Gone({ session, sitting, isGone }: PageParts & { readonly isGone: boolean }): ReactNode {
  const t = useWords('visitor');
  return (
    <main className={`${page.page} ${styles.offer}`} data-ground="paper" aria-busy={!isGone}>
      <h1 className={page.heading} tabIndex={-1}>
        {isGone ? t('offers.gone') : t('services.working')}
      </h1>
      <span />
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={session.echo !== null} onPress={() => sitting.act({ kind: 'back' })} />
      </footer>
    </main>
  );
}
