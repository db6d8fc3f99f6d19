/** The demo centre is a centre: what `npm start` runs is valid, and nobody in it waits for ever. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { whyNot } from '../../main/station/directory/acts.ts';
import { Centre, Language, ServiceIcon } from '../../shared/domain/centre.ts';
import { recordsOf } from '../../shared/domain/directory/hsds/index.ts';
import { DirectoryRecord, keyOfRecord, namedBy } from '../../shared/domain/directory/record.ts';
import { Sector } from '../../shared/domain/offers/offers.ts';

const FILE = join(import.meta.dirname, '../../assets/demo/centre.json');
const centre = Centre.parse(JSON.parse(readFileSync(FILE, 'utf8')));

/** Said to one's children, and to nobody who comes to a centre. */
const FAMILIAR = /(?<!\p{L})(tú|tu|tus|ti|contigo|trae|ven|habla|busca)(?!\p{L})/iu;

describe('the demo centre', () => {
  it('offers eight services, each with a letter and a picture of its own', () => {
    expect(new Set(centre.services.map((service) => service.letter)).size).toBe(8);
    expect(new Set(centre.services.map((service) => service.icon))).toEqual(new Set(ServiceIcon.options));
  });

  it('uses no letter that is read as a digit', () => {
    expect(centre.services.map((service) => service.letter).filter((letter) => 'IO'.includes(letter))).toEqual([]);
  });

  it('speaks every language of the screens, Spanish first', () => {
    expect(centre.languages[0]).toBe('es');
    expect(new Set(centre.languages)).toEqual(new Set(Language.options));
    const texts = centre.services.flatMap(({ name, about, documents }) => [name, about, ...documents]);
    for (const text of texts) expect(new Set(Object.values(text)).size, text.es).toBeGreaterThanOrEqual(Language.options.length - 1);
  });

  it('has something to come to, in every language', () => {
    const { activities = [] } = centre;
    expect(activities.length).toBe(8);
    const texts = activities.flatMap(({ name, what, room }) => [name, what, room]);
    for (const text of texts) expect(Object.keys(text).toSorted(), text.es).toEqual(Language.options.toSorted());
    // What a coordinator adds still fits into the 64 kB of an entry.
    expect(JSON.stringify(centre).length).toBeLessThan(48_000);
  });

  it('opens with guidance, which desk 3 serves first', () => {
    expect(centre.services[0]?.id).toBe('orientation');
    const third = centre.desks.find((desk) => desk.number === 3);
    expect(third?.id).toBe('desk-3');
    expect(third?.services[0]).toBe('orientation');
    expect(third?.services.length).toBeGreaterThan(2);
  });

  it('numbers its five desks as their ids say', () => {
    expect(centre.desks.map((desk) => [desk.number, desk.id as string])).toEqual([1, 2, 3, 4, 5].map((number) => [number, `desk-${number}`]));
  });

  it('calls nobody «tú»', () => {
    const queues = centre.services.flatMap((service) => [service.name, service.about, ...service.documents]);
    const activities = (centre.activities ?? []).flatMap(({ name, what }) => [name, what]);
    const spanish = [...queues, ...activities].map((text) => text.es ?? '');
    expect(spanish.filter((text) => FAMILIAR.test(text))).toEqual([]);
  });
});

describe('the demo centre’s directory', () => {
  const records = (recordsOf(JSON.parse(readFileSync(join(import.meta.dirname, '../../assets/demo/directory.json'), 'utf8'))) ?? []).map((each) => DirectoryRecord.parse(each));
  const services = records.filter((each) => each.kind === 'service');

  it('has something in each sector, and of each kind: by the month, over midnight, by appointment, sent by somebody, at hours nobody said', () => {
    expect(new Set(services.flatMap(({ beside: { sectors = [] } }) => sectors))).toEqual(new Set(Sector.options));
    const schedules = services.flatMap(({ hsds }) => hsds.schedules ?? []);
    expect(schedules.map(({ freq, byday }) => `${freq} ${byday}`)).toContain('MONTHLY -1FR');
    expect(schedules.some(({ opens_at: from = '', closes_at: to = '' }) => to < from)).toBe(true);
    expect(services.some(({ beside }) => beside.intake?.byAppointment)).toBe(true);
    expect(services.some(({ beside }) => beside.intake?.byReferral)).toBe(true);
    expect(services.some(({ hsds }) => hsds.schedules === undefined)).toBe(true);
    expect(services.filter(({ beside }) => beside.discreet)).toHaveLength(1);
  });

  it('calls nobody «tú»', () => {
    expect(services.flatMap(({ hsds: { name, description = '' } }) => [name, description]).filter((text) => FAMILIAR.test(text))).toEqual([]);
  });

  it('names only what is there, leads to queues of the house, and is said in every language', () => {
    const keys = new Set(records.map(keyOfRecord));
    for (const record of records) {
      expect(namedBy(record).filter((key) => !keys.has(key))).toEqual([]);
      expect(whyNot(record, centre)).toBeUndefined();
    }
    for (const { hsds, beside } of services) {
      for (const language of Language.options.filter((each) => each !== 'es')) {
        const said = beside.inLanguages?.[language] ?? {};
        // One that is written the same there needs no line of its own.
        for (const field of ['description', ...(hsds.required_documents ?? []).map(({ id }) => `${id}.document`)]) expect(said[field], `${hsds.name} ${language} ${field}`).toBeDefined();
      }
    }
  });
});
