/**
 * Activities at a station: what coordinators plan, who signs up and who comes. In: commands, the
 * state, what the order's owner says of a seat. Out: entries, papers, views. What somebody leaves of
 * themselves is sealed before it is anywhere [J15], and is in no log.
 */
import Database from 'better-sqlite3';
import type { ActivityCommand, Outcome, Reply, Trust } from '../../../shared/contract/commands.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import type { View } from '../../../shared/contract/views.ts';
import type { KeysReply, KeysRequest } from '../../../shared/contract/wire.ts';
import type { Centre } from '../../../shared/domain/centre.ts';
import { MINUTE_MS, type BusinessDay, type Clock, type EpochMs, type Timers } from '../../../shared/domain/clock.ts';
import type { Asker, DecisionOfSeveral } from '../../../shared/domain/decisions/decide.ts';
import { decideDropSeries, decidePutSeries } from '../../../shared/domain/decisions/decide-series.ts';
import { decideScan } from '../../../shared/domain/decisions/decide-scan.ts';
import { decideAccept, decideCancelSignup, decideForget, decideNote, freshCode, leaseAtHand, leasesAhead, leasesToReturn, maySignUp, mayHaveSeats, seatsWantedAhead, signupMade, type MaySignUp, type NoteAsk } from '../../../shared/domain/decisions/decide-signup.ts';
import { SIGNUP_LETTERS, type PlaceGiven } from '../../../shared/domain/events/signup.ts';
import { readPass, SignupCode, type AtDate, type ComingDate, type Planned } from '../../../shared/domain/events/index.ts';
import { SeatLeaseId, SignupId } from '../../../shared/domain/ids.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import type { Chance } from '../chance.ts';
import { Pace, Tries, type PaceLimits } from '../desk/index.ts';
import { sha256 } from '../journal/digest.ts';
import { NotWritable, type Journal } from '../journal/index.ts';
import type { PaperEvent, Spool } from '../printing/index.ts';
import { asPhone } from './phone.ts';
import type { Contact, Contacts } from './contacts.ts';
import { Schedule } from './schedule.ts';
import { datesAround, scanTold, signedPass, signerOf } from './door.ts';
import { eventPaper } from './paper.ts';
import { activityView, signupShown, standingOf, type ActivityQuery, type ShownTo } from './showing.ts';

/**
 * [S1] Asks the order's owner for seats. Never rejects.
 * @param withinMs after that it answers `cutOff`, as where the owner can't be reached.
 */
export type DrawSeats = (asked: AtDate & { readonly lease: SeatLeaseId; readonly seats: number }, withinMs: number) => Promise<'granted' | 'full' | 'cutOff'>;

export interface ActivitiesParts {
  readonly journal: Pick<Journal, 'state' | 'device' | 'epoch' | 'keys' | 'remembered' | 'remember' | 'writeAll' | 'writeQuietly'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly chance: Chance;
  readonly contacts: Contacts;
  readonly draw: DrawSeats;
  /** [J15] Undefined where the server is not heard from. Never rejects. */
  readonly tradeKeys: (asked: KeysRequest, withinMs: number) => Promise<KeysReply | undefined>;
  /** Whether the order's owner is heard from. */
  readonly isOnline: () => boolean;
  /** [S1] Whether people sign up at a screen of this device: then it has seats at hand for when it is cut off. */
  readonly hasVisitors: () => boolean;
  readonly spool: Pick<Spool, 'enqueue' | 'stateOf' | 'elsewhere'>;
  readonly isPutOut: () => boolean;
  readonly today: () => BusinessDay | undefined;
  /** There is more to see than before. */
  readonly onChange: () => void;
  /** Told once an entry is on disk, before the reply is given. */
  readonly onWritten: () => void;
  readonly onStorageTrouble: (error: Error) => void;
}

/** A signup waits for its seats no longer than this; then it is what this device has at hand, or a wait [S1]. */
export const DRAW_WAIT_MS = 800;
/** Nobody waits for what a device has at hand, or for keys. */
const TEND_WAIT_MS = 10_000;
/** Seats that were asked for ahead and did not come are asked for again after this. */
const AHEAD_AGAIN_MS = 60_000;

/** Signups that one screen takes from visitors: whoever stands there to fill a class soon stands there in vain. */
export const SIGNUP_PACE: PaceLimits = { apartMs: 3_000, most: 30, whileMs: 60 * MINUTE_MS };

/** Refusals that say nothing of the command itself: the same tap may well succeed a moment later. */
const PASSING: ReadonlySet<RefusalKind> = new Set(['storage', 'notReady', 'deviceOut', 'outdated', 'tooManyTries', 'signupsSpent']);

type MakeCommand = Extract<ActivityCommand, { kind: 'signup.make' }>;
type Written = Exclude<ActivityCommand, MakeCommand | { kind: 'signup.find' }>;

export class Activities {
  readonly #parts: ActivitiesParts;
  readonly #schedule: Schedule;
  readonly #tries = new Tries();
  readonly #pace = new Pace(SIGNUP_PACE);
  /** Signups whose seats are asked for: repeated meanwhile, they get the same reply [J18]. */
  readonly #waiting = new Map<string, { readonly command: string; readonly reply: Promise<Reply> }>();
  readonly #onMoved = new Set<() => void>();
  /** Leases that are asked for, or about to be used. */
  readonly #drawn = new Set<SeatLeaseId>();
  #tending = false;
  /** Signups of which all keys were told of. */
  #tradedFor: CentreState['signups'] | undefined;
  /** When seats were asked for ahead in vain, by the monotonic clock. */
  #askedAheadAt = -Infinity;
  #isStopped = false;

  constructor(parts: ActivitiesParts) {
    this.#parts = parts;
    const { journal, clock, timers, onChange } = parts;
    this.#schedule = new Schedule({ state: () => journal.state, clock, timers, onChange });
  }

  /** The state may have changed. */
  wake(): void {
    this.#schedule.wake();
    for (const goOn of this.#onMoved) goOn();
  }

  /**
   * What nobody waits for: keys there and back [J15], seats at hand for when this device is cut off,
   * and those it has no use for given back [S1]. Called now and then; one at a time. Never rejects.
   */
  async tend(): Promise<void> {
    if (this.#tending || this.#isStopped || this.#parts.journal.state.centre === undefined) return;
    this.#tending = true;
    try {
      await this.#trade();
      if (this.#isStopped) return;
      this.#giveBack();
      await this.#takeAhead();
    } catch (error) {
      this.#onError(error);
    } finally {
      this.#tending = false;
    }
  }

  async #trade(): Promise<void> {
    const { contacts, journal, tradeKeys, onChange } = this.#parts;
    const { signups } = journal.state;
    if (this.#tradedFor === signups) return;
    const asked = contacts.toTrade(journal.state);
    const reply = asked && (await tradeKeys(asked, TEND_WAIT_MS));
    if (this.#isStopped || (asked && !reply)) return;
    if (asked && reply && contacts.traded(asked, reply)) onChange();
    // What did not fit into one message goes with the next.
    if (contacts.toTrade(journal.state) === undefined) this.#tradedFor = signups;
  }

  #giveBack(): void {
    const { journal, today, clock, isOnline, onWritten } = this.#parts;
    const { state, device, epoch } = journal;
    const day = today();
    if (day === undefined) return;
    const kept = leasesAhead(state, { device, epoch, now: clock.now(), isOnline: isOnline(), hasVisitors: this.#parts.hasVisitors() });
    const returned = leasesToReturn(state, device, ({ id }) => this.#drawn.has(id) || kept.has(id));
    if (returned.length === 0) return;
    journal.writeQuietly(returned.map((lease) => ({ type: 'seats.returned', payload: { lease } })), day);
    onWritten();
  }

  async #takeAhead(): Promise<void> {
    const { journal, clock, chance, draw, isOnline, hasVisitors } = this.#parts;
    if (!isOnline() || !hasVisitors() || clock.monotonic() - this.#askedAheadAt < AHEAD_AGAIN_MS) return;
    const { device, epoch } = journal;
    for (const wanted of seatsWantedAhead(journal.state, { device, epoch, now: clock.now() })) {
      const lease = SeatLeaseId.parse(chance.id());
      this.#drawn.add(lease);
      const drawn = await draw({ lease, ...wanted }, TEND_WAIT_MS);
      if (drawn === 'granted') await this.#until(() => journal.state.seatLeases.has(lease), TEND_WAIT_MS);
      this.#drawn.delete(lease);
      if (this.#isStopped || drawn !== 'granted') this.#askedAheadAt = clock.monotonic();
      if (this.#isStopped || drawn === 'cutOff') return;
    }
  }

  /** From here on nothing is written by a signup that waits. */
  stop(): void {
    this.#isStopped = true;
    this.#schedule.stop();
    for (const goOn of this.#onMoved) goOn();
  }

  /** The dates to come. */
  coming(now: EpochMs): readonly ComingDate[] {
    return this.#schedule.coming(now);
  }

  view(query: ActivityQuery, centre: Centre): View {
    // Whoever takes all of them out wants those too whose dates nobody has looked at yet.
    return activityView(query, this.#shownTo(centre, query.kind === 'plans' ? this.#schedule.all : this.#schedule.planned));
  }

  /** Never throws or rejects for what a screen, a full disk or a repeat can bring about. */
  carryOut(command: ActivityCommand, trust: Trust): Reply | Promise<Reply> {
    const { journal, isPutOut } = this.#parts;
    const by: Asker = trust === 'staff' ? 'staff' : 'visitor';
    try {
      if (command.kind === 'signup.find') return this.#find(command, by);
      const asked = remembered(command);
      const waiting = this.#waiting.get(command.id);
      if (waiting) return waiting.command === JSON.stringify(asked) ? waiting.reply : refused('malformed');
      if (this.#parts.today() === undefined) return refused('notReady');
      const before = journal.remembered(asked);
      if (before) return before === 'otherCommand' ? refused('malformed') : before;
      if (isPutOut()) return refused('deviceOut');
      return command.kind === 'signup.make' ? this.#signUp(command, by) : this.#act(command, by);
    } catch (error) {
      return this.#onError(error);
    }
  }

  #act(command: Written, by: Asker): Reply {
    const { journal, chance } = this.#parts;
    const { state } = journal;
    const planned = this.#schedule.all;
    switch (command.kind) {
      case 'series.put':
        return this.#write(command, decidePutSeries(state, command.series), { kind: 'planned' });
      case 'series.drop':
        return this.#write(command, decideDropSeries(state, command.series), { kind: 'planned' });
      case 'signup.cancel':
        return this.#write(command, decideCancelSignup(state, command.signup, by), { kind: 'signupChanged', signup: command.signup });
      case 'signup.forget':
        return this.#write(command, decideForget(state, command.signup), { kind: 'signupChanged', signup: command.signup }, () => this.#parts.contacts.forget(command.signup));
      case 'signup.accept':
        return this.#write(command, decideAccept(state, command.signup), { kind: 'signupChanged', signup: command.signup });
      case 'signup.reprint':
        return this.#reprint(command);
      case 'attendance.note': {
        const note: NoteAsk = { of: command.of ?? SignupId.parse(chance.id()), series: command.series, date: command.date, people: command.people };
        return this.#write(command, decideNote(state, note, planned), { kind: 'noted', of: note.of, people: note.people });
      }
      case 'attendance.scan':
        return this.#scan(command);
      default:
        return command satisfies never;
    }
  }

  /** [E4] */
  #scan(command: Extract<Written, { kind: 'attendance.scan' }>): Reply {
    const { journal: { state }, clock } = this.#parts;
    const { series, date, by } = command;
    const planned = this.#schedule.all;
    const signed = 'pass' in by ? readPass(by.pass) : undefined;
    const others = (): readonly AtDate[] => datesAround(this.#schedule.planned, clock.now());
    const decision = decideScan(state, { series, date }, by, { planned, others, signed, signer: signed && signerOf(state, signed), digest: sha256 });
    if (decision.kind === 'refused') return this.#refuse(decision.why, command);
    const told = scanTold(decision.told, state, planned);
    return this.#write(command, { kind: 'happen', happenings: decision.happenings }, { kind: 'scanned', told });
  }

  #reprint(command: Extract<Written, { kind: 'signup.reprint' }>): Reply {
    const { journal: { state }, spool, clock } = this.#parts;
    const paper = this.#paperOf(state, command.signup, true);
    if (!paper) return this.#refuse('unknownSignup', command);
    return this.#write(command, { kind: 'happen', happenings: [] }, { kind: 'signupChanged', signup: command.signup }, () => spool.enqueue(paper, clock.now()));
  }

  #find({ by }: Extract<ActivityCommand, { kind: 'signup.find' }>, asker: Asker): Reply {
    const { journal: { state }, clock } = this.#parts;
    const now = clock.now();
    const canBeGuessed = asker === 'visitor' && 'code' in by;
    if (canBeGuessed && this.#tries.areSpent(now)) return refused('tooManyTries');
    const id = 'id' in by ? by.id : [...state.signups.values()].find(({ code }) => code === by.code)?.id;
    const shown = id !== undefined && state.centre ? signupShown(id, this.#shownTo(state.centre, this.#schedule.all)) : null;
    if (!shown) {
      if (canBeGuessed) this.#tries.miss(now);
      return refused('unknownSignup');
    }
    return { kind: 'done', outcome: { kind: 'signupFound', signup: shown } };
  }

  #signUp(command: MakeCommand, by: Asker): Reply | Promise<Reply> {
    const { clock, journal: { state } } = this.#parts;
    const may = this.#may(command, by);
    if (may.kind === 'refused') return this.#refuse(may.why, command);
    const { phone: typed, name } = command;
    const phone = typed === null ? null : asPhone(typed, state.centre);
    if (phone === undefined) return this.#refuse('notAPhone', command);
    // It passes: the same touch may well be granted a moment later.
    if (by === 'visitor' && this.#pace.isSpent(clock.monotonic())) return refused('signupsSpent');
    const contact = name === null && phone === null ? undefined : { name, phone };
    if (may.series.capacity === null) return this.#make(command, by, contact);
    const reply = this.#drawAndMake(command, by, contact)
      .catch((error: unknown) => this.#onError(error))
      .finally(() => this.#waiting.delete(command.id));
    this.#waiting.set(command.id, { command: JSON.stringify(remembered(command)), reply });
    return reply;
  }

  /** While seats are asked for others sign up: what stands is looked at anew before it is written. */
  async #drawAndMake(command: MakeCommand, by: Asker, contact: Contact | undefined): Promise<Reply> {
    const lease = SeatLeaseId.parse(this.#parts.chance.id());
    this.#drawn.add(lease);
    try {
      await this.#draw(command, by, lease);
      if (this.#isStopped) return refused('notReady');
      return this.#make(command, by, contact, lease);
    } finally {
      this.#drawn.delete(lease);
    }
  }

  /** [S1] Asks the owner for as many seats as come, where there is any use in that. */
  async #draw(command: MakeCommand, by: Asker, lease: SeatLeaseId): Promise<void> {
    const { journal, clock, draw } = this.#parts;
    const endsAt = clock.monotonic() + DRAW_WAIT_MS;
    const may = this.#may(command, by);
    if (may.kind === 'refused' || !mayHaveSeats(journal.state, may)) return;
    const { series, date } = command;
    const drawn = await draw({ lease, series, date, seats: may.seats }, DRAW_WAIT_MS);
    if (drawn === 'granted') await this.#until(() => journal.state.seatLeases.has(lease), endsAt - clock.monotonic());
  }

  /** [S1] The seats that were drawn, and else out of what this device has at hand for nobody yet: chosen as it is written, for others sign up meanwhile. */
  #placeOf({ series, date }: AtDate, { seats, series: { capacity } }: MaySignUp, drawn: SeatLeaseId | undefined): PlaceGiven {
    const { state, device, epoch } = this.#parts.journal;
    if (capacity === null) return { kind: 'open' };
    if (drawn && (state.seatLeases.get(drawn)?.seats ?? 0) >= seats) return { kind: 'leased', lease: drawn };
    const own = leaseAtHand(state, { series, date }, seats, { device, epoch, isSpokenFor: (lease) => this.#drawn.has(lease) });
    return own ? { kind: 'leased', lease: own.id } : { kind: 'waits' };
  }

  #until(isSo: () => boolean, withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        callOff();
        this.#onMoved.delete(look);
        resolve();
      };
      const look = (): void => {
        if (isSo() || this.#isStopped) done();
      };
      const callOff = this.#parts.timers.after(Math.max(0, withinMs), done);
      this.#onMoved.add(look);
      look();
    });
  }

  #make(command: MakeCommand, by: Asker, contact: Contact | undefined, drawn?: SeatLeaseId): Reply {
    const { journal, chance, clock, contacts, spool } = this.#parts;
    const may = this.#may(command, by);
    if (may.kind === 'refused') return this.#refuse(may.why, command);
    const { state } = journal;
    const place = this.#placeOf(command, may, drawn);
    const signup = SignupId.parse(chance.id());
    const code = freshCode(state, () => SignupCode.parse(Array.from({ length: 6 }, () => SIGNUP_LETTERS.charAt(Math.floor(chance.fraction() * SIGNUP_LETTERS.length))).join('')));
    const now = clock.now();
    const sealed = contact ? contacts.seal(signup, contact) : undefined;
    const consent = command.consent === null || !contact ? null : { version: command.consent, language: command.language, at: now };
    const decision = signupMade(command, { signup, code, place, by, sealed: sealed?.text ?? null, consent });
    const reply = this.#write(command, decision, (after) => ({ kind: 'signedUp', signup, code, stands: standingIn(after, signup) }), (after) => {
      sealed?.keep();
      const paper = this.#paperOf(after, signup, false);
      if (paper) spool.enqueue(paper, now);
    });
    if (by === 'visitor' && reply.kind === 'done') this.#pace.take(clock.monotonic());
    return reply;
  }

  #may(command: MakeCommand, by: Asker): MaySignUp | { readonly kind: 'refused'; readonly why: RefusalKind } {
    const { journal: { state }, clock } = this.#parts;
    const contact = { hasName: command.name !== null, hasPhone: command.phone !== null, hasConsent: command.consent !== null };
    return maySignUp(state, command, { planned: this.#schedule.all, now: clock.now(), by, contact });
  }

  #paperOf(state: CentreState, signup: SignupId, copy: boolean): PaperEvent | undefined {
    return eventPaper(state, signup, { planned: this.#schedule.all, copy, sign: (pass, centre) => signedPass(this.#parts.journal, pass, centre) });
  }

  /** [J2][J18] The entries, what goes with them and the answer are on the disk together, or nothing is. */
  #write(command: Written | MakeCommand, decision: DecisionOfSeveral<RefusalKind>, outcome: Outcome | ((after: CentreState) => Outcome), aside?: (after: CentreState) => void): Reply {
    const { journal, today, onWritten } = this.#parts;
    const day = today();
    if (day === undefined) return refused('notReady');
    if (decision.kind === 'refused') return this.#refuse(decision.why, command);
    let state = journal.state;
    const answer = (after: CentreState): Reply => {
      state = after;
      return { kind: 'done', outcome: typeof outcome === 'function' ? outcome(after) : outcome };
    };
    const reply = journal.writeAll(decision.happenings, day, { command: remembered(command), answer }, () => aside?.(state));
    this.wake();
    onWritten();
    return reply;
  }

  #refuse(why: RefusalKind, command: ActivityCommand): Reply {
    const reply = refused(why);
    if (!PASSING.has(why)) this.#parts.journal.remember(remembered(command), reply);
    return reply;
  }

  #shownTo(centre: Centre, planned: readonly Planned[]): ShownTo {
    const { journal, clock, contacts, spool } = this.#parts;
    return {
      centre, planned,
      state: journal.state,
      now: clock.now(),
      device: journal.device,
      contactOf: (signup) => contacts.open(signup),
      paperOf: (signup) => ({ state: spool.stateOf(signup) ?? 'unknown', elsewhere: spool.elsewhere(signup) ?? null }),
    };
  }

  #onError(error: unknown): Reply {
    if (!(error instanceof Database.SqliteError) && !(error instanceof NotWritable)) throw error;
    this.#parts.onStorageTrouble(error);
    return refused('storage');
  }
}

function standingIn(state: CentreState, id: SignupId): ReturnType<typeof standingOf> {
  const signup = state.signups.get(id);
  if (!signup) throw new Error('the state after it holds who signed up');
  return standingOf(signup);
}

/** [J15] What is remembered of a command holds no name and no telephone, not even as a hash: those can be guessed. */
function remembered(command: ActivityCommand): ActivityCommand {
  if (command.kind !== 'signup.make') return command;
  return { ...command, name: command.name === null ? null : '·', phone: command.phone === null ? null : '·' };
}

function refused(why: RefusalKind): Reply {
  return { kind: 'refused', why };
}
