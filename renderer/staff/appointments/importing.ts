/**
 * Sends the good rows of a file, so many at a time. In: rows. Out: how far it is and what came of
 * them, to whoever listens. Sent again they change nothing: the station finds each by its name. It
 * reads no file and decides nothing.
 */
import type { Bridge } from '../../../shared/contract/bridge.ts';
import { IMPORT_ROWS } from '../../../shared/contract/commands.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import type { CommandId } from '../../../shared/domain/ids.ts';
import type { Row } from './row.ts';

export interface Imported {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

export type ImportState =
  | { readonly kind: 'sending'; readonly sent: number; readonly of: number }
  | { readonly kind: 'done'; readonly imported: Imported }
  /** Those before it are kept; `left` rows are not. */
  | { readonly kind: 'refused'; readonly imported: Imported; readonly left: number; readonly why: RefusalKind };

export interface Importing {
  /** Once; calls back with each step, the end last. */
  readonly start: (onState: (state: ImportState) => void) => void;
  /** Nobody waits for it any more: what has not gone out does not go. */
  readonly leave: () => void;
}

export function createImporting(rows: readonly Row[], { bridge, newId }: { readonly bridge: Pick<Bridge, 'call' | 'withdraw'>; readonly newId: () => CommandId }): Importing {
  let isLeft = false;
  let current: CommandId | undefined;

  const sendAll = async (onState: (state: ImportState) => void): Promise<void> => {
    const imported = { added: 0, changed: 0, same: 0 };
    for (let sent = 0; sent < rows.length; sent += IMPORT_ROWS) {
      onState({ kind: 'sending', sent, of: rows.length });
      const id = newId();
      current = id;
      const part = rows.slice(sent, sent + IMPORT_ROWS).map(({ uid, service, at }) => ({ uid, service, at }));
      const reply = await bridge.call({ kind: 'appointment.import', id, rows: part });
      if (isLeft) return;
      if (reply.kind === 'refused') {
        onState({ kind: 'refused', imported, left: rows.length - sent, why: reply.why });
        return;
      }
      if (reply.outcome.kind !== 'imported') throw new Error('an import is answered with what was imported');
      imported.added += reply.outcome.added;
      imported.changed += reply.outcome.changed;
      imported.same += reply.outcome.same;
    }
    onState({ kind: 'done', imported });
  };

  return {
    start: (onState) => void sendAll(onState),
    leave() {
      isLeft = true;
      if (current !== undefined) bridge.withdraw(current);
    },
  };
}
