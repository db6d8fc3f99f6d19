/** Files of every kind that other programs write, and of none. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Centre } from '../../../../shared/domain/centre.ts';
import { SMALL_CENTRE } from '../../../../tests/fixtures/world.ts';
import { lookAt } from './looking.ts';
import { readFile } from './reading.ts';
import { openSchemas } from './schemas.ts';

const HSDS = join(import.meta.dirname, '..', '..', '..', '..', 'tests', 'fixtures', 'directory', 'hsds');
const example = (name: string): Uint8Array => new Uint8Array(readFileSync(join(HSDS, name)));
const CENTRE = Centre.parse(SMALL_CENTRE);
const schemas = openSchemas();
const look = (name: string, bytes: Uint8Array): ReturnType<typeof lookAt> => lookAt(name, bytes, { schemas, centre: CENTRE, here: new Map(), onProgress: () => {} });

describe('a file', () => {
  const zip = zipSync({ 'services.csv': strToU8('id,name,status\n') });
  const unread: readonly (readonly [string, Uint8Array, string])[] = [
    ['a.exe', strToU8('MZ no directory'), 'notKnown'],
    ['a.csv', new Uint8Array([0xff, 0xfe, 0]), 'notKnown'],
    ['a.json', strToU8('{"services": ['), 'notWhole'],
    ['a.json', strToU8(' '), 'empty'],
    ['a.json', new Uint8Array(), 'empty'],
    ['a.json', strToU8('[]'), 'empty'],
    ['a.json', strToU8('{"a": 1}'), 'notKnown'],
    ['a.zip', zip, 'empty'],
    ['a.zip', zip.subarray(0, zip.length - 30), 'notWhole'],
    ['a.zip', zipSync({ 'a/services.csv': strToU8('id'), 'b/services.csv': strToU8('id') }), 'notKnown'],
    ['a.zip', zipSync(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}.txt`, strToU8('')]))), 'tooLarge'],
  ];
  it.each(unread)('%s that nobody can read is told in kind (%#)', (name, bytes, why) => {
    expect(readFile(name, bytes)).toEqual({ kind: 'unusable', why });
  });

  it('that unpacks to more than fits is let go before it is unpacked', () => {
    const bomb = zipSync({ 'services.csv': new Uint8Array(3_000_000) });
    expect(bomb.length).toBeLessThan(10_000);
    expect(readFile('bomb.zip', bomb, 1_000_000)).toEqual({ kind: 'unusable', why: 'tooLarge' });
  });

  it('whose paths lead out of it is read by their last step, and nothing is unpacked', () => {
    const out = zipSync({ '../../../../tmp/organizations.csv': strToU8('id,name,description\n00000000-0000-4000-8000-000000000001,Casa,Ayuda\n') });
    expect(readFile('a.zip', out)).toMatchObject({ kind: 'read', records: [{ kind: 'organization' }] });
  });
});

describe('the published examples', () => {
  // 100° north is nowhere: the example's place has it, and what leads there goes with it.
  it.each(['service_full.json', 'organization_full.json', 'service_at_location_full.json', 'service_list.json', 'taxonomy_term_list.json', 'tabular.json'])('%s is read, and stands but for its place at 100° north', (name) => {
    const looked = look(name, example(name));
    if (looked.kind !== 'looked') throw new Error(`${name} can't be used`);
    const { told } = looked.stands;
    expect(told.filter(({ path, reason }) => path !== 'latitude' && !/location_id$|organization_id$/.test(path) && !reason.includes('belongs to nothing'))).toEqual([]);
    expect(looked.stands.added).toBeGreaterThan(0);
  });

  it('as tables in a zip are the same as one by one', () => {
    const files = readdirSync(join(HSDS, 'csv')).filter((each) => each.endsWith('.csv'));
    const looked = look('all.zip', zipSync(Object.fromEntries(files.map((each) => [each, example(join('csv', each))]))));
    if (looked.kind !== 'looked') throw new Error('it can\u2019t be used');
    expect(looked.stands.added).toBe(5);
    expect(new Set(looked.stands.told.map(({ file, path }) => `${file} ${path}`))).toEqual(new Set(['locations.csv latitude', 'attributes.csv link_id', 'metadata.csv resource_id', 'service_capacity.csv service_id', 'url.csv service_id', 'service_at_location.csv location_id']));
  });
});

describe('tables', () => {
  const uuid = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
  it('tell the line of each fault, with cells of several lines before it', () => {
    const looked = look('todo.zip', zipSync({
      'data/organizations.csv': strToU8(`id,name,description\n${uuid(1)},Cruz Roja,Ayuda\n`),
      'data/services.csv': strToU8(`id,organization_id,name,status\n${uuid(2)},${uuid(1)},"dos\nlíneas",active\n${uuid(3)},${uuid(1)},Mal,open\n`),
      'data/phones.csv': strToU8(`id,service_id,number\n${uuid(4)},${uuid(2)},601\n${uuid(5)},${uuid(8)},602\n`),
    }));
    expect(looked).toMatchObject({ stands: { added: 2, bad: 1, faults: 2, told: [{ file: 'phones.csv', line: 3, record: uuid(5), path: 'service_id' }, { file: 'services.csv', line: 4, record: uuid(3), path: 'status' }] } });
  });

  it('may be one table of services alone, under any name', () => {
    expect(look('lista.csv', strToU8(`\uFEFFid,name,status\r\n${uuid(2)},Vacunas,active\r\n`))).toMatchObject({ stands: { added: 1, faults: 0 } });
    expect(look('lista.csv', strToU8(`id;name;status\n${uuid(2)};Vacunas, dos;active\n`))).toMatchObject({ stands: { added: 1, faults: 0 } });
  });
});
