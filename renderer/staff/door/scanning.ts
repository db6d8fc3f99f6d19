/**
 * Sends what is read at a door, one after the other and none twice: people come faster than anybody
 * looks up. In: what was read. Out: what came of the latest. A paper that is held before a reader or a
 * camera is one reading for as long as it is.
 */
import { useEffect, useRef, useState } from 'react';
import type { ScanTold, ShownAtDoor } from '../../../shared/contract/activities.ts';
import type { Reply } from '../../../shared/contract/commands.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import type { AtDate } from '../../../shared/domain/events/index.ts';
import type { CommandId } from '../../../shared/domain/ids.ts';
import { useBridge } from '../../ui/bridge.ts';
import { screenClock } from '../../ui/clock.ts';
import { newCommandId } from '../../ui/ids.ts';
import { sound, type Tone } from './tones.ts';

/** Within this time the same paper is the same reading. Milliseconds. */
export const SAME_PAPER_MS = 2_500;

/** What is shown large: what came of a reading, or that nothing could be read. `n` tells one from the next that says the same. */
export type Told =
  | { readonly kind: 'told'; readonly n: number; readonly by: ShownAtDoor; readonly told: ScanTold }
  | { readonly kind: 'misread'; readonly n: number }
  | { readonly kind: 'refused'; readonly n: number; readonly why: RefusalKind };

const TONES: Readonly<Record<ScanTold['kind'], Tone>> = { came: 'good', already: 'look', waiting: 'look', gone: 'bad', otherDate: 'bad', notOurs: 'bad' };

export interface Scanning {
  readonly latest: Told | undefined;
  /** @param id where the reading has one already, so that it is asked once [J18]. */
  readonly take: (by: ShownAtDoor, id?: CommandId) => void;
  readonly misread: () => void;
  /** What was told has been seen to. */
  readonly forget: () => void;
}

export function useScanning({ series, date }: AtDate): Scanning {
  const bridge = useBridge();
  const [latest, setLatest] = useState<Told>();
  const seen = useRef<{ readonly of: string; readonly at: number }>(undefined);
  const count = useRef(0);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const tell = (tone: Tone, told: (n: number) => Told): void => {
    if (!isHere.current) return;
    count.current += 1;
    sound(tone);
    setLatest(told(count.current));
  };
  return {
    latest,
    take(by, id = newCommandId()) {
      const [of, now] = [JSON.stringify(by), screenClock.monotonic()];
      const isSame = seen.current?.of === of && now - seen.current.at < SAME_PAPER_MS;
      seen.current = { of, at: now };
      if (isSame) return;
      void bridge.call({ kind: 'attendance.scan', id, series, date, by }).then((reply: Reply) => {
        if (reply.kind === 'refused') tell('bad', (n) => ({ kind: 'refused', n, why: reply.why }));
        else if (reply.outcome.kind === 'scanned') {
          const { told } = reply.outcome;
          tell(TONES[told.kind], (n) => ({ kind: 'told', n, by, told }));
        }
      });
    },
    misread: () => tell('bad', (n) => ({ kind: 'misread', n })),
    forget() {
      // Whoever is read again after it was taken back is read anew.
      seen.current = undefined;
      setLatest(undefined);
    },
  };
}
