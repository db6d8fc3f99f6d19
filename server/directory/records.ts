/**
 * The directory's records, where the order holds them. In: the state, which says in which entry each
 * lies; the store, which has the entries. Out: records. It keeps the entries it read last, and no more.
 */
import { keyOfRecord, type DirectoryRecord, type RecordId, type RecordKey } from '../../shared/domain/directory/record.ts';
import { readEntry, type EntryId } from '../../shared/domain/entries/entry.ts';
import { tokenOfService } from '../../shared/domain/directory/link.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';
import { sha256 } from '../digest.ts';
import type { OrderStore } from '../store/order-store.ts';

export interface RecordsParts {
  /** The order as it is folded. */
  readonly state: () => Pick<CentreState, 'directory' | 'centre'>;
  readonly store: Pick<OrderStore, 'bytesOf'>;
}

/** Entries of some 50 kB each that are kept read. */
const ENTRIES_KEPT = 100;

type Directory = CentreState['directory'];
type Held = ReadonlyMap<RecordKey, DirectoryRecord>;

const nameOf = ({ device, epoch, seq }: EntryId): string => `${device} ${epoch} ${seq}`;

export class Records {
  readonly #parts: RecordsParts;
  readonly #read = new Map<string, Held>();
  #tokens: { readonly of: Directory; readonly services: ReadonlyMap<string, RecordId> } | undefined;

  constructor(parts: RecordsParts) {
    this.#parts = parts;
  }

  /** These records as they are now; one that is not there, or can't be read, is left out. */
  async get(keys: readonly RecordKey[]): Promise<ReadonlyMap<RecordKey, DirectoryRecord>> {
    const { directory } = this.#parts.state();
    const entries = new Map(keys.flatMap((key) => {
      const entry = directory.get(key);
      return entry ? [[nameOf(entry), entry] as const] : [];
    }));
    const held = await this.#entries(entries);
    return new Map(keys.flatMap((key) => {
      const entry = directory.get(key);
      const record = entry && held.get(nameOf(entry))?.get(key);
      return record ? [[key, record] as const] : [];
    }));
  }

  /** All ids of a kind, in the order of their letters: pages of them follow one another. */
  ids(kind: DirectoryRecord['kind']): readonly string[] {
    const prefix = `${kind}/`;
    return [...this.#parts.state().directory.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)).toSorted();
  }

  /** The service that a token stands for. */
  byToken(token: string): RecordId | undefined {
    const { directory, centre } = this.#parts.state();
    if (!centre) return undefined;
    if (this.#tokens?.of !== directory) {
      const services = this.ids('service').map((id) => [tokenOfService(sha256, centre.id, id as RecordId), id as RecordId] as const);
      this.#tokens = { of: directory, services: new Map(services) };
    }
    return this.#tokens.services.get(token);
  }

  async #entries(wanted: ReadonlyMap<string, EntryId>): Promise<ReadonlyMap<string, Held>> {
    const missing = [...wanted].filter(([name]) => !this.#read.has(name));
    const bytes = await this.#parts.store.bytesOf(missing.map(([, id]) => id));
    const fresh = new Map(missing.map(([name, id], at) => [name, recordsIn(bytes[at], id)] as const));
    const all = new Map([...wanted.keys()].map((name) => [name, this.#read.get(name) ?? fresh.get(name) ?? new Map()] as const));
    for (const [name, held] of fresh) this.#read.set(name, held);
    // Those that came first go first.
    for (const name of [...this.#read.keys()].slice(0, Math.max(0, this.#read.size - ENTRIES_KEPT))) this.#read.delete(name);
    return all;
  }
}

function recordsIn(bytes: string | undefined, id: EntryId): Held {
  const read = bytes === undefined ? undefined : readEntry(bytes, id);
  if (read?.kind !== 'known' || read.entry.type !== 'directory.changed') return new Map();
  return new Map(read.entry.payload.put.map((record) => [keyOfRecord(record), record]));
}
