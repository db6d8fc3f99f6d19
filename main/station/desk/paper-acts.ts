/**
 * What is done about this device's papers: by staff, and by whoever takes one along. In: their commands. Out: replies; jobs and decisions for the
 * spool. A paper is this device's own matter: nothing of it stands in the journal but the answer.
 */
import Database from 'better-sqlite3';
import type { PaperCommand, Reply } from '../../../shared/contract/commands.ts';
import type { ServiceShown } from '../../../shared/contract/directory.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import type { BusinessDay, Clock, EpochMs } from '../../../shared/domain/clock.ts';
import type { Language } from '../../../shared/domain/centre.ts';
import { RecordId } from '../../../shared/domain/directory/record.ts';
import type { ComingDate } from '../../../shared/domain/events/index.ts';
import { OfferId, PaperId } from '../../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';
import { NotWritable, type Journal } from '../journal/index.ts';
import { PaperTest, type Spool } from '../printing/index.ts';
import { dayPaper } from './day-paper.ts';
import { Pace } from './pace.ts';
import { servicePaper, TAKE_ALONG_PACE, takeAlongPaper } from './take-along.ts';

export interface PaperActsParts {
  readonly journal: Pick<Journal, 'state' | 'remembered' | 'remember' | 'writeAll'>;
  readonly spool: Pick<Spool, 'enqueue' | 'maySettle' | 'settle'>;
  /** In their order; `confirms` is how one says that a paper is out, as settings spell it. */
  readonly printers: readonly { readonly name: string; readonly confirms: string }[];
  /** What this device is called. */
  readonly device: string;
  /** A service of the directory, as it is shown in a language; undefined where it is not there. */
  readonly serviceShown: (service: RecordId, language: Language) => ServiceShown | undefined;
  /** What there is to come to at an instant. */
  readonly coming: (now: EpochMs) => readonly ComingDate[];
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'id'>;
  readonly today: () => BusinessDay | undefined;
  /** Told once it is on disk, before the reply is given. */
  readonly onWritten: () => void;
  readonly onStorageTrouble: (error: Error) => void;
}

export class PaperActs {
  readonly #parts: PaperActsParts;
  readonly #taken = new Pace(TAKE_ALONG_PACE);

  constructor(parts: PaperActsParts) {
    this.#parts = parts;
  }

  /** Never throws for what a screen, a full disk or a repeat can bring about. */
  carryOut(command: PaperCommand): Reply {
    const { journal, onStorageTrouble } = this.#parts;
    try {
      const before = journal.remembered(command);
      if (before) return before === 'otherCommand' ? refused('malformed') : before;
      return this.#carryOut(command);
    } catch (error) {
      if (!(error instanceof Database.SqliteError) && !(error instanceof NotWritable)) throw error;
      onStorageTrouble(error);
      return refused('storage');
    }
  }

  #carryOut(command: PaperCommand): Reply {
    switch (command.kind) {
      case 'paper.settle':
        return this.#settle(command);
      case 'paper.test':
        return this.#test(command);
      case 'paper.day':
        return this.#day(command);
      case 'offer.print':
        return this.#takeAlong(command);
      default:
        return command satisfies never;
    }
  }

  #settle(command: Extract<PaperCommand, { kind: 'paper.settle' }>): Reply {
    const { spool, clock } = this.#parts;
    const { paper, how } = command;
    if (!spool.maySettle(paper, how)) return this.#refuse('paperSettled', command);
    return this.#write(command, { kind: 'done', outcome: { kind: 'paperSettled', paper } }, () => {
      spool.settle(paper, how, clock.now());
    });
  }

  #test(command: Extract<PaperCommand, { kind: 'paper.test' }>): Reply {
    const { journal, spool, clock, chance, printers } = this.#parts;
    const { printer, language } = command;
    const [asked, zone, at] = [printers[printer], journal.state.centre?.zone, clock.now()];
    if (!asked) return this.#refuse('unknownPrinter', command);
    if (zone === undefined) return refused('notReady');
    const page = PaperTest.parse({ kind: 'test', zone, language, paper: PaperId.parse(chance.id()), name: asked.name, at, confirms: asked.confirms });
    return this.#write(command, { kind: 'done', outcome: { kind: 'testing', printer } }, () => {
      spool.enqueue(page, at);
    });
  }

  #day(command: Extract<PaperCommand, { kind: 'paper.day' }>): Reply {
    const { journal: { state }, spool, clock, chance, device, today } = this.#parts;
    const [day, now] = [today(), clock.now()];
    if (!state.centre || day === undefined) return refused('notReady');
    const paper = dayPaper(state.centre, state, { paper: PaperId.parse(chance.id()), language: command.language, day, now, device });
    return this.#write(command, { kind: 'done', outcome: { kind: 'dayPrinting' } }, () => {
      spool.enqueue(paper, now);
    });
  }

  #takeAlong(command: Extract<PaperCommand, { kind: 'offer.print' }>): Reply {
    const { journal: { state: { centre } }, spool, clock, chance } = this.#parts;
    if (!centre) return refused('notReady');
    const { language } = command;
    const service = RecordId.safeParse(command.offer).data;
    const offer = OfferId.safeParse(command.offer).data;
    const now = clock.now();
    const paper = PaperId.parse(chance.id());
    const page = service ? servicePaper(centre, (spoken) => this.#parts.serviceShown(service, spoken), { paper, language }) : offer && takeAlongPaper(centre, this.#parts.coming(now), { offer, date: command.date, language, paper });
    if (!page) return this.#refuse('unknownOffer', command);
    // It passes: the same touch may well be granted a moment later.
    if (this.#taken.isSpent(clock.monotonic())) return refused('papersSpent');
    const reply = this.#write(command, { kind: 'done', outcome: { kind: 'takingAlong', paper: page.paper } }, () => {
      spool.enqueue(page, now);
    });
    if (reply.kind === 'done') this.#taken.take(clock.monotonic());
    return reply;
  }

  /** [J2][J18] The decision and its answer are on the disk together, or neither is. */
  #write(command: PaperCommand, reply: Reply, aside: () => void): Reply {
    const { journal, today, onWritten } = this.#parts;
    const day = today();
    if (day === undefined) return refused('notReady');
    journal.writeAll([], day, { command, answer: () => reply }, aside);
    onWritten();
    return reply;
  }

  #refuse(why: RefusalKind, command: PaperCommand): Reply {
    const reply = refused(why);
    this.#parts.journal.remember(command, reply);
    return reply;
  }
}

function refused(why: RefusalKind): Reply {
  return { kind: 'refused', why };
}
