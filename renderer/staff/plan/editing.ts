/**
 * The points of the map while somebody places them. In: what they do. Out: the points as they would
 * be saved, which one is chosen, and the way back. It saves nothing and asks nobody.
 */
import type { PointId } from '../../../shared/domain/ids.ts';
import type { Floor, PlanPoint } from '../../../shared/domain/plan/plan.ts';

/** Metres to which a place is kept: finer, no finger points. */
const STEP = 0.1;

type Points = readonly PlanPoint[];

export interface Editing {
  readonly points: Points;
  /** As they stand in the house: what is not saved is the difference. */
  readonly saved: Points;
  readonly chosen: PointId | undefined;
  readonly past: readonly Points[];
  /** The point that is under way: its steps are taken back together. */
  readonly moving: PointId | undefined;
  /** How often something was taken back: what is being typed is then shown anew. */
  readonly undone: number;
}

export type Edit =
  | { readonly kind: 'choose'; readonly id: PointId | undefined }
  | { readonly kind: 'add'; readonly point: PlanPoint }
  /** To a spot of its floor, or by so many metres. */
  | { readonly kind: 'move'; readonly id: PointId; readonly to: readonly [x: number, y: number] }
  | { readonly kind: 'nudge'; readonly id: PointId; readonly by: readonly [x: number, y: number] }
  /** Its name, its number, its screen or its floor. */
  | { readonly kind: 'change'; readonly point: PlanPoint }
  | { readonly kind: 'remove'; readonly id: PointId }
  | { readonly kind: 'undo' }
  /** What the station says of them now. */
  | { readonly kind: 'told'; readonly points: Points };

export function begin(points: Points): Editing {
  return { points, saved: points, chosen: undefined, past: [], moving: undefined, undone: 0 };
}

export function isUnsaved({ points, saved }: Editing): boolean {
  return !areSame(points, saved);
}

export function edit(editing: Editing, act: Edit, floors: readonly Floor[]): Editing {
  const { points, saved, past, moving } = editing;
  switch (act.kind) {
    case 'choose':
      return { ...editing, chosen: act.id, moving: undefined };
    case 'add':
      return { ...editing, points: [...points, onFloor(floors, act.point)], chosen: act.point.id, past: [...past, points], moving: undefined };
    case 'move':
    case 'nudge': {
      const point = points.find(({ id }) => id === act.id);
      if (!point) return editing;
      const [x, y] = act.kind === 'move' ? act.to : [point.x + act.by[0], point.y + act.by[1]];
      return { ...editing, points: withPoint(points, onFloor(floors, { ...point, x, y })), chosen: act.id, past: moving === act.id ? past : [...past, points], moving: act.id };
    }
    case 'change':
      return { ...editing, points: withPoint(points, onFloor(floors, act.point)), past: [...past, points], moving: undefined };
    case 'remove':
      return { ...editing, points: points.filter(({ id }) => id !== act.id), chosen: undefined, past: [...past, points], moving: undefined };
    case 'undo': {
      const before = past.at(-1);
      return before ? { ...editing, points: before, past: past.slice(0, -1), moving: undefined, undone: editing.undone + 1 } : editing;
    }
    case 'told':
      // Saved here, or nothing was begun: then it is what stands there. Else what was begun stays.
      if (areSame(act.points, saved)) return editing;
      if (areSame(act.points, points) || !isUnsaved(editing)) return { ...editing, points: act.points, saved: act.points, past: [] };
      return editing;
    default:
      return act satisfies never;
  }
}

/** Whether somebody else saved what is not shown here. */
export function isOvertaken(editing: Editing, told: Points): boolean {
  return isUnsaved(editing) && !areSame(told, editing.saved);
}

function withPoint(points: Points, point: PlanPoint): Points {
  return points.map((each) => (each.id === point.id ? point : each));
}

/** Nobody drags a point out of the house. */
function onFloor(floors: readonly Floor[], point: PlanPoint): PlanPoint {
  const floor = floors.find(({ id }) => id === point.floor);
  return floor ? { ...point, x: within(point.x, floor.width), y: within(point.y, floor.height) } : point;
}

function within(metres: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round(metres / STEP) / Math.round(1 / STEP)));
}

function areSame(one: Points, other: Points): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
