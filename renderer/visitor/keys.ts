/** Keys of a keyboard, a keypad or a reader, where no text field takes them. */
import { useEffect } from 'react';
import { screenTimers } from '../ui/clock.ts';
import { newCommandId } from '../ui/ids.ts';
import { BURST_GAP_MS, leftOf, QUIET, readAtEnter, withKey, type Read } from './scan.ts';
import { takesScans } from './session.ts';
import type { Sitting } from './sitting.ts';

/** @param listens whether anybody may come here for what was kept. */
export function useKeys(sitting: Sitting, listens: boolean): void {
  useEffect(() => {
    if (!listens) return undefined;
    let burst = QUIET;
    let cancel = (): void => {};
    const give = (read: Read): void => {
      if (read.kind === 'scan') sitting.act({ kind: 'scanned', by: read.by, command: newCommandId() });
      else if (read.kind !== 'nothing') sitting.act(read);
    };
    const quiet = (): void => {
      cancel();
      const before = burst;
      burst = QUIET;
      give(leftOf(before));
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || !takesScans(sitting.session().step)) return;
      if (/^[\da-z]$/i.test(event.key)) {
        const heard = withKey(burst, event.key, event.timeStamp);
        burst = heard.burst;
        give(heard.left);
        cancel();
        // Longer than the gap: a busy page hears keys later than they were pressed.
        cancel = screenTimers.after(BURST_GAP_MS * 2, quiet);
      } else if (event.key === 'Enter') {
        const read = readAtEnter(burst, event.timeStamp);
        if (read.kind === 'nothing') {
          quiet();
          if (!(event.target instanceof HTMLButtonElement)) sitting.act({ kind: 'askCode', command: newCommandId() });
          return;
        }
        // A reader's Enter presses no button that happens to be in focus.
        event.preventDefault();
        cancel();
        burst = QUIET;
        give(read);
      } else if (event.key === 'Backspace') {
        quiet();
        sitting.act({ kind: 'erase' });
      }
    };
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      cancel();
    };
  }, [sitting, listens]);
}
