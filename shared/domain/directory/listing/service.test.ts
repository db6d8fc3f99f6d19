import { describe, expect, it } from 'vitest';
import { at, DIRECTORY, HERE, organisationRecord, placeRecord, recordId, serviceRecord, weekly } from '../../../../tests/fixtures/directory.ts';
import { HEALTH, ORIENTATION, SMALL_CENTRE } from '../../../../tests/fixtures/world.ts';
import { Centre } from '../../centre.ts';
import type { LocationRecord, OrganizationRecord, ServiceRecord } from '../record.ts';
import { foundService, isUnverified, metresBetween, sayField, shownService, type NamedService, type Shown } from './index.ts';

const CENTRE = Centre.parse({ ...SMALL_CENTRE, finding: { point: HERE } });
/** A Monday morning. */
const NOW = Date.parse('2026-11-23T09:00-05:00');
const shown = (language = 'es', more: Partial<Shown> = {}): Shown => ({ centre: CENTRE, language, now: NOW, isHoliday: undefined, ...more });

function named(service: ServiceRecord, locations: readonly LocationRecord[] = [], organization?: OrganizationRecord): NamedService {
  return { service, organization, locations: new Map(locations.map((each) => [each.hsds.id, each])) };
}

function fromDirectory(n: number): NamedService {
  const services = DIRECTORY.filter((record): record is ServiceRecord => record.kind === 'service');
  const service = services.find(({ hsds }) => hsds.id === recordId(n)) ?? serviceRecord(n);
  const organization = DIRECTORY.find((record): record is OrganizationRecord => record.kind === 'organization' && record.hsds.id === service.hsds.organization_id);
  return named(service, DIRECTORY.filter((record): record is LocationRecord => record.kind === 'location' && (service.hsds.service_at_locations ?? []).some(({ location_id: id }) => id === record.hsds.id)), organization);
}

describe('a service’s page', () => {
  it('says all that is known of it, in the language of whoever reads', () => {
    const page = shownService(fromDirectory(1), shown('en', { linkOf: (id) => `https://x.example/${id}` }));
    expect(page).toMatchObject({
      id: recordId(1), sector: 'health', name: { text: 'Vaccination', language: 'en' }, what: { text: 'For children and adults.', language: 'en' },
      bring: [{ text: 'The vaccine card', language: 'en' }], where: { text: 'Centro de salud Samper', language: 'es' }, organisation: { text: 'Médicos del Mundo', language: 'es' },
      isFree: true, spoken: ['es', 'ht'], verifiedOn: '2026-10-03', isUnverified: false, link: `https://x.example/${recordId(1)}`,
      opening: { kind: 'open', until: Date.parse('2026-11-23T12:00-05:00'), isHoliday: false },
    });
    expect(page.places).toMatchObject([{ address: { text: 'Calle 12 # 4-30, Bogotá' }, isStepFree: true, room: null, hours: [{ kind: 'weekly', days: ['mon', 'tue', 'wed', 'thu', 'fri'] }] }]);
    expect(page.distance).toBeGreaterThan(550);
    expect(page.distance).toBeLessThan(680);
  });

  it('[X2] of a discreet one says where and when it is, and nothing that tells what it is for', () => {
    const page = shownService(named(serviceRecord(4, { name: 'Violencia', description: 'Abogada', alert: 'Violencia', eligibility_description: 'Mujeres', application_process: 'Denuncia', fees_description: 'Gratis', organization_id: recordId(50), service_at_locations: [at(60)], required_documents: [{ id: recordId(801), document: 'Denuncia' }], phones: [{ id: recordId(820), number: '155', description: 'Línea de violencia' }] }, { sectors: ['protection'], discreet: { es: 'Conversar' }, intake: { audiences: ['women'] }, activities: ['reading' as never] }), [placeRecord(60, { name: 'Casa azul' })], organisationRecord(50, 'Casa de la mujer')), shown());
    expect(page).toMatchObject({ name: { text: 'Conversar' }, sector: null, isDiscreet: true, what: null, whom: null, how: null, cost: null, alert: null, organisation: null, bring: [], audiences: [], activities: [], phones: [{ number: '155', about: null }], where: { text: 'Casa azul' } });
    expect(JSON.stringify(page)).not.toMatch(/violencia|mujer|denuncia|abogada|protection|women/i);
  });

  it('[X2] leads to its queue in this house, to a discreet one only as a discreet one, and to none that is gone', () => {
    const discreet = Centre.parse({ ...CENTRE, services: CENTRE.services.map((each) => (each.id === HEALTH ? { ...each, letter: 'A', discreet: { es: 'Conversar' } } : each)) });
    const queue = (beside: ServiceRecord['beside'], centre = discreet): unknown => foundService(named(serviceRecord(1, {}, beside)), shown('es', { centre })).queue;
    expect([queue({ queue: ORIENTATION }), queue({ queue: HEALTH }), queue({ queue: HEALTH, discreet: { es: 'Conversar' } }), queue({ queue: 'gone' as never }), queue({ queue: HEALTH }, CENTRE)]).toEqual([ORIENTATION, null, HEALTH, null, HEALTH]);
  });
});

describe('of several places', () => {
  const [near, far] = [placeRecord(60, { name: 'Cerca', latitude: 4.599, longitude: -74.0758 }), placeRecord(61, { name: 'Lejos', latitude: 4.7, longitude: -74.0758 })];
  const both = (hours: object = {}): NamedService => named(serviceRecord(1, { service_at_locations: [{ ...at(61), ...hours }, at(60)], schedules: [weekly(1, 'TU', '08:00', '12:00')] }), [near, far]);

  it('the nearest is said, and each stands on its page', () => {
    expect(foundService(both(), shown())).toMatchObject({ where: { text: 'Cerca' }, distance: 100 });
    expect(shownService(both(), shown()).places.map(({ name }) => name?.text)).toEqual(['Cerca', 'Lejos']);
  });

  it('[Q6] it is open where one of them is, and else opens when the first does', () => {
    expect(foundService(both({ schedules: [weekly(2, 'MO', '08:00', '10:00')] }), shown()).opening).toEqual({ kind: 'open', until: Date.parse('2026-11-23T10:00-05:00'), isHoliday: false });
    expect(foundService(both({ schedules: [weekly(2, 'WE', '08:00', '10:00')] }), shown()).opening).toEqual({ kind: 'closed', opens: Date.parse('2026-11-24T08:00-05:00') });
    expect(foundService(both(), shown()).opening).toEqual({ kind: 'closed', opens: Date.parse('2026-11-24T08:00-05:00') });
  });

  it('one that nobody said anything of makes none of it known for certain', () => {
    const unsaid = named(serviceRecord(1, { service_at_locations: [at(60), { ...at(61), schedules: [weekly(2, 'SU', '08:00', '10:00')] }] }), [near, far]);
    expect(foundService(unsaid, shown()).opening).toEqual({ kind: 'closed', opens: Date.parse('2026-11-29T08:00-05:00') });
    expect(foundService(named(serviceRecord(1)), shown()).opening).toEqual({ kind: 'unknown' });
    expect(foundService(named(serviceRecord(1, { status: 'temporarily closed', schedules: [weekly(2, 'MO', '08:00', '10:00')] })), shown()).opening).toEqual({ kind: 'closed', opens: null });
  });
});

describe('[D3] how fresh it is', () => {
  it('is counted in days of the house from when somebody made sure, or the publisher says so', () => {
    const is = (service: ServiceRecord, days?: number): boolean => isUnverified(service, { centre: { ...CENTRE, finding: days === undefined ? undefined : { verifyDays: days } }, now: NOW });
    const on = (day: string): ServiceRecord => serviceRecord(1, {}, { verified: { on: day as never, by: 'Ana' } });
    expect([is(serviceRecord(1)), is(on('2026-11-23')), is(on('2026-05-27')), is(on('2026-05-26'))]).toEqual([true, false, false, true]);
    expect([is(on('2026-11-20'), 3), is(on('2026-11-19'), 3)]).toEqual([false, true]);
    expect([is(serviceRecord(1, { assured_date: '2026-11-01' })), is(serviceRecord(1, { assured_date: '2020-01-01' })), is(serviceRecord(1, { assured_date: 'lately' }))]).toEqual([false, true, true]);
  });
});

describe('a text', () => {
  const record = serviceRecord(1, { name: 'Salud' }, { language: 'es', inLanguages: { en: { name: 'Health' }, pt: { name: 'Saúde' } } });
  it('is said in the language that is asked for, or a kind of it, else in the centre’s first, else as it was written', () => {
    const say = (language: string, first = 'es'): unknown => sayField(record, 'name', record.hsds.name, { language, first });
    expect([say('en'), say('pt-BR'), say('es'), say('ht'), say('ht', 'en')]).toEqual([
      { text: 'Health', language: 'en' }, { text: 'Saúde', language: 'pt' }, { text: 'Salud', language: 'es' }, { text: 'Salud', language: 'es' }, { text: 'Health', language: 'en' },
    ]);
    expect(sayField(serviceRecord(1, {}, { inLanguages: { ar: { alert: 'مغلق' } } }), 'alert', undefined, { language: 'fr', first: 'es' })).toEqual({ text: 'مغلق', language: 'ar' });
    expect(sayField(record, 'alert', '  ', { language: 'es', first: 'es' })).toBeNull();
  });
});

it('distances are those of the earth', () => {
  expect(metresBetween(HERE, HERE)).toBe(0);
  // Bogotá to Medellín.
  expect(Math.round(metresBetween({ lat: 4.711, lon: -74.0721 }, { lat: 6.2442, lon: -75.5812 }) / 1000)).toBe(239);
  // One degree of the equator, 111,195 m; over the date line as short as anywhere.
  expect(metresBetween({ lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 })).toBe(111_195);
});
