/**
 * Keeps the session and does what it asks for: sends the one command, sets the timers. In:
 * taps and the bridge's replies. Out: the session, to whoever listens. It decides nothing.
 */
import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { CommandId, VisitId } from '../../shared/domain/ids.ts';
import { next, START, type Act, type Session } from './session.ts';
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
    if (session.step !== before.step && session.step.kind === 'asking') ask(session.step);
    if (session.step !== before.step && session.step.kind === 'leaving' && session.step.command) leave(session.step.visit, session.step.command);
    // Left before the answer: no paper for nobody, when the station is back.
    if (before.step.kind === 'asking' && session.step.kind !== 'asking') bridge.withdraw(before.step.command);
    for (const onChange of listeners) onChange();
  };

  const setTimer = (which: 'idle' | 'echo'): void => {
    cancel[which]();
    const timer = session[which];
    cancel[which] = timer
      ? timers.after(timer.endsAt - clock.monotonic(), () => act({ kind: 'timeUp', timer: timer.id }))
      : nothing;
  };

  const ask = ({ service, language, priority, command }: Extract<Session['step'], { kind: 'asking' }>): void => {
    void bridge
      .call({ kind: 'ticket.issue', id: command, service, language, ...(priority === null ? {} : { priority }) })
      .then((reply) => act({ kind: 'replied', command, reply }));
  };

  /** Never withdrawn: whoever said that they leave may well have gone before the answer. */
  const leave = (visit: VisitId, command: CommandId): void => {
    void bridge.call({ kind: 'visit.cancel', id: command, visit }).then((reply) => act({ kind: 'replied', command, reply }));
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
