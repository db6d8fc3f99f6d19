/**
 * Who this station is, on disk: its device and epoch, its keys, and how it asks to be let in. It
 * decides nothing; the journal changes it together with whatever else must change.
 */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import { CentreId, DeviceId } from '../../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';
import { Damaged } from './damaged.ts';
import { makeKey, makeSecret, publicKeyOf, type PrivateKey } from './keys.ts';
import { sumOf } from './sum.ts';

export interface Identity {
  readonly device: DeviceId;
  readonly epoch: number;
  /** Set once a server let this device in. */
  readonly centre: CentreId | null;
  readonly enrolled: boolean;
  readonly enrolCode: string | null;
  readonly key: PrivateKey;
  readonly nextKey: PrivateKey | null;
  readonly secret: string;
  /** The last own entry of this epoch that is not on this disk any more; `seq` 0 for none. */
  readonly gone: { readonly seq: number; readonly hash: string };
}

export const NOTHING_GONE: Identity['gone'] = { seq: 0, hash: CHAIN_START };

const Row = z.object({
  device: DeviceId,
  epoch: z.int().min(1),
  centre: CentreId.nullable(),
  enrolled: z.union([z.literal(0), z.literal(1)]),
  enrol_code: z.string().nullable(),
  key: z.string().nullable(),
  next_key: z.string().nullable(),
  secret: z.string().nullable(),
  gone_seq: z.int().min(0),
  gone_hash: z.string().regex(/^[0-9a-f]{64}$/),
  sum: z.int().nullable(),
});
type Row = z.infer<typeof Row>;

const COLUMNS = 'device, epoch, centre, enrolled, enrol_code, key, next_key, secret, gone_seq, gone_hash, sum';

export function newIdentity(chance: Chance): Identity {
  return {
    device: DeviceId.parse(chance.id()),
    epoch: 1,
    centre: null,
    enrolled: false,
    enrolCode: null,
    key: makeKey(chance),
    nextKey: null,
    secret: makeSecret(chance),
    gone: NOTHING_GONE,
  };
}

/**
 * The identity in this file; made and kept where it has none.
 * @throws Damaged where there is one, and it is not what was written.
 */
export function identityIn(db: Database, chance: Chance): Identity {
  const found = readIdentity(db);
  if (found && found.key !== null && found.secret !== null) return { ...found, key: found.key, secret: found.secret };
  // A file of a shape that knew no keys says who wrote it all the same.
  const made: Identity = { ...newIdentity(chance), ...found, key: makeKey(chance), secret: makeSecret(chance) };
  saveIdentity(db, made);
  return made;
}

/**
 * @returns undefined where this file has none yet.
 * @throws Damaged where it is not what was written.
 */
export function readIdentity(db: Database): (Omit<Identity, 'key' | 'secret'> & { key: PrivateKey | null; secret: string | null }) | undefined {
  const raw = db.prepare(`SELECT ${COLUMNS} FROM identity`).get();
  if (raw === undefined) return undefined;
  const row = Row.safeParse(raw).data;
  if (!row || (row.sum !== null && row.sum !== sumOfRow(row)) || (row.sum === null) !== (row.key === null)) throw new Damaged('who this station is');
  for (const key of [row.key, row.next_key]) if (key !== null && !isKey(key)) throw new Damaged('the keys of this station');
  const { device, epoch, centre, key, secret } = row;
  return {
    device, epoch, centre, key, secret,
    enrolled: row.enrolled === 1,
    enrolCode: row.enrol_code,
    nextKey: row.next_key,
    gone: { seq: row.gone_seq, hash: row.gone_hash },
  };
}

export function saveIdentity(db: Database, identity: Identity): void {
  const { device, epoch, centre, enrolCode, key, nextKey, secret, gone } = identity;
  const row: Omit<Row, 'sum'> = {
    device, epoch, centre, enrolled: identity.enrolled ? 1 : 0, enrol_code: enrolCode,
    key, next_key: nextKey, secret, gone_seq: gone.seq, gone_hash: gone.hash,
  };
  db.prepare<Row>(`
    INSERT OR REPLACE INTO identity (only, ${COLUMNS})
    VALUES (1, @device, @epoch, @centre, @enrolled, @enrol_code, @key, @next_key, @secret, @gone_seq, @gone_hash, @sum)`).run({ ...row, sum: sumOfRow(row) });
}

function sumOfRow({ device, epoch, centre, enrolled, enrol_code, key, next_key, secret, gone_seq, gone_hash }: Omit<Row, 'sum'>): number {
  return sumOf(device, epoch, centre, enrolled, enrol_code, key, next_key, secret, gone_seq, gone_hash);
}

function isKey(key: PrivateKey): boolean {
  try {
    publicKeyOf(key);
    return true;
  } catch {
    return false;
  }
}
