/**
 * Fetches a file that the station wrote, piece by piece. In: a bridge, how many pieces. Out: all its
 * bytes, or why not. It keeps nothing and writes no file.
 */
import type { Bridge } from '../../../shared/contract/bridge.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import type { CommandId, FileId } from '../../../shared/domain/ids.ts';

export type Fetched = { readonly kind: 'fetched'; readonly pieces: readonly Uint8Array<ArrayBuffer>[] } | { readonly kind: 'refused'; readonly why: RefusalKind };

/** @param onPiece told how many are here. */
export async function fetchFile(bridge: Pick<Bridge, 'call'>, file: FileId, of: number, newId: () => CommandId, onPiece: (done: number) => void): Promise<Fetched> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let n = 0; n < of; n += 1) {
    const reply = await bridge.call({ kind: 'directory.fetch', id: newId(), file, n });
    if (reply.kind === 'refused') return { kind: 'refused', why: reply.why };
    if (reply.outcome.kind !== 'piece') return { kind: 'refused', why: 'unknownFile' };
    pieces.push(Uint8Array.from(atob(reply.outcome.piece), (letter) => letter.charCodeAt(0)));
    onPiece(n + 1);
  }
  return { kind: 'fetched', pieces };
}
