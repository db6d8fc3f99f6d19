import { describe, expect, test } from 'vitest';
import { placeName, wrappings } from './fit.ts';

const SIZES = { least: 20, most: 40, metre: 40 };
const room = (width: number, height: number): [number, number][] => [[0, 0], [width, 0], [width, height], [0, height]];
const placed = (name: string, width: number, height: number, more: { pin?: number; taken?: { x: number; y: number; width: number; height: number }[] } = {}) => placeName({ name, shape: room(width, height), taken: [], ...more }, SIZES);

describe('a name on the map', () => {
  test('is as large as its room lets it be, and no larger than is calm', () => {
    expect(placed('Sala', 8, 6)).toMatchObject({ size: 40, lines: ['Sala'], at: [4, 3] });
    expect(placed('Sala', 2.4, 6)?.size).toBe(35);
  });

  test('goes on in the next line rather than over a wall', () => {
    expect(placed('Sala de espera', 4.5, 6)?.lines).toEqual(['Sala de', 'espera']);
  });

  test('is not written where it would be too small: no word is cut', () => {
    expect(placed('Ventanillas', 3, 6)).toBeUndefined();
    expect(placed('Sala de espera', 8, 0.5)).toBeUndefined();
  });

  test('leaves free what stands there, and has room for a pin over it', () => {
    const { at: [, y] = [0, 0] } = placed('Sala', 8, 6, { taken: [{ x: 4, y: 3, width: 8, height: 0.5 }] }) ?? {};
    expect(Math.abs(y - 3)).toBeGreaterThan(0.8);
    expect((placed('Sala', 8, 6, { pin: 2 })?.box.height ?? 0) - (placed('Sala', 8, 6)?.box.height ?? 0)).toBeCloseTo(2);
  });
});

test('each wrapping is as narrow as its words let it be, and none cuts a word', () => {
  expect(wrappings('Espacio para la niñez')).toEqual([['Espacio para la niñez'], ['Espacio para', 'la niñez'], ['Espacio', 'para la', 'niñez']]);
  expect(wrappings('Patio')).toEqual([['Patio']]);
});
