/** The published examples, from form to form: nothing is lost on the way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nestedOrganization, nestedService, nestedServiceAtLocation, nestedWord, recordsOf, recordsOfTables, tablesOf, type Lookups, type RawRecord, type Row, type TableRow } from './index.ts';
import { textOf } from './relations.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', '..', '..', 'tests', 'fixtures', 'directory', 'hsds');
const example = (name: string): Row => JSON.parse(readFileSync(join(EXAMPLES, `${name}.json`), 'utf8')) as Row;
const SERVICE = 'ac148810-d857-441c-9679-408f346de14b';
const PLACE = 'e94c9f38-1e8f-4564-91d4-d53501ab1765';

function found(file: unknown): readonly RawRecord[] {
  const records = recordsOf(file);
  if (!records) throw new Error('nothing was found');
  return records;
}

const one = (records: readonly RawRecord[], kind: RawRecord['kind']): RawRecord => {
  const record = records.find((each) => each.kind === kind);
  if (!record) throw new Error(`there is no ${kind}`);
  return record;
};

function lookupsOf(records: readonly RawRecord[]): Lookups {
  return {
    recordOf: (kind, id) => records.find((each) => each.kind === kind && each.hsds.id === id),
    locationsOf: (organization) => records.filter((each) => each.kind === 'location' && textOf(each.hsds.organization_id) === organization),
  };
}

const sorted = (records: readonly RawRecord[]): RawRecord[] => records.toSorted((a, b) => `${a.kind}${String(a.hsds.id)}`.localeCompare(`${b.kind}${String(b.hsds.id)}`));
const throughTables = (records: readonly RawRecord[]): readonly RawRecord[] => {
  const tables = new Map<string, TableRow[]>();
  for (const [file, rows] of tablesOf(records)) tables.set(file, rows.map((row, n) => ({ line: n + 2, row: Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, String(cell)])) })));
  const { records: back, strays } = recordsOfTables(tables);
  expect(strays).toEqual([]);
  return back;
};

describe('the published examples', () => {
  it('come back from records as they were', () => {
    const service = found(example('service_full'));
    expect(nestedService(one(service, 'service'), lookupsOf(service))).toEqual(example('service_full'));
    const organisation = found(example('organization_full'));
    expect(nestedOrganization(one(organisation, 'organization'), lookupsOf(organisation))).toEqual(example('organization_full'));
    const place = found(example('service_at_location_full'));
    expect(nestedServiceAtLocation(one(place, 'service'), PLACE, lookupsOf(place))).toEqual(example('service_at_location_full'));
    const terms = found(example('taxonomy_term_list'));
    expect([nestedWord(one(terms, 'taxonomy_term'), lookupsOf(terms))]).toEqual(example('taxonomy_term_list').contents);
  });

  it('keep what is shared once, and name it', () => {
    const records = found([example('service_full'), example('service_full')]);
    expect(records.map(({ kind }) => kind).toSorted()).toEqual(['location', 'organization', 'service', 'taxonomy', 'taxonomy_term', 'unit']);
    const { hsds } = one(records, 'service');
    expect(hsds).toMatchObject({ id: SERVICE, organization_id: one(records, 'organization').hsds.id, program_id: 'e7ec2e57-4540-43fa-b2c7-6be5a0ef7f42' });
    expect(hsds).not.toHaveProperty('program');
  });

  it('come back from tables as they were', () => {
    for (const name of ['service_full', 'organization_full', 'service_at_location_full']) {
      const records = found(example(name));
      expect(sorted(throughTables(records))).toEqual(sorted(records));
    }
  });
});

describe('what stands beside', () => {
  const file = {
    services: [{ id: SERVICE, name: 'Vacunas', status: 'active', x_code: '007', x_rank: 7, x_more: { deep: [1, null] }, alert: null, umbral: { sectors: ['health'] } }],
    taxonomies: [{ id: '5c4d79d7-cc55-470e-9f1f-8cad074e4892', name: 'Sectores', description: 'Los de R4V' }],
  };

  it('and fields that nothing here reads survive both forms', () => {
    const records = found(file);
    expect(one(records, 'service')).toEqual({ kind: 'service', hsds: { id: SERVICE, name: 'Vacunas', status: 'active', x_code: '007', x_rank: 7, x_more: { deep: [1] } }, beside: { sectors: ['health'] } });
    expect(nestedService(one(records, 'service'), lookupsOf(records))).toMatchObject({ umbral: { sectors: ['health'] } });
    expect(sorted(throughTables(records))).toEqual(sorted(records));
  });
});

describe('a file', () => {
  it('that is none of HSDS’s shapes is none', () => {
    for (const file of [null, 7, 'x', {}, [1], [{}], { contents: [null, 3] }, { services: [3] }]) expect(recordsOf(file), JSON.stringify(file)).toBeUndefined();
  });

  it('of tables tells which rows belong to nothing, and where each row stood', () => {
    const tables = new Map<string, TableRow[]>([
      ['services.csv', [{ line: 2, row: { id: SERVICE, name: 'Vacunas', status: 'active', minimum_age: '12', organization_id: '' } }]],
      ['phones.csv', [{ line: 2, row: { id: 'a', service_id: SERVICE, number: '601', extension: '100' } }, { line: 3, row: { id: 'b', service_id: 'elsewhere', number: '602' } }]],
    ]);
    const { records, strays, placeOf } = recordsOfTables(tables);
    expect(one(records, 'service').hsds).toEqual({ id: SERVICE, name: 'Vacunas', status: 'active', minimum_age: 12, phones: [{ id: 'a', number: '601', extension: 100 }] });
    expect(strays).toEqual([{ file: 'phones.csv', line: 3, id: 'b', path: 'service_id' }]);
    const [phone] = one(records, 'service').hsds.phones as readonly object[];
    expect(phone && placeOf(phone)).toEqual({ file: 'phones.csv', line: 2 });
  });
});
