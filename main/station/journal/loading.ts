/** [J8] How a station comes by its state at a start: the latest good snapshot, and the order's tail on top, every hash of it checked. */
import type { Cursor } from '../../../shared/contract/wire.ts';
import { chainHash, type Digest, type OrderedEntry } from '../../../shared/domain/entries/entry.ts';
import { fold } from '../../../shared/domain/reducers/fold.ts';
import { EMPTY_STATE } from '../../../shared/domain/reducers/state.ts';
import { Damaged } from './damaged.ts';
import { follow, NO_ORDER } from './follow.ts';
import type { OwnEntry } from './own.ts';
import type { Places } from './places.ts';
import type { Snapshots, Standing } from './snapshots.ts';

/** Places that are checked and folded at once. */
const STRETCH = 1000;

/**
 * @param upTo the place to stand at.
 * @throws Damaged where the places on this disk are not what the order held.
 */
export function loadAt(places: Places, snapshots: Snapshots, digest: Digest, upTo: Cursor): Standing {
  const { base } = places.reach();
  let standing = latestGood(places, snapshots, upTo, base);
  while (standing.head.no < upTo.no) {
    const stretch = places.after(standing.head.no, Math.min(STRETCH, upTo.no - standing.head.no));
    if (stretch.length === 0) throw new Damaged(`places of the order after ${standing.head.no} are missing`);
    standing = goOn(standing, stretch, digest);
  }
  const { head } = standing;
  if (places.after(head.no, 1).length > 0) throw new Damaged(`places of the order after ${head.no}, where it ends`);
  if (head.generation !== upTo.generation || head.orderHash !== upTo.orderHash) throw new Damaged('where the order ends');
  return standing;
}

function latestGood(places: Places, snapshots: Snapshots, upTo: Cursor, base: Cursor): Standing {
  for (const standing of snapshots.good(upTo.no, base)) {
    const at = standing.head.no === upTo.no ? upTo : places.at(standing.head.no);
    if (at && at.orderHash === standing.head.orderHash && at.generation === standing.head.generation) return standing;
  }
  if (base.no > 0) throw new Damaged('the state that this journal began at');
  return { ...NO_ORDER, confirmed: EMPTY_STATE };
}

/**
 * Own entries without a place, each chained to the one before it.
 * @param after where the own chain ends in the order, or what is gone from this disk.
 * @throws Damaged where they are not what this station sealed.
 */
export function checkOwn(entries: readonly OwnEntry[], after: { readonly seq: number; readonly hash: string }, digest: Digest): void {
  let { seq, hash } = after;
  for (const entry of entries) {
    if (entry.seq !== seq + 1 || chainHash(digest, hash, entry.bytes) !== entry.hash) throw new Damaged(`own entries after ${seq}`);
    ({ seq, hash } = entry);
  }
}

function goOn(standing: Standing, stretch: readonly OrderedEntry[], digest: Digest): Standing {
  const end = follow(digest, standing, stretch, undefined);
  if (typeof end === 'string') throw new Damaged(`places of the order after ${standing.head.no}: ${end}`);
  const effective = stretch.map(({ place, id, entry }) => ({ id, bytes: entry.bytes, effectiveAt: place.effectiveAt, generation: place.generation }));
  return { ...end, confirmed: fold(standing.confirmed, effective) };
}
