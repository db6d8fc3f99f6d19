/**
 * Hands a file to the station, piece by piece. In: bytes, a bridge. Out: that all of it is there, or
 * why not. What becomes of it then, the station's view of it says.
 */
import type { Bridge } from '../../../shared/contract/bridge.ts';
import { FILE_PIECES, PIECE_LETTERS } from '../../../shared/contract/directory.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import type { CommandId, FileId } from '../../../shared/domain/ids.ts';

/** Three bytes are four letters. */
const PIECE_BYTES = (PIECE_LETTERS / 4) * 3;
/** Letters that are made of bytes at once: as many arguments as any engine takes. */
const AT_ONCE = 8000;

export const LARGEST_FILE = PIECE_BYTES * FILE_PIECES;

export interface Carried {
  readonly file: FileId;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @returns why it was not taken; undefined where it was. @param isWanted whether anybody still waits for it. */
export async function carry(bridge: Pick<Bridge, 'call'>, { file, name, bytes }: Carried, newId: () => CommandId, isWanted: () => boolean): Promise<RefusalKind | undefined> {
  const of = Math.max(1, Math.ceil(bytes.length / PIECE_BYTES));
  for (let n = 0; n < of && isWanted(); n += 1) {
    const reply = await bridge.call({ kind: 'directory.carry', id: newId(), file, name: name.slice(0, 200) || 'file', n, of, piece: base64(bytes.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES)) });
    if (reply.kind === 'refused') return reply.why;
  }
  return undefined;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += AT_ONCE) text += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  return btoa(text);
}
