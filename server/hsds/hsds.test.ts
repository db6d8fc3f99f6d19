import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { fastify } from 'fastify';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newChange } from '../../tests/fixtures/book.ts';
import { at, DIRECTORY, organisationRecord, placeRecord, recordId, serviceRecord } from '../../tests/fixtures/directory.ts';
import { OwnedCentre } from '../../tests/fixtures/owned-centre.ts';
import { recordsOf } from '../../shared/domain/directory/hsds/index.ts';
import { DirectoryRecord } from '../../shared/domain/directory/record.ts';
import { addHsds, ASKS_PER_MINUTE, HSDS_PATH } from './index.ts';

const SCHEMAS = join(import.meta.dirname, '../../assets/hsds-3.1');
const EXAMPLES = join(import.meta.dirname, '../../tests/fixtures/directory/hsds');

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
for (const file of readdirSync(SCHEMAS).filter((name) => name.endsWith('.json'))) ajv.addSchema(JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8')) as object, file);

function faults(schema: string, value: unknown): readonly string[] {
  const validate = ajv.getSchema(schema);
  if (!validate) throw new Error(`${schema} is not here`);
  void validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

interface Asked {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly contents?: readonly Record<string, unknown>[] };
  readonly headers: Record<string, unknown>;
}

async function open(records: readonly DirectoryRecord[] = DIRECTORY): Promise<{ ask: (path: string, headers?: Record<string, string>) => Promise<Asked>; change: (put: readonly DirectoryRecord[]) => Promise<void> }> {
  const centre = await OwnedCentre.start();
  const device = await centre.letInFirst();
  const http = fastify();
  addHsds(http, { owner: centre.owner, store: centre.store, clock: centre.clock });
  onTestFinished(async () => {
    await http.close();
    await centre.close();
  });
  const change = async (put: readonly DirectoryRecord[]): Promise<void> => {
    device.write({ type: 'directory.changed', payload: { change: newChange(), part: 1, parts: 1, put: [...put], drop: [] } });
    await device.push();
    await centre.look();
  };
  await change(records);
  return {
    change,
    async ask(path, headers = {}) {
      const { statusCode, body, headers: told } = await http.inject({ url: `${HSDS_PATH}${path}`, headers });
      return { status: statusCode, body: body === '' ? {} : (JSON.parse(body) as Asked['body']), headers: told };
    },
  };
}

const idsOf = ({ body }: Asked): unknown[] => (body.contents ?? []).map(({ id }) => id);

describe('[D5] the open data', () => {
  it('give the published examples back as they were published, in shapes that the published schemas take', async () => {
    // The example lies north of the pole, where no service is.
    const example = JSON.parse(readFileSync(join(EXAMPLES, 'service_full.json'), 'utf8').replaceAll(/"latitude": 100\b/g, '"latitude": 10')) as Record<string, unknown>;
    const { ask } = await open((recordsOf(example) ?? []).map((each) => DirectoryRecord.parse(each)));
    const { status, body } = await ask(`/services/${String(example['id'])}`);
    expect(status).toBe(200);
    expect(body).toEqual(example);
    for (const [path, schema] of [['services', 'service.json'], ['organizations', 'organization.json'], ['service_at_locations', 'service_at_location.json'], ['taxonomies', 'taxonomy.json'], ['taxonomy_terms', 'taxonomy_term.json']] as const) {
      const listed = await ask(`/${path}`);
      expect(listed.body.contents?.length, path).toBeGreaterThan(0);
      for (const row of listed.body.contents ?? []) expect(faults(schema, row), path).toEqual([]);
      for (const id of idsOf(listed)) {
        const whole = await ask(`/${path}/${String(id)}`);
        expect([whole.status, whole.body['id'], faults(schema, whole.body)], path).toEqual([200, id, []]);
      }
    }
    expect((await ask('')).body).toMatchObject({ version: '3.1' });
  });

  it('come in pages that follow one another', async () => {
    const { ask } = await open();
    const first = await ask('/services?per_page=2');
    expect(first.body).toMatchObject({ total_items: 6, total_pages: 3, page_number: 1, size: 2, first_page: true, last_page: false, empty: false });
    const ids = [first, await ask('/services?per_page=2&page=2'), await ask('/services?per_page=2&page=3')].flatMap(idsOf);
    expect(ids).toEqual([1, 2, 3, 5, 6, 7].map(recordId));
    expect((await ask('/services?page=9')).body).toMatchObject({ size: 0, empty: true, contents: [] });
    expect(idsOf(await ask('/services?search=vacunacion'))).toEqual([recordId(1)]);
    expect(idsOf(await ask(`/services?organization_id=${recordId(50)}`))).toEqual([recordId(3)]);
    expect((await ask('/services?minimal=true')).body.contents?.[0]).toEqual({ id: recordId(1) });
    expect((await ask('/services?full=true')).body.contents?.[0]).toHaveProperty('schedules');
  });

  it('[X2] hold no discreet service, and nobody whom only such a one names', async () => {
    const { ask } = await open([placeRecord(60), placeRecord(61), organisationRecord(50, 'Casa de la mujer'), serviceRecord(4, { name: 'Violencia', organization_id: recordId(50), service_at_locations: [at(60), at(61)] }, { discreet: { es: 'Conversar' } }), serviceRecord(5, { service_at_locations: [at(61)] })]);
    expect(idsOf(await ask('/services'))).toEqual([recordId(5)]);
    expect(idsOf(await ask('/organizations'))).toEqual([]);
    expect((await ask('/service_at_locations')).body.contents).toHaveLength(1);
    for (const path of [`/services/${recordId(4)}`, `/organizations/${recordId(50)}`, `/service_at_locations/${at(60).id}`]) expect((await ask(path)).status, path).toBe(404);
    expect(JSON.stringify(await Promise.all(['/services?full=true', '/organizations?full=true', '/service_at_locations?full=true'].map((path) => ask(path))))).not.toMatch(/violencia|mujer|conversar/i);
  });

  it('tell when somebody made sure of it, and not who', async () => {
    const { ask } = await open();
    const { body } = await ask(`/services/${recordId(1)}`);
    expect(body).toMatchObject({ assured_date: '2026-10-03' });
    expect(JSON.stringify(body)).not.toContain('Ana');
  });

  it('change with the directory, and are not sent twice to whoever has them', async () => {
    const { ask, change } = await open();
    const before = await ask(`/services/${recordId(3)}`);
    const tag = String(before.headers['etag']);
    expect((await ask(`/services/${recordId(3)}`, { 'if-none-match': tag })).status).toBe(304);
    await change([serviceRecord(3, { name: 'Otro' }), serviceRecord(8)]);
    const after = await ask(`/services/${recordId(3)}`, { 'if-none-match': tag });
    expect([after.status, after.body['name']]).toEqual([200, 'Otro']);
    expect((await ask('/services')).body['total_items']).toBe(7);
  });

  it('say in the standard’s way what is not kept here, what is not there, and that somebody asks too often', async () => {
    const { ask } = await open();
    for (const query of ['postcode=110111', 'format=ndjson', 'page=0', 'per_page=x', 'modified_after=lately', 'page=1&page=2']) {
      const { status, body, headers } = await ask(`/services?${query}`);
      expect([status, body['status'], headers['content-type']], query).toEqual([400, 400, 'application/problem+json; charset=utf-8']);
    }
    for (const path of [`/services/${recordId(99)}`, '/services/x', '/taxonomies/..%2f']) expect((await ask(path)).status).toBe(404);
    for (let n = 0; n < ASKS_PER_MINUTE; n += 1) await ask('');
    expect((await ask('')).status).toBe(429);
  });
});
