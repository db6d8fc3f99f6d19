/** What goes out comes in again the same, in either form. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { recordsOf } from '../../../../shared/domain/directory/hsds/index.ts';
import { readFile } from './reading.ts';
import { writeFile } from './writing.ts';

const DEMO = join(import.meta.dirname, '..', '..', '..', '..', 'assets', 'demo', 'directory.json');
const records = recordsOf(JSON.parse(readFileSync(DEMO, 'utf8'))) ?? [];

describe('the whole directory as a file', () => {
  it.each(['json', 'csv'] as const)('comes in again the same as %s, and is the same file each time', (form) => {
    const { name, bytes } = writeFile(records, form);
    const read = readFile(name, bytes);
    if (read.kind !== 'read') throw new Error(read.why);
    expect(read.faults).toEqual([]);
    expect(read.records).toHaveLength(records.length);
    expect(read.records).toEqual(expect.arrayContaining([...records]));
    expect(writeFile(records, form).bytes).toEqual(bytes);
  });

  it('says in its datapackage which tables there are, and of which columns', () => {
    const files = unzipSync(writeFile(records, 'csv').bytes);
    const { resources } = JSON.parse(strFromU8(files['datapackage.json'] ?? new Uint8Array())) as { resources: { path: string; schema: { fields: { name: string; type: string }[] } }[] };
    expect(resources.map(({ path }) => path).toSorted()).toEqual(Object.keys(files).filter((each) => each.endsWith('.csv')).toSorted());
    expect(resources.find(({ path }) => path === 'locations.csv')?.schema.fields).toContainEqual({ name: 'latitude', type: 'number' });
    for (const { path, schema } of resources) expect(strFromU8(files[path] ?? new Uint8Array()).split('\r\n')[0]).toBe(schema.fields.map(({ name }) => name).join(','));
  });
});
