/** The published schemas of HSDS, as they lie in `assets/hsds-3.1`, and what they say of a record. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { COLUMNS } from '../../../../shared/domain/directory/hsds/index.ts';
import type { RecordKind } from '../../../../shared/domain/directory/record.ts';
import { PROGRAM_ROOT } from '../../places.ts';

/** Where in a record, and what is wrong there. */
export interface Wrong {
  readonly path: readonly string[];
  readonly reason: string;
}

const FOLDER = join(PROGRAM_ROOT, 'assets', 'hsds-3.1');

/** Compiled once, where files are read: some 200 ms. */
export function openSchemas(): (kind: RecordKind, hsds: unknown) => readonly Wrong[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  for (const name of Object.keys(COLUMNS)) ajv.addSchema(schemaOf(name), `${name}.json`);
  const known = new Map<RecordKind, ValidateFunction>();
  return (kind, hsds) => {
    const validate = known.get(kind) ?? ajv.getSchema(`${kind}.json`);
    if (!validate) throw new Error(`${kind}.json is no schema`);
    known.set(kind, validate);
    return validate(hsds) === true ? [] : (validate.errors ?? []).map(wrongOf);
  };
}

function schemaOf(name: string): object {
  const schema = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as { required?: string[] };
  // A record names its unit by `unit_id`, as tables do; nested it is looked for beside.
  if (name === 'service_capacity') schema.required = (schema.required ?? []).filter((each) => each !== 'unit');
  return schema;
}

function wrongOf({ instancePath, keyword, params, message }: ErrorObject): Wrong {
  const path = instancePath.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const missing: unknown = params.missingProperty;
  return keyword === 'required' && typeof missing === 'string' ? { path: [...path, missing], reason: 'is missing' } : { path, reason: message ?? keyword };
}
