import type { ReadEntry } from '../../../shared/domain/entries/entry.ts';
import { VisitId } from '../../../shared/domain/ids.ts';

/** What an entry that describes the centre is about. */
export const ABOUT_CENTRE = 0;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** Fifty bits: an integer that JavaScript and SQLite hold alike. */
const LETTERS = 10;

/**
 * A visit's id as a number, so that an index of millions of entries stays a tenth of their size.
 * Two ids may share one: whoever looks by it reads the entries that are found.
 */
export function visitNumber(visit: VisitId): number {
  let number = 0;
  for (let i = 0; i < LETTERS; i += 1) number = number * 32 + ALPHABET.indexOf(visit.charAt(i));
  return number;
}

/** What an entry that was read is about; nothing that can be told where it has no envelope. */
export function aboutEntry(read: ReadEntry): number | null {
  if (read.kind === 'known') {
    const { type, payload } = read.entry;
    if (type === 'centre.configured') return ABOUT_CENTRE;
    return 'visit' in payload ? visitNumber(payload.visit) : null;
  }
  return read.envelope ? aboutOf(read.envelope.type, read.envelope.payload) : null;
}

/** The same of an entry's bytes, whatever they are. */
export function aboutBytes(bytes: string): number | null {
  try {
    const { type, payload } = JSON.parse(bytes) as { type?: unknown; payload?: unknown };
    return aboutOf(String(type), payload);
  } catch {
    return null;
  }
}

/** Told by type and payload alone, also where a newer version wrote it. */
function aboutOf(type: string, payload: unknown): number | null {
  if (type === 'centre.configured') return ABOUT_CENTRE;
  if (typeof payload !== 'object' || payload === null || !('visit' in payload)) return null;
  const visit = VisitId.safeParse(payload.visit);
  return visit.success ? visitNumber(visit.data) : null;
}
