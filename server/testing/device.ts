/**
 * For tests alone: a device that writes its own journal, so that a store or a server can be pushed
 * to. In: what it should write. Out: sealed entries, chained as a station chains them, and
 * signatures of a real key.
 */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { CHAIN_START, chainHash, sealEntry, type SealedEntry } from '../../shared/domain/entries/entry.ts';
import { BusinessDay, type EpochMs } from '../../shared/domain/clock.ts';
import { BootId, CentreId, DeviceId, DeviceKey, spellId } from '../../shared/domain/ids.ts';
import type { ClockReading } from '../../shared/domain/entries/stamps.ts';
import { sha256 } from '../digest.ts';

/** Whoever has a chain in the order: a device, or the order's owner. */
export interface TestAuthor {
  readonly id: DeviceId;
  readonly epoch: number;
  /** The boot all its entries are of, unless they say otherwise. */
  readonly bootId: BootId;
  /** All it has written, from `seq` 1. */
  readonly journal: readonly SealedEntry[];
  write(what?: Writing): SealedEntry;
  /** Writes this many. */
  writeMany(count: number): readonly SealedEntry[];
  /** Chains any bytes, as nobody's station would write them. */
  seal(bytes: string): SealedEntry;
  /** Its clocks, this many milliseconds into its boot. */
  readClocks(monotonic: number, at: EpochMs): ClockReading;
}

export interface TestKey {
  readonly key: DeviceKey;
  /** An Ed25519 signature of UTF-8 text, as base64url. */
  sign(text: string): string;
}

export interface TestDevice extends TestAuthor, TestKey {
  readonly name: string;
}

export interface Writing {
  readonly at?: EpochMs;
  readonly epoch?: number;
  readonly seq?: number;
  readonly type?: string;
  readonly payload?: unknown;
  readonly bootId?: BootId;
  /** Milliseconds since that boot began; by default the entry's `seq`. */
  readonly monotonic?: number;
  readonly businessDay?: BusinessDay;
}

export const CENTRE = CentreId.parse('centro-de-prueba');
/** 2026-03-02T12:00Z, a Monday. */
export const NOON: EpochMs = 1_772_452_800_000;

/** The same number, the same device with the same key; in another epoch it begins its journal anew. */
export function createDevice(number: number, epoch = 1): TestDevice {
  return { ...createAuthor(DeviceId.parse(idNumber(number)), epoch, number), ...createKey(number), name: `Device ${number}` };
}

/** The order's owner: its id is its store's own, and its epoch the order's generation. */
export function createAuthor(id: DeviceId, epoch: number, number = 0): TestAuthor {
  const bootId = bootNumber(number);
  const journal: SealedEntry[] = [];
  let hash = CHAIN_START;
  const keep = (entry: SealedEntry): SealedEntry => {
    hash = entry.hash;
    journal.push(entry);
    return entry;
  };
  const write = ({ at = NOON, type = 'test.happened', payload = {}, ...rest }: Writing = {}): SealedEntry => {
    const seq = rest.seq ?? journal.length + 1;
    const businessDay = BusinessDay.parse('2026-03-02');
    const envelope = { device: id, epoch, seq, type, v: 1, bootId, monotonic: seq, at, businessDay, payload, ...rest };
    return keep(sealEntry(sha256, hash, envelope));
  };
  return {
    id,
    epoch,
    bootId,
    journal,
    write,
    writeMany: (count) => Array.from({ length: count }, () => write()),
    seal: (bytes) => keep({ bytes, hash: chainHash(sha256, hash, bytes) }),
    readClocks: (monotonic, at) => ({ bootId, monotonic, at }),
  };
}

/** What comes before the 32 bytes of an Ed25519 private key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The same number, the same key. */
export function createKey(number: number): TestKey {
  const seed = Buffer.alloc(32);
  seed.writeUInt32BE(number, 28);
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(secret).export({ format: 'jwk' });
  return { key: DeviceKey.parse(x), sign: (text) => sign(null, Buffer.from(text), secret).toString('base64url') };
}

/** Another boot than any device's own, unless it is that device's number. */
export function bootNumber(number: number): BootId {
  return BootId.parse(idNumber(number + 1000));
}

/** A number spelled as an id: base 32, like random ones. */
function idNumber(number: number): string {
  const bytes = new Uint8Array(26);
  for (let place = 25, rest = number; rest > 0; place -= 1, rest = Math.floor(rest / 32)) bytes[place] = rest % 32;
  return spellId(bytes);
}
