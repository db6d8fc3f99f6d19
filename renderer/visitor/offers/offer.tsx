/** One service to find, or one activity: what, what to bring, where, when; to read here, to take along on paper, and to a turn where it has a queue in this house. */
import type { ReactNode } from 'react';
import type { OffersView } from '../../../shared/contract/views.ts';
import { useView } from '../../ui/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { newCommandId } from '../../ui/ids.ts';
import { useLanguage, useRefusalWords, useWords } from '../../ui/words.ts';
import page from '../page.module.css';
import { Paper, PaperSaid } from '../paper.tsx';
import type { OfferStep, TakenPaper } from '../steps.ts';
import type { PageParts } from '../visitor.tsx';
import styles from './offers.module.css';
import { Said } from './said.tsx';
import type { OffersParts } from './watch.ts';
import { useWhen } from './when.ts';

type OfferParts = OffersParts & { readonly step: OfferStep };

export function OfferPage(parts: OfferParts): ReactNode {
  const { offers, step: { offer } } = parts;
  const service = offers?.services.find(({ id }) => id === offer);
  if (service) return <ServicePage {...parts} service={service} />;
  const activity = offers?.activities.find(({ id }) => id === offer);
  if (activity) return <ActivityPage {...parts} activity={activity} />;
  return <Gone {...parts} isGone={offers !== undefined} />;
}

function ServicePage({ service, ...parts }: OfferParts & { readonly service: OffersView['services'][number] }): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const { session, sitting, view } = parts;
  const { name, what, bring, where, when, phone } = service;
  const queue = view.services.find(({ id, turns }) => id === service.service && turns.kind === 'open');
  const disabled = session.echo !== null || parts.step.paper.kind === 'asked';
  return (
    <Sheet
      {...parts}
      icon={`sector-${service.sector}`}
      name={<Said of={name} view={view} />}
      about={what ? <Said of={what} view={view} /> : null}
      goOn={queue ? <Button role="goOn" icon="arrow-right" words={t('home.turn')} disabled={disabled} onPress={() => sitting.act({ kind: 'choose', service: queue.id, language, command: newCommandId() })} /> : null}
    >
      <Fact icon="map-pin" says={t('offers.where')}>
        <Said of={where} view={view} />
      </Fact>
      {when.length > 0 ? (
        <Fact icon="clock" says={t('offers.when')}>
          <Lines of={when} view={view} />
        </Fact>
      ) : null}
      {bring.length > 0 ? (
        <Fact icon="bag" says={t('offers.bring')}>
          <Lines of={bring} view={view} />
        </Fact>
      ) : null}
      {phone === null ? null : (
        <Fact icon="phone" says={t('offers.phone')}>
          <bdi dir="ltr">{phone}</bdi>
        </Fact>
      )}
    </Sheet>
  );
}

function ActivityPage({ activity, ...parts }: OfferParts & { readonly activity: OffersView['activities'][number] }): ReactNode {
  const t = useWords('visitor');
  const { view } = parts;
  const { day, hours } = useWhen(view.zone)(activity);
  return (
    <Sheet {...parts} kind="activity" icon={`activity-${activity.icon}`} name={<Said of={activity.name} view={view} />} about={<Said of={activity.what} view={view} />} goOn={null}>
      <Fact icon="clock" says={t('offers.when')}>
        <span>{day}</span>
        <span>{hours}</span>
      </Fact>
      <Fact icon="map-pin" says={t('offers.where')}>
        <Said of={activity.room} view={view} />
      </Fact>
      {activity.isFree ? (
        <Fact icon="check" says={t('offers.cost')}>
          {t('offers.free')}
        </Fact>
      ) : null}
    </Sheet>
  );
}

interface SheetProps extends OfferParts {
  readonly kind?: 'activity';
  readonly icon: IconName;
  readonly name: ReactNode;
  readonly about: ReactNode;
  readonly goOn: ReactNode;
  readonly children: ReactNode;
}

function Sheet({ session, sitting, view, step, kind, icon, name, about, goOn, children }: SheetProps): ReactNode {
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
        <dl className={styles.facts}>{children}</dl>
        <Take
          taken={step.paper}
          givesPaper={view.givesPaper}
          disabled={disabled}
          onTake={() => sitting.act({ kind: 'takeAlong', language, command: newCommandId() })}
        />
      </div>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
        {goOn}
      </footer>
    </main>
  );
}

interface TakeProps {
  readonly taken: TakenPaper;
  readonly givesPaper: boolean;
  readonly disabled: boolean;
  readonly onTake: () => void;
}

/** [P4] The button, and then what became of the paper. */
function Take({ taken, givesPaper, disabled, onTake }: TakeProps): ReactNode {
  const t = useWords('visitor');
  const say = useRefusalWords('visitor');
  switch (taken.kind) {
    case 'offered':
      if (!givesPaper) return <PaperSaid state="refused" words={t('offers.paper.none')} />;
      return (
        <button type="button" className={styles.take} disabled={disabled} onClick={onTake}>
          <Icon name="printer" />
          <span>{t('offers.take')}</span>
        </button>
      );
    case 'asked':
      return <Paper state="waiting" elsewhere={null} />;
    case 'given':
      return <Given paper={taken.paper} />;
    case 'refused':
      return <PaperSaid state="refused" words={say(taken.why)} />;
    default:
      return taken satisfies never;
  }
}

function Given({ paper }: { paper: Extract<TakenPaper, { kind: 'given' }>['paper'] }): ReactNode {
  const t = useWords('visitor');
  const seen = useView({ kind: 'takeAlong', paper });
  // A station that knows nothing of this paper can promise none.
  const state = seen?.state === 'unknown' ? 'uncertain' : (seen?.state ?? 'waiting');
  const elsewhere = seen?.elsewhere ?? null;
  if (state === 'waiting' || state === 'printed') return <Paper state={state} elsewhere={elsewhere} />;
  return <PaperSaid state={state} words={elsewhere !== null && state === 'uncertain' ? t('offers.paper.elsewhere', { name: elsewhere }) : t(`offers.paper.${state}`)} />;
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

function Lines({ of, view }: { of: OffersView['services'][number]['when']; view: PageParts['view'] }): ReactNode {
  return of.map((line) => (
    <span key={JSON.stringify(line)}>
      <Said of={line} view={view} />
    </span>
  ));
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
