/** [J11] Own entries written again: as they were, under other names. Each function stands inside a transaction of its caller. */
import { sealEntry, type Envelope, type SealedEntry } from '../../../shared/domain/entries/entry.ts';
import { failpoint } from '../failpoint.ts';
import type { Disk } from './disk.ts';
import { sha256 } from './digest.ts';
import { chainKey, stampIn, type OrderEnd } from './follow.ts';
import type { Identity } from './identity.ts';
import { layOver, readPending, type Laid } from './pending.ts';
import type { Standing } from './snapshots.ts';

/** Where a chain ends: what its next entry chains to. */
export interface Tip {
  readonly seq: number;
  readonly hash: string;
}

/** The last own entry that has a place, or is gone from this disk: what has no place yet chains to it. */
export function placedTip({ device, epoch, gone }: Identity, ends: OrderEnd['ends']): Tip {
  const placed = ends.get(chainKey({ device, epoch }));
  const { seq, hash } = placed && placed.seq >= gone.seq ? placed : gone;
  return { seq, hash };
}

/** The end of this device's own chain. */
export function ownTip({ own }: Pick<Disk, 'own'>, identity: Identity, ends: OrderEnd['ends']): Tip {
  return own.last() ?? placedTip(identity, ends);
}

/**
 * Writes entries of this device again after `tip`: the same happenings, times and days, in the order given.
 * @returns where the chain ends now.
 */
export function writeAgain({ own }: Pick<Disk, 'own'>, { device, epoch }: Pick<Identity, 'device' | 'epoch'>, entries: readonly SealedEntry[], tip: Tip): Tip {
  return entries.reduce(({ seq, hash }, { bytes }) => {
    // Own entries were checked by their chain: what they hold is what this station once sealed.
    const written = JSON.parse(bytes) as Envelope;
    // Where it has a place after all, of which this disk does not know, it must not take effect twice.
    const again = written.again ?? { device: written.device, epoch: written.epoch, seq: written.seq };
    const sealed = sealEntry(sha256, hash, { ...written, device, epoch, seq: seq + 1, again });
    own.add(seq + 1, sealed);
    return { seq: seq + 1, hash: sealed.hash };
  }, tip);
}

/** Writes again whatever own entry has no place, in the chain that this identity begins. */
export function beginChain(disk: Disk, begun: Identity, ends: OrderEnd['ends']): void {
  const unplaced = disk.own.all();
  disk.own.forgetAll();
  failpoint('chain.inside');
  writeAgain(disk, begun, unplaced, ownTip(disk, begun, ends));
}

/** What is pending on this disk, laid over what is confirmed, and where the own chain ends. */
export function layAnew(disk: Disk, identity: Identity, { confirmed, ends, head }: Standing): { laid: Laid; tip: Tip } {
  const { device, epoch } = identity;
  const unstamped = disk.own.all().map((entry) => readPending(entry, { device, epoch, seq: entry.seq }));
  return { laid: layOver(confirmed, unstamped, stampIn(ends, device), head.generation), tip: ownTip(disk, identity, ends) };
}
