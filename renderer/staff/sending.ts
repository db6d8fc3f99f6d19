/**
 * Sends a desk's commands: one at a time, and none within `ECHO_MS` of the one before. In: commands,
 * and word that the agent has left the desk. Out: whether one is on its way, and why the last was
 * refused, to whoever listens. It decides nothing.
 */
import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Command } from '../../shared/contract/commands.ts';
import { REFUSALS, type RefusalKind } from '../../shared/contract/refusals.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { CommandId } from '../../shared/domain/ids.ts';
import type { Label } from '../../shared/domain/label.ts';
import type { Timers } from '../ui/clock.ts';
import type { Renewal } from '../ui/renewal.ts';

/** A repeat within this time, in ms, is one press: a call must not turn into a start by a trembling key. */
export const ECHO_MS = 500;

export interface SendingState {
  readonly busy: boolean;
  readonly refusal: RefusalKind | undefined;
  /** The number that was just given here, to be said aloud. */
  readonly issued: Label | undefined;
}

export interface Sending {
  readonly state: () => SendingState;
  /** Does nothing while one is on its way, or too soon after it. */
  readonly send: (command: Command) => void;
  /** The agent is at this desk no more: what has not gone out must call nobody to it. */
  readonly leave: () => void;
  /** Calls back on each change; returns the way to stop. */
  readonly listen: (onChange: () => void) => () => void;
}

export interface SendingParts {
  readonly bridge: Pick<Bridge, 'call' | 'withdraw'>;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly timers: Timers;
  readonly renewal: Pick<Renewal, 'behind'>;
}

const IDLE: SendingState = { busy: false, refusal: undefined, issued: undefined };

export function createSending({ bridge, clock, timers, renewal }: SendingParts): Sending {
  const listeners = new Set<() => void>();
  let state = IDLE;
  /** The command on its way, or answered less than an echo ago. */
  let current: CommandId | undefined;

  const become = (next: SendingState): void => {
    state = next;
    for (const onChange of listeners) onChange();
  };

  return {
    state: () => state,
    send(command) {
      if (current !== undefined) return;
      const { id } = command;
      const pressed = clock.monotonic();
      current = id;
      become({ ...IDLE, busy: true });
      void bridge.call(command).then((reply) => {
        // Of a desk that was left: nobody here is waiting for it.
        if (current !== id) return;
        const refusal = reply.kind === 'refused' ? reply.why : undefined;
        const issued = reply.kind === 'done' && reply.outcome.kind === 'issued' ? reply.outcome.label : undefined;
        become({ busy: true, refusal, issued });
        if (refusal && REFUSALS[refusal] === 'reload') renewal.behind();
        timers.after(Math.max(0, ECHO_MS - (clock.monotonic() - pressed)), () => {
          if (current !== id) return;
          current = undefined;
          become({ busy: false, refusal, issued });
        });
      });
    },
    leave() {
      if (current !== undefined) bridge.withdraw(current);
      current = undefined;
      become(IDLE);
    },
    listen(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
