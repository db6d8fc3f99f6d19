/** A floor with its points, each a button that is dragged, or moved by arrows. In: the editing. Out: moves. */
import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { PointId } from '../../../shared/domain/ids.ts';
import type { Floor, PlanPoint } from '../../../shared/domain/plan/plan.ts';
import { At, PlanFloor, type MapText } from '../../ui/plan/plan-floor.tsx';
import { PointMark } from '../../ui/plan/point-mark.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import type { Edit, Editing } from './editing.ts';
import styles from './plan-place.module.css';
import { nameIn } from './words.ts';

/** Metres of an arrow's step; with Shift, the finer. */
const STEP = 0.5;
const FINE = 0.1;
/** A hand trembles by less than this, in pixels, and drags nothing. */
const SLIP = 4;

const ARROWS: Readonly<Partial<Record<string, readonly [number, number]>>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

interface CanvasProps {
  readonly floor: Floor;
  readonly editing: Editing;
  readonly act: (edit: Edit) => void;
}

export function Canvas({ floor, editing, act }: CanvasProps): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const plane = useRef<HTMLDivElement>(null);
  const { chosen } = editing;
  useEffect(() => {
    const { activeElement: active } = document;
    // Keys go on with a point that was just put there; and are not lost with one that is gone.
    if (chosen !== undefined && active?.matches('[data-adds]')) plane.current?.querySelector<HTMLElement>(`[data-point="${chosen}"]`)?.focus();
    else if (chosen === undefined && active === document.body) plane.current?.focus();
  }, [chosen]);
  const points = editing.points.filter((point) => point.floor === floor.id);
  const nameOf = ({ name }: Floor['rooms'][number]): MapText => ({ text: nameIn(name, language), lang: language, dir: 'ltr' });
  const spotOf = ({ clientX, clientY }: PointerEvent): readonly [number, number] => {
    const box = plane.current?.firstElementChild?.firstElementChild?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return [((clientX - box.left) / box.width) * floor.width, ((clientY - box.top) / box.height) * floor.height];
  };
  return (
    <div ref={plane} className={styles.canvas} tabIndex={-1} role="group" aria-label={t('plan.canvas', { floor: nameIn(floor.name, language) })} data-testid="canvas">
      <PlanFloor floor={floor} nameOf={nameOf} points={points}>
        {points.map((point) => (
          <At key={point.id} floor={floor} x={point.x} y={point.y}>
            <Handle point={point} isChosen={point.id === chosen} spotOf={spotOf} act={act} />
          </At>
        ))}
      </PlanFloor>
    </div>
  );
}

interface HandleProps {
  readonly point: PlanPoint;
  readonly isChosen: boolean;
  readonly spotOf: (event: PointerEvent) => readonly [number, number];
  readonly act: CanvasProps['act'];
}

function Handle({ point, isChosen, spotOf, act }: HandleProps): ReactNode {
  const label = useLabel();
  const from = useRef<{ readonly x: number; readonly y: number; drags: boolean }>(undefined);
  const { id } = point;
  const drag = (event: PointerEvent<HTMLButtonElement>): void => {
    const start = from.current;
    if (!start) return;
    start.drags ||= Math.hypot(event.clientX - start.x, event.clientY - start.y) >= SLIP;
    if (start.drags) act({ kind: 'move', id, to: spotOf(event) });
  };
  return (
    <button
      type="button"
      className={styles.handle}
      data-point={id}
      aria-label={label(point)}
      aria-pressed={isChosen}
      onClick={() => act({ kind: 'choose', id })}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, y: event.clientY, drags: false };
        act({ kind: 'choose', id });
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        from.current = undefined;
      }}
      onPointerCancel={() => {
        from.current = undefined;
      }}
      onKeyDown={(event) => press(event, id, act)}
    >
      <PointMark point={point} />
    </button>
  );
}

function press(event: KeyboardEvent, id: PointId, act: CanvasProps['act']): void {
  if (event.key === 'Delete') return act({ kind: 'remove', id });
  const way = ARROWS[event.key];
  if (!way) return;
  // The page would scroll.
  event.preventDefault();
  const step = event.shiftKey ? FINE : STEP;
  act({ kind: 'nudge', id, by: [way[0] * step, way[1] * step] });
}

/** What a point is called: by its own name, or by its sign. */
export function useLabel(): (point: PlanPoint) => string {
  const common = useWords('common');
  const language = useLanguage();
  return (point) => {
    if (point.icon === 'desk') return common('desk', { number: point.number });
    return 'name' in point && point.name !== undefined ? nameIn(point.name, language) : common(`sign.${point.icon}`);
  };
}
