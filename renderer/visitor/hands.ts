/** Keys where a hand writes: what a reader types meanwhile lands in no line of theirs. */
import { useEffect, useRef } from 'react';
import { pressedOf } from '../ui/reader/pressed.ts';
import { BURST_GAP_MS, isReaders, QUIET, withKey } from '../ui/reader/scan.ts';

/**
 * @param text what is written so far.
 * @param restore what stood there before a reader began.
 */
export function useHandsOnly(text: string, restore: (text: string) => void): void {
  const latest = useRef({ text, restore });
  useEffect(() => {
    latest.current = { text, restore };
  });
  useEffect(() => {
    let burst = QUIET;
    let before = '';
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const pressed = pressedOf(event);
      if (pressed.kind === 'end') {
        // Its Enter presses no button, its Tab moves no focus.
        if (isReaders(burst) && event.timeStamp - burst.lastAt <= BURST_GAP_MS) event.preventDefault();
        burst = QUIET;
      } else if (pressed.kind === 'character') {
        burst = withKey(burst, pressed, event.timeStamp).burst;
        if (burst.keys.length === 1) before = latest.current.text;
        if (!isReaders(burst)) return;
        // Its first keys came as a hand's do.
        event.preventDefault();
        latest.current.restore(before);
      }
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, []);
}
