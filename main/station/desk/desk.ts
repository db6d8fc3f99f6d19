import Database from 'better-sqlite3';
import type { Command, Outcome, Reply } from '../../../shared/contract/commands.ts';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import { serviceOf, type Centre } from '../../../shared/domain/centre.ts';
import { businessDayOf, type BusinessDay, type Clock } from '../../../shared/domain/clock.ts';
import { decideCallNext, decideIssue, decideStep, type Decision, type DeskStep } from '../../../shared/domain/decide.ts';
import type { Happening } from '../../../shared/domain/entry.ts';
import { VisitId } from '../../../shared/domain/ids.ts';
import { aheadOf } from '../../../shared/domain/queue.ts';
import type { CentreState } from '../../../shared/domain/state.ts';
import type { Chance } from '../chance.ts';
import { NotWritable, type Journal } from '../journal/index.ts';
import type { PaperTicket } from '../printing/index.ts';

export interface DeskParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Puts a ticket on the print spool, inside the journal's transaction [J2]. */
  readonly enqueue: (ticket: PaperTicket, now: number) => void;
  /** Told after an entry is on disk, before the reply is given. */
  readonly onWritten: () => void;
  /** Told when the disk refused an entry. */
  readonly onStorageTrouble: (error: Error) => void;
}

/** Refusals that say nothing of the command itself: the same tap may well succeed a moment later. */
const PASSING: ReadonlySet<RefusalKind> = new Set(['storage', 'notReady']);

/** Carries out commands: validate → decide → commit → reply. */
export class Desk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** The centre's business day now; undefined until there is a centre. */
  today(): BusinessDay | undefined {
    const { journal, clock } = this.#parts;
    const zone = journal.state.centre?.zone;
    return zone === undefined ? undefined : businessDayOf(zone, clock.now());
  }

  /**
   * Writes the centre's description to the journal when it is not the one in force.
   * @throws CannotGoOn when this data is another centre's.
   */
  configure(centre: Centre): void {
    const { journal, clock } = this.#parts;
    const known = journal.state.centre;
    if (known && known.id !== centre.id) {
      throw new CannotGoOn('badFile', `The centre's file describes «${centre.id}», and this data folder is «${known.id}»'s. Put the right file back, or choose another folder with --data. No data was touched.`);
    }
    journal.standAt(businessDayOf(centre.zone, clock.now()));
    if (JSON.stringify(journal.state.centre) === JSON.stringify(centre)) return;
    try {
      journal.write({ type: 'centre.configured', payload: { centre } }, businessDayOf(centre.zone, clock.now()));
    } catch (error) {
      if (!(error instanceof NotWritable)) throw error;
      throw new CannotGoOn('badFile', `The centre's file is too long: its services and desks must fit into 64 kB. Shorten it, or put the one before back. No data was touched.`);
    }
    this.#parts.onWritten();
  }

  /** Never throws for what a screen, a full disk or a repeat can bring about. */
  carryOut(command: Command): Reply {
    const { journal, onStorageTrouble } = this.#parts;
    try {
      const day = this.today();
      if (day === undefined) return refused('notReady');
      journal.standAt(day);
      const before = journal.remembered(command);
      if (before === 'otherCommand') return refused('malformed');
      if (before) return before;
      const reply = this.#decideAndWrite(command, day);
      if (reply.kind === 'refused' && !PASSING.has(reply.why)) journal.remember(command, reply);
      return reply;
    } catch (error) {
      if (!(error instanceof Database.SqliteError) && !(error instanceof NotWritable)) throw error;
      onStorageTrouble(error);
      return refused('storage');
    }
  }

  #decideAndWrite(command: Command, day: BusinessDay): Reply {
    const { journal, clock, chance } = this.#parts;
    switch (command.kind) {
      case 'ticket.issue': {
        const visit = VisitId.parse(chance.id());
        return this.#write(decideIssue(journal.state, command, { visit, day }), command, day);
      }
      case 'desk.callNext': {
        const given = { day, now: clock.now(), head: journal.head, pendingSeq: journal.lastSeq };
        return this.#write(decideCallNext(journal.state, command, given), command, day);
      }
      case 'desk.start':
      case 'desk.finish':
      case 'desk.noShow':
        return this.#write(decideStep(journal.state, STEP_OF[command.kind], command), command, day);
      default:
        return command satisfies never;
    }
  }

  #write(decision: Decision<RefusalKind>, command: Command, day: BusinessDay): Reply {
    if (decision.kind === 'refused') return refused(decision.why);
    const { happening } = decision;
    const answer = (state: CentreState): Reply => ({ kind: 'done', outcome: outcomeOf(happening, state) });
    const reply = this.#parts.journal.write(happening, day, { command, answer }, this.#paperFor(happening));
    this.#parts.onWritten();
    return reply;
  }

  /** A ticket's paper is spooled in the ticket's own transaction [J2]. */
  #paperFor(happening: Happening): (() => void) | undefined {
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
function outcomeOf(happening: Happening, state: CentreState): Outcome {
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
    case 'centre.configured':
      throw new Error('no screen configures the centre');
    default:
      return happening satisfies never;
  }
}
