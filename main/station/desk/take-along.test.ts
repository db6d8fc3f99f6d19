import { describe, expect, it } from 'vitest';
import { MONDAY_NINE, SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { at, placeRecord, recordId, serviceRecord, weekly } from '../../../tests/fixtures/directory.ts';
import { Centre, type Language } from '../../../shared/domain/centre.ts';
import { shownService } from '../../../shared/domain/directory/listing/index.ts';
import type { ServiceRecord } from '../../../shared/domain/directory/record.ts';
import { comingDates, plannedOfFile } from '../../../shared/domain/events/index.ts';
import { OfferId, PaperId } from '../../../shared/domain/ids.ts';
import { sha256 } from '../journal/digest.ts';
import { PaperService } from '../printing/papers/take-along.ts';
import { Pace } from './pace.ts';
import { APART_MS, MOST_PAPERS, servicePaper, TAKE_ALONG_PACE, takeAlongPaper, WHILE_MS } from './take-along.ts';

const centre = Centre.parse({
  ...SMALL_CENTRE,
  activities: [{ id: 'reading', icon: 'class', name: { es: 'Lectura', en: 'Reading' }, what: { es: 'Leemos cuentos' }, room: { es: 'Salón 2', en: 'Room 2' }, on: 'mon', from: '18:30', to: '20:00', isFree: true }],
});
const paper = PaperId.parse('p'.repeat(26));
const taken = (offer: string, language: Language = 'en', now = MONDAY_NINE): PaperService | undefined =>
  takeAlongPaper(centre, comingDates(plannedOfFile(centre, sha256), now), { offer: OfferId.parse(offer), date: undefined, paper, language });

it('[P5] of an activity says what, where and when in the reader’s language, and once more in the centre’s first; what nobody wrote in it stands in that', () => {
  expect(PaperService.parse(taken('reading'))).toMatchObject({
    kind: 'service', paper, centre: 'Centro La Prueba', language: 'en', name: 'Reading', address: 'Room 2', phone: null, cost: { kind: 'free' }, open: { about: 'Leemos cuentos', documents: [], link: null },
    second: { language: 'es', name: 'Lectura', open: { about: 'Leemos cuentos' } },
  });
});

describe('a service of the directory', () => {
  const place = placeRecord(60, { name: 'Casa azul', addresses: [{ id: recordId(860), address_1: 'Calle 12', city: 'Bogotá' }] });
  const paperOf = (service: ServiceRecord): PaperService | undefined =>
    servicePaper(centre, (language) => shownService({ service, organization: undefined, locations: new Map([[place.hsds.id, place]]) }, { centre, language, now: MONDAY_NINE, isHoliday: undefined, linkOf: () => 'https://turnos.example.org/s/abc' }), { paper, language: 'en' });
  const whole = { name: 'Vacunas', description: 'Para todos', fees_description: 'Dos pesos', service_at_locations: [at(60)], schedules: [weekly(1, 'MO,TU,WE,TH,FR', '08:00', '12:00')], required_documents: [{ id: recordId(801), document: 'El carné' }], phones: [{ id: recordId(820), number: '601 555 0143' }] };

  it('[P5] is on paper with when, where, what to bring and where it opens on a phone', () => {
    expect(paperOf(serviceRecord(1, whole, { inLanguages: { en: { name: 'Vaccines', [`${recordId(801)}.document`]: 'The card' } }, intake: { byAppointment: true } }))).toEqual({
      kind: 'service', paper, centre: 'Centro La Prueba', zone: 'America/Bogota', language: 'en',
      name: 'Vaccines', address: 'Casa azul · Calle 12, Bogotá', phone: '601 555 0143', hours: ['Monday to Friday: 8:00 – 12:00', 'By appointment'], cost: { kind: 'costs', text: 'Dos pesos' },
      open: { about: 'Para todos', documents: ['The card'], link: 'https://turnos.example.org/s/abc' },
      second: { language: 'es', name: 'Vacunas', hours: ['De lunes a viernes: 8:00 – 12:00', 'Con cita'], cost: { kind: 'costs', text: 'Dos pesos' }, open: { about: 'Para todos', documents: ['El carné'], link: 'https://turnos.example.org/s/abc' } },
    });
  });

  it('[X2] of a discreet one says neither what it is nor what to bring', () => {
    const page = paperOf(serviceRecord(1, { ...whole, name: 'Violencia' }, { discreet: { es: 'Conversar', en: 'A talk' } }));
    expect(page).toMatchObject({ name: 'A talk', open: null, cost: null, second: { name: 'Conversar', open: null } });
    expect(JSON.stringify(page)).not.toMatch(/Violencia|carné|Para todos|pesos/);
  });

  it('[P6] moves no printer, whatever others wrote, and is cut where a paper ends', () => {
    const page = paperOf(serviceRecord(1, { ...whole, name: 'Va\u001b@cunas\u001dV\u0000', description: `${'palabra '.repeat(200)}` }));
    expect(page?.name).toBe('Va@cunasV');
    expect(page?.open?.about).toMatch(/ palabra…$/);
    expect(page?.open?.about.length).toBeLessThanOrEqual(120);
    expect(servicePaper(centre, () => undefined, { paper, language: 'es' })).toBeUndefined();
  });
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
