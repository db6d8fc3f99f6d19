/**
 * What is done with series here, one act at a time, and taken back. In: a series as it was and as it
 * is to be. Out: whether it went through, and why not. An act is taken back only while nobody else
 * has changed that series since.
 */
import { useState } from 'react';
import type { Bridge } from '../../../shared/contract/bridge.ts';
import type { Command } from '../../../shared/contract/commands.ts';
import type { SeriesView } from '../../../shared/contract/activities.ts';
import { REFUSALS, type RefusalKind } from '../../../shared/contract/refusals.ts';
import type { Series } from '../../../shared/domain/events/index.ts';
import type { CommandId, SeriesId } from '../../../shared/domain/ids.ts';
import { useBridge } from '../../ui/bridge.ts';
import { newCommandId } from '../../ui/ids.ts';
import { useRenewal } from '../../ui/renewal.ts';
import { isSame } from './same.ts';

export type ActKind = 'made' | 'changed' | 'dropped' | 'change' | 'callOff' | 'restore' | 'add' | 'leaveOut';

/** `before` and `after`: what was written here; undefined where nothing was, though the centre's file may have one. */
export interface Act {
  readonly kind: ActKind;
  readonly id: SeriesId;
  readonly before: Series | undefined;
  readonly after: Series | undefined;
}

export interface Acting {
  readonly busy: boolean;
  readonly refusal: RefusalKind | undefined;
  /** Of the last time somebody took something back. */
  readonly told: 'undone' | 'overtaken' | undefined;
  /** What can be taken back. */
  readonly last: Act | undefined;
  /** @returns whether it went through. */
  readonly act: (act: Act) => Promise<boolean>;
  readonly undo: () => Promise<void>;
  /** What came of the last has been read. */
  readonly forget: () => void;
}

/** Acts that can be taken back, one after the other. */
const KEPT = 50;

export function useActing(): Acting {
  const bridge = useBridge();
  const renewal = useRenewal();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalKind>();
  const [told, setTold] = useState<Acting['told']>();
  const [done, setDone] = useState<readonly Act[]>([]);
  const forget = (): void => {
    setRefusal(undefined);
    setTold(undefined);
  };
  const send = async (command: Command): Promise<boolean> => {
    const reply = await bridge.call(command);
    if (reply.kind === 'done') return true;
    setRefusal(reply.why);
    if (REFUSALS[reply.why] === 'reload') renewal.behind();
    return false;
  };
  const once = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (busy) return undefined;
    setBusy(true);
    forget();
    try {
      return await work();
    } finally {
      setBusy(false);
    }
  };
  return {
    busy, refusal, told, forget,
    last: done.at(-1),
    act: async (act) =>
      (await once(async () => {
        const went = await send(commandOf(act, newCommandId()));
        if (went) setDone((before) => [...before, act].slice(-KEPT));
        return went;
      })) ?? false,
    undo: async () => {
      const last = done.at(-1);
      if (!last) return;
      await once(async () => {
        const isStill = isSame(writtenIn(await seriesNow(bridge, last.id)), last.after);
        const went = isStill && (await send(commandOf({ ...last, before: last.after, after: last.before }, newCommandId())));
        if (went || !isStill) {
          setDone((before) => before.filter((each) => each !== last));
          setTold(went ? 'undone' : 'overtaken');
        }
      });
    },
  };
}

function commandOf({ id: series, after }: Act, id: CommandId): Command {
  return after ? { kind: 'series.put', id, series: [after] } : { kind: 'series.drop', id, series };
}

/** What a coordinator wrote; the centre's file is nobody's here. */
export const writtenIn = ({ series, isOfFile }: Pick<SeriesView, 'series' | 'isOfFile'>): Series | undefined => (isOfFile ? undefined : (series ?? undefined));

/** Asks once. */
export function seriesNow(bridge: Pick<Bridge, 'watch'>, series: SeriesId): Promise<SeriesView> {
  return new Promise((resolve) => {
    let stop = (): void => {};
    stop = bridge.watch({ kind: 'series', series }, (view) => {
      resolve(view);
      // The first answer may come before the way to stop is known.
      queueMicrotask(() => stop());
    });
  });
}
