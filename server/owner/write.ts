/**
 * How the owner writes: it folds the order to its end, decides, and has its entries ordered only if
 * the order still ends there; where a device came in between, it folds on and decides again.
 */
import { entriesMissing } from '../../shared/domain/decisions/owner.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import { REDUCERS } from '../../shared/domain/reducers/state.ts';
import { Batch } from './batch.ts';
import { anotherOrder, busy, LATER_MS, SOON_MS } from './declined.ts';
import type { FoldedOrder } from './folded-order.ts';
import type { Declined, OwnerParts } from './owner.ts';

/** What every part of the owner works with. */
export interface Desk extends OwnerParts {
  readonly order: FoldedOrder;
  /** Under which id the owner writes. */
  readonly self: DeviceId;
}

/** Decides what to write, from the batch's state; run again, from the start, where the order moved on. */
type Plan<T> = (batch: Batch) => T | Promise<T>;

type Wrote<T> = { readonly kind: 'wrote'; readonly head: number; readonly outcome: T } | Declined;

/** Times to decide anew before giving way. Each costs about a millisecond, and one in a few meets a push. */
const TRIES = 50;

/** Writes what `plan` adds, all or none, once it is on disk; nothing where it adds nothing. */
export async function write<T>(desk: Desk, plan: Plan<T>): Promise<Wrote<T>> {
  const { store, order } = desk;
  for (let left = TRIES; left > 0; left -= 1) {
    const generation = await order.catchUp();
    const declined = await whyNot(desk, generation);
    if (declined) return declined;
    const batch = startBatch(desk, generation);
    const outcome = await plan(batch);
    if (batch.isEmpty) return { kind: 'wrote', head: order.at.no, outcome };
    const pushed = await store.push(batch.toPush());
    if (pushed.kind === 'moved' || pushed.kind === 'collecting' || pushed.kind === 'generation') continue;
    if (pushed.kind === 'acknowledged') {
      desk.onMoved(pushed.no);
      return { kind: 'wrote', head: pushed.no, outcome };
    }
    if (pushed.kind === 'busy') return hindered(desk, pushed);
    desk.onTrouble({ kind: 'refused', why: pushed.kind });
    await order.load();
    return busy(LATER_MS);
  }
  return busy(SOON_MS);
}

function startBatch({ clock, bootId, digest, order, self }: Desk, generation: number): Batch {
  const now = { bootId, monotonic: clock.monotonic(), at: clock.now() };
  const batch = new Batch(digest, order, { owner: self, generation }, now);
  batch.add(entriesMissing(batch.state, { device: self, generation }, [], now.at));
  return batch;
}

async function whyNot({ store, order, onTrouble }: Desk, generation: number): Promise<Declined | undefined> {
  const ordering = await store.ordering();
  if (ordering.kind === 'fenced') return anotherOrder(generation);
  if (ordering.kind === 'collecting') return busy(SOON_MS);
  const { reducers } = order.state;
  if (reducers <= REDUCERS) return undefined;
  onTrouble({ kind: 'outdated', reducers });
  return busy(LATER_MS);
}

export function hindered({ onTrouble }: Desk, { why, retryAfterMs }: Extract<Awaited<ReturnType<Desk['store']['push']>>, { kind: 'busy' }>): Declined {
  onTrouble({ kind: 'hindered', why });
  return busy(retryAfterMs);
}
