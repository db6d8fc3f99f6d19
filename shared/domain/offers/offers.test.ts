import { describe, expect, it } from 'vitest';
import { SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { Centre } from '../centre.ts';
import { Activity, OfferText, textIn } from './offers.ts';

const activity = { id: 'reading', icon: 'class', name: { es: 'Lectura' }, what: { es: 'Cuentos' }, room: { es: 'Salón 2' }, on: 'tue', from: '18:30', to: '20:00', isFree: true };

const faults = (change: object): readonly string[] => Centre.safeParse({ ...SMALL_CENTRE, ...change }).error?.issues.map(({ message }) => message) ?? [];
const many = (length: number, of: object): object[] => Array.from({ length }, (_, n) => ({ ...of, id: `o-${n}` }));

describe('a text of an activity', () => {
  it('is said in the language that is asked for, else in the centre’s first, else in one it was written in', () => {
    const text = OfferText.parse({ fr: 'Santé', es: 'Salud' });
    expect(textIn(text, 'fr', 'es')).toEqual({ text: 'Santé', language: 'fr' });
    expect(textIn(text, 'ht', 'es')).toEqual({ text: 'Salud', language: 'es' });
    expect(textIn({ fr: 'Santé' }, 'ht', 'es')).toEqual({ text: 'Santé', language: 'fr' });
  });

  it('keeps the languages it was written in, and is in one at least', () => {
    expect(OfferText.parse({ ht: 'Sante' })).toEqual({ ht: 'Sante' });
    for (const bad of [{}, { es: ' ' }, { es: 'x'.repeat(121) }, { xx: 'x' }]) expect(OfferText.safeParse(bad).success).toBe(false);
  });
});

describe('a centre’s activities', () => {
  it('[M1] an activity is in a room of the map where it names one, or is refused', () => {
    const plan = { floors: [{ id: 'ground', name: { es: 'Planta baja' }, width: 6, height: 6, rooms: [{ id: 'room-2', name: { es: 'Salón 2' }, shape: [[0, 0], [4, 0], [4, 4]] }] }] };
    expect(faults({ plan, activities: [{ ...activity, onMap: 'room-2' }] })).toEqual([]);
    expect(faults({ plan, activities: [{ ...activity, onMap: 'room-3' }] })).toEqual(['«reading» is in «room-3», which is no room on the map']);
    expect(faults({ activities: [{ ...activity, onMap: 'room-2' }] })).toHaveLength(1);
  });

  it('may be left out, and are refused where two share an id', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ activities: [activity] })).toEqual([]);
    expect(faults({ activities: [activity, activity] })).toEqual(['two activities share an id']);
  });

  it('hold so many and no more', () => {
    expect([60, 61].map((n) => faults({ activities: many(n, activity) }).length)).toEqual([0, 1]);
  });

  it('are of a picture, a day and a time that there are', () => {
    for (const good of [{ on: '2026-11-23' }, { on: 'sun' }]) expect(Activity.safeParse({ ...activity, ...good }).success).toBe(true);
    for (const bad of [{ on: 'martes' }, { on: '2026-02-30' }, { to: '18:30' }, { from: '9:00' }, { icon: 'bomb' }]) expect(Activity.safeParse({ ...activity, ...bad }).success).toBe(false);
  });
});
