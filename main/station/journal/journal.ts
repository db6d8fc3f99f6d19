import type { Database } from 'better-sqlite3';
import type { Command, Reply } from '../../../shared/contract/commands.ts';
import type { ChainTip, Cursor, SnapshotReply } from '../../../shared/contract/wire.ts';
import { businessDayOf, type BusinessDay, type Clock } from '../../../shared/domain/clock.ts';
import { dayInPlay } from '../../../shared/domain/decide.ts';
import { readEntry, SealedEntry, sealEntry, type OrderedEntry } from '../../../shared/domain/entry.ts';
import { foldRead } from '../../../shared/domain/fold.ts';
import { ENTRY_PAYLOADS, type Happening } from '../../../shared/domain/happenings.ts';
import { BootId, type CentreId, type DeviceId, type DeviceKey } from '../../../shared/domain/ids.ts';
import { blocksWanted, type BlockWanted } from '../../../shared/domain/numbers.ts';
import type { ClockReading } from '../../../shared/domain/stamps.ts';
import type { CentreState } from '../../../shared/domain/state.ts';
import type { Chance } from '../chance.ts';
import { failpoint } from '../failpoint.ts';
import { aboutEntry } from './about.ts';
import { beginChain, layAnew, placedTip, type Tip } from './anew.ts';
import { Answers } from './answers.ts';
import { Credentials } from './credentials.ts';
import { sha256 } from './digest.ts';
import { diskOf, type Disk } from './disk.ts';
import { chainKey, follow, stampIn, type OwnChain } from './follow.ts';
import { newIdentity, NOTHING_GONE, saveIdentity, type Identity } from './identity.ts';
import { checkOwn, loadAt } from './loading.ts';
import { NotWritable } from './not-writable.ts';
import { estimate, layRest, readPending, type Laid, type PendingEntry } from './pending.ts';
import { beginAt, goBackTo, whyNotBegin } from './rewinding.ts';
import { salvagedIn, type Salvaged } from './salvage.ts';
import type { Standing } from './snapshots.ts';
import type { DeviceKeys, Refused, SyncedJournal } from './synced-journal.ts';
import { Upkeep } from './upkeep.ts';

/** What must be on disk together with an entry or not at all: its print job, say [J2]. */
export type Aside = () => void;

/** The command that caused an entry, and its answer as a function of the state the entry leads to. */
export interface Asked {
  readonly command: Command;
  readonly answer: (state: CentreState) => Reply;
}

/**
 * A station's journal: `state = pending.reduce(apply, confirmed)`.
 *
 * Held in memory are the days that are not over and what stands for longer; what is over rests in
 * SQLite. Every change is one transaction on disk first, and in memory only once that is done.
 */
export class Journal implements SyncedJournal {
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #bootId: BootId;
  readonly #disk: Disk;
  readonly #answers: Answers;
  readonly #upkeep: Upkeep;
  readonly #credentials: Credentials;
  #standing: Standing;
  #laid: Laid;
  #tip: Tip;

  /** @throws Damaged where the file does not hold what was written into it. */
  constructor(db: Database, clock: Clock, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
    this.#bootId = BootId.parse(chance.id());
    this.#disk = diskOf(db);
    this.#answers = new Answers(db);
    this.#credentials = new Credentials(db, chance);
    this.#upkeep = new Upkeep(this.#disk, this.#answers, clock);
    const { places, snapshots } = this.#disk;
    this.#standing = loadAt(places, snapshots, sha256, places.reach().head);
    checkOwn(this.#disk.own.all(), placedTip(this.#identity, this.#standing.ends), sha256);
    const { laid, tip } = layAnew(this.#disk, this.#identity, this.#standing);
    this.#laid = laid;
    this.#tip = tip;
  }

  /** A file that was damaged and set aside, as long as it lies there. */
  get salvaged(): Salvaged | undefined {
    return salvagedIn(this.#disk.db);
  }

  /** What a slow look over old places and history found damaged, in words. What is in memory is not touched by it. */
  get damage(): string | undefined {
    const found = this.#upkeep.damage;
    return found && `old records in ${this.#disk.db.name} are damaged (${found.message}). Today's turns are not touched by it. Check the disk, and keep a copy of the folder as it is.`;
  }

  /** What the centre is now, as this station knows it. */
  get state(): CentreState {
    return this.#laid.state;
  }
  get device(): DeviceId {
    return this.#identity.device;
  }
  get epoch(): number {
    return this.#identity.epoch;
  }
  get centre(): CentreId | undefined {
    return this.#identity.centre ?? this.state.centre?.id;
  }
  get head(): Cursor {
    return this.#standing.head;
  }
  get owner(): DeviceId | undefined {
    return this.#standing.confirmed.owner;
  }
  get chain(): ChainTip {
    return { epoch: this.epoch, ...this.#tip };
  }
  /** The last of this device's own entries. */
  get lastSeq(): number {
    return this.#tip.seq;
  }
  get pendingCount(): number {
    return this.#laid.entries.length;
  }
  readClocks(): ClockReading {
    return { bootId: this.#bootId, monotonic: this.#clock.monotonic(), at: this.#clock.now() };
  }

  /** The answer this command got the first time, if it ever did [J18]. */
  remembered(command: Command): Reply | 'otherCommand' | undefined {
    return this.#answers.to(command);
  }

  /** Remembers the answer to a command that wrote no entry. */
  remember(command: Command, reply: Reply): void {
    this.#answers.add(command, reply, this.#clock.now()).keep();
  }

  /**
   * Writes an entry, what belongs beside it and the answer to the command that caused it, in one
   * transaction that is on the disk when this returns [J2][J18].
   * @param day as `dayInPlay` says.
   * @returns that answer, where there was a command.
   * @throws Database.SqliteError when the disk refuses, NotWritable when nobody could read the entry;
   * then nothing happened.
   */
  write(happening: Happening, day: BusinessDay): undefined;
  write(happening: Happening, day: BusinessDay, asked: Asked, aside?: Aside): Reply;
  write(happening: Happening, day: BusinessDay, asked?: Asked, aside?: Aside): Reply | undefined {
    const { type, payload } = happening;
    const { device, epoch } = this.#identity;
    const clocks = this.readClocks();
    const id = { device, epoch, seq: this.#tip.seq + 1 };
    const sealed = sealEntry(sha256, this.#tip.hash, { ...id, type, v: ENTRY_PAYLOADS[type].v, ...clocks, businessDay: day, payload });
    const effectiveAt = estimate(clocks.at, this.#laid.stamp);
    const entry: PendingEntry = { ...readPending(sealed, id), effectiveAt, generation: this.head.generation };
    const state = foldRead(this.state, [entry]);
    if (!SealedEntry.safeParse(sealed).success || state.unused !== this.state.unused) throw new NotWritable(type);
    const answer = asked?.answer(state);
    const remembered = this.#disk.db.transaction(() => {
      this.#disk.own.add(id.seq, sealed);
      aside?.();
      const remembered = asked && answer && this.#answers.add(asked.command, answer, clocks.at);
      failpoint('write.beforeCommit');
      return remembered;
    })();
    failpoint('write.afterCommit');
    remembered?.keep();
    this.#tip = { seq: id.seq, hash: sealed.hash };
    this.#laid.entries.push(entry);
    this.#laid = { entries: this.#laid.entries, stamp: effectiveAt, state };
    this.#upkeep.wrote();
    return answer;
  }

  /**
   * What has time: the log into the file, a snapshot, old answers. Called between taps, so that none
   * pays for it, after writes and after the order came in.
   * @throws Database.SqliteError when the disk refuses; nothing is lost by it.
   */
  tidy(): void {
    this.#upkeep.tidy(this.#standing);
  }

  ownEntriesFrom(seq: number, limit: number): readonly SealedEntry[] {
    const { places, own } = this.#disk;
    const placed = places.ofChain(this.#identity, seq, limit);
    const rest = own.from(seq + placed.length, limit - placed.length);
    const whole = [...placed, ...rest].filter((entry, index) => entry.seq === seq + index);
    return whole.map(({ bytes, hash }) => ({ bytes, hash }));
  }

  adopt(entries: readonly OrderedEntry[]): Refused | undefined {
    const { db, places, own, history } = this.#disk;
    const end = follow(sha256, this.#standing, entries, this.#ownChain());
    if (typeof end === 'string') return end;
    if (entries.length === 0) return undefined;
    const reads = entries.map(({ place, id, entry }) => {
      const { effectiveAt, generation } = place;
      const mine = this.#pendingAt(id.seq);
      return { read: mine?.hash === entry.hash ? mine.read : readEntry(entry.bytes, id), effectiveAt, generation };
    });
    const through = end.ends.get(chainKey(this.#identity))?.seq ?? 0;
    const heard = history.listen();
    const confirmed = foldRead(this.#standing.confirmed, reads, heard);
    db.transaction(() => {
      places.add(entries, reads.map(({ read }) => aboutEntry(read)));
      places.keepReach({ base: places.reach().base, head: end.head });
      own.forgetThrough(through);
      heard.write(confirmed, end.head.no);
      failpoint('adopt.beforeCommit');
    })();
    failpoint('adopt.afterCommit');
    this.#upkeep.adopted(entries.length, confirmed.closedThrough !== this.#standing.confirmed.closedThrough);
    this.#laid = layRest(this.#laid, confirmed, entries, through, stampIn(end.ends, this.device), end.head.generation);
    this.#standing = { ...end, confirmed };
    return undefined;
  }

  adoptSnapshot(snapshot: SnapshotReply): Refused | undefined {
    const refused = whyNotBegin(this.#disk, this.#identity, this.#standing, snapshot);
    if (!refused) this.#renew(() => beginAt(this.#disk, this.#identity, this.#standing, snapshot));
    return refused;
  }

  samplePlaces(upTo: number): readonly { readonly no: number; readonly orderHash: string }[] {
    return this.#disk.places.sample(upTo);
  }

  placesAfter(no: number, limit: number): readonly OrderedEntry[] {
    return no < this.#disk.places.reach().base.no ? [] : this.#disk.places.after(no, limit);
  }

  goBackTo(no: number): void {
    if (no >= this.head.no) return;
    this.#renew(() => ({ identity: this.#identity, standing: goBackTo(this.#disk, this.#identity, no) }));
  }

  blocksWanted(): readonly BlockWanted[] {
    const { state, device } = this;
    if (!state.centre) return [];
    const today = dayInPlay(state, businessDayOf(state.centre.zone, this.#clock.now()));
    return blocksWanted(state, { device, keepsCentre: false }, today);
  }

  get keys(): DeviceKeys {
    return this.#credentials.keys;
  }
  nextKey(): DeviceKey {
    return this.#credentials.nextKey();
  }
  takeNextKey(): void {
    this.#credentials.takeNextKey();
  }
  get asking(): { readonly secret: string } {
    return { secret: this.#identity.secret };
  }
  askAnew(): void {
    this.#credentials.askAnew();
  }
  get enrolled(): boolean {
    return this.#identity.enrolled;
  }
  get enrolCode(): string | undefined {
    return this.#identity.enrolCode ?? undefined;
  }
  keepEnrolCode(code: string): void {
    this.#credentials.keepEnrolCode(code);
  }

  beginChain({ device, epoch }: { readonly device: DeviceId; readonly epoch: number }): void {
    if (device === this.device && epoch === this.epoch) return;
    this.#become({ ...this.#identity, device, epoch });
  }

  becomeAnotherDevice(): void {
    const { device, key, secret } = newIdentity(this.#chance);
    this.#become({ ...this.#identity, device, epoch: 1, enrolled: false, key, nextKey: null, secret });
  }

  /** @throws Error where this journal is another centre's. */
  noteEnrolled(centre: CentreId, epoch: number): void {
    if (this.centre !== undefined && this.centre !== centre) throw new Error(`this journal is «${this.centre}»'s, not «${centre}»'s`);
    const { secret } = newIdentity(this.#chance);
    this.#become({ ...this.#identity, epoch, centre, enrolled: true, enrolCode: null, secret });
  }

  get #identity(): Identity {
    return this.#credentials.identity;
  }

  /** Becomes this, and goes on in its chain; where that is another, what has no place is written again in it. */
  #become(identity: Identity): void {
    const isSame = identity.device === this.device && identity.epoch === this.epoch;
    const begun = isSame ? identity : { ...identity, gone: NOTHING_GONE };
    this.#renew(() => {
      saveIdentity(this.#disk.db, begun);
      if (!isSame) beginChain(this.#disk, begun, this.#standing.ends);
      return { identity: begun, standing: this.#standing };
    });
  }

  /** A change of more than the next entry: on disk whole, and only then in memory. */
  #renew(change: () => { identity: Identity; standing: Standing }): void {
    const { identity, standing, laid, tip } = this.#disk.db.transaction(() => {
      const changed = change();
      return { ...changed, ...layAnew(this.#disk, changed.identity, changed.standing) };
    })();
    this.#upkeep.startOver();
    this.#credentials.becomes(identity);
    this.#standing = standing;
    this.#laid = laid;
    this.#tip = tip;
  }

  #ownChain(): OwnChain {
    return { key: chainKey(this.#identity), last: this.#tip.seq, hashAt: (seq) => this.#hashAt(seq) };
  }

  #hashAt(seq: number): string | undefined {
    const { gone } = this.#identity;
    return seq === gone.seq ? gone.hash : this.#pendingAt(seq)?.hash;
  }

  #pendingAt(seq: number): PendingEntry | undefined {
    const { entries } = this.#laid;
    return entries[seq - (entries[0]?.seq ?? 0)];
  }
}
