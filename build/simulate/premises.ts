/** Where a day is lived: a centre's state at some moment, and the commands that a station carries out. */
import type { QueueCommand, Reply } from '../../shared/contract/commands.ts';
import type { EpochMs } from '../../shared/domain/clock.ts';
import type { Asker } from '../../shared/domain/decisions/decide.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';

/** A command as it is thought of, before a screen gives it an id. */
export type Ask = { [K in QueueCommand['kind']]: Omit<Extract<QueueCommand, { kind: K }>, 'id'> }[QueueCommand['kind']];

export interface Premises {
  readonly state: CentreState;
  /** Time only goes on. */
  moveTo(at: EpochMs): void;
  carryOut(ask: Ask, by: Asker): Reply | Promise<Reply>;
}
