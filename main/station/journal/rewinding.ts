/**
 * Going back in the order, and beginning it at a snapshot: what of this device's own must not be lost
 * meanwhile. Each that changes the disk stands inside a transaction of its caller.
 */
import type { SnapshotReply } from '../../../shared/contract/wire.ts';
import { decodeState } from '../../../shared/domain/reducers/snapshot.ts';
import { REDUCERS } from '../../../shared/domain/reducers/state.ts';
import { failpoint } from '../failpoint.ts';
import { ownTip, writeAgain, type Tip } from './anew.ts';
import { sha256 } from './digest.ts';
import type { Disk } from './disk.ts';
import { chainKey, endsOf, NO_ORDER, type OrderEnd } from './follow.ts';
import { NOTHING_GONE, saveIdentity, type Identity } from './identity.ts';
import { loadAt } from './loading.ts';
import type { Standing } from './snapshots.ts';
import type { Refused } from './synced-journal.ts';

/**
 * [J19] Forgets the order after a place. Own entries of this epoch are pending again, as they are;
 * those of an epoch before, which nobody can push any more, are written again after them.
 * @returns what stands there.
 */
export function goBackTo(disk: Disk, identity: Identity, no: number): Standing {
  const { places, own, snapshots, history } = disk;
  const { base, head } = places.reach();
  // Before the first place that is here there is nothing to stand on but the beginning.
  const isBefore = no < base.no;
  const target = isBefore ? NO_ORDER.head : (places.at(no) ?? head);
  const forgotten = places.ofDevice(identity.device, target.no);
  const ofNow = forgotten.filter(({ id }) => id.epoch === identity.epoch && id.seq > identity.gone.seq);
  own.takeBack(ofNow.map(({ id, entry }) => ({ seq: id.seq, ...entry })));
  places.forgetAfter(target.no);
  snapshots.forgetAfter(target.no);
  places.keepReach({ base: isBefore ? NO_ORDER.head : base, head: target });
  const standing = loadAt(places, snapshots, sha256, target);
  failpoint('goBack.inside');
  history.goBackTo(target.no, standing.confirmed);
  const older = forgotten.filter(({ id }) => id.epoch < identity.epoch).map(({ entry }) => entry);
  writeAgain(disk, identity, older, ownTip(disk, identity, standing.ends));
  return standing;
}

/** Why a snapshot is not begun at: it is no good, leads nowhere, or something this device wrote would be lost. */
export function whyNotBegin(disk: Disk, identity: Identity, end: OrderEnd, { at, reducers, stateHash, state, chains }: SnapshotReply): Refused | undefined {
  if (reducers > REDUCERS || sha256(state) !== stateHash || !decodeState(state)) return 'badSnapshot';
  if (at.generation < end.head.generation && end.head.no > 0) return 'oldGeneration';
  if (at.no <= end.head.no) return 'notNext';
  const placed = endsOf(chains).get(chainKey(identity)) ?? NOTHING_GONE;
  if (placed.seq > ownTip(disk, identity, end.ends).seq) return 'restored';
  return stillHere(disk, identity, end, placed) ? undefined : 'forked';
}

/**
 * Begins the order at a snapshot. What this device wrote and the snapshot does not hold stays
 * pending. Places that were here and that it holds stay too, for the history of their visits, and are
 * no part of the order any more; what it does not hold may yet come in at other places.
 */
export function beginAt(disk: Disk, identity: Identity, end: OrderEnd, snapshot: SnapshotReply): { identity: Identity; standing: Standing } {
  const { db, places, own, snapshots } = disk;
  const ends = endsOf(snapshot.chains);
  const placed = ends.get(chainKey(identity)) ?? NOTHING_GONE;
  const begun: Identity = { ...identity, gone: { seq: placed.seq, hash: placed.hash } };
  own.takeBack(places.ofChain(identity, placed.seq + 1, -1));
  own.forgetThrough(placed.seq);
  snapshots.begin(snapshot);
  places.keepReach({ base: snapshot.at, head: snapshot.at });
  failpoint('beginAt.inside');
  saveIdentity(db, begun);
  for (const older of end.ends.values()) {
    if (older.device !== identity.device || older.epoch >= identity.epoch) continue;
    const lost = places.ofChain(older, (ends.get(chainKey(older))?.seq ?? 0) + 1, -1);
    writeAgain(disk, begun, lost, ownTip(disk, begun, ends));
  }
  for (const chain of places.chains()) places.forgetChainAfter(chain, ends.get(chainKey(chain))?.seq ?? 0);
  return { identity: begun, standing: loadAt(places, snapshots, sha256, snapshot.at) };
}

/** Whether every own entry after `placed` is on this disk, and the one there is what the snapshot says. */
function stillHere({ places, own }: Disk, identity: Identity, { ends }: OrderEnd, placed: Tip): boolean {
  const ordered = ends.get(chainKey(identity))?.seq ?? 0;
  const { gone } = identity;
  const isWhole = placed.seq >= ordered || places.ofChain(identity, placed.seq + 1, -1).length === ordered - placed.seq;
  if (!isWhole || placed.seq < gone.seq) return false;
  if (placed.seq === 0) return true;
  const there = [gone, ...places.ofChain(identity, placed.seq, 1), ...own.from(placed.seq, 1)].find(({ seq }) => seq === placed.seq);
  return there?.hash === placed.hash;
}
