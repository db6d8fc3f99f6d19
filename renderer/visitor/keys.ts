/** Keys of a keyboard, a keypad or a reader, where no text field takes them. */
import { useEffect } from 'react';
import { screenTimers } from '../ui/clock.ts';
import { newCommandId } from '../ui/ids.ts';
import { pressedOf } from '../ui/reader/pressed.ts';
import { BURST_GAP_MS, isReaders, leftOf, QUIET, readAtEnd, withKey, type Read } from '../ui/reader/scan.ts';
import { actOf } from './reader.ts';
import { takesScans } from './session.ts';
import type { Sitting } from './sitting.ts';

/** @param listens whether there is a page for what is read. */
export function useKeys(sitting: Sitting, listens: boolean): void {
  useEffect(() => {
    if (!listens) return undefined;
    let burst = QUIET;
    let endedAt = -Infinity;
    let cancel = (): void => {};
    const give = (read: Read): void => {
      if (read.kind === 'scan' || read.kind === 'pass') sitting.act(actOf(read, newCommandId()));
      else if (read.kind !== 'nothing') sitting.act(read);
    };
    const quiet = (): void => {
      cancel();
      const before = burst;
      burst = QUIET;
      give(leftOf(before));
    };
    /** A reader's Enter presses no button that happens to be in focus, and its Tab moves no focus. */
    const end = (event: KeyboardEvent): void => {
      const read = readAtEnd(burst, event.timeStamp);
      if (read.kind !== 'nothing') {
        event.preventDefault();
        endedAt = event.timeStamp;
        cancel();
        burst = QUIET;
        give(read);
        return;
      }
      quiet();
      if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) sitting.act({ kind: 'askCode', command: newCommandId() });
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const pressed = pressedOf(event);
      // Some readers end with two: the second is theirs as well, on whatever page it comes.
      if (pressed.kind === 'end' && event.timeStamp - endedAt <= BURST_GAP_MS) event.preventDefault();
      else if (!takesScans(sitting.session().step)) return;
      else if (pressed.kind === 'end') end(event);
      else if (pressed.kind === 'erase') {
        quiet();
        sitting.act({ kind: 'erase' });
      } else if (pressed.kind === 'character') {
        const heard = withKey(burst, pressed, event.timeStamp);
        burst = heard.burst;
        give(heard.left);
        // A space in somebody else's code presses no button either.
        if (isReaders(burst)) event.preventDefault();
        cancel();
        // Longer than the gap: a busy page hears keys later than they were pressed.
        cancel = screenTimers.after(BURST_GAP_MS * 2, quiet);
      }
    };
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      cancel();
    };
  }, [sitting, listens]);
}
