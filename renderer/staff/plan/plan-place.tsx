/**
 * The place of the house's map: staff put its points where they are, with the mouse or with keys. In:
 * the staff window's view and one of the map. Out: one command with all the points. Rooms and walls
 * are the centre's file's, and nothing here moves them.
 */
import { useEffect, useReducer, useState, type ReactNode } from 'react';
import type { PlanPointsView, StaffView } from '../../../shared/contract/views.ts';
import type { FloorId } from '../../../shared/domain/ids.ts';
import { useView } from '../../ui/bridge.ts';
import { Icon } from '../../ui/icon.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import place from '../appointments/appointments.module.css';
import { useOneCommand } from '../appointments/one-command.ts';
import { Refusal } from '../act-row.tsx';
import { Answer, Ask, Part } from '../ask.tsx';
import { LinkState } from '../link.tsx';
import { Canvas } from './canvas.tsx';
import { Chosen } from './chosen.tsx';
import { begin, edit, isOvertaken, isUnsaved, type Edit } from './editing.ts';
import { Palette } from './palette.tsx';
import styles from './plan-place.module.css';
import { nameIn } from './words.ts';

interface PlanPlaceProps {
  readonly view: StaffView;
  /** Back to the work. */
  readonly onBack: () => void;
}

export function PlanPlace(props: PlanPlaceProps): ReactNode {
  const plan = useView({ kind: 'planPoints' });
  return plan && plan.floors.length > 0 ? <Placing {...props} plan={plan} /> : null;
}

function Placing({ view, plan, onBack }: PlanPlaceProps & { readonly plan: PlanPointsView }): ReactNode {
  const t = useWords('staff');
  const desk = useOneCommand();
  const [editing, act] = useReducer((before: ReturnType<typeof begin>, done: Edit) => edit(before, done, plan.floors), plan.points, begin);
  const [asked, setAsked] = useState<FloorId>();
  const [leaving, setLeaving] = useState(false);
  const floor = plan.floors.find(({ id }) => id === asked) ?? plan.floors[0];
  const unsaved = isUnsaved(editing);
  const leave = (): void => (unsaved ? setLeaving(true) : onBack());
  useEffect(() => act({ kind: 'told', points: plan.points }), [plan.points]);
  useEscape(leave);
  const chosen = editing.points.find(({ id }) => id === editing.chosen);
  const save = (): void => desk.send((id) => ({ kind: 'plan.point', id, points: [...editing.points] }));
  if (!floor) return null;
  return (
    <div className={place.screen} data-ground="paper">
      <div className={place.rail}>
        <Mark className={place.mark} />
      </div>
      <main className={place.work}>
        <header className={place.head}>
          <h1>{t('plan.title')}</h1>
          <button type="button" className={place.back} onClick={leave}>
            <Icon name="arrow-left" />
            <span>{t('plan.back')}</span>
          </button>
          <LinkState link={view.link} />
        </header>
        <Floors floors={plan.floors} shown={floor.id} onFloor={setAsked} />
        <Canvas key={floor.id} floor={floor} editing={editing} act={act} />
        <p className={styles.how}>{t('plan.how')}</p>
      </main>
      <aside className={place.side} aria-label={t('plan.side')}>
        <div role="status" className={styles.told}>
          {isOvertaken(editing, plan.points) ? <p data-overtaken>{t('plan.overtaken')}</p> : <p>{unsaved ? t('plan.unsaved') : t('plan.saved')}</p>}
        </div>
        <div className={styles.acts}>
          <button type="button" className={place.primary} aria-disabled={!unsaved || desk.busy} onClick={() => (unsaved ? save() : undefined)}>
            <Icon name="check" />
            <span>{t('plan.save')}</span>
          </button>
          <button type="button" className={place.second} aria-disabled={editing.past.length === 0} onClick={() => act({ kind: 'undo' })}>
            <Icon name="undo" />
            <span>{t('plan.undo')}</span>
          </button>
        </div>
        <Refusal why={desk.refusal} issued={undefined} />
        {chosen ? <Chosen key={`${chosen.id} ${editing.undone}`} point={chosen} view={view} plan={plan} act={act} onFloor={setAsked} /> : null}
        <Palette floor={floor} count={editing.points.length} numbers={editing.points.flatMap((point) => (point.icon === 'desk' ? [point.number] : []))} desks={view.desks.map(({ number }) => number)} act={act} />
      </aside>
      {leaving ? (
        <Ask title={t('plan.leave.title')} onClose={() => setLeaving(false)}>
          <Part>
            <Answer n={1} icon="put-back" words={t('plan.leave.stay')} onPress={() => setLeaving(false)} />
            <Answer n={2} icon="sign-out" words={t('plan.leave.go')} onPress={onBack} />
          </Part>
        </Ask>
      ) : null}
    </div>
  );
}

function Floors({ floors, shown, onFloor }: { readonly floors: PlanPointsView['floors']; readonly shown: FloorId; readonly onFloor: (floor: FloorId) => void }): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  if (floors.length < 2) return null;
  return (
    <div className={styles.floors} role="group" aria-label={t('plan.floors')}>
      {floors.map(({ id, name }) => (
        <button key={id} type="button" data-floor={id} aria-pressed={id === shown} onClick={() => onFloor(id)}>
          {nameIn(name, language)}
        </button>
      ))}
    </div>
  );
}

/** Escape leads back to the work; within a field or a question it does not. */
function useEscape(onBack: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const isWithin = event.target instanceof Element && event.target.closest('dialog, input, select') !== null;
      if (event.key === 'Escape' && !isWithin && !document.querySelector('dialog[open]')) onBack();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  });
}
