/**
 * When a page that has fallen behind its station is loaded again. In: word that it has, and holds
 * by whatever must not vanish. Out: at most one reload. A page just loaded stays half a minute, so
 * that one that is behind even when fresh blinks now and then rather than flickers.
 */
import { createContext, useContext, useEffect } from 'react';
import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Timers } from './clock.ts';

/** The least time between two loads of a page, in ms. */
export const STAYS_MS = 30_000;

export interface Renewal {
  /** This page can't follow its station: load it again as soon as may be. */
  readonly behind: () => void;
  /** Not while this is on the screen. Returns the way to let go. */
  readonly hold: () => () => void;
}

export interface RenewalParts {
  /** Its monotonic time begins with the page. */
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly timers: Timers;
  readonly reload: () => void;
}

export function createRenewal({ clock, timers, reload }: RenewalParts): Renewal {
  const holds = new Set<symbol>();
  let state: 'current' | 'waiting' | 'due' | 'gone' = 'current';

  const go = (): void => {
    if (state !== 'due' || holds.size > 0) return;
    state = 'gone';
    reload();
  };
  const due = (): void => {
    state = 'due';
    go();
  };

  return {
    behind() {
      if (state !== 'current') return;
      state = 'waiting';
      const stays = STAYS_MS - clock.monotonic();
      if (stays <= 0) due();
      else timers.after(stays, due);
    },
    hold() {
      const mine = Symbol('hold');
      holds.add(mine);
      return () => {
        holds.delete(mine);
        go();
      };
    },
  };
}

/**
 * Keeps the page current for as long as it lives. While the station is away nothing is loaded: in a
 * plain browser it is the station that serves the page, and an error page never comes back by itself.
 */
export function followStation(renewal: Renewal, bridge: Pick<Bridge, 'watchLink' | 'watchUnreadable'>): void {
  let letGo: (() => void) | undefined;
  bridge.watchLink((link) => {
    if (link !== 'up') letGo ??= renewal.hold();
    else {
      letGo?.();
      letGo = undefined;
    }
  });
  bridge.watchUnreadable(renewal.behind);
}

const RenewalContext = createContext<Renewal | undefined>(undefined);
export const RenewalProvider = RenewalContext.Provider;

export function useRenewal(): Renewal {
  const renewal = useContext(RenewalContext);
  if (!renewal) throw new Error('a screen stands inside a RenewalProvider');
  return renewal;
}

/** For as long as this component is on the screen, the page is not loaded again. */
export function useHold(): void {
  const renewal = useRenewal();
  useEffect(() => renewal.hold(), [renewal]);
}
