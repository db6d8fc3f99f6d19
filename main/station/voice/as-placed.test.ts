import { expect, it } from 'vitest';
import { Centre } from '../../../shared/domain/centre.ts';
import { PlanPoints } from '../../../shared/domain/plan/plan.ts';
import { SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { asPlaced } from './as-placed.ts';
import { textsOf } from './voices.ts';

const floor = { id: 'ground', name: { es: 'Planta baja' }, width: 9, height: 9, rooms: [{ id: 'hall', name: { es: 'Sala' }, shape: [[0, 0], [4, 0], [4, 4]] }] };
const points = (es: string): PlanPoints => PlanPoints.parse([{ id: 'water', icon: 'water', floor: 'ground', x: 1, y: 1, name: { es } }]);
const centre = Centre.parse({ ...SMALL_CENTRE, plan: { floors: [floor], points: points('Fuente') } });

it('[V1] [M1] what is said are the rooms of the map, and its points as staff name them', () => {
  const said = asPlaced();
  const words = (placed: PlanPoints | undefined): string[] => [...textsOf(said({ centre, points: placed }), 'es').values()].map(({ text }) => text).filter((text) => ['Sala', 'Planta baja', 'Fuente', 'Botella'].includes(text));
  expect(words(undefined)).toEqual(['Planta baja', 'Sala', 'Fuente']);
  expect(words(points('Botella'))).toEqual(['Planta baja', 'Sala', 'Botella']);
});

it('it is the same centre for as long as nothing of it changes, so that nothing is recorded anew', () => {
  const said = asPlaced();
  const placed = points('Botella');
  expect(said({ centre, points: placed })).toBe(said({ centre, points: placed }));
  expect(said({ centre, points: undefined })).not.toBe(said({ centre, points: placed }));
  expect(asPlaced()({ centre: SMALL_CENTRE, points: placed })).toBe(SMALL_CENTRE);
  expect(said({ centre: undefined, points: undefined })).toBeUndefined();
});
