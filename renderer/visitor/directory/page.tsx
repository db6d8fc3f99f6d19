/**
 * One service to find. In: what its list told of it, at once, and the station's view of all that is
 * known. Out: taps: to a turn, to an activity, to paper, and to say that it is wrong. [X2] Of a
 * discreet one it shows no more than the view holds, which tells nothing of what it is for.
 */
import type { ReactNode } from 'react';
import type { ServiceShown } from '../../../shared/contract/directory.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { newCommandId } from '../../ui/ids.ts';
import { nextOfEach } from '../../ui/offers.ts';
import { Qr } from '../../ui/qr.tsx';
import { spellCalendarDay } from '../../ui/tongues.ts';
import { useLanguage, useRefusalWords, useWords } from '../../ui/words.ts';
import { Said } from '../offers/said.tsx';
import { Take } from '../offers/take.tsx';
import type { OffersParts } from '../offers/watch.ts';
import { useOpening } from '../opening.ts';
import page from '../page.module.css';
import type { FoundStep } from '../steps.ts';
import type { PageParts } from '../visitor.tsx';
import { askedOf } from './asked.ts';
import styles from './directory.module.css';
import { Facts } from './facts.tsx';
import { DOORS, seemsOpen, useDoors } from './opens.ts';
import { Tongue } from './tongue.tsx';
import { useAnswer } from './watch.ts';

type FoundParts = OffersParts & { readonly step: FoundStep };

export function ServicePage({ offers, ...parts }: FoundParts): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const { session, sitting, view, step } = parts;
  const answer = useAnswer(askedOf(step, language));
  const service = answer?.view.service ?? undefined;
  const isGone = answer !== undefined && service === undefined;
  const { name, sector, opening } = service ?? step.of;
  const isAsking = step.paper.kind === 'asked' || step.doubt.kind === 'asked';
  const disabled = session.echo !== null || isAsking;
  const doors = useDoors(view.zone);
  const seems = seemsOpen(opening);
  return (
    <main className={`${page.page} ${styles.service}`} data-ground="paper" data-grows aria-busy={isAsking || answer?.isCurrent !== true}>
      <header className={styles.head}>
        <span className={styles.picture}>
          <Icon name={sector === null ? 'map-pin' : `sector-${sector}`} />
        </span>
        <h1 className={page.heading} tabIndex={-1}>
          <Tongue of={name} />
        </h1>
        {service?.organisation ? (
          <p className={styles.organisation}>
            <Tongue of={service.organisation} />
          </p>
        ) : null}
      </header>
      <div className={styles.body}>
        <div className={styles.about}>
          {isGone ? (
            <p role="status" className={styles.alert}>
              <Icon name="warning-circle" />
              <span>{t('offers.gone')}</span>
            </p>
          ) : (
            <p className={styles.now} data-doors={seems}>
              <Icon name={DOORS[seems]} />
              <span>{doors.whole(opening)}</span>
            </p>
          )}
          {service ? (
            <>
              <About service={service} />
              <div className={styles.trust}>
                <Checked service={service} />
                <Wrong {...parts} disabled={disabled} />
              </div>
              <Onwards {...parts} offers={offers} service={service} disabled={disabled} />
            </>
          ) : null}
        </div>
        {service ? <Facts service={service} session={session} sitting={sitting} view={view} /> : null}
      </div>
      <footer className={`${page.foot} ${styles.foot}`}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
        {service ? (
          <div className={styles.take}>
            <Take taken={step.paper} givesPaper={view.givesPaper} disabled={disabled} onTake={() => sitting.act({ kind: 'takeAlong', language, command: newCommandId() })} />
          </div>
        ) : null}
        <Turn {...parts} disabled={disabled} />
      </footer>
    </main>
  );
}

/** What comes before all else, what it is, and where it opens on a phone. */
function About({ service: { alert, what, link } }: { readonly service: ServiceShown }): ReactNode {
  const t = useWords('visitor');
  return (
    <>
      {alert === null ? null : (
        <p className={styles.alert}>
          <Icon name="warning-circle" />
          <span>
            <Tongue of={alert} />
          </span>
        </p>
      )}
      {what === null ? null : (
        <p className={styles.what}>
          <Tongue of={what} />
        </p>
      )}
      {link === null ? null : (
        <figure className={styles.phone}>
          <Qr text={link} said={t('directory.phone')} className={styles.code} />
          <figcaption>{t('directory.phone')}</figcaption>
        </figure>
      )}
    </>
  );
}

/** How old that is. */
function Checked({ service: { verifiedOn, isUnverified, phones } }: { readonly service: ServiceShown }): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  if (isUnverified) return <p className={styles.old}>{phones.length > 0 ? t('directory.callFirst') : t('directory.askFirst')}</p>;
  if (verifiedOn === null) return null;
  return (
    <p className={styles.checked}>
      <Icon name="check" />
      <span>{t('directory.checked', { date: spellCalendarDay(language, verifiedOn) })}</span>
    </p>
  );
}

/** The activities that belong to it and are still to come: one touch each. */
function Onwards({ offers, service, sitting, view, disabled }: FoundParts & { readonly service: ServiceShown; readonly disabled: boolean }): ReactNode {
  const t = useWords('visitor');
  const coming = nextOfEach(offers?.activities ?? []).filter(({ id }) => service.activities.includes(id));
  if (coming.length === 0) return null;
  return (
    <ul className={styles.onwards}>
      {coming.map(({ id, date, icon, name }) => (
        <li key={id}>
          <button type="button" className={styles.onward} disabled={disabled} onClick={() => sitting.act({ kind: 'seeOffer', offer: id, date })}>
            <Icon name={`activity-${icon}`} />
            <span>
              {t('directory.activity')} <b><Said of={name} view={view} /></b>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** One touch says that it is wrong, and is thanked for. */
function Wrong({ step: { doubt }, sitting, disabled }: Omit<FoundParts, 'offers'> & { readonly disabled: boolean }): ReactNode {
  const t = useWords('visitor');
  const say = useRefusalWords('visitor');
  if (doubt.kind === 'taken' || doubt.kind === 'refused') {
    return (
      <p role="status" className={styles.thanks} data-testid="doubt">
        {doubt.kind === 'taken' ? t('directory.thanks') : say(doubt.why)}
      </p>
    );
  }
  return (
    <button type="button" className={styles.wrong} disabled={disabled} onClick={() => sitting.act({ kind: 'doubt', command: newCommandId() })}>
      <Icon name="wrong" />
      <span>{t('directory.wrong')}</span>
    </button>
  );
}

/** To a turn where it has a queue in this house; where that gives none now, since when it does again. */
function Turn({ step, sitting, view, disabled }: PageParts & { readonly step: FoundStep; readonly disabled: boolean }): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const opening = useOpening(view.zone);
  const queue = view.services.find(({ id }) => id === step.of.queue);
  if (!queue) return null;
  if (queue.turns.kind === 'open') return <Button role="goOn" icon="arrow-right" words={t('home.turn')} disabled={disabled} onPress={() => sitting.act({ kind: 'choose', service: queue.id, language, command: newCommandId() })} />;
  return (
    <p className={styles.queue}>
      <b>{t(`turns.${queue.turns.kind}`)}</b> {opening(queue.turns.opensAt)}
    </p>
  );
}
