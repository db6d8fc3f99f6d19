/** What is known of a service, one thing after the other, each with its picture: what nobody said is left out. */
import type { ReactNode } from 'react';
import type { HoursLine, PlaceShown, ServiceShown } from '../../../shared/contract/directory.ts';
import type { Audience } from '../../../shared/domain/directory/record.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { directionOf } from '../../ui/tongues.ts';
import { useWords } from '../../ui/words.ts';
import { RoomOnMap } from '../plan/room-on-map.tsx';
import { OnStreets } from '../streets/on-streets.tsx';
import type { PageParts } from '../visitor.tsx';
import styles from './directory.module.css';
import { useDistance } from './distance.ts';
import { useHours } from './hours.ts';
import { DOORS, seemsOpen, useDoors } from './opens.ts';
import { nameOfTongue, Tongue } from './tongue.tsx';

export const AUDIENCE_PICTURES: Readonly<Record<Audience, IconName>> = {
  children: 'activity-children', youth: 'student', women: 'women', families: 'users-three', older: 'older', disability: 'disability', lgbti: 'rainbow', survivors: 'sector-protection',
};

export function Facts({ service, ...parts }: PageParts & { readonly service: ServiceShown }): ReactNode {
  const t = useWords('visitor');
  const { places, bring, phones, spoken, audiences, whom, how, cost, isFree, byAppointment, byReferral } = service;
  return (
    <dl className={styles.facts}>
      {places.map((place, nth) => (
        <Place key={nth} {...parts} place={place} isOnly={places.length === 1} />
      ))}
      {bring.length === 0 ? null : (
        <Fact icon="bag" says={t('offers.bring')}>
          {bring.map((line) => (
            <span key={line.text}>
              <Tongue of={line} />
            </span>
          ))}
        </Fact>
      )}
      {cost === null && isFree !== true ? null : (
        <Fact icon={isFree === true ? 'free' : 'cost'} says={t('offers.cost')}>
          {isFree === true ? <span>{t('offers.free')}</span> : null}
          {cost === null ? null : <Quiet of={cost} />}
        </Fact>
      )}
      {how === null && !byAppointment && !byReferral ? null : (
        <Fact icon="hand-waving" says={t('directory.how')}>
          {byAppointment ? <span>{t('directory.appointment')}</span> : null}
          {byReferral ? <span>{t('directory.referral')}</span> : null}
          {how === null ? null : <Quiet of={how} />}
        </Fact>
      )}
      {whom === null && audiences.length === 0 ? null : (
        <Fact icon="users-three" says={t('directory.forWhom')}>
          {audiences.length === 0 ? null : <span>{audiences.map((audience) => t(`directory.audience.${audience}`)).join(' · ')}</span>}
          {whom === null ? null : <Quiet of={whom} />}
        </Fact>
      )}
      {phones.length === 0 ? null : (
        <Fact icon="phone" says={t('offers.phone')}>
          {phones.map(({ number, about }) => (
            <span key={number}>
              <bdi dir="ltr">{number}</bdi>
              {about === null ? null : <Quiet of={about} />}
            </span>
          ))}
        </Fact>
      )}
      {spoken.length === 0 ? null : (
        <Fact icon="chat" says={t('directory.spoken')}>
          <span>
            {spoken.map((tag, nth) => (
              <span key={tag}>
                {nth === 0 ? null : ' · '}
                <bdi lang={tag} dir={directionOf(tag)}>
                  {nameOfTongue(tag)}
                </bdi>
              </span>
            ))}
          </span>
        </Fact>
      )}
    </dl>
  );
}

/** One of its places: where it is, and when its doors are open. */
function Place({ place: { name, address, distance, point, room, isStepFree, hours, opening }, isOnly, session, sitting, view }: PageParts & { readonly place: PlaceShown; readonly isOnly: boolean }): ReactNode {
  const t = useWords('visitor');
  const doors = useDoors(view.zone);
  const far = useDistance()(distance);
  const seems = seemsOpen(opening);
  const way = room === null ? far : t('directory.here');
  const around = [...(way === undefined ? [] : [way]), ...(isStepFree === null ? [] : [isStepFree ? t('directory.ask.isStepFree') : t('directory.steps')])];
  return (
    <>
      {name === null && address === null && around.length === 0 ? null : (
        <Fact icon="map-pin" says={t('offers.where')}>
          {name === null ? null : (
            <span>
              <Tongue of={name} />
            </span>
          )}
          {address === null ? null : name === null ? <span><Tongue of={address} /></span> : <Quiet of={address} />}
          {around.length === 0 ? null : <span className={styles.quiet}>{around.join(' · ')}</span>}
          <RoomOnMap session={session} sitting={sitting} room={room} />
          <OnStreets session={session} sitting={sitting} view={view} place={room === null && point ? { name, address, distance, point } : null} />
          {isOnly ? null : (
            <span className={styles.doors} data-doors={seems}>
              <Icon name={DOORS[seems]} />
              <span>{doors.whole(opening)}</span>
            </span>
          )}
        </Fact>
      )}
      {hours.length === 0 ? null : (
        <Fact icon="clock" says={t('offers.when')}>
          {hours.map((line, nth) => (
            <Hours key={nth} line={line} />
          ))}
        </Fact>
      )}
    </>
  );
}

function Hours({ line }: { readonly line: HoursLine }): ReactNode {
  const hours = useHours();
  if (line.kind === 'said') return <span><Tongue of={line.said} /></span>;
  const { days, times } = hours(line);
  return (
    <span className={styles.line}>
      <span className={styles.days}>{days}</span>
      {times.length === 0 ? null : <span className={styles.times}>{times.map((time) => <span key={time}>{time}</span>)}</span>}
    </span>
  );
}

/** More of it, for whoever reads on. */
function Quiet({ of }: { readonly of: Parameters<typeof Tongue>[0]['of'] }): ReactNode {
  return (
    <span className={styles.quiet}>
      <Tongue of={of} />
    </span>
  );
}

function Fact({ icon, says, children }: { readonly icon: IconName; readonly says: string; readonly children: ReactNode }): ReactNode {
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
