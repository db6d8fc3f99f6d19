import { describe, expect, it } from 'vitest';
import { PointId } from '../../../shared/domain/ids.ts';
import { Plan, PlanPoints, type PlanPoint } from '../../../shared/domain/plan/plan.ts';
import { begin, edit, isOvertaken, isUnsaved, type Edit, type Editing } from './editing.ts';

const { floors } = Plan.parse({ floors: [{ id: 'ground', name: { es: 'Planta baja' }, width: 10, height: 6, rooms: [{ id: 'hall', name: { es: 'Sala' }, shape: [[0, 0], [6, 0], [6, 6]] }] }] });
const [WATER, LIFT] = PlanPoints.parse(['water', 'lift'].map((icon) => ({ id: icon, icon, floor: 'ground', x: 1, y: 2 }))) as [PlanPoint, PlanPoint];
const water = PointId.parse('water');

const after = (...acts: readonly Edit[]): Editing => acts.reduce((editing, act) => edit(editing, act, floors), begin([WATER]));
const places = ({ points }: Editing): unknown[] => points.map(({ id, x, y }) => [id, x, y]);

describe('a point', () => {
  it('[M1] goes where it is put, and never out of the house', () => {
    expect(places(after({ kind: 'move', id: water, to: [3.14, 20] }))).toEqual([['water', 3.1, 6]]);
    expect(places(after({ kind: 'nudge', id: water, by: [-0.5, 0.1] }))).toEqual([['water', 0.5, 2.1]]);
    expect(places(after({ kind: 'nudge', id: water, by: [-5, 0] }))).toEqual([['water', 0, 2]]);
    expect(places(after({ kind: 'add', point: { ...LIFT, x: 99 } }))).toEqual([['water', 1, 2], ['lift', 10, 2]]);
  });

  it('that is new is chosen, and one that is gone is not', () => {
    expect(after({ kind: 'add', point: LIFT }).chosen).toBe('lift');
    expect(after({ kind: 'choose', id: water }, { kind: 'remove', id: water })).toMatchObject({ points: [], chosen: undefined });
  });
});

describe('taking back', () => {
  it('goes a step at a time, and all steps of one move are one', () => {
    const moved = [{ kind: 'nudge', id: water, by: [1, 0] }, { kind: 'nudge', id: water, by: [1, 0] }] as const;
    expect(places(after(...moved, { kind: 'undo' }))).toEqual([['water', 1, 2]]);
    const again = after({ kind: 'add', point: LIFT }, ...moved, { kind: 'choose', id: water }, { kind: 'nudge', id: water, by: [0, 1] });
    expect(places(edit(again, { kind: 'undo' }, floors))).toEqual([['water', 3, 2], ['lift', 1, 2]]);
    expect(places(edit(edit(edit(again, { kind: 'undo' }, floors), { kind: 'undo' }, floors), { kind: 'undo' }, floors))).toEqual([['water', 1, 2]]);
  });

  it('at its end changes nothing', () => {
    expect(after({ kind: 'undo' })).toEqual(begin([WATER]));
  });
});

describe('what is saved', () => {
  it('is what stands there; until then it is not', () => {
    const moved = after({ kind: 'nudge', id: water, by: [1, 0] });
    expect(isUnsaved(moved)).toBe(true);
    const saved = edit(moved, { kind: 'told', points: moved.points }, floors);
    expect([isUnsaved(saved), saved.past]).toEqual([false, []]);
  });

  it('by somebody else is shown at once where nothing was begun; else it is said, and what was begun stays', () => {
    expect(places(after({ kind: 'told', points: [LIFT] }))).toEqual([['lift', 1, 2]]);
    const moved = after({ kind: 'nudge', id: water, by: [1, 0] }, { kind: 'told', points: [LIFT] });
    expect(places(moved)).toEqual([['water', 2, 2]]);
    expect([isOvertaken(moved, [LIFT]), isOvertaken(moved, [WATER]), isOvertaken(begin([WATER]), [LIFT])]).toEqual([true, false, false]);
  });
});
