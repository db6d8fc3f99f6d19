import { describe, expect, it } from 'vitest';
import { DESK_4, HEALTH, SMALL_CENTRE } from '../../tests/fixtures/world.ts';
import { Centre, deskOf, Language, LocalText, OpeningSpan, serviceOf, type Desk, type Service } from './centre.ts';
import { DeskId, ServiceId } from './ids.ts';

const [service] = SMALL_CENTRE.services as [Service];
const [desk] = SMALL_CENTRE.desks as [Desk];
const span = { days: ['mon'], from: '08:00', to: '16:00' };
const many = <T>(length: number, each: (n: number) => T): T[] => Array.from({ length }, (_, index) => each(index + 1));

/** What is said of the small centre with this change; nothing where it is a centre. */
function faults(change: object): readonly string[] {
  const read = Centre.safeParse({ ...SMALL_CENTRE, ...change });
  return read.success ? [] : read.error.issues.map(({ message }) => message);
}
const ofService = (change: object): object => ({ services: SMALL_CENTRE.services.map((each) => ({ ...each, ...change })) });
const ofDesk = (change: object): object => ({ desks: SMALL_CENTRE.desks.map((each, n) => (n === 0 ? { ...each, ...change } : each)) });
const services = (length: number): object => {
  const list = many(length, (n) => ({ ...service, id: `s-${n}` }));
  return { services: list, desks: [{ ...desk, services: list.map(({ id }) => id) }] };
};
const desks = (length: number): object => ({ desks: many(length, (n) => ({ ...desk, id: `d-${n}`, number: n })) });
const interpreters = (length: number): object => ({ interpreters: many(length, (n) => ({ id: `i-${n}`, languages: ['en'] })) });
const text = (length: number): object => ({ es: 'x'.repeat(length), en: 'x' });

describe('a centre', () => {
  it('is refused with the reason where its parts do not fit together', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ services: [...SMALL_CENTRE.services, service] })).toEqual(['two services share an id']);
    expect(faults({ desks: [...SMALL_CENTRE.desks, { ...desk, number: 9 }] })).toEqual(['two desks share an id']);
    expect(faults({ desks: [...SMALL_CENTRE.desks, { ...desk, id: 'desk-9' }] })).toEqual(['two desks share a number']);
    expect(faults({ interpreters: [{ id: 'ines', languages: ['en'] }, { id: 'ines', languages: ['es'] }] })).toEqual(['two interpreters share an id']);
    expect(faults({ languages: ['es', 'es'] })).toEqual(['a language stands there twice']);
    expect(faults({ zone: 'America/Macondo' })).toEqual(['not an IANA time zone']);
  });

  it('is refused where a last turn is counted back from hours that nobody keeps', () => {
    const limited = ofService({ limits: { lastTurnMin: 30 } });
    expect(faults({ ...limited, keepsHours: true })).toEqual([]);
    expect(faults(limited)).toEqual(SMALL_CENTRE.services.map(({ id }) => `«${id}» has a last turn before its hours end, and this centre does not keep hours`));
    expect(faults(ofService({ limits: { daily: 1 } }))).toEqual([]);
  });

  it('[Q2] is refused where a desk serves what is no service, or nobody would ever be called for one', () => {
    expect(faults(ofDesk({ services: ['orientation', 'health', 'moon'] }))).toEqual(['desk desk-3 serves «moon», which is not a service here']);
    expect(faults(ofDesk({ services: ['health'] }))).toEqual(['no desk serves «orientation»: its visitors would wait for ever']);
  });

  it.each([
    ['a name of 60', { name: 'x'.repeat(60) }, { name: 'x'.repeat(61) }],
    ['a name', { name: ' x ' }, { name: '  ' }],
    ['a language', { languages: ['en'] }, { languages: [] }],
    ['eight services, which a page holds', services(8), services(9)],
    ['a service', services(1), { services: [], desks: SMALL_CENTRE.desks }],
    ['200 desks', desks(200), desks(201)],
    ['50 interpreters', interpreters(50), interpreters(51)],
    ['an interpreter of a language', { interpreters: [{ id: 'ines', languages: ['en'] }] }, { interpreters: [{ id: 'ines', languages: [] }] }],
    ['a desk', desks(1), desks(0)],
    ['desk 1', ofDesk({ number: 1 }), ofDesk({ number: 0 })],
    ['desk 999', ofDesk({ number: 999 }), ofDesk({ number: 1000 })],
    ['twelve documents', ofService({ documents: many(12, () => text(1)) }), ofService({ documents: many(13, () => text(1)) })],
    ['21 spans', ofService({ hours: many(21, () => span) }), ofService({ hours: many(22, () => span) })],
    ['a span', ofService({ hours: [span] }), ofService({ hours: [] })],
    ['a letter', ofService({ letter: 'Z' }), ofService({ letter: 'ZZ' })],
  ])('may have %s, and not beyond', (_what, within, beyond) => {
    expect(faults(within)).toEqual([]);
    expect(faults(beyond)).not.toEqual([]);
  });

  it('a desk with no service is refused', () => {
    expect(faults({ desks: [...SMALL_CENTRE.desks, { id: 'desk-9', number: 9, services: [] }] })).not.toEqual([]);
  });

  it('has the services and desks that stand in it, each by its own id', () => {
    expect(serviceOf(SMALL_CENTRE, HEALTH)?.letter).toBe('C');
    expect(deskOf(SMALL_CENTRE, DESK_4)?.number).toBe(4);
    expect(serviceOf(SMALL_CENTRE, ServiceId.parse('moon'))).toBeUndefined();
    expect(deskOf(SMALL_CENTRE, DeskId.parse('desk-9'))).toBeUndefined();
  });
});

it('hours begin before they end, on some day, at a time there is', () => {
  const isSpan = (change: object): boolean => OpeningSpan.safeParse({ ...span, ...change }).success;
  expect([{}, { from: '00:00', to: '23:59' }, { from: '15:59' }].map(isSpan)).toEqual([true, true, true]);
  expect([{ from: '16:00' }, { from: '17:00' }, { to: '24:00' }, { to: '16:60' }, { from: '8:00' }, { days: [] }, { days: ['lun'] }].map(isSpan)).toEqual(Array(7).fill(false));
});

describe('a coordinator’s text', () => {
  it('is neither empty nor endless, nor in a language that no screen speaks', () => {
    expect(LocalText.parse({ es: ` ${'x'.repeat(120)} `, en: ' y' })).toMatchObject({ es: 'x'.repeat(120), en: 'y' });
    for (const bad of [{}, { es: '' }, { es: 'x', en: ' ' }, { es: 'x', xx: 'x' }, text(121)]) expect(LocalText.safeParse(bad).success).toBe(false);
  });

  it('is read in every language: what it leaves out is said in the words that stand first', () => {
    expect(LocalText.parse({ ht: 'Lasante', es: 'Salud' })).toEqual({ ht: 'Lasante', es: 'Salud', en: 'Lasante', pt: 'Lasante', fr: 'Lasante', ar: 'Lasante' });
    expect(Object.keys(LocalText.parse({ en: 'Health' })).toSorted()).toEqual([...Language.options].toSorted());
  });

  it('[J7] read again is the same, in the same order, so that a centre is the same to whoever folds it', () => {
    const once = LocalText.parse({ pt: 'Saúde', es: 'Salud' });
    expect(JSON.stringify(LocalText.parse(once))).toBe(JSON.stringify(once));
  });
});
