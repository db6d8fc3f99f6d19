import type { Database } from 'better-sqlite3';
import type { Command, Reply } from '../../../shared/contract/commands.ts';
import type { ChainTip, Cursor, SnapshotReply } from '../../../shared/contract/wire.ts';
import { businessDayOf, type BusinessDay, type Clock } from '../../../shared/domain/clock.ts';
import { dayInPlay } from '../../../shared/domain/decisions/decide.ts';
import { SealedEntry, sealEntry, type EntryId, type OrderedEntry } from '../../../shared/domain/entries/entry.ts';
import { foldRead } from '../../../shared/domain/reducers/fold.ts';
import { ENTRY_PAYLOADS, type Happening } from '../../../shared/domain/entries/happenings.ts';
import { BootId, type CentreId, type DeviceId, type DeviceKey, type VisitId } from '../../../shared/domain/ids.ts';
import type { VisitRecord } from '../../../shared/domain/figures/kpi.ts';
import { blocksWanted, type BlockWanted } from '../../../shared/domain/reducers/numbers.ts';
import type { ClockReading } from '../../../shared/domain/entries/stamps.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import type { Chance } from '../chance.ts';
import { Answers } from './answers.ts';
import { Credentials } from './credentials.ts';
import { sha256 } from './digest.ts';
import { diskOf, type Disk } from './disk.ts';
import { Held, type Written } from './held.ts';
import { newIdentity, type Identity } from './identity.ts';
import { NotWritable } from './not-writable.ts';
import { estimate, readPending } from './pending.ts';
import { PastCalls } from './past-calls.ts';
import type { PastDay } from './past-days.ts';
import { beginAt, goBackTo, whyNotBegin } from './rewinding.ts';
import { salvagedIn, type Salvaged } from './salvage.ts';
import { noteSuspicion, saysDamaged } from './suspicion.ts';
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
  /** A file that was damaged and set aside, for as long as it lies there. */
  readonly salvaged: Salvaged | undefined;
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #bootId: BootId;
  readonly #disk: Disk;
  readonly #answers: Answers;
  readonly #upkeep: Upkeep;
  readonly #credentials: Credentials;
  readonly #held: Held;
  /** [Q3] What desks called, and what they saw then. */
  readonly past: PastCalls;

  /** @throws Damaged where the file does not hold what was written into it. */
  constructor(db: Database, clock: Clock, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
    this.#bootId = BootId.parse(chance.id());
    this.#disk = diskOf(db);
    this.#answers = new Answers(db);
    this.#credentials = new Credentials(db, chance);
    this.#held = new Held(this.#disk, this.#credentials);
    this.past = new PastCalls(this.#disk, { identity: () => this.#identity, pending: () => this.#held.laid.entries });
    this.#upkeep = new Upkeep(this.#disk, this.#answers, clock);
    this.salvaged = salvagedIn(db);
  }

  /**
   * Whether an error says that this file is damaged. That is noted beside it then, and the next start
   * salvages what can be read: the station is to be started again.
   * @throws what the disk says where it does not take the note.
   */
  noteDamage(error: unknown): boolean {
    if (!saysDamaged(error)) return false;
    noteSuspicion(this.#disk.db.name, error);
    return true;
  }

  /** What a slow look over old places and history found damaged, in words. What is in memory is not touched by it. */
  get damage(): string | undefined {
    const found = this.#upkeep.damage;
    return found && `old records in ${this.#disk.db.name} are damaged (${found.message}). Today's turns are not touched by it. Check the disk, and keep a copy of the folder as it is.`;
  }

  /** What the centre is now, as this station knows it. */
  get state(): CentreState {
    return this.#held.laid.state;
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
    return this.#held.standing.head;
  }
  get owner(): DeviceId | undefined {
    return this.#held.standing.confirmed.owner;
  }
  get chain(): ChainTip {
    return { epoch: this.epoch, ...this.#held.tip };
  }
  /** The last of this device's own entries. */
  get lastSeq(): number {
    return this.#held.tip.seq;
  }
  get pendingCount(): number {
    return this.#held.laid.entries.length;
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
    this.#upkeep.wrote();
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
    return asked ? this.writeAll([happening], day, asked, aside) : this.#writeAll([happening], day);
  }

  /** The same of several, in this order: all of them are on the disk, or none. */
  writeAll(happenings: readonly Happening[], day: BusinessDay, asked: Asked, aside?: Aside): Reply {
    const answer = this.#writeAll(happenings, day, asked, aside);
    if (!answer) throw new Error('whoever asks is answered');
    return answer;
  }

  /** The same of what nobody asked for at a screen. */
  writeQuietly(happenings: readonly Happening[], day: BusinessDay): void {
    this.#writeAll(happenings, day);
  }

  #writeAll(happenings: readonly Happening[], day: BusinessDay, asked?: Asked, aside?: Aside): Reply | undefined {
    const { laid } = this.#held;
    const written = this.#seal(happenings, day);
    const state = foldRead(laid.state, written.map(({ entry }) => entry));
    if (state.unused !== laid.state.unused) throw new NotWritable([...new Set(happenings.map(({ type }) => type))].join(', '));
    const answer = asked?.answer(state);
    const remembered = this.#held.append(written, state, () => {
      aside?.();
      return asked && answer && this.#answers.add(asked.command, answer, this.#clock.now());
    });
    remembered?.keep();
    this.#upkeep.wrote();
    return answer;
  }

  /** @throws NotWritable */
  #seal(happenings: readonly Happening[], day: BusinessDay): readonly Written[] {
    const clocks = this.readClocks();
    const { device, epoch } = this;
    let { tip, laid: { stamp } } = this.#held;
    return happenings.map(({ type, payload }) => {
      const id = { device, epoch, seq: tip.seq + 1 };
      const sealed = sealEntry(sha256, tip.hash, { ...id, type, v: ENTRY_PAYLOADS[type].v, ...clocks, businessDay: day, payload });
      if (!SealedEntry.safeParse(sealed).success) throw new NotWritable(type);
      tip = { seq: id.seq, hash: sealed.hash };
      stamp = estimate(clocks.at, stamp);
      return { sealed, entry: { ...readPending(sealed, id), effectiveAt: stamp, generation: this.head.generation } };
    });
  }

  /**
   * What has time: the log into the file, a snapshot, old answers. Called between taps, so that none
   * pays for it, after writes and after the order came in.
   * @throws Database.SqliteError when the disk refuses; nothing is lost by it.
   */
  tidy(): void {
    this.#upkeep.tidy(this.#held.standing);
  }

  ownEntriesFrom(seq: number, limit: number): readonly SealedEntry[] {
    const { places, own } = this.#disk;
    const placed = places.ofChain(this.#identity, seq, limit);
    const rest = own.from(seq + placed.length, limit - placed.length);
    const whole = [...placed, ...rest].filter((entry, index) => entry.seq === seq + index);
    return whole.map(({ bytes, hash }) => ({ bytes, hash }));
  }

  adopt(entries: readonly OrderedEntry[]): Refused | undefined {
    const { closedThrough } = this.#held.standing.confirmed;
    const refused = this.#held.adopt(entries);
    if (!refused) this.#upkeep.adopted(entries.length, this.#held.standing.confirmed.closedThrough !== closedThrough);
    return refused;
  }

  adoptSnapshot(snapshot: SnapshotReply): Refused | undefined {
    const { standing } = this.#held;
    const refused = whyNotBegin(this.#disk, this.#identity, standing, snapshot);
    if (refused) return refused;
    this.#held.renew(() => beginAt(this.#disk, this.#identity, standing, snapshot));
    this.#upkeep.startOver();
    return undefined;
  }

  samplePlaces(upTo: number): readonly { readonly no: number; readonly orderHash: string }[] {
    return this.#disk.places.sample(upTo);
  }

  placesAfter(no: number, limit: number): readonly OrderedEntry[] {
    return no < this.#disk.places.reach().base.no ? [] : this.#disk.places.after(no, limit);
  }

  goBackTo(no: number): void {
    if (no >= this.head.no) return;
    this.#held.renew(() => ({ identity: this.#identity, standing: goBackTo(this.#disk, this.#identity, no) }));
    this.#upkeep.startOver();
  }

  /** The first day after this one that is over and no longer in memory. @throws Database.SqliteError */
  pastDay(after: string): PastDay | undefined {
    return this.#disk.pastDays.after(after);
  }

  /** Whether a turn of this id is in the order, of whatever day. @throws Database.SqliteError where the file can't be read. */
  hasOrdered(visit: VisitId): boolean {
    // Another visit may go by the same number (see about.ts).
    return this.#disk.places.ofVisit(visit, this.head.no).some(({ entry }) => entry.bytes.includes(`"${visit}"`));
  }

  /** The bytes of an entry that is in the order, or this device's own and still pending. @throws Database.SqliteError where the file can't be read. */
  bytesOf({ device, epoch, seq }: EntryId): string | undefined {
    const { places, own } = this.#disk;
    const [placed] = places.ofChain({ device, epoch }, seq, 1);
    if (placed?.seq === seq) return placed.bytes;
    if (device !== this.device || epoch !== this.epoch) return undefined;
    const [pending] = own.from(seq, 1);
    return pending?.seq === seq ? pending.bytes : undefined;
  }

  /** [Q7] What figures of days that are over are made of, both days included. @throws Database.SqliteError */
  pastRecords(from: BusinessDay, through: BusinessDay): Generator<VisitRecord> {
    return this.#disk.pastDays.records(from, through);
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
    this.#held.become({ ...this.#identity, device, epoch });
  }

  becomeAnotherDevice(): void {
    const { device, key, secret } = newIdentity(this.#chance);
    this.#held.become({ ...this.#identity, device, epoch: 1, enrolled: false, key, nextKey: null, secret });
  }

  /** @throws Error where this journal is another centre's. */
  noteEnrolled(centre: CentreId, epoch: number): void {
    if (this.centre !== undefined && this.centre !== centre) throw new Error(`this journal is «${this.centre}»'s, not «${centre}»'s`);
    const { secret } = newIdentity(this.#chance);
    this.#held.become({ ...this.#identity, epoch, centre, enrolled: true, enrolCode: null, secret });
  }

  get #identity(): Identity {
    return this.#credentials.identity;
  }
}
