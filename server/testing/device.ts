/**
 * For tests alone: a device that writes its own journal, so that a store or a server can be pushed
 * to. In: what it should write. Out: sealed entries, chained as a station chains them.
 */
import { CHAIN_START, sealEntry, type SealedEntry } from '../../shared/domain/entry.ts';
import { BusinessDay, type EpochMs } from '../../shared/domain/clock.ts';
import { BootId, CentreId, DeviceId, spellId } from '../../shared/domain/ids.ts';
import { sha256 } from '../digest.ts';

export interface TestDevice {
  readonly id: DeviceId;
  /** All it has written, from `seq` 1. */
  readonly journal: readonly SealedEntry[];
  write(what?: Writing): SealedEntry;
  /** Writes this many. */
  writeMany(count: number): readonly SealedEntry[];
}

export interface Writing {
  readonly at?: EpochMs;
  readonly epoch?: number;
  readonly seq?: number;
  readonly type?: string;
  readonly payload?: unknown;
}

export const CENTRE = CentreId.parse('centro-de-prueba');
/** 2026-03-02T12:00Z, a Monday. */
export const NOON: EpochMs = 1_772_452_800_000;

/** The same number, the same device. */
export function createDevice(number: number, epoch = 1): TestDevice {
  const id = DeviceId.parse(idNumber(number));
  const bootId = BootId.parse(idNumber(number + 1000));
  const journal: SealedEntry[] = [];
  let hash = CHAIN_START;
  const write = ({ at = NOON, type = 'test.happened', payload = {}, ...place }: Writing = {}): SealedEntry => {
    const seq = place.seq ?? journal.length + 1;
    const day = BusinessDay.parse('2026-03-02');
    const envelope = { device: id, epoch: place.epoch ?? epoch, seq, type, v: 1, bootId, monotonic: seq, at, businessDay: day, payload };
    const entry = sealEntry(sha256, hash, envelope);
    hash = entry.hash;
    journal.push(entry);
    return entry;
  };
  return { id, journal, write, writeMany: (count) => Array.from({ length: count }, () => write()) };
}

/** A number spelled as an id: base 32, like random ones. */
function idNumber(number: number): string {
  const bytes = new Uint8Array(26);
  for (let place = 25, rest = number; rest > 0; place -= 1, rest = Math.floor(rest / 32)) bytes[place] = rest % 32;
  return spellId(bytes);
}
