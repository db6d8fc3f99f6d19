import { describe, expect, it } from 'vitest';
import { BusinessDay } from '../../../../shared/domain/clock.ts';
import type { LocationRecord, OrganizationRecord, ServiceRecord } from '../../../../shared/domain/directory/record.ts';
import { beginEditing, hoursAt, OWN_HOURS, textAt, toPut, withBeside, withDocument, withNamed, withOrganisation, withoutBeside, withoutRow, withPlace, withRows, withText, type Editing, type Tongue } from './change.ts';

const uuid = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
const place = (n: number, name: string): LocationRecord => ({ kind: 'location', hsds: { id: uuid(n), location_type: 'physical', name, latitude: 4.6 }, beside: { isStepFree: true } });
const organisation: OrganizationRecord = { kind: 'organization', hsds: { id: uuid(2), name: 'Cruz Roja' }, beside: {} };
const SERVICE: ServiceRecord = {
  kind: 'service',
  hsds: { id: uuid(1), name: 'Vacunas', status: 'active', organization_id: uuid(2), licenses: 'kept', required_documents: [{ id: uuid(4), document: 'El carné' }], service_at_locations: [{ id: uuid(5), location_id: uuid(3), description: 'kept' }], attributes: [] },
  beside: { sectors: ['health'], inLanguages: { en: { name: 'Vaccines', [`${uuid(4)}.document`]: 'The card', funding: 'kept' } }, activities: ['reading' as never] },
};
const ES: Tongue = { language: 'es', written: 'es' };
const EN: Tongue = { language: 'en', written: 'es' };
const TODAY = { on: BusinessDay.parse('2026-03-02'), by: 'Ana' };

const begun = (): Editing => beginEditing(SERVICE, [{ record: organisation, services: 4 }, { record: place(3, 'Casa azul'), services: 1 }]);
const newId = (): string => uuid(9);
const put = (editing: Editing): unknown => toPut(editing, undefined, newId);
const and = (change: (service: ServiceRecord) => ServiceRecord): Editing => ({ ...begun(), service: change(SERVICE) });

describe('a service that is written anew', () => {
  it('[D1] is as it was where nobody changed anything, with all that no form shows', () => {
    expect(put(begun())).toEqual({ kind: 'put', records: [SERVICE] });
    expect(toPut(begun(), TODAY, newId)).toEqual({ kind: 'put', records: [withBeside(SERVICE, { verified: TODAY })] });
  });

  it('says each text in each language, and none that is empty', () => {
    const both = withText(withText(SERVICE, 'description', ES, 'Para todas las edades'), 'description', EN, 'For all ages');
    expect([textAt(both, 'description', both.hsds.description, ES), textAt(both, 'description', both.hsds.description, EN)]).toEqual(['Para todas las edades', 'For all ages']);
    expect(put(and(() => withText(withText(both, 'description', ES, ' '), 'description', EN, '')))).toEqual({ kind: 'put', records: [SERVICE] });
    const french = withText(SERVICE, 'name', { language: 'fr', written: 'es' }, 'V');
    expect(withText(french, 'name', { language: 'fr', written: 'es' }, '')).toEqual(SERVICE);
  });

  it('a row that goes takes its translations along; one that was left empty is none', () => {
    const without = withoutRow(SERVICE, 'required_documents', uuid(4));
    expect(without.beside.inLanguages).toEqual({ en: { name: 'Vaccines', funding: 'kept' } });
    expect(put(and(() => without))).toMatchObject({ records: [{ hsds: expect.not.objectContaining({ required_documents: expect.anything() }) as unknown }] });
    const added = withRows(SERVICE, 'phones', [{ id: uuid(6), number: ' ' }, { id: uuid(7), number: '123' }]);
    expect(put(and(() => added))).toMatchObject({ records: [{ hsds: { phones: [{ id: uuid(7), number: '123' }] } }] });
    expect(withDocument(SERVICE, uuid(4), EN, 'A card').beside.inLanguages?.['en']?.[`${uuid(4)}.document`]).toBe('A card');
    expect(withDocument(SERVICE, uuid(4), ES, 'Carné').hsds.required_documents).toEqual([{ id: uuid(4), document: 'Carné' }]);
  });

  it('sends what it names first, and only what was changed and is still named', () => {
    const renamed = withNamed(begun(), place(3, 'Casa roja'));
    expect(put(renamed)).toEqual({ kind: 'put', records: [place(3, 'Casa roja'), SERVICE] });
    expect(put({ ...renamed, service: withoutRow(renamed.service, 'service_at_locations', uuid(5)) })).toMatchObject({ records: [{ kind: 'service' }] });
    const moved = withPlace(withOrganisation(begun(), undefined), { record: place(8, 'Sala'), isChanged: true, services: 0 }, uuid(6));
    expect(put(moved)).toMatchObject({ records: [{ kind: 'location', hsds: { id: uuid(8) } }, { hsds: expect.not.objectContaining({ organization_id: expect.anything() }) as unknown }] });
    expect(withPlace(begun(), { record: place(3, 'Casa azul'), isChanged: false, services: 1 }, uuid(6))).toEqual(begun());
  });

  it('has its hours at all its places, or at one of them', () => {
    const own = { ...hoursAt(begun(), OWN_HOURS), months: [{ id: uuid(6), nth: -1 as const, day: 'fri' as const, from: '08:00', to: '10:00' }] };
    expect(put({ ...begun(), hours: { [OWN_HOURS]: own, [uuid(5)]: own } })).toMatchObject({
      records: [{ hsds: { schedules: [{ byday: '-1FR' }], service_at_locations: [{ id: uuid(5), description: 'kept', schedules: [{ byday: '-1FR' }] }] } }],
    });
  });

  it.each([
    ['name', () => and((service) => withText(service, 'name', ES, ' '))],
    ['discreet', () => and((service) => withBeside(service, { discreet: { es: ' ' } }))],
    ['times', () => ({ ...begun(), hours: { [OWN_HOURS]: { ...hoursAt(begun(), OWN_HOURS), months: [{ id: 'x', nth: 1, day: 'mon', from: '', to: '10:00' }] } } })],
    ['days', () => and((service) => withBeside(service, { closures: [{ from: '2026-03-05' as BusinessDay, through: '2026-03-04' as BusinessDay, hours: [] }] }))],
    ['days', () => and((service) => withBeside(service, { closures: [{ from: '' as BusinessDay, through: '2026-03-04' as BusinessDay, hours: [] }] }))],
    ['placeName', () => withNamed(begun(), place(3, ''))],
    ['organisationName', () => withNamed(begun(), { ...organisation, hsds: { ...organisation.hsds, name: '' } })],
    ['tooLong', () => and((service) => withText(service, 'alert', ES, 'a'.repeat(9000)))],
  ] satisfies [string, () => Editing][])('is not sent while there is something with its %s', (lack, editing) => {
    expect(put(editing())).toEqual({ kind: 'lacks', lack });
  });

  it('loses what is taken from beside it', () => {
    expect(withoutBeside(withBeside(SERVICE, { isFree: true }), 'isFree')).toEqual(SERVICE);
  });
});
