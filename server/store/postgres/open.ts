/**
 * The PostgreSQL store: for a centre whose server stands apart. One connection writes and holds
 * the database against other servers; a few more only look. In: a URL. Out: the store's contract.
 * It makes nothing outside the schema `umbral`.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import type { Digest } from '../../../shared/domain/entries/entry.ts';
import { DeviceId, spellId } from '../../../shared/domain/ids.ts';
import type { KeepsStaff } from '../staff.ts';
import type { CentreStore } from '../store.ts';
import type { Address } from './address.ts';
import { nameOwner } from './centre.ts';
import { createDevices } from './devices.ts';
import { migrate, MIGRATIONS, versionOf } from './migrations/index.ts';
import { createOrder } from './order.ts';
import { createOwner, holdDatabase } from './owner.ts';
import { createReader } from './reader.ts';
import { connectionTo, openSession, statement, theRow, type Session } from './session.ts';
import { createStaff } from './staff.ts';
import { createSubjectKeys } from './subject-keys.ts';
import { Hindered, mayAnswerSoon, startProblemOf } from './trouble.ts';

export interface PostgresStoreOptions {
  readonly address: Address;
  readonly digest: Digest;
  /** What a database that has no owner's id yet gets one from; chance, unless a test says otherwise. */
  readonly makeId?: () => DeviceId;
  readonly patience?: Patience;
}

export interface Patience {
  /** How often, at start, to try to reach a PostgreSQL that does not answer: it may be starting too. From 1. */
  readonly tries: number;
  readonly betweenTriesMs: number;
  /** How long to wait for another server that is just going away: one that was killed takes a second or two. */
  readonly lockMs: number;
}

const PATIENCE: Patience = { tries: 15, betweenTriesMs: 1000, lockMs: 3000 };

/**
 * Opens the store, and makes or migrates its schema.
 * @throws CannotGoOn `badFile`, `unreachable`, `newerDatabase`, `damagedDatabase`, `notWritable`, `diskFull` or `alreadyRunning`.
 */
export async function openPostgresStore({ address, digest, makeId = randomId, patience = PATIENCE }: PostgresStoreOptions): Promise<CentreStore & KeepsStaff> {
  const { place } = address;
  const open = async (ready: (session: Session) => Promise<void>): Promise<Session> => {
    const session = await openSession(connectionTo(address, 'writer', { ...LINE, lock_timeout: patience.lockMs }));
    try {
      await holdDatabase(session);
      await ready(session);
      return session;
    } catch (error) {
      await session.end();
      throw error;
    }
  };
  try {
    const first = await patiently(patience, () =>
      open(async (session) => {
        await refuseOtherLetters(session, place);
        await migrate(session, place);
        await nameOwner(session, makeId);
      }),
    );
    const owner = createOwner(first, () => open(refuseChanged));
    const reader = createReader(address);
    return {
      ...createDevices(reader, owner),
      ...createOrder(digest, reader, owner),
      ...createSubjectKeys(reader, owner),
      staff: createStaff(reader, owner),
      async close() {
        await reader.end();
        await owner.close();
      },
    };
  } catch (error) {
    throw startProblemOf(error, place);
  }
}

function randomId(): DeviceId {
  return DeviceId.parse(spellId(randomBytes(26)));
}

/**
 * A machine that vanished with the hold keeps it until PostgreSQL notices: within half a minute.
 * (On a Unix socket these mean nothing, and are not needed.)
 */
const LINE = { tcp_keepalives_idle: 10, tcp_keepalives_interval: 5, tcp_keepalives_count: 3, tcp_user_timeout: 25_000 };

async function patiently<T>({ tries, betweenTriesMs }: Patience, open: () => Promise<T>): Promise<T> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await open();
    } catch (error) {
      if (left <= 0 || !mayAnswerSoon(error)) throw error;
      await pause(betweenTriesMs);
    }
  }
}

const selectEncoding = statement<[], { encoding: string }>('encoding', "SELECT current_setting('server_encoding') AS encoding");

/** Names are in the letters of many languages; another encoding than Unicode's would refuse some of them, one day. */
async function refuseOtherLetters(session: Session, place: string): Promise<void> {
  const { encoding } = theRow(await session.all(selectEncoding));
  if (encoding === 'UTF8') return;
  throw new CannotGoOn('badFile', `${place} was made for the encoding ${encoding}, which can't hold the letters of every language. Make one for UTF8 (createdb --template=template0 --encoding=UTF8) and name that. Nothing was changed in it.`);
}

/** While the line was down, a newer server may have had the database. */
async function refuseChanged(session: Session): Promise<void> {
  const version = await versionOf(session);
  if (version === MIGRATIONS.length) return;
  throw new Hindered('notWritable', new Error(`the database is at version ${version} now, no longer ${MIGRATIONS.length}`));
}
