/**
 * The screen's own time: its clock, hooks that tick, and times of day as the CENTRE's wall
 * clock says them, wherever the machine believes it is.
 */
import { useEffect, useState } from 'react';
import type { Language } from '../../shared/domain/centre.ts';
import type { Clock, EpochMs, Timers } from '../../shared/domain/clock.ts';
import { icuOf, spellWeekday } from './tongues.ts';

/** The one place a page reads its machine's time. */
export const screenClock: Clock = {
  // oxlint-disable-next-line no-restricted-properties -- this is the clock that everyone else is handed
  now: () => Date.now(),
  // oxlint-disable-next-line no-restricted-properties -- as above
  monotonic: () => performance.now(),
};

export type { Timers };

export const screenTimers: Timers = {
  after(ms, then) {
    const id = setTimeout(then, ms);
    return () => clearTimeout(id);
  },
};

/** The present instant, renewed at each whole multiple of `everyMs` (1,000 or 60,000, say). */
export function useNow(everyMs: number, clock: Clock = screenClock): EpochMs {
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    let cancel: () => void;
    const wait = (): void => {
      cancel = screenTimers.after(everyMs - (clock.now() % everyMs), () => {
        setNow(clock.now());
        wait();
      });
    };
    wait();
    return () => cancel();
  }, [everyMs, clock]);
  return now;
}

/** `9:41`, by the centre's clock: twenty-four hours in every language, as the paper prints them. */
export function spellTime(zone: string, language: Language, at: EpochMs): string {
  return new Intl.DateTimeFormat(icuOf(language), { timeZone: zone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }).format(at).replace(/^0(?=\d:)/, '');
}

/** `domingo 22` — the weekday and the date, by the centre's calendar. */
export function spellDay(zone: string, language: Language, at: EpochMs): string {
  const day = new Intl.DateTimeFormat('en', { timeZone: zone, day: 'numeric' }).format(at);
  return `${spellWeekday(zone, language, at)} ${day}`;
}

/** Whole minutes between two instants; never below zero, though two clocks may disagree. */
export function minutesBetween(from: EpochMs, to: EpochMs): number {
  return Math.max(0, Math.floor((to - from) / 60_000));
}

/** `04:12`, or `1:04:12` from an hour on. */
export function spellElapsed(from: EpochMs, to: EpochMs): string {
  const seconds = Math.max(0, Math.floor((to - from) / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
