/** What the station's own reader reads, taken as a visitor's act: each scan once, and only where a reader is listened to. */
import { useEffect, useRef } from 'react';
import type { CommandId } from '../../shared/domain/ids.ts';
import { useBridge } from '../ui/bridge.ts';
import type { Sitting } from './sitting.ts';

/** @param listens whether there is a page for what is read. */
export function useReader(sitting: Sitting, listens: boolean): void {
  const bridge = useBridge();
  // One that came where nobody listened is over as well: it must not come up on a later page.
  const last = useRef<CommandId>(undefined);
  useEffect(() => {
    if (!listens) return undefined;
    return bridge.watch({ kind: 'scan' }, ({ latest }) => {
      if (!latest || latest.id === last.current) return;
      last.current = latest.id;
      const { id, scan } = latest;
      sitting.act(scan.kind === 'scan' ? { kind: 'scanned', by: scan.by, command: id } : { kind: 'misread' });
    });
  }, [bridge, sitting, listens]);
}
