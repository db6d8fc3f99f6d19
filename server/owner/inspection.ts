/**
 * A look through the whole order, a little at a time. A start folds what lies after the last snapshot
 * and checks that; what lies before it only devices read that come new, and they would be the first to
 * notice what a disk has changed there.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { CHAIN_START, type Digest } from '../../shared/domain/entries/entry.ts';
import { checkPlaces } from '../store/ordering.ts';
import type { ChainEnd } from '../store/order-store.ts';
import type { CentreStore } from '../store/store.ts';

/** Places looked at without a pause: a millisecond's work. */
const SLICE = 100;

/**
 * @param signal ends it early.
 * @returns the place after which the order is not what was ordered; undefined where all of it is.
 * @throws what the store throws where it can't be read.
 */
export async function inspectOrder(store: Pick<CentreStore, 'pull'>, digest: Digest, signal?: AbortSignal): Promise<number | undefined> {
  let at = { generation: 1, no: 0, orderHash: CHAIN_START };
  const ends = new Map<string, ChainEnd>();
  const nameOf = ({ device, epoch }: Pick<ChainEnd, 'device' | 'epoch'>): string => `${device} ${epoch}`;
  while (!signal?.aborted) {
    const pulled = await store.pull({ cursor: at, limit: SLICE });
    if (pulled.kind !== 'places') return at.no;
    if (pulled.entries.length === 0) return undefined;
    const checked = checkPlaces(digest, at, pulled.entries, (id) => ends.get(nameOf(id)));
    if (checked.kind !== 'checked') return at.no;
    for (const end of checked.chains) ends.set(nameOf(end), end);
    at = checked.order;
    await breathe();
  }
  return undefined;
}
