/**
 * Readers at a door: the station's own, and one that types like a keyboard, also into the field that is
 * in focus. In: readings and keys. Out: each reading once. Within a question they are not listened to.
 */
import { useEffect, useRef } from 'react';
import type { ShownAtDoor } from '../../../shared/contract/activities.ts';
import type { Scan } from '../../../shared/contract/scans.ts';
import type { CommandId } from '../../../shared/domain/ids.ts';
import { useBridge } from '../../ui/bridge.ts';
import { pressedOf } from '../../ui/reader/pressed.ts';
import { BURST_GAP_MS, QUIET, readAtEnd, withKey } from '../../ui/reader/scan.ts';
import { askedByScan } from './roll.ts';

/** No hand types more keys in one burst. */
const HAND_KEYS = 10;

export interface Listener {
  readonly take: (by: ShownAtDoor, id?: CommandId) => void;
  readonly misread: () => void;
  /** What a reader typed into a field is nobody's words. */
  readonly clear: () => void;
}

export function useReaders(listener: Listener): void {
  const bridge = useBridge();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  const give = useRef((scan: Scan, id?: CommandId): void => {
    if (document.querySelector('dialog[open]')) return;
    const by = askedByScan(scan);
    if (by) latest.current.take(by, id);
    else latest.current.misread();
  });
  useEffect(() => {
    let last: CommandId | undefined;
    let isFirst = true;
    return bridge.watch({ kind: 'scan' }, ({ latest: read }) => {
      // One that was made before anybody stood here is over.
      const isOld = isFirst || read?.id === last;
      isFirst = false;
      if (!read) return;
      last = read.id;
      if (!isOld) give.current(read.scan, read.id);
    });
  }, [bridge]);
  useEffect(() => {
    let burst = QUIET;
    let endedAt = -Infinity;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const pressed = pressedOf(event);
      if (pressed.kind === 'character') {
        burst = withKey(burst, pressed, event.timeStamp).burst;
        return;
      }
      if (pressed.kind !== 'end') return;
      const read = readAtEnd(burst, event.timeStamp);
      const isSecondEnd = event.timeStamp - endedAt <= BURST_GAP_MS;
      const isLong = burst.keys.length > HAND_KEYS;
      burst = QUIET;
      const isScan = read.kind === 'scan' || read.kind === 'pass';
      // In a field a quick hand's name and Enter is no misread.
      const isMisread = read.kind === 'misread' && (isLong || !(event.target instanceof HTMLInputElement));
      if (!isScan && !isMisread && !isSecondEnd) return;
      // A reader's Enter presses no button that happens to be in focus, and its Tab moves no focus.
      event.preventDefault();
      event.stopPropagation();
      endedAt = event.timeStamp;
      if (!isScan && !isMisread) return;
      latest.current.clear();
      give.current(read);
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, []);
}
