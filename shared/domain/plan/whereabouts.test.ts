import { expect, it } from 'vitest';
import { Plan, PlanPoints } from './plan.ts';
import { whereabouts } from './whereabouts.ts';

const named = (es: string): object => ({ name: { es } });
const { floors } = Plan.parse({
  floors: [
    { id: 'ground', ...named('Planta baja'), width: 10, height: 6, rooms: [{ id: 'hall', ...named('Sala'), shape: [[0, 0], [6, 0], [6, 6], [0, 6]] }, { id: 'desks', ...named('Ventanillas'), shape: [[6, 0], [10, 0], [10, 6], [6, 6]] }], doors: [[[6, 2], [6, 3]], [[6.1, 4], [6.1, 5]], [[0, 2], [0, 3]]] },
    { id: 'first', ...named('Primer piso'), width: 10, height: 6, rooms: [{ id: 'room-1', ...named('Salón 1'), shape: [[0, 0], [6, 0], [6, 6], [0, 6]] }] },
  ],
});
const [here, lift, liftUp] = PlanPoints.parse([{ id: 'here', icon: 'here', floor: 'ground', x: 1, y: 1 }, { id: 'lift', icon: 'lift', floor: 'ground', x: 1, y: 1 }, { id: 'lift-up', icon: 'lift', floor: 'first', x: 1, y: 1 }]);
const points = [here, lift, liftUp].filter((each) => each !== undefined);

it('[M1] a room is told by its floor, by how many that is up or down from here, and by what one enters it from', () => {
  expect(whereabouts(floors, points, 'desks')).toMatchObject({ floor: { id: 'ground' }, floors: 0, hasLift: false, from: [{ id: 'hall' }] });
  expect(whereabouts(floors, points, 'room-1')).toMatchObject({ floor: { id: 'first' }, floors: 1, hasLift: true, from: [] });
  const upstairs = points.map((point) => (point.icon === 'here' ? { ...point, floor: floors[1]?.id ?? point.floor } : point));
  expect(whereabouts(floors, upstairs, 'hall')).toMatchObject({ floors: -1, hasLift: true, from: [{ id: 'desks' }] });
});

it('of a screen that nobody placed, nothing is said of up or down; of a lift that stops at one floor alone, nothing', () => {
  expect(whereabouts(floors, points.slice(1), 'room-1')).toMatchObject({ floors: null, hasLift: false });
  expect(whereabouts(floors, points.slice(0, 2), 'room-1')).toMatchObject({ floors: 1, hasLift: false });
});

it('there is nothing to say of a room that the map does not have', () => {
  expect(whereabouts(floors, points, 'roof')).toBeUndefined();
});
