/**
 * What of the directory is open to everybody, a line for each record. In: the records, as they change.
 * Out: lines to page and to filter by. [X2] A discreet service is in none of them, nor whoever and
 * wherever only such a one names.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { keyOf, keyOfRecord, namedBy, type DirectoryRecord, type RecordKey, type RecordKind } from '../../shared/domain/directory/record.ts';
import type { EntryId } from '../../shared/domain/entries/entry.ts';
import { wordsToFind } from '../../shared/domain/finding.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';
import type { Records } from '../directory/records.ts';

export interface Line {
  readonly kind: RecordKind;
  readonly id: string;
  readonly isDiscreet: boolean;
  readonly names: readonly RecordKey[];
  /** Of a service: its places' own ids. */
  readonly places: readonly string[];
  /** The organisation it says it is of. */
  readonly organization: string | undefined;
  readonly terms: readonly string[];
  readonly modified: string | undefined;
  /** Its words, each behind a space. */
  readonly plain: string;
}

/** Records that are read in one go; between two of them the server answers others. */
const AT_ONCE = 400;
/** Letters of a text that is looked through. */
const LOOKED_THROUGH = 400;

export class Catalogue {
  readonly #records: Records;
  readonly #state: () => Pick<CentreState, 'directory'>;
  #made: { readonly of: CentreState['directory']; readonly lines: ReadonlyMap<RecordKey, readonly [EntryId, Line]> } | undefined;
  #making: Promise<ReadonlyMap<RecordKey, Line>> | undefined;

  constructor(records: Records, state: () => Pick<CentreState, 'directory'>) {
    this.#records = records;
    this.#state = state;
  }

  /** All lines that are open, by their keys. Who asks while they are made waits with the others. */
  open(): Promise<ReadonlyMap<RecordKey, Line>> {
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  async #make(): Promise<ReadonlyMap<RecordKey, Line>> {
    const { directory } = this.#state();
    const before = this.#made?.lines ?? new Map();
    if (this.#made?.of !== directory) {
      const lines = new Map<RecordKey, readonly [EntryId, Line]>();
      const missing: RecordKey[] = [];
      for (const [key, entry] of directory) {
        const known = before.get(key);
        if (known?.[0] === entry) lines.set(key, known);
        else missing.push(key);
      }
      for (let from = 0; from < missing.length; from += AT_ONCE) {
        for (const [key, record] of await this.#records.get(missing.slice(from, from + AT_ONCE))) {
          const entry = directory.get(key);
          if (entry) lines.set(key, [entry, lineOf(record)]);
        }
        await breathe();
      }
      this.#made = { of: directory, lines };
    }
    return openOf([...(this.#made?.lines ?? new Map()).values()].map(([, line]) => line));
  }
}

function openOf(lines: readonly Line[]): ReadonlyMap<RecordKey, Line> {
  const services = lines.filter(({ kind }) => kind === 'service');
  const told = new Set(services.filter(({ isDiscreet }) => !isDiscreet).flatMap(({ names }) => names));
  const hidden = new Set(services.filter(({ isDiscreet }) => isDiscreet).flatMap(({ names }) => names).filter((key) => !told.has(key)));
  const open = lines.filter(({ kind, id, isDiscreet }) => !isDiscreet && !hidden.has(keyOf(kind, id)));
  return new Map(open.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((line) => [keyOf(line.kind, line.id), line]));
}

function lineOf(record: DirectoryRecord): Line {
  const { kind, hsds, beside } = record;
  const isService = kind === 'service';
  const text = `${hsds.name ?? ''} ${hsds.description ?? ''}`.slice(0, LOOKED_THROUGH);
  const attributes = 'attributes' in hsds && Array.isArray(hsds.attributes) ? (hsds.attributes as readonly { readonly taxonomy_term_id?: string }[]) : [];
  const organization = 'organization_id' in hsds && typeof hsds.organization_id === 'string' ? hsds.organization_id : undefined;
  return {
    kind, id: keyOfRecord(record).slice(kind.length + 1), organization,
    isDiscreet: isService && 'discreet' in beside && beside.discreet !== undefined,
    names: namedBy(record),
    places: isService ? (hsds.service_at_locations ?? []).map(({ id }) => id) : [],
    terms: attributes.flatMap(({ taxonomy_term_id: term }) => term ?? []),
    modified: isService ? hsds.last_modified : undefined,
    plain: ['', ...wordsToFind(text)].join(' '),
  };
}
