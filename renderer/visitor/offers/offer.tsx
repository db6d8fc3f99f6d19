/** One activity: what, when, where; to read here, and to take along on paper. */
import type { ReactNode } from 'react';
import type { OffersView } from '../../../shared/contract/views.ts';
import { Button } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { newCommandId } from '../../ui/ids.ts';
import { useLanguage, useWords } from '../../ui/words.ts';
import page from '../page.module.css';
import { RoomOnMap } from '../plan/room-on-map.tsx';
import type { OfferStep } from '../steps.ts';
import type { PageParts } from '../visitor.tsx';
import styles from './offers.module.css';
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
    <Sheet {...parts} kind="activity" icon={`activity-${activity.icon}`} name={<Said of={activity.name} view={view} />} about={activity.what && <Said of={activity.what} view={view} />}>
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
    </Sheet>
  );
}

interface SheetProps extends OfferParts {
  readonly kind?: 'activity';
  readonly icon: IconName;
  readonly name: ReactNode;
  readonly about: ReactNode;
  readonly children: ReactNode;
}

function Sheet({ session, sitting, view, step, kind, icon, name, about, children }: SheetProps): ReactNode {
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
