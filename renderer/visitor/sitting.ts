/**
 * Keeps the session and does what it asks for: sends what a step asks for, sets the timers. In:
 * taps and the bridge's replies. Out: the session, to whoever listens. It decides nothing.
 */
import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Command } from '../../shared/contract/commands.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { next, type Act } from './session.ts';
import { START, type Session } from './steps.ts';
import { wishOf } from './wishes.ts';
import type { Timers } from '../ui/clock.ts';

export interface Sitting {
  readonly session: () => Session;
  readonly act: (act: Act) => void;
  /** Calls back on each change; returns the way to stop. */
  readonly listen: (onChange: () => void) => () => void;
}

export interface SittingParts {
  readonly bridge: Pick<Bridge, 'call' | 'withdraw'>;
  readonly clock: Clock;
  readonly timers: Timers;
}

const nothing = (): void => {};

export function createSitting({ bridge, clock, timers }: SittingParts): Sitting {
  const listeners = new Set<() => void>();
  let session = START;
  const cancel = { idle: nothing, echo: nothing };

  const act = (given: Act): void => {
    const before = session;
    session = next(before, given, clock.monotonic());
    if (session === before) return;
    if (session.idle !== before.idle) setTimer('idle');
    if (session.echo !== before.echo) setTimer('echo');
    const [was, wish] = [wishOf(before.step), wishOf(session.step)];
    if (wish && wish.id !== was?.id) ask(wish);
    // Left before the answer: no paper for nobody, when the station is back. But whoever said that
    // they leave the queue, or need nobody, may well have gone by then.
    if (was && was.id !== wish?.id && was.kind !== 'visit.cancel' && was.kind !== 'help.end') bridge.withdraw(was.id);
    for (const onChange of listeners) onChange();
  };

  const setTimer = (which: 'idle' | 'echo'): void => {
    cancel[which]();
    const timer = session[which];
    cancel[which] = timer
      ? timers.after(timer.endsAt - clock.monotonic(), () => act({ kind: 'timeUp', timer: timer.id }))
      : nothing;
  };

  const ask = (wish: Command): void => {
    void bridge.call(wish).then((reply) => act({ kind: 'replied', command: wish.id, reply }));
  };

  return {
    session: () => session,
    act,
    listen(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
