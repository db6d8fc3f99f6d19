/** The demo centre is a centre: what `npm start` runs is valid, and nobody in it waits for ever. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Centre, Language, ServiceIcon } from '../../shared/domain/centre.ts';
import { Sector } from '../../shared/domain/offers/offers.ts';

const FILE = join(import.meta.dirname, '../../assets/demo/centre.json');
const centre = Centre.parse(JSON.parse(readFileSync(FILE, 'utf8')));

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

  it('has something to find in each sector and something to come to, in every language but for streets', () => {
    const { directory = [], activities = [] } = centre;
    expect(new Set(directory.map(({ sector }) => sector))).toEqual(new Set(Sector.options));
    expect(activities.length).toBe(8);
    const texts = [...directory.flatMap(({ name, what, bring = [], when = [], discreet = name }) => [name, what, discreet, ...bring, ...when]), ...activities.flatMap(({ name, what, room }) => [name, what, room])];
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
    const found = [...(centre.directory ?? []), ...(centre.activities ?? [])].flatMap(({ name, what }) => [name, what]);
    const spanish = [...queues, ...found].map((text) => text.es ?? '');
    expect(spanish.filter((text) => /(?<!\p{L})(tú|tu|tus|ti|contigo|trae|ven|habla|busca)(?!\p{L})/iu.test(text))).toEqual([]);
  });
});
