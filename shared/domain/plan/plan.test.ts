import { describe, expect, it } from 'vitest';
import { Plan, PlanPoints, pointsOn, pointsSeenFrom, POINTS, roomOn, type PlanPoint } from './plan.ts';
import { DeviceId } from '../ids.ts';

const room = { id: 'hall', name: { es: 'Sala' }, shape: [[0, 0], [6, 0], [6, 5], [0, 5]] };
const floor = { id: 'ground', name: { es: 'Planta baja' }, width: 12, height: 9, rooms: [room] };
const water = { id: 'water', icon: 'water', floor: 'ground', x: 12, y: 9 };
const reasons = (plan: object): readonly string[] => Plan.safeParse(plan).error?.issues.map(({ message }) => message) ?? [];

describe('the map of the house', () => {
  it('is read whole, with doors and points where it has them', () => {
    const plan = { floors: [{ ...floor, doors: [[[6, 1], [6, 2]]] }, { ...floor, id: 'first', rooms: [{ ...room, id: 'up', kind: 'yard' }] }], points: [water] };
    expect(Plan.parse(plan)).toEqual(plan);
  });

  it.each([
    ['a room beyond its floor', { floors: [{ ...floor, width: 5 }] }, 'the room «hall» stands out of its floor «ground»'],
    ['a door beyond its floor', { floors: [{ ...floor, doors: [[[6, 1], [6, 10]]] }] }, 'a door stands out of its floor «ground»'],
    ['a point beside the house', { floors: [floor], points: [{ ...water, x: 12.1 }] }, 'the point «water» stands on no floor'],
    ['a point on a floor that is not there', { floors: [floor], points: [{ ...water, floor: 'roof' }] }, 'the point «water» stands on no floor'],
    ['a room twice, on two floors', { floors: [floor, { ...floor, id: 'first' }] }, 'two rooms share an id'],
    ['a floor twice', { floors: [floor, { ...floor, rooms: [{ ...room, id: 'up' }] }] }, 'two floors share an id'],
    ['a point twice', { floors: [floor], points: [water, water] }, 'two points share an id'],
    ['walls that cross', { floors: [{ ...floor, rooms: [{ ...room, shape: [[0, 0], [4, 4], [4, 0], [0, 4]] }] }] }, 'its walls cross each other'],
  ])('[M1] has not %s', (_what, plan, reason) => {
    expect(reasons(plan)).toContain(reason);
  });

  it('has rooms of three corners at least, and no more points than a picture holds', () => {
    expect(reasons({ floors: [{ ...floor, rooms: [{ ...room, shape: [[0, 0], [1, 1]] }] }] })).not.toEqual([]);
    const many = (n: number): boolean => PlanPoints.safeParse(Array.from({ length: n }, (_, index) => ({ ...water, id: `water-${index}` }))).success;
    expect([many(POINTS), many(POINTS + 1)]).toEqual([true, false]);
  });

  it('tells where a room is by the name that a place of the directory gives it', () => {
    const { floors } = Plan.parse({ floors: [floor] });
    expect(roomOn(floors, 'hall')).toMatchObject({ floor: { id: 'ground' }, room: { name: { es: 'Sala' } } });
    expect(roomOn(floors, 'Sala')).toBeUndefined();
  });
});

describe('its points', () => {
  const plan = Plan.parse({ floors: [floor], points: [water] });
  const moved = PlanPoints.parse([{ ...water, x: 1 }, { ...water, id: 'roof', floor: 'roof' }]);

  it('[M1] are those that staff placed last, else the file’s, and none on a floor that is gone', () => {
    expect(pointsOn(plan, undefined)).toEqual([water]);
    expect(pointsOn(plan, moved)).toEqual([{ ...water, x: 1 }]);
    expect(pointsOn(plan, [])).toEqual([]);
  });

  it('[M1] show a screen where it stands itself, or where one without a name stands, and no other', () => {
    const [mine, theirs] = [DeviceId.parse('0'.repeat(26)), DeviceId.parse('1'.repeat(26))];
    const here = (id: string, device?: DeviceId): PlanPoint => PlanPoints.parse([{ ...water, id, icon: 'here', ...(device === undefined ? {} : { device }) }])[0] as PlanPoint;
    const all = [here('any'), here('mine', mine), here('theirs', theirs), ...PlanPoints.parse([water])];
    expect(pointsSeenFrom(all, mine).map(({ id }) => id)).toEqual(['mine', 'water']);
    expect(pointsSeenFrom(all, DeviceId.parse('2'.repeat(26))).map(({ id }) => id)).toEqual(['any', 'water']);
  });
});
