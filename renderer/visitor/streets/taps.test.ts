import { expect, it } from 'vitest';
import { recordId } from '../../../tests/fixtures/directory.ts';
import type { FoundStep, PlaceOnStreets, Step } from '../steps.ts';
import { mayGo, onStreets, type SeeStreets } from './taps.ts';

const place: PlaceOnStreets = { name: null, address: null, distance: 300, point: { lat: 4.6, lon: -74.1 } };
const found: FoundStep = {
  kind: 'found', paper: { kind: 'offered' }, doubt: { kind: 'none' }, from: { kind: 'offers', of: { kind: 'sectors' }, page: 0 },
  of: { id: recordId(1), sector: 'health', name: { text: 'Vacunas', language: 'es' }, where: null, distance: null, opening: { kind: 'unknown' }, queue: null, isDiscreet: false, isUnverified: false },
};
const see: SeeStreets = { kind: 'seeStreets', place };
const after = (step: Step, ...acts: readonly SeeStreets[]): Step => acts.reduce((at, act) => onStreets(at, act) ?? at, step);

it('the streets are seen from a service’s page alone, and while nothing of it is under way', () => {
  expect(after(found, see)).toEqual({ kind: 'streets', place, closer: 0, from: found });
  expect(onStreets({ kind: 'home' }, see)).toBeUndefined();
  expect(onStreets({ ...found, doubt: { kind: 'asked', command: '0'.repeat(26) as never } }, see)).toBeUndefined();
});

it('one goes closer and further in steps, and not beyond what can be told apart', () => {
  const closer = (n: number, by: 1 | -1): unknown => (after(found, see, ...Array.from({ length: n }, () => ({ kind: 'goCloser', by }) as const)) as { closer: number }).closer;
  expect([closer(1, 1), closer(9, 1), closer(1, -1), closer(9, -1)]).toEqual([1, 3, -1, -2]);
  expect([mayGo(3, 1), mayGo(2, 1), mayGo(-2, -1), mayGo(-1, -1)]).toEqual([false, true, false, true]);
  expect(onStreets(found, { kind: 'goCloser', by: 1 })).toBeUndefined();
});
