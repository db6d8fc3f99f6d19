/**
 * Arrow keys, for whoever has a keypad and no finger for the screen. In: an arrow. Out: the focus, on
 * what lies that way. It presses nothing: Enter does, as everywhere.
 */
import { useEffect } from 'react';

export type Way = 'up' | 'down' | 'left' | 'right';

/** Where something is on the screen, in px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const WAYS: Readonly<Record<string, Way>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };

/** What lies off the line of an arrow is farther than all that lies in it, in px. */
const OFF_LINE = 100_000;

/** @returns the place in the list of what is next that way; undefined where nothing is. */
export function nearest(from: Box, to: readonly Box[], way: Way): number | undefined {
  let best: { readonly at: number; readonly far: number } | undefined;
  for (const [at, box] of to.entries()) {
    const far = distance(turned(from, way), turned(box, way));
    if (far !== undefined && (best === undefined || far < best.far)) best = { at, far };
  }
  return best?.at;
}

/** As if every arrow pointed down. */
function turned({ left, top, right, bottom }: Box, way: Way): Box {
  if (way === 'down') return { left, top, right, bottom };
  if (way === 'up') return { left, top: -bottom, right, bottom: -top };
  return way === 'right' ? { left: top, top: left, right: bottom, bottom: right } : { left: top, top: -right, right: bottom, bottom: -left };
}

/** Undefined for what does not lie below: its middle must, and its end too. */
function distance(from: Box, to: Box): number | undefined {
  if (to.top + to.bottom <= from.top + from.bottom || to.bottom <= from.bottom) return undefined;
  const below = Math.max(0, to.top - from.bottom);
  const aside = Math.max(0, to.left - from.right, from.left - to.right);
  return below + aside + (aside > 0 ? OFF_LINE : 0) + Math.abs(to.left + to.right - from.left - from.right) / 100;
}

export function useArrows(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const way = WAYS[event.key];
      if (way === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      // In a line that is typed into they go along it; up and down lead out of it.
      if (event.target instanceof HTMLInputElement && (way === 'left' || way === 'right')) return;
      const place = document.querySelector('dialog[open]') ?? document;
      const there = [...place.querySelectorAll<HTMLElement>('button:enabled, input:enabled')].filter((each) => each !== document.activeElement && each.checkVisibility());
      const from = document.activeElement?.matches('button, input, h1') ? document.activeElement.getBoundingClientRect() : { left: 0, top: 0, right: window.innerWidth, bottom: 0 };
      const at = nearest(from, there.map((each) => each.getBoundingClientRect()), way);
      event.preventDefault();
      if (at !== undefined) there[at]?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
