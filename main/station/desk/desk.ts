import Database from 'better-sqlite3';
import type { Outcome, QueueCommand, Reply } from '../../../shared/contract/commands.ts';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import { serviceOf, type Centre } from '../../../shared/domain/centre.ts';
import { businessDayOf, type BusinessDay, type Clock, type Timers } from '../../../shared/domain/clock.ts';
import { dayInPlay, decideCallNext, decideIssue, decideStep, type Decision, type DeskStep, type QueueHappening } from '../../../shared/domain/decide.ts';
import { VisitId } from '../../../shared/domain/ids.ts';
import { aheadOf } from '../../../shared/domain/queue.ts';
import type { CentreState } from '../../../shared/domain/state.ts';
import type { Chance } from '../chance.ts';
import { NotWritable, type Journal } from '../journal/index.ts';
import type { PaperTicket } from '../printing/index.ts';
import { Calls, type CallNext, type ClaimLeg } from './calls.ts';

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
  /** Puts a ticket on the print spool, inside the journal's transaction [J2]. */
  readonly enqueue: (ticket: PaperTicket, now: number) => void;
  /** Told after an entry is on disk, before the reply is given. */
  readonly onWritten: () => void;
  /** Told when the disk refused an entry. */
  readonly onStorageTrouble: (error: Error) => void;
}

/** Refusals that say nothing of the command itself: the same tap may well succeed a moment later. */
const PASSING: ReadonlySet<RefusalKind> = new Set(['storage', 'notReady', 'deviceOut', 'outdated']);

/** Carries out commands: validate → decide → commit → reply. */
export class Desk {
  readonly #parts: DeskParts;
  readonly #calls: Calls;

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
        return decideCallNext(journal.state, command, { day, now: clock.now(), head: journal.head.no, pendingSeq: journal.lastSeq }, taken);
      },
      write: (call, command) => {
        const day = this.today();
        return day === undefined ? refused('notReady') : this.#write(call.happening, command, day);
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
   */
  carryOut(command: Exclude<QueueCommand, CallNext>): Reply;
  carryOut(command: QueueCommand): Reply | Promise<Reply>;
  carryOut(command: QueueCommand): Reply | Promise<Reply> {
    const { journal, isPutOut } = this.#parts;
    const waiting = this.#calls.waiting(command.id);
    if (waiting) return JSON.stringify(waiting.command) === JSON.stringify(command) ? waiting.reply : refused('malformed');
    try {
      if (this.today() === undefined) return refused('notReady');
      const before = journal.remembered(command);
      if (before === 'otherCommand') return refused('malformed');
      if (before) return before;
      if (isPutOut()) return refused('deviceOut');
      return command.kind === 'desk.callNext' ? this.#calls.call(command) : this.#decideAndWrite(command);
    } catch (error) {
      return this.#onError(error);
    }
  }

  /** The order moved on: a call may wait for that. */
  orderMoved(): void {
    this.#calls.moved();
  }

  /** From here on nothing is written by a call that waits. */
  stop(): void {
    this.#calls.stop();
  }

  #decideAndWrite(command: Exclude<QueueCommand, CallNext>): Reply {
    const { journal, clock, chance, keepsCentre } = this.#parts;
    const day = this.today();
    if (day === undefined) return refused('notReady');
    switch (command.kind) {
      case 'ticket.issue': {
        const given = { visit: VisitId.parse(chance.id()), day, who: { device: journal.device, keepsCentre }, asker: { kind: 'visitor', now: clock.now() } } as const;
        return this.#conclude(decideIssue(journal.state, command, given), command, day);
      }
      case 'desk.start':
      case 'desk.finish':
      case 'desk.noShow':
        return this.#conclude(decideStep(journal.state, STEP_OF[command.kind], command), command, day);
      default:
        return command satisfies never;
    }
  }

  #conclude(decision: Decision<RefusalKind>, command: QueueCommand, day: BusinessDay): Reply {
    return decision.kind === 'refused' ? this.#refuse(decision.why, command) : this.#write(decision.happening, command, day);
  }

  #refuse(why: RefusalKind, command: QueueCommand): Reply {
    const reply = refused(why);
    if (!PASSING.has(why)) this.#parts.journal.remember(command, reply);
    return reply;
  }

  #write(happening: QueueHappening, command: QueueCommand, day: BusinessDay): Reply {
    const answer = (state: CentreState): Reply => ({ kind: 'done', outcome: outcomeOf(happening, state) });
    const reply = this.#parts.journal.write(happening, day, { command, answer }, this.#paperFor(happening));
    this.#parts.onWritten();
    return reply;
  }

  #onError(error: unknown): Reply {
    if (!(error instanceof Database.SqliteError) && !(error instanceof NotWritable)) throw error;
    this.#parts.onStorageTrouble(error);
    return refused('storage');
  }

  /** A ticket's paper is spooled in the ticket's own transaction [J2]. */
  #paperFor(happening: QueueHappening): (() => void) | undefined {
    if (happening.type !== 'ticket.issued') return undefined;
    const { journal, clock, enqueue } = this.#parts;
    const { visit, label, service, language } = happening.payload;
    const centre = journal.state.centre;
    const asked = centre && serviceOf(centre, service);
    if (!asked) return undefined;
    const now = clock.now();
    return () => {
      enqueue({ centre: centre.name, label, service: asked.name[language], issuedAt: now, zone: centre.zone, language, visit, copy: false }, now);
    };
  }
}

const STEP_OF = {
  'desk.start': 'leg.started',
  'desk.finish': 'leg.finished',
  'desk.noShow': 'leg.noShow',
} as const satisfies Record<string, DeskStep>;

function refused(why: RefusalKind): Reply {
  return { kind: 'refused', why };
}

/** What the screen is told of an entry that was written. */
function outcomeOf(happening: QueueHappening, state: CentreState): Outcome {
  switch (happening.type) {
    case 'ticket.issued': {
      const { visit: id, label, service } = happening.payload;
      const visit = state.visits.get(id);
      return { kind: 'issued', visit: id, label, service, ahead: visit ? aheadOf(state, visit) : 0 };
    }
    case 'leg.called': {
      const visit = state.visits.get(happening.payload.visit);
      if (!visit) throw new Error('a call is only written for a visit that waits');
      return { kind: 'called', visit: visit.id, label: visit.label };
    }
    case 'leg.started':
    case 'leg.finished':
    case 'leg.noShow':
      return { kind: 'moved', visit: happening.payload.visit };
    default:
      return happening satisfies never;
  }
}
