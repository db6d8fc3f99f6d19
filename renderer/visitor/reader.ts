/** What the station's own reader reads, taken as a visitor's act: each scan once, and only where a reader is listened to. */
import { useEffect, useRef } from 'react';
import { askedBy, type Scan } from '../../shared/contract/scans.ts';
import type { CommandId } from '../../shared/domain/ids.ts';
import { useBridge } from '../ui/bridge.ts';
import type { Act } from './session.ts';
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
      sitting.act(actOf(latest.scan, latest.id));
    });
  }, [bridge, sitting, listens]);
}

/** @param command under which it is asked what that means. */
export function actOf(scan: Scan, command: CommandId): Extract<Act, { kind: 'scanned' | 'misread' }> {
  const by = scan.kind === 'misread' ? undefined : askedBy(scan);
  return by ? { kind: 'scanned', by, isSignup: scan.kind === 'pass', command } : { kind: 'misread' };
}
