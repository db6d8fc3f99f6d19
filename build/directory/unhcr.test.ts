/** The whole map of UNHCR Jordan comes in: every record, in both languages, and none is bent. */
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { lookAt } from '../../main/station/directory/files/looking.ts';
import { openSchemas } from '../../main/station/directory/files/schemas.ts';
import { Centre } from '../../shared/domain/centre.ts';
import { recordsOf } from '../../shared/domain/directory/hsds/index.ts';
import { DirectoryRecord } from '../../shared/domain/directory/record.ts';
import { unhcrDirectory } from '../../tests/fixtures/directory/unhcr/unhcr.ts';
import { SMALL_CENTRE } from '../../tests/fixtures/world.ts';

const directory = unhcrDirectory('2014-11-01');
const services = (recordsOf(directory) ?? []).map((each) => DirectoryRecord.parse(each)).filter((each) => each.kind === 'service');

describe('the services of UNHCR Jordan', () => {
  it('come in whole: 562 of them, by the published schemas and without a fault', () => {
    const looked = lookAt('unhcr.json', strToU8(JSON.stringify(directory)), { schemas: openSchemas(), centre: Centre.parse(SMALL_CENTRE), here: new Map(), onProgress: () => {} });
    const { organizations, locations } = directory;
    expect(looked).toMatchObject({ kind: 'looked', stands: { added: 562 + organizations.length + locations.length, bad: 0, faults: 0 } });
    expect(organizations).toHaveLength(44);
  });

  it('have ids of their own that stay, a sector and Arabic words each', () => {
    expect(new Set(services.map(({ hsds }) => hsds.id)).size).toBe(562);
    expect(unhcrDirectory('2014-11-01')).toEqual(directory);
    for (const { beside } of services) {
      expect(beside.sectors).toHaveLength(1);
      expect(beside.inLanguages?.ar?.name).toMatch(/\p{Script=Arabic}/u);
    }
  });

  it('keep hours where the map says one thing, and its words where it says several', () => {
    const all = services.flatMap(({ hsds }) => hsds.schedules ?? []);
    const rules = all.filter(({ freq }) => freq !== undefined);
    expect(rules.length).toBeGreaterThan(100);
    for (const { opens_at: from = '', closes_at: to = '' } of rules) expect(`${from}-${to}`).toMatch(/^\d\d:\d\d-\d\d:\d\d$/);
    expect(all.filter(({ freq, description }) => freq === undefined && description === undefined)).toEqual([]);
    expect(services.filter(({ hsds }) => hsds.status === 'inactive').length).toBeGreaterThan(5);
  });
});
