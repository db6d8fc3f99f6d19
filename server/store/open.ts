/** Which database keeps the centre: PostgreSQL where an administrator named one, else a file. */
import type { Digest } from '../../shared/domain/entries/entry.ts';
import { readAddress } from './postgres/address.ts';
import { openPostgresStore } from './postgres/open.ts';
import { openSqliteStore } from './sqlite/open.ts';
import type { KeepsStaff } from './staff.ts';
import type { CentreStore } from './store.ts';

export interface StoreOptions {
  /** A PostgreSQL database's address, and where it was found. */
  readonly named: { readonly url: string; readonly by: string } | undefined;
  /** The file, where none is named. */
  readonly file: string;
  readonly digest: Digest;
}

export interface OpenedStore {
  readonly store: CentreStore & KeepsStaff;
  /** Which database it is, in words for people: no user and no password. */
  readonly place: string;
}

/** @throws CannotGoOn as each of the two stores does. */
export async function openStore({ named, file, digest }: StoreOptions): Promise<OpenedStore> {
  if (!named) return { store: openSqliteStore({ file, digest }), place: file };
  const address = readAddress(named.url, named.by);
  return { store: await openPostgresStore({ address, digest }), place: address.place };
}
