/** Where a room of this house is: in words, and on a picture of its floor; the other floors by one touch. */
import { useMemo, type ReactNode } from 'react';
import type { PlanView } from '../../../shared/contract/views.ts';
import type { Language } from '../../../shared/domain/language.ts';
import { textIn, type OfferText } from '../../../shared/domain/offers/offers.ts';
import type { Floor, PlanPoint } from '../../../shared/domain/plan/plan.ts';
import { whereabouts, type Whereabouts } from '../../../shared/domain/plan/whereabouts.ts';
import { useView } from '../../ui/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { At, PlanFloor, type MapText } from '../../ui/plan/plan-floor.tsx';
import { PointMark } from '../../ui/plan/point-mark.tsx';
import { directionOf } from '../../ui/tongues.ts';
import { useLanguage, useWords } from '../../ui/words.ts';
import { Said } from '../offers/said.tsx';
import page from '../page.module.css';
import type { PlanStep } from '../steps.ts';
import type { PageParts } from '../visitor.tsx';
import styles from './plan-page.module.css';

type PlanParts = PageParts & { readonly step: PlanStep };

export function PlanPage(parts: PlanParts): ReactNode {
  const t = useWords('visitor');
  const plan = useView({ kind: 'plan' });
  const { session, sitting, view, step } = parts;
  const found = plan && whereabouts(plan.floors, plan.points, step.room);
  return (
    <main className={`${page.page} ${styles.page}`} data-ground="paper" aria-busy={!plan}>
      <header className={styles.head}>
        <h1 className={page.heading} tabIndex={-1}>
          {found ? <Said of={found.room.name} view={view} /> : plan ? t('plan.gone') : t('services.working')}
        </h1>
        {found ? <Words found={found} view={view} /> : null}
      </header>
      {plan && found ? <Drawn {...parts} plan={plan} found={found} /> : <span />}
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={session.echo !== null} onPress={() => sitting.act({ kind: 'back' })} />
      </footer>
    </main>
  );
}

function Drawn({ session, sitting, view, step, plan, found }: PlanParts & { readonly plan: PlanView; readonly found: Whereabouts }): ReactNode {
  const t = useWords('visitor');
  const shown = plan.floors.find(({ id }) => id === step.floor) ?? found.floor;
  const points = useMemo(() => plan.points.filter(({ floor }) => floor === shown.id), [plan, shown]);
  return (
    <div className={styles.body}>
      <Picture floor={shown} points={points} room={found.room.id} view={view} />
      <Signs points={points} view={view} />
      {plan.floors.length > 1 ? (
        <ul className={styles.floors} aria-label={t('plan.floors')}>
          {plan.floors.map(({ id, name }) => (
            <li key={id}>
              <button type="button" data-floor={id} aria-pressed={id === shown.id} disabled={session.echo !== null} onClick={() => sitting.act({ kind: 'seeFloor', floor: id })}>
                <Said of={name} view={view} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** [M1] What the picture shows, for whoever gets nothing from it. */
function Words({ found: { floor, floors, hasLift, from }, view }: { readonly found: Whereabouts; readonly view: PageParts['view'] }): ReactNode {
  const t = useWords('visitor');
  const textOf = useTextOf(view);
  return (
    <div className={styles.words}>
      <p>{t('plan.floor', { floor: textOf(floor.name).text })}</p>
      {floors === null ? null : <p>{floors === 0 ? t('plan.same') : floors > 0 ? t('plan.up', { count: floors }) : t('plan.down', { count: -floors })}</p>}
      {hasLift ? <p>{t('plan.lift')}</p> : null}
      {from.map(({ id, name }) => (
        <p key={id}>{t('plan.from', { room: textOf(name).text })}</p>
      ))}
    </div>
  );
}

function Picture({ floor, points, room, view }: { readonly floor: Floor; readonly points: readonly PlanPoint[]; readonly room: string; readonly view: PageParts['view'] }): ReactNode {
  const textOf = useTextOf(view);
  const common = useWords('common');
  const language = useLanguage();
  const mapText = (text: string, lang: Language): MapText => ({ text, lang, dir: directionOf(lang) });
  const nameOf = ({ name }: Floor['rooms'][number]): MapText => {
    const said = textOf(name);
    return mapText(said.text, said.language);
  };
  return (
    // What is in it is said above and beside it; its names read one after the other lead nobody.
    <div className={styles.picture} aria-hidden="true" data-testid="plan">
      <PlanFloor floor={floor} marked={room} nameOf={nameOf} points={points} here={mapText(common('sign.here'), language)}>
        {points.map((point) => (
          <At key={point.id} floor={floor} x={point.x} y={point.y}>
            <PointMark point={point} />
          </At>
        ))}
      </PlanFloor>
    </div>
  );
}

/** Each sign that stands on a floor with its words, once: where the screen stands first. */
function Signs({ points, view }: { readonly points: readonly PlanPoint[]; readonly view: PageParts['view'] }): ReactNode {
  const t = useWords('visitor');
  const common = useWords('common');
  const keyOf = (point: PlanPoint): string => `${point.icon} ${'name' in point ? JSON.stringify(point.name) : ''}`;
  const kinds = points.filter((point, index) => points.findIndex((each) => keyOf(each) === keyOf(point)) === index);
  if (kinds.length === 0) return null;
  return (
    <ul className={styles.signs} aria-label={t('plan.signs')}>
      {kinds.toSorted((a, b) => Number(b.icon === 'here') - Number(a.icon === 'here')).map((point) => (
        <li key={keyOf(point)}>
          <PointMark point={point} />
          <span>{'name' in point && point.name !== undefined ? <Said of={point.name} view={view} /> : common(`sign.${point.icon}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function useTextOf({ languages: [first = 'es'] }: PageParts['view']): (of: OfferText) => ReturnType<typeof textIn> {
  const language = useLanguage();
  return (of) => textIn(of, language, first);
}
