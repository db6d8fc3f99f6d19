/**
 * An entry as far as ordering reads it. In: its bytes, and where they stand in a chain. Out: what
 * dates it, or nothing where it belongs in quarantine [J5]. It takes what the schema `Envelope`
 * takes and nothing else, which its test holds it to: reading every entry by the whole schema was
 * the largest part of what a push costs beside the disk.
 */
import { Envelope, type EntryId } from '../../shared/domain/entries/entry.ts';

/** What an entry says of its own time. */
export type Dated = Pick<Envelope, 'bootId' | 'monotonic' | 'at'>;

const { bootId: BootId, businessDay: BusinessDay, type: Type } = Envelope.shape;

/**
 * @param id who the entry is by its place in its device's chain, valid in itself.
 * @returns undefined where the envelope can't be read, or says that it is another's.
 */
export function readAs(id: EntryId, bytes: string): Dated | undefined {
  const raw = parse(bytes);
  if (!raw || raw.device !== id.device || raw.epoch !== id.epoch || raw.seq !== id.seq) return undefined;
  const { v, monotonic, at } = raw;
  const isReadable = isCount(v) && v >= 1 && isCount(at) && typeof monotonic === 'number' && monotonic >= 0 && monotonic < Infinity && 'payload' in raw;
  if (!isReadable || !Type.safeParse(raw.type).success || !BusinessDay.safeParse(raw.businessDay).success) return undefined;
  const boot = BootId.safeParse(raw.bootId);
  return boot.success ? { bootId: boot.data, monotonic, at } : undefined;
}

function parse(bytes: string): Partial<Record<keyof Envelope, unknown>> | undefined {
  try {
    const raw: unknown = JSON.parse(bytes);
    return typeof raw === 'object' && raw !== null ? raw : undefined;
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
