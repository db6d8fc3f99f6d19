import Database from 'better-sqlite3';
import type { AskCommand, QueueCommand, Reply } from '../../../shared/contract/commands.ts';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import type { Centre } from '../../../shared/domain/centre.ts';
import { businessDayOf, MINUTE_MS, type BusinessDay, type Clock, type Timers } from '../../../shared/domain/clock.ts';
import { dayInPlay, type Asker, type QueueHappening } from '../../../shared/domain/decisions/decide.ts';
import { decideCallNext, decideCallOf } from '../../../shared/domain/decisions/decide-call.ts';
import type { VisitId } from '../../../shared/domain/ids.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import type { Chance } from '../chance.ts';
import { sha256 } from '../journal/digest.ts';
import { NotWritable, type Journal } from '../journal/index.ts';
import type { PaperSlip, PaperTicket } from '../printing/index.ts';
import { decideAct, type ActCommand } from './acts.ts';
import { answerTo } from './asking.ts';
import { Calls, type ClaimLeg } from './calls.ts';
import { keysFrom } from './keys.ts';
import { outcomeOf } from './outcome.ts';
import { paperOf, type WaitForNew } from './paper.ts';
import { Pace, type PaceLimits } from './pace.ts';
import { Tries } from './tries.ts';

export interface DeskParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly timers: Timers;
  /** Whether the centre's file is on this device: then the centre is described from here. */
  readonly keepsCentre: boolean;
  readonly claim: ClaimLeg;
  /** Whether the centre put this device out: it gives and calls no more numbers. */
  readonly isPutOut: () => boolean;
  /** What a new ticket is told of its wait. */
  readonly waitForNew: WaitForNew;
  /** Puts a paper on the print spool, inside the journal's transaction [J2]. */
  readonly enqueue: (paper: PaperTicket | PaperSlip, now: number) => void;
  /** Told after an entry is on disk, before the reply is given. */
  readonly onWritten: () => void;
  /** Told when the disk refused an entry. */
  readonly onStorageTrouble: (error: Error) => void;
}

/** Refusals that say nothing of the command itself: the same tap may well succeed a moment later. */
const PASSING: ReadonlySet<RefusalKind> = new Set(['storage', 'notReady', 'deviceOut', 'outdated', 'tooManyTries', 'opinionsSpent']);

/** Opinions that one screen takes from visitors: whoever stands there to spoil the figures soon stands there in vain. */
export const OPINION_PACE: PaceLimits = { apartMs: 10_000, most: 60, whileMs: 60 * MINUTE_MS };

/** Papers that visitors have of one turn, after its first. */
export const COPIES = 3;

/** Carries out commands: validate → decide → commit → reply. */
export class Desk {
  readonly #parts: DeskParts;
  readonly #calls: Calls;
  readonly #tries = new Tries();
  readonly #opinions = new Pace(OPINION_PACE);
  /** Turns that were found by their pictures here; a few an hour, and forgotten with the process. */
  readonly #found = new Set<VisitId>();
  /** How many papers of each turn visitors had here once more; forgotten with the process. */
  readonly #copies = new Map<VisitId, number>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#calls = new Calls({
      clock: parts.clock,
      timers: parts.timers,
      claim: parts.claim,
      isPending: (visit) => {
        const { device, epoch, lastSeq, pendingCount, state } = parts.journal;
        const entered = state.visits.get(visit)?.leg.enteredBy;
        return entered?.device === device && entered.epoch === epoch && entered.seq > lastSeq - pendingCount;
      },
      decide: (command, taken) => {
        const { journal, clock } = parts;
        const day = this.today();
        if (day === undefined) return { kind: 'refused', why: 'notReady' };
        const knowing = { day, now: clock.now(), head: journal.head.no, pendingSeq: journal.lastSeq };
        return command.kind === 'desk.call' ? decideCallOf(journal.state, command, knowing, taken) : decideCallNext(journal.state, command, knowing, taken);
      },
      write: (call, command) => {
        const day = this.today();
        return day === undefined ? refused('notReady') : this.#write([call.happening], command, day);
      },
      // A stop says nothing of the command: the next station is asked it again.
      refuse: (why, command) => (why === 'stopped' ? refused('notReady') : this.#refuse(why, command)),
      onError: (error) => this.#onError(error),
    });
  }

  /** The centre's business day to act on; undefined until there is a centre. */
  today(): BusinessDay | undefined {
    const { journal, clock } = this.#parts;
    const zone = journal.state.centre?.zone;
    return zone === undefined ? undefined : dayInPlay(journal.state, businessDayOf(zone, clock.now()));
  }

  /**
   * Writes the centre's description to the journal when it is not the one in force.
   * @throws CannotGoOn when this data is another centre's.
   */
  configure(centre: Centre): void {
    const { journal, clock } = this.#parts;
    const { centre: known } = journal;
    if (known !== undefined && known !== centre.id) {
      throw new CannotGoOn('badFile', `The centre's file describes «${centre.id}», and this data folder is «${known}»'s. Put the right file back, or choose another folder with --data. No data was touched.`);
    }
    if (JSON.stringify(journal.state.centre) === JSON.stringify(centre)) return;
    try {
      journal.write({ type: 'centre.configured', payload: { centre } }, dayInPlay(journal.state, businessDayOf(centre.zone, clock.now())));
    } catch (error) {
      if (!(error instanceof NotWritable)) throw error;
      throw new CannotGoOn('badFile', `The centre's file is too long: its services and desks must fit into 64 kB. Shorten it, or put the one before back. No data was touched.`);
    }
    this.#parts.onWritten();
  }

  /**
   * At once, but for a call: that one asks first whether it may be made [C1], and answers later.
   * Never throws or rejects for what a screen, a full disk or a repeat can bring about.
   * @param by whose screen asks. That this one may ask it at all was looked at before.
   */
  carryOut(command: ActCommand, by?: Asker): Reply;
  carryOut(command: QueueCommand, by?: Asker): Reply | Promise<Reply>;
  carryOut(command: QueueCommand, by: Asker = 'visitor'): Reply | Promise<Reply> {
    const { journal, isPutOut } = this.#parts;
    const waiting = this.#calls.waiting(command.id);
    if (waiting) return JSON.stringify(waiting.command) === JSON.stringify(command) ? waiting.reply : refused('malformed');
    try {
      if (this.today() === undefined) return refused('notReady');
      const before = journal.remembered(command);
      if (before === 'otherCommand') return refused('malformed');
      if (before) return before;
      if (isPutOut()) return refused('deviceOut');
      return command.kind === 'desk.callNext' || command.kind === 'desk.call' ? this.#calls.call(command) : this.#decideAndWrite(command, by);
    } catch (error) {
      return this.#onError(error);
    }
  }

  /** Answers somebody who asks and changes nothing. Visitors may miss a few times; staff see who stands there. */
  answer(command: AskCommand, by: Asker): Reply {
    const { journal, clock } = this.#parts;
    const [day, now] = [this.today(), clock.now()];
    if (day === undefined) return refused('notReady');
    // An id nobody guesses: whoever has one is let ask, whatever others tried here.
    const canBeGuessed = by === 'visitor' && (command.kind === 'ticket.find' || 'code' in command.by);
    if (canBeGuessed && this.#tries.areSpent(now)) return refused('tooManyTries');
    const answer = answerTo(command, journal.state, { day, now, isOfOld: (visit) => this.#wasOrdered(visit) });
    // In a full hall many pairs of pictures are somebody's, so that finding is a try as well.
    if (canBeGuessed && (command.kind === 'ticket.find' || answer.kind === 'missed')) this.#tries.miss(now);
    if (answer.kind === 'missed') return refused(answer.why);
    if (by === 'visitor' && answer.outcome.kind === 'found') for (const { visit } of answer.outcome.tickets) this.#found.add(visit);
    return { kind: 'done', outcome: answer.outcome };
  }

  /** The order moved on: a call may wait for that. */
  orderMoved(): void {
    this.#calls.moved();
  }

  /** From here on nothing is written by a call that waits. */
  stop(): void {
    this.#calls.stop();
  }

  #decideAndWrite(command: ActCommand, by: Asker): Reply {
    const { journal, clock, chance, keepsCentre } = this.#parts;
    const day = this.today();
    if (day === undefined) return refused('notReady');
    const given = {
      day,
      now: clock.now(),
      by,
      who: { device: journal.device, keepsCentre },
      digest: sha256,
      ...keysFrom(chance),
    };
    // Who only knows two pictures gives up nobody's turn.
    if (by === 'visitor' && command.kind === 'visit.cancel' && this.#found.has(command.visit)) return this.#refuse('notAllowed', command);
    const isTry = by === 'visitor' && command.kind === 'ticket.issue' && command.pictures !== undefined;
    if (isTry && this.#tries.areSpent(given.now)) return refused('tooManyTries');
    const isOpinion = by === 'visitor' && command.kind === 'opinion.give';
    if (isOpinion && this.#opinions.isSpent(clock.monotonic())) return refused('opinionsSpent');
    const decision = decideAct(journal.state, command, given);
    if (by === 'visitor' && command.kind === 'ticket.reprint' && decision.kind !== 'refused') {
      // A copy costs paper: nobody stands there and empties the roll. Of each turn by itself, since its holder must not go without for what others tried.
      const copies = this.#copies.get(command.visit) ?? 0;
      if (copies >= COPIES) return this.#refuse('copiesSpent', command);
      this.#copies.set(command.visit, copies + 1);
    }
    if (decision.kind === 'refused') {
      if (by === 'visitor' && decision.why === 'otherPictures') this.#tries.miss(given.now);
      return this.#refuse(decision.why, command);
    }
    if (isOpinion) this.#opinions.take(clock.monotonic());
    return this.#write(decision.kind === 'happens' ? [decision.happening] : decision.happenings, command, day);
  }

  /** A disk that can't be read makes no old paper a known one. */
  #wasOrdered(visit: VisitId): boolean {
    try {
      return this.#parts.journal.hasOrdered(visit);
    } catch (error) {
      this.#onError(error);
      return false;
    }
  }

  #refuse(why: RefusalKind, command: QueueCommand): Reply {
    const reply = refused(why);
    if (!PASSING.has(why)) this.#parts.journal.remember(command, reply);
    return reply;
  }

  #write(happenings: readonly QueueHappening[], command: QueueCommand, day: BusinessDay): Reply {
    const { journal, clock, enqueue, onWritten, waitForNew } = this.#parts;
    const before = journal.state;
    const now = clock.now();
    let paper: PaperTicket | PaperSlip | undefined;
    const answer = (state: CentreState): Reply => {
      paper = paperOf({ command, happening: happenings[0], state, now, waitForNew });
      return { kind: 'done', outcome: outcomeOf(command, happenings, before, state, { device: journal.device, now }) };
    };
    // A ticket's paper is spooled in the ticket's own transaction [J2].
    const reply = journal.writeAll(happenings, day, { command, answer }, () => {
      if (paper) enqueue(paper, now);
    });
    onWritten();
    return reply;
  }

  #onError(error: unknown): Reply {
    if (!(error instanceof Database.SqliteError) && !(error instanceof NotWritable)) throw error;
    this.#parts.onStorageTrouble(error);
    return refused('storage');
  }
}

function refused(why: RefusalKind): Reply {
  return { kind: 'refused', why };
}
