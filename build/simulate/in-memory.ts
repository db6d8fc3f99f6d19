/** A day on the domain alone: no disk, no bytes, thousands of turns in seconds. */
import type { QueueCommand, Reply } from '../../shared/contract/commands.ts';
import type { Chance } from '../../main/station/chance.ts';
import { decideAct } from '../../main/station/desk/acts.ts';
import { keysFrom } from '../../main/station/desk/keys.ts';
import { outcomeOf } from '../../main/station/desk/outcome.ts';
import { sha256 } from '../../main/station/journal/digest.ts';
import type { Centre } from '../../shared/domain/centre.ts';
import type { BusinessDay, EpochMs } from '../../shared/domain/clock.ts';
import type { Asker } from '../../shared/domain/decisions/decide.ts';
import { decideCallNext, decideCallOf } from '../../shared/domain/decisions/decide-call.ts';
import type { EntryId } from '../../shared/domain/entries/entry.ts';
import { foldRead } from '../../shared/domain/reducers/fold.ts';
import { ENTRY_PAYLOADS, type Happening } from '../../shared/domain/entries/happenings.ts';
import { BootId, CommandId, DeviceId } from '../../shared/domain/ids.ts';
import { EMPTY_STATE, type CentreState } from '../../shared/domain/reducers/state.ts';
import type { Ask, Premises } from './premises.ts';

/** What was written, when, as which entry. */
export interface Written {
  readonly at: EpochMs;
  readonly id: EntryId;
  readonly happening: Happening;
}

export interface InMemory extends Premises {
  readonly written: readonly Written[];
}

export function inMemory(centre: Centre, day: BusinessDay, chance: Chance): InMemory {
  const device = DeviceId.parse(chance.id());
  const bootId = BootId.parse(chance.id());
  const written: Written[] = [];
  let now = 0;
  let state: CentreState = EMPTY_STATE;
  const write = (happenings: readonly Happening[]): void => {
    for (const happening of happenings) {
      const id = { device, epoch: 1, seq: written.length + 1 };
      const { type, payload } = happening;
      const envelope = { ...id, type, v: ENTRY_PAYLOADS[type].v, bootId, monotonic: 0, at: now, businessDay: day, payload };
      const before = state.unused;
      state = foldRead(state, [{ read: { kind: 'known', entry: { envelope, ...happening } }, effectiveAt: now, generation: 0 }]);
      if (state.unused !== before) throw new Error(`the reducers have no use for ${JSON.stringify(happening)}`);
      written.push({ at: now, id, happening });
    }
  };
  const decide = (command: QueueCommand, by: Asker): ReturnType<typeof decideAct> => {
    const knowing = { day, now, head: 0, pendingSeq: written.length };
    if (command.kind === 'desk.callNext') return decideCallNext(state, command, knowing);
    if (command.kind === 'desk.call') return decideCallOf(state, command, knowing);
    return decideAct(state, command, { day, now, by, who: { device, keepsCentre: true }, digest: sha256, ...keysFrom(chance) });
  };
  write([{ type: 'centre.configured', payload: { centre } }]);
  return {
    written,
    get state() {
      return state;
    },
    moveTo(at) {
      now = Math.max(now, at);
    },
    carryOut(ask: Ask, by): Reply {
      const command: QueueCommand = { ...ask, id: ANY_ID };
      const decision = decide(command, by);
      if (decision.kind === 'refused') return decision;
      const happenings = decision.kind === 'happens' ? [decision.happening] : decision.happenings;
      const before = state;
      write(happenings);
      return { kind: 'done', outcome: outcomeOf(command, happenings, before, state, { device, now }) };
    },
  };
}

/** Nothing here asks twice. */
const ANY_ID = CommandId.parse('0'.repeat(26));
