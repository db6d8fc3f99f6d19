import Database from 'better-sqlite3';
import { Reply, type Command } from '../../../shared/contract/commands.ts';
import { dayBefore, type BusinessDay, type Clock, type EpochMs } from '../../../shared/domain/clock.ts';
import {
  CHAIN_START,
  ENTRY_PAYLOADS,
  SealedEntry,
  chainHash,
  orderHash,
  readEntry,
  sealEntry,
  stampOf,
  type Envelope,
  type Happening,
  type OrderedEntry,
} from '../../../shared/domain/entry.ts';
import { fold, type Effective } from '../../../shared/domain/fold.ts';
import { BootId, DeviceId } from '../../../shared/domain/ids.ts';
import { EMPTY_STATE, type CentreState } from '../../../shared/domain/state.ts';
import type { Chance } from '../chance.ts';
import { sha256 } from './digest.ts';
import { prepare, type Statements } from './statements.ts';

/** What must be on disk together with an entry or not at all: its print job, say [J2]. */
export type Aside = () => void;

/** The command that caused an entry, and its answer as a function of the state the entry leads to. */
export interface Asked {
  readonly command: Command;
  readonly answer: (state: CentreState) => Reply;
}

/** An own entry that has no place in the order yet, with this device's estimate of its stamp. */
interface Pending {
  readonly seq: number;
  readonly at: EpochMs;
  readonly effective: Effective;
}

/** Why a batch of the centre's order was not taken. */
export type Refused =
  | 'notNext'
  | 'orderHashBroken'
  | 'forked'
  | 'chainBroken'
  | 'badEnvelope'
  /** The order holds more of this device than this disk: an older copy of it was put back [J11]. */
  | 'restored';

/** Days an answer is remembered; no screen repeats a command after its station was down that long. */
const COMMANDS_KEPT_MS = 2 * 24 * 60 * 60 * 1000;

/** Writes after which the log is folded into the file; about 8 MB of it. */
const WRITES_A_CHECKPOINT = 200;

/**
 * A station's journal: `state = pending.reduce(apply, confirmed)`.
 *
 * Held in memory are the days still in play — the two latest the journal knows, and today — and
 * what stands for longer (the centre). Older days rest in SQLite. The window is chosen by what the
 * journal holds as well as by the clock: a machine that wakes in the wrong year must not give
 * out numbers that were given before [N1].
 */
export class Journal {
  readonly device: DeviceId;
  readonly epoch: number;
  readonly #db: Database.Database;
  readonly #clock: Clock;
  readonly #bootId: BootId;
  readonly #sql: Statements;
  #token: string | undefined;
  #placedSeq: number;
  #last: { seq: number; hash: string };
  /** The stamp of this device's last entry: the order's, or while it is pending its own estimate. */
  #lastStamp: EpochMs = 0;
  #writesInLog = 0;
  #head: { no: number; orderHash: string; generation: number };
  /** The business day the window was last chosen for. */
  #day: BusinessDay | undefined;
  /** The first day in the window. */
  #since: string | undefined;
  #confirmed: CentreState = EMPTY_STATE;
  /** Grown in place: offline it is long, and copying it would be most of what a tap costs. */
  #pending: Pending[] = [];
  #state: CentreState = EMPTY_STATE;

  constructor(db: Database.Database, clock: Clock, chance: Chance) {
    this.#db = db;
    this.#clock = clock;
    this.#sql = prepare(db);
    this.#bootId = BootId.parse(chance.id());
    this.#sql.makeIdentity.run(chance.id());
    const identity = this.#sql.identity.get();
    if (!identity) throw new Error('the identity row was made above');
    this.device = DeviceId.parse(identity.device);
    this.epoch = identity.epoch;
    this.#token = identity.token ?? undefined;
    this.#placedSeq = identity.placed_seq;
    this.#last = this.#sql.lastOwn.get(this.device, this.epoch) ?? { seq: 0, hash: CHAIN_START };
    this.#head = this.#readHead();
    this.#load(undefined);
  }

  /** What the centre is now, as this station knows it. */
  get state(): CentreState {
    return this.#state;
  }

  /** The last place of the centre's order on this disk; 0 before the first. */
  get head(): number {
    return this.#head.no;
  }

  /** The last of this device's own entries. */
  get lastSeq(): number {
    return this.#last.seq;
  }

  get pendingCount(): number {
    return this.#pending.length;
  }

  /** What this device shows the server instead of a password. */
  get token(): string | undefined {
    return this.#token;
  }

  /** Keeps a token, and lets go of the code that bought it. */
  keepToken(token: string | undefined): void {
    this.#sql.keepToken.run(token ?? null);
    this.#token = token;
  }

  /** The code this device enrols with, as long as it has not brought a token. */
  get enrolCode(): string | undefined {
    return this.#sql.enrolCode.get()?.enrol_code ?? undefined;
  }

  /**
   * Keeps the code on this disk before it is used: the server burns its own copy on success, and a
   * station that dies before the answer must be able to ask again.
   */
  keepEnrolCode(code: string): void {
    this.#sql.keepEnrolCode.run(code);
  }

  /**
   * Makes sure that `day` is in memory. Called before each decision: midnight passes, and a clock
   * may be set back to a day that was no longer held.
   */
  standAt(day: BusinessDay): void {
    if (day === this.#day) return;
    this.#load(day);
    this.#sql.forgetCommands.run(this.#clock.now() - COMMANDS_KEPT_MS);
  }

  /** The answer this command got the first time, if it ever did [J18]. */
  remembered(command: Command): Reply | 'otherCommand' | undefined {
    const row = this.#sql.command.get(command.id);
    if (!row) return undefined;
    if (row.command !== JSON.stringify(command)) return 'otherCommand';
    // An answer of another version's making can't be given again; the screen is told to reload.
    return readReply(row.reply) ?? 'otherCommand';
  }

  /** Remembers the answer to a command that wrote no entry. */
  remember(command: Command, reply: Reply): void {
    this.#sql.remember.run(command.id, JSON.stringify(command), JSON.stringify(reply), this.#clock.now());
  }

  /**
   * Writes an entry, what belongs beside it and the answer to the command that caused it, in one
   * transaction that is on the disk when this returns [J2][J18].
   * @returns that answer, where there was a command.
   * @throws Database.SqliteError when the disk refuses, NotWritable when nobody could read the entry;
   * then nothing happened.
   */
  write(happening: Happening, day: BusinessDay): undefined;
  write(happening: Happening, day: BusinessDay, asked: Asked, aside?: Aside): Reply;
  write(happening: Happening, day: BusinessDay, asked?: Asked, aside?: Aside): Reply | undefined {
    const now = this.#clock.now();
    const envelope: Envelope = {
      device: this.device,
      epoch: this.epoch,
      seq: this.#last.seq + 1,
      type: happening.type,
      v: ENTRY_PAYLOADS[happening.type].v,
      bootId: this.#bootId,
      monotonic: this.#clock.monotonic(),
      at: now,
      businessDay: day,
      payload: happening.payload,
    };
    const sealed = sealEntry(sha256, this.#last.hash, envelope);
    const effective: Effective = { bytes: sealed.bytes, effectiveAt: stampOf(now, this.#lastStamp, now) };
    const state = fold(this.#state, [effective]);
    if (!SealedEntry.safeParse(sealed).success || state.unused !== this.#state.unused) throw new NotWritable(happening.type);
    const answer = asked?.answer(state);
    this.#db.transaction(() => {
      this.#insertEntry(envelope, sealed);
      aside?.();
      if (asked && answer) this.remember(asked.command, answer);
    })();
    this.#last = { seq: envelope.seq, hash: sealed.hash };
    this.#lastStamp = effective.effectiveAt;
    this.#writesInLog += 1;
    this.#pending.push({ seq: envelope.seq, at: now, effective });
    this.#state = state;
    return answer;
  }

  /**
   * Folds the log into the file when it is due. Called between taps, so that none pays for it.
   * @throws Database.SqliteError when the disk refuses; what is in the log stays there and is safe.
   */
  tidy(): void {
    if (this.#writesInLog < WRITES_A_CHECKPOINT) return;
    this.#writesInLog = 0;
    this.#db.pragma('wal_checkpoint(PASSIVE)');
  }

  /** The next own entries without a place, oldest first. */
  pendingEntries(limit: number): SealedEntry[] {
    return this.#sql.ownAfter.all(this.device, this.epoch, this.#placedSeq, limit).map(({ bytes, hash }) => ({ bytes, hash }));
  }

  /** Own entries from `seq` on, for a server that says which it expects. */
  ownEntriesFrom(seq: number, limit: number): SealedEntry[] {
    return this.#sql.ownAfter.all(this.device, this.epoch, seq - 1, limit).map(({ bytes, hash }) => ({ bytes, hash }));
  }

  /**
   * Takes the next stretch of the centre's order: checked, on disk, then folded [J6][J19].
   * @returns what was wrong with it, in which case nothing was taken.
   */
  adopt(entries: readonly OrderedEntry[]): Refused | undefined {
    if (entries.length === 0) return undefined;
    let head = this.#head;
    let placedSeq = this.#placedSeq;
    let refused: Refused | undefined;
    try {
      this.#db.transaction(() => {
        for (const { place, entry } of entries) {
          if (place.no !== head.no + 1) throw new NotAdopted('notNext');
          if (orderHash(sha256, head.orderHash, place, entry.hash) !== place.orderHash) throw new NotAdopted('orderHashBroken');
          const envelope = this.#adoptEntry(entry);
          this.#sql.insertPlace.run(place.no, place.generation, place.effectiveAt, place.orderHash, envelope.device, envelope.epoch, envelope.seq);
          if (envelope.device === this.device && envelope.epoch === this.epoch) placedSeq = envelope.seq;
          head = { no: place.no, orderHash: place.orderHash, generation: place.generation };
        }
        this.#sql.keepPlaced.run(placedSeq);
      })();
    } catch (error) {
      if (!(error instanceof NotAdopted)) throw error;
      refused = error.why;
    }
    if (refused) return refused;
    this.#head = head;
    this.#placedSeq = placedSeq;
    this.#foldOrdered(entries.map(({ place, entry }) => ({ bytes: entry.bytes, effectiveAt: place.effectiveAt })));
    return undefined;
  }

  /** Inserts an ordered entry, or finds the own one it confirms. */
  #adoptEntry(entry: SealedEntry): Envelope {
    const read = readEntry(entry.bytes);
    const envelope = read.kind === 'known' ? read.entry.envelope : read.envelope;
    if (!envelope) throw new NotAdopted('badEnvelope');
    const known = this.#sql.hash.get(envelope.device, envelope.epoch, envelope.seq);
    if (known) {
      if (known.hash !== entry.hash) throw new NotAdopted('forked');
      return envelope;
    }
    if (envelope.device === this.device && envelope.epoch === this.epoch) throw new NotAdopted('restored');
    const before = envelope.seq === 1 ? CHAIN_START : this.#sql.hash.get(envelope.device, envelope.epoch, envelope.seq - 1)?.hash;
    if (before === undefined || chainHash(sha256, before, entry.bytes) !== entry.hash) throw new NotAdopted('chainBroken');
    this.#insertEntry(envelope, entry);
    return envelope;
  }

  #insertEntry(envelope: Envelope, entry: SealedEntry): void {
    const { device, epoch, seq, type, businessDay, at } = envelope;
    this.#sql.insertEntry.run(device, epoch, seq, type, businessDay, at, entry.bytes, entry.hash);
  }

  /** Moves the confirmed state on and lays what is still pending over it. */
  #foldOrdered(ordered: readonly Effective[]): void {
    const mine = this.#pending.slice(0, ordered.length);
    const asForeseen =
      mine.length === ordered.length &&
      ordered.every(({ bytes, effectiveAt }, i) => mine[i]?.effective.bytes === bytes && mine[i].effective.effectiveAt === effectiveAt);
    this.#confirmed = fold(this.#confirmed, ordered);
    const pending = this.#pending.filter(({ seq }) => seq > this.#placedSeq);
    if (asForeseen) {
      // The order took our own entries as we had them: the state is what it was, and costs nothing.
      this.#pending = pending;
    } else {
      const placedStamp = this.#sql.stampOf.get(this.device, this.epoch, this.#placedSeq)?.effective_at ?? 0;
      this.#layPending(pending.map(({ seq, at, effective }) => ({ seq, at, bytes: effective.bytes })), placedStamp);
    }
  }

  /** Folds the window of days in play, and what stands, from the disk: all of it, or nothing changes. */
  #load(day: BusinessDay | undefined): void {
    const latest = this.#sql.latestDay.get()?.day;
    const before = latest && this.#sql.dayBefore.get(latest)?.day;
    const edges = [latest, before, day && dayBefore(day)].filter((edge) => edge !== undefined && edge !== null);
    const since = edges.toSorted()[0] ?? '';
    if (since === this.#since) {
      // The same window as before, at a start most of all: what is in memory is what a fold would give.
      this.#day = day;
      return;
    }
    const confirmed = fold(EMPTY_STATE, this.#sql.placedSince.iterate(since));
    const pending = this.#sql.ownAfter.all(this.device, this.epoch, this.#placedSeq, -1);
    const placedStamp = this.#sql.stampOf.get(this.device, this.epoch, this.#placedSeq)?.effective_at ?? 0;
    this.#day = day;
    this.#since = since;
    this.#confirmed = confirmed;
    this.#layPending(pending, placedStamp);
  }

  /** Stamps what is pending by this device's own reckoning and lays it over the confirmed state [J13]. */
  #layPending(entries: readonly { seq: number; at: EpochMs; bytes: string }[], placedStamp: EpochMs): void {
    let stamp = placedStamp;
    this.#pending = entries.map(({ seq, at, bytes }) => {
      stamp = stampOf(at, stamp, at);
      return { seq, at, effective: { bytes, effectiveAt: stamp } };
    });
    this.#lastStamp = stamp;
    this.#state = fold(this.#confirmed, this.#pending.map(({ effective }) => effective));
  }

  #readHead(): { no: number; orderHash: string; generation: number } {
    const row = this.#sql.head.get();
    return row ? { no: row.no, orderHash: row.order_hash, generation: row.generation } : { no: 0, orderHash: CHAIN_START, generation: 1 };
  }
}

/** An entry that no reader would accept: it would stand before all that come after it, for ever. */
export class NotWritable extends Error {
  constructor(type: Happening['type']) {
    super(`the ${type} entry is too long, or not what readers of it expect`);
    this.name = 'NotWritable';
  }
}

function readReply(text: string): Reply | undefined {
  try {
    return Reply.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Leaves the transaction, so that nothing of a bad stretch stays. */
class NotAdopted extends Error {
  readonly why: Refused;
  constructor(why: Refused) {
    super(why);
    this.why = why;
  }
}
