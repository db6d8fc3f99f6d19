/**
 * Brings a file's series in: compared with what is planned, then sent, so many at a time. In: series,
 * a bridge. Out: what is new, changed and the same, and how far it is. Sent again they change nothing.
 */
import type { Bridge } from '../../../../shared/contract/bridge.ts';
import { SERIES_AT_ONCE, type PlansView } from '../../../../shared/contract/activities.ts';
import type { RefusalKind } from '../../../../shared/contract/refusals.ts';
import { LARGEST_SERIES } from '../../../../shared/domain/decisions/decide-series.ts';
import type { Place, Series } from '../../../../shared/domain/events/index.ts';
import type { CommandId } from '../../../../shared/domain/ids.ts';
import { isSame } from '../same.ts';

export type Plan = PlansView['plans'][number];

/** All there are. */
export async function plansNow(bridge: Pick<Bridge, 'watch'>): Promise<readonly Plan[]> {
  const all: Plan[] = [];
  for (let page = 0; ; page += 1) {
    const { plans, total } = await plansOn(bridge, page);
    all.push(...plans);
    if (plans.length === 0 || all.length >= total) return all;
  }
}

function plansOn(bridge: Pick<Bridge, 'watch'>, page: number): Promise<PlansView> {
  return new Promise((resolve) => {
    let stop = (): void => {};
    stop = bridge.watch({ kind: 'plans', page }, (view) => {
      resolve(view);
      // The first answer may come before the way to stop is known.
      queueMicrotask(() => stop());
    });
  });
}

export const BECOMES = ['added', 'changed', 'same'] as const;
export type Becomes = (typeof BECOMES)[number] | 'large';

/** What a series of a file would be, beside what is planned. `large`: more than is kept of one. */
export function becomes(series: Series, plans: ReadonlyMap<string, Plan>): Becomes {
  if (JSON.stringify(series).length > LARGEST_SERIES) return 'large';
  const before = plans.get(series.id)?.series;
  if (!before) return 'added';
  return isSame(inOrder(before), inOrder(series)) ? 'same' : 'changed';
}

const inOrder = (series: Series): Series => ({
  ...series,
  added: series.added.toSorted(),
  excluded: series.excluded.toSorted(),
  changes: series.changes.toSorted((a, b) => (a.original < b.original ? -1 : 1)),
});

/** Those that are in no room of the house are in this one. */
export function inRoom(series: Series, place: Place | undefined): Series {
  return place === undefined || series.place?.kind === 'room' ? series : { ...series, place };
}

/** Letters of one command: in bytes three times as many at most, and a frame takes no more. */
const LETTERS_AT_ONCE = 40_000;

/** As few as may be, each as large as a command may be. */
export function batchesOf(all: readonly Series[]): readonly (readonly Series[])[] {
  const batches: Series[][] = [];
  let letters = 0;
  for (const series of all) {
    const more = JSON.stringify(series).length;
    const last = batches.at(-1);
    if (!last || last.length >= SERIES_AT_ONCE || letters + more > LETTERS_AT_ONCE) {
      batches.push([series]);
      letters = more;
    } else {
      last.push(series);
      letters += more;
    }
  }
  return batches;
}

export type ImportState =
  | { readonly kind: 'sending'; readonly sent: number; readonly of: number }
  | { readonly kind: 'done' }
  /** Those before it are kept; `left` are not. */
  | { readonly kind: 'refused'; readonly left: number; readonly why: RefusalKind };

export interface Importing {
  /** Once; calls back with each step, the end last. */
  readonly start: (onState: (state: ImportState) => void) => void;
  /** Nobody waits for it any more: what has not gone out does not go. */
  readonly leave: () => void;
}

export function createImporting(all: readonly Series[], { bridge, newId }: { readonly bridge: Pick<Bridge, 'call' | 'withdraw'>; readonly newId: () => CommandId }): Importing {
  let isLeft = false;
  let current: CommandId | undefined;
  const sendAll = async (onState: (state: ImportState) => void): Promise<void> => {
    let sent = 0;
    for (const batch of batchesOf(all)) {
      onState({ kind: 'sending', sent, of: all.length });
      current = newId();
      const reply = await bridge.call({ kind: 'series.put', id: current, series: [...batch] });
      if (isLeft) return;
      if (reply.kind === 'refused') {
        onState({ kind: 'refused', left: all.length - sent, why: reply.why });
        return;
      }
      sent += batch.length;
    }
    onState({ kind: 'done' });
  };
  return {
    start: (onState) => void sendAll(onState),
    leave() {
      isLeft = true;
      if (current !== undefined) bridge.withdraw(current);
    },
  };
}
