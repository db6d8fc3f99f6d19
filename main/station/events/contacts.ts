/**
 * What somebody leaves of themselves when they sign up [J15]: sealed under a key of its own, which
 * lies apart from the journal and is gone when they say so. In: a name and a telephone, or what was
 * sealed. Out: the other of the two. Nothing in clear is on the disk.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Sealed } from '../../../shared/domain/events/index.ts';
import type { SignupId } from '../../../shared/domain/ids.ts';
import { KEYS_LIMIT, type KeysReply, type KeysRequest } from '../../../shared/contract/wire.ts';
import type { CentreState, Signup } from '../../../shared/domain/reducers/state.ts';

const Contact = z.object({ name: z.string().nullable(), phone: z.string().nullable() });
/** Null is what they left out. */
export type Contact = z.infer<typeof Contact>;

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What is sealed is filled up to a multiple of this: how long somebody's name is tells of it. */
const PADDED_TO = 64;

interface Row {
  readonly subject: SignupId;
  readonly key: Buffer;
}

export class Contacts {
  readonly #sql;

  constructor(db: Database) {
    this.#sql = {
      put: db.prepare<[SignupId, Buffer]>('INSERT INTO subject_keys (subject, key, is_sent) VALUES (?, ?, 0)'),
      get: db.prepare<[SignupId], Pick<Row, 'key'>>('SELECT key FROM subject_keys WHERE subject = ?'),
      drop: db.prepare<[SignupId]>('DELETE FROM subject_keys WHERE subject = ?'),
      all: db.prepare<[], { subject: SignupId; is_sent: 0 | 1 }>('SELECT subject, is_sent FROM subject_keys'),
      sent: db.prepare<[SignupId]>('UPDATE subject_keys SET is_sent = 1 WHERE subject = ?'),
      take: db.prepare<[SignupId, Buffer]>('INSERT INTO subject_keys (subject, key, is_sent) VALUES (?, ?, 1) ON CONFLICT DO NOTHING'),
    };
  }

  /** @returns what the journal keeps, and `keep`, called in the transaction that writes it. */
  seal(subject: SignupId, contact: Contact): { readonly text: Sealed; readonly keep: () => void } {
    const [key, nonce] = [randomBytes(KEY_BYTES), randomBytes(NONCE_BYTES)];
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    // Bound to whose it is: nobody puts one's name in another's place.
    cipher.setAAD(Buffer.from(subject));
    const plain = JSON.stringify(contact);
    const padded = plain + ' '.repeat(PADDED_TO - (Buffer.byteLength(plain) % PADDED_TO));
    const box = Buffer.concat([nonce, cipher.update(padded, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return { text: Sealed.parse(box.toString('base64url')), keep: () => this.#sql.put.run(subject, key) };
  }

  /** @returns undefined where nothing was left, or this device has no key for it any more, or not yet. */
  open({ id, sealed }: Pick<Signup, 'id' | 'sealed'>): Contact | undefined {
    const key = sealed === undefined ? undefined : this.#sql.get.get(id)?.key;
    return sealed === undefined || key === undefined ? undefined : unseal(id, sealed, key);
  }

  /**
   * What this device and the server have to tell each other of keys. Whoever was forgotten here is
   * forgotten at once; of whom the order says nothing (any more) the server is asked.
   * @returns undefined where there is nothing.
   */
  toTrade({ signups }: Pick<CentreState, 'signups'>): KeysRequest | undefined {
    const rows = new Map(this.#sql.all.all().map(({ subject, is_sent: isSent }) => [subject, isSent === 1]));
    const put: KeysRequest['put'] = [];
    const held: SignupId[] = [];
    for (const [subject, isSent] of rows) {
      const signup = signups.get(subject);
      if (signup && signup.sealed === undefined) this.forget(subject);
      else if (!signup) held.push(subject);
      else if (!isSent) put.push({ ...this.#keyOf(subject), series: signup.series, date: signup.date });
    }
    const want = [...signups.values()].flatMap(({ id, sealed }) => (sealed !== undefined && !rows.has(id) ? [id] : []));
    if (put.length + held.length + want.length === 0) return undefined;
    return { put: put.slice(0, KEYS_LIMIT), want: want.slice(0, KEYS_LIMIT), held: held.slice(0, KEYS_LIMIT) };
  }

  /** What the server said to that. @returns whether there is more to read than before. */
  traded(asked: KeysRequest, { keys, gone }: KeysReply): boolean {
    for (const subject of gone) this.forget(subject);
    const lost = new Set(gone);
    for (const { subject } of asked.put) if (!lost.has(subject)) this.#sql.sent.run(subject);
    for (const { subject, key } of keys) this.#sql.take.run(subject, Buffer.from(key, 'base64url'));
    return keys.length > 0;
  }

  #keyOf(subject: SignupId): { readonly subject: SignupId; readonly key: string } {
    const row = this.#sql.get.get(subject);
    if (!row) throw new Error('a key that was listed is there');
    return { subject, key: row.key.toString('base64url') };
  }

  /** The key is gone from here; what it sealed nobody reads again. */
  forget(subject: SignupId): void {
    this.#sql.drop.run(subject);
  }
}

/** @returns undefined where it is not what was sealed. */
function unseal(subject: SignupId, sealed: Sealed, key: Buffer): Contact | undefined {
  const box = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(subject));
  decipher.setAuthTag(box.subarray(-TAG_BYTES));
  try {
    const plain = Buffer.concat([decipher.update(box.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    return Contact.parse(JSON.parse(plain));
  } catch {
    // Another key, or other bytes: the same as none.
    return undefined;
  }
}
