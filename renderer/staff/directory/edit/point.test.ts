import { expect, test } from 'vitest';
import { readPoint, spellPoint } from './point.ts';

test.each([
  ['4.5981, -74.0758', { latitude: 4.5981, longitude: -74.0758 }],
  [' -34.6;-58.4 ', { latitude: -34.6, longitude: -58.4 }],
  ['0,180', { latitude: 0, longitude: 180 }],
  ['91, 0', undefined],
  ['4.5981', undefined],
  ['4,5981, -74,0758', undefined],
  ['norte, sur', undefined],
])('«%s» is read as %o', (typed, point) => {
  expect(readPoint(typed)).toEqual(point);
  if (point) expect(readPoint(spellPoint(point))).toEqual(point);
});
