import { describe, expect, it } from 'vitest';
import { SMALL_CENTRE, inWords } from '../../../tests/fixtures/world.ts';
import { Centre } from '../centre.ts';
import { Activity, DirectoryService, OfferText, textIn } from './offers.ts';

const found = { id: 'vaccines', sector: 'health', name: { es: 'Vacunas' }, what: { es: 'Para todos' }, where: { es: 'Calle 12' } };
const activity = { id: 'reading', icon: 'class', name: { es: 'Lectura' }, what: { es: 'Cuentos' }, room: { es: 'Salón 2' }, on: 'tue', from: '18:30', to: '20:00', isFree: true };

const faults = (change: object): readonly string[] => Centre.safeParse({ ...SMALL_CENTRE, ...change }).error?.issues.map(({ message }) => message) ?? [];
const many = (length: number, of: object): object[] => Array.from({ length }, (_, n) => ({ ...of, id: `o-${n}` }));

describe('a text of a service to find, or of an activity', () => {
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

describe('a centre’s directory and activities', () => {
  it('may be left out, and are refused where they lead nowhere or two share an id', () => {
    expect(faults({ directory: [found], activities: [activity] })).toEqual([]);
    expect(faults({ directory: [found, found] })).toEqual(['two services to find, or activities, share an id']);
    expect(faults({ directory: [found], activities: [{ ...activity, id: 'vaccines' }] })).toEqual(['two services to find, or activities, share an id']);
    expect(faults({ directory: [{ ...found, service: 'moon' }] })).toEqual(['«vaccines» leads to the queue «moon», which is not one here']);
    expect(faults({ directory: [{ ...found, service: 'health' }] })).toEqual([]);
  });

  it('[X2] are refused where one tells of a discreet queue', () => {
    const [first, second] = SMALL_CENTRE.services;
    const services = [{ ...first, letter: 'C' }, { ...second, discreet: inWords('Conversar', 'A talk') }];
    expect(faults({ services, directory: [{ ...found, service: 'health' }] })).toEqual(['«vaccines» leads to the queue «health», which is discreet: it must be discreet as well']);
    expect(faults({ services, directory: [{ ...found, service: 'health', discreet: { es: 'Conversar' } }] })).toEqual([]);
  });

  it('hold so many and no more', () => {
    expect([200, 201].map((n) => faults({ directory: many(n, found) }).length)).toEqual([0, 1]);
    expect([60, 61].map((n) => faults({ activities: many(n, activity) }).length)).toEqual([0, 1]);
    expect([6, 7].map((n) => DirectoryService.safeParse({ ...found, bring: Array.from({ length: n }, () => ({ es: 'x' })) }).success)).toEqual([true, false]);
  });

  it('are of a sector, a picture, a day and a time that there are', () => {
    for (const bad of [{ sector: 'war' }, { phone: 'call me' }, { where: {} }]) expect(DirectoryService.safeParse({ ...found, ...bad }).success).toBe(false);
    for (const good of [{ on: '2026-11-23' }, { on: 'sun' }]) expect(Activity.safeParse({ ...activity, ...good }).success).toBe(true);
    for (const bad of [{ on: 'martes' }, { on: '2026-02-30' }, { to: '18:30' }, { from: '9:00' }, { icon: 'bomb' }]) expect(Activity.safeParse({ ...activity, ...bad }).success).toBe(false);
  });
});
