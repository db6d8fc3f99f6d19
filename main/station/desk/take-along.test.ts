import { expect, it } from 'vitest';
import { MONDAY_NINE, SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { Centre, type Language } from '../../../shared/domain/centre.ts';
import { OfferId, PaperId } from '../../../shared/domain/ids.ts';
import { PaperService } from '../printing/papers/take-along.ts';
import { Pace } from './pace.ts';
import { APART_MS, MOST_PAPERS, TAKE_ALONG_PACE, takeAlongPaper, WHILE_MS } from './take-along.ts';

const centre = Centre.parse({
  ...SMALL_CENTRE,
  directory: [
    { id: 'vaccines', sector: 'health', name: { es: 'Vacunas', en: 'Vaccines' }, what: { es: 'Para todos' }, bring: [{ es: 'El carné', en: 'The card' }], where: { es: 'Calle 12' }, when: [{ es: 'Los lunes', en: 'On Mondays' }], phone: '601 555 0143' },
    { id: 'women', sector: 'protection', name: { es: 'Violencia' }, what: { es: 'Hablar a solas' }, bring: [{ es: 'La denuncia' }], where: { es: 'Calle 20' }, discreet: { es: 'Conversar', en: 'A talk' } },
  ],
  activities: [{ id: 'reading', icon: 'class', name: { es: 'Lectura', en: 'Reading' }, what: { es: 'Leemos cuentos' }, room: { es: 'Salón 2', en: 'Room 2' }, on: 'mon', from: '18:30', to: '20:00', isFree: true }],
});
const paper = PaperId.parse('p'.repeat(26));
const taken = (offer: string, language: Language = 'en', now = MONDAY_NINE): PaperService | undefined =>
  takeAlongPaper(centre, { offer: OfferId.parse(offer), paper, language, now });

it('[P5] says what, where and when in the reader’s language, and once more in the centre’s first; what nobody wrote in it stands in that', () => {
  const page = taken('vaccines');
  expect(PaperService.parse(page)).toEqual({
    kind: 'service', paper, centre: 'Centro La Prueba', zone: 'America/Bogota', language: 'en',
    name: 'Vaccines', address: 'Calle 12', phone: '601 555 0143', hours: ['On Mondays'], cost: null, open: { about: 'Para todos', documents: ['The card'], link: null },
    second: { language: 'es', name: 'Vacunas', hours: ['Los lunes'], cost: null, open: { about: 'Para todos', documents: ['El carné'], link: null } },
  });
});

it('[X2] of a discreet service says neither what it is nor what to bring', () => {
  const page = taken('women', 'es');
  expect(page).toMatchObject({ name: 'Conversar', open: null, address: 'Calle 20', second: { name: 'A talk', open: null } });
  expect(JSON.stringify(page)).not.toMatch(/Violencia|solas|denuncia/);
});

it('says when and in which room people come together, as long as they are still to come', () => {
  expect(taken('reading')).toMatchObject({ name: 'Reading', address: 'Room 2', hours: ['Monday, November 23, 2026', '18:30 – 20:00'], cost: { kind: 'free' } });
  expect(taken('reading', 'es', MONDAY_NINE + 11 * 3_600_000)?.hours[0]).toBe('lunes, 30 de noviembre de 2026');
  expect(taken('nothing')).toBeUndefined();
});

it('a device gives one every three seconds, and twenty in ten minutes', () => {
  const lately = new Pace(TAKE_ALONG_PACE);
  const mayTake = (at: number): boolean => {
    const may = !lately.isSpent(at);
    if (may) lately.take(at);
    return may;
  };
  expect([0, APART_MS - 1, APART_MS].map(mayTake)).toEqual([true, false, true]);
  const more = Array.from({ length: MOST_PAPERS }, (_, n) => mayTake((n + 2) * APART_MS));
  expect(more.filter(Boolean)).toHaveLength(MOST_PAPERS - 2);
  expect([WHILE_MS - 1, WHILE_MS].map(mayTake)).toEqual([false, true]);
});
