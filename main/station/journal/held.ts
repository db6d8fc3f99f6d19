/**
 * What a journal holds in memory, and the ways in which it changes: each is whole on disk first, and
 * in memory only once that is done.
 */
import { readEntry, type OrderedEntry, type SealedEntry } from '../../../shared/domain/entries/entry.ts';
import { foldRead, type EffectiveRead } from '../../../shared/domain/reducers/fold.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import { failpoint } from '../failpoint.ts';
import { aboutEntry } from './about.ts';
import { beginChain, layAnew, placedTip, type Tip } from './anew.ts';
import type { Credentials } from './credentials.ts';
import { sha256 } from './digest.ts';
import type { Disk } from './disk.ts';
import { chainKey, follow, stampIn, type OrderEnd, type OwnChain } from './follow.ts';
import { NOTHING_GONE, saveIdentity, type Identity } from './identity.ts';
import { checkOwn, loadAt } from './loading.ts';
import { layRest, type Laid, type PendingEntry } from './pending.ts';
import type { Standing } from './snapshots.ts';
import type { Refused } from './synced-journal.ts';

/** An entry as it is written, and as it was read. */
export interface Written {
  readonly sealed: SealedEntry;
  readonly entry: PendingEntry;
}

export class Held {
  readonly #disk: Disk;
  readonly #credentials: Credentials;
  #standing: Standing;
  #laid: Laid;
  #tip: Tip;

  /** @throws Damaged where the file does not hold what was written into it. */
  constructor(disk: Disk, credentials: Credentials) {
    this.#disk = disk;
    this.#credentials = credentials;
    const { places, snapshots, own } = disk;
    this.#standing = loadAt(places, snapshots, sha256, places.reach().head);
    checkOwn(own.all(), placedTip(this.identity, this.#standing.ends), sha256);
    const { laid, tip } = layAnew(disk, this.identity, this.#standing);
    this.#laid = laid;
    this.#tip = tip;
  }

  get identity(): Identity {
    return this.#credentials.identity;
  }

  /** The confirmed state, and where it stands in the order. */
  get standing(): Standing {
    return this.#standing;
  }

  /** What is pending, and the state with it. */
  get laid(): Laid {
    return this.#laid;
  }

  /** Where the own chain ends. */
  get tip(): Tip {
    return this.#tip;
  }

  /** @param beside what commits with the entries. @returns what that returned. */
  append<T>(written: readonly Written[], state: CentreState, beside: () => T): T {
    const done = this.#disk.db.transaction(() => {
      for (const { sealed, entry } of written) this.#disk.own.add(entry.seq, sealed);
      const result = beside();
      failpoint('write.beforeCommit');
      return result;
    })();
    failpoint('write.afterCommit');
    for (const { sealed, entry } of written) {
      this.#tip = { seq: entry.seq, hash: sealed.hash };
      this.#laid.entries.push(entry);
    }
    this.#laid = { entries: this.#laid.entries, stamp: written.at(-1)?.entry.effectiveAt ?? this.#laid.stamp, state };
    return done;
  }

  /** Takes the next stretch of the order. @returns why not; then nothing is other than it was. */
  adopt(entries: readonly OrderedEntry[]): Refused | undefined {
    if (entries.length === 0) return undefined;
    const end = follow(sha256, this.#standing, entries, this.#ownChain());
    if (typeof end === 'string') return end;
    const reads = entries.map((ordered) => this.#readOrdered(ordered));
    const heard = this.#disk.history.listen();
    const confirmed = foldRead(this.#standing.confirmed, reads, heard);
    const through = end.ends.get(chainKey(this.identity))?.seq ?? 0;
    this.#disk.db.transaction(() => {
      this.#keepOrdered(entries, reads, end, through);
      heard.write(confirmed, end.head.no);
      failpoint('adopt.beforeCommit');
    })();
    failpoint('adopt.afterCommit');
    this.#laid = layRest(this.#laid, confirmed, entries, through, stampIn(end.ends, this.identity.device), end.head.generation);
    this.#standing = { ...end, confirmed };
    return undefined;
  }

  /** Becomes this, and goes on in its chain; where that is another, what has no place is written again in it. */
  become(identity: Identity): void {
    const { device, epoch } = this.identity;
    const isSame = identity.device === device && identity.epoch === epoch;
    const begun = isSame ? identity : { ...identity, gone: NOTHING_GONE };
    this.renew(() => {
      saveIdentity(this.#disk.db, begun);
      if (!isSame) beginChain(this.#disk, begun, this.#standing.ends);
      return { identity: begun, standing: this.#standing };
    });
  }

  /** A change of more than the next entry. */
  renew(change: () => { identity: Identity; standing: Standing }): void {
    const { identity, standing, laid, tip } = this.#disk.db.transaction(() => {
      const changed = change();
      return { ...changed, ...layAnew(this.#disk, changed.identity, changed.standing) };
    })();
    this.#credentials.becomes(identity);
    this.#standing = standing;
    this.#laid = laid;
    this.#tip = tip;
  }

  /** An own one was read when it was written. */
  #readOrdered({ place, id, entry }: OrderedEntry): EffectiveRead {
    const mine = this.#pendingAt(id.seq);
    const read = mine?.hash === entry.hash ? mine.read : readEntry(entry.bytes, id);
    return { read, effectiveAt: place.effectiveAt, generation: place.generation };
  }

  #keepOrdered(entries: readonly OrderedEntry[], reads: readonly EffectiveRead[], { head }: OrderEnd, through: number): void {
    const { places, own } = this.#disk;
    places.add(entries, reads.map(({ read }) => aboutEntry(read)));
    places.keepReach({ base: places.reach().base, head });
    own.forgetThrough(through);
  }

  #ownChain(): OwnChain {
    const { gone } = this.identity;
    const hashAt = (seq: number): string | undefined => (seq === gone.seq ? gone.hash : this.#pendingAt(seq)?.hash);
    return { key: chainKey(this.identity), last: this.#tip.seq, hashAt };
  }

  #pendingAt(seq: number): PendingEntry | undefined {
    const { entries } = this.#laid;
    return entries[seq - (entries[0]?.seq ?? 0)];
  }
}
