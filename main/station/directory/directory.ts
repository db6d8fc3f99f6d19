import Database from 'better-sqlite3';
import type { DirectoryCommand, Reply, Trust } from '../../../shared/contract/commands.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import type { View, ViewQuery } from '../../../shared/contract/views.ts';
import { MINUTE_MS, type BusinessDay, type Clock, type Timers } from '../../../shared/domain/clock.ts';
import type { ServiceShown } from '../../../shared/contract/directory.ts';
import type { Centre, Language } from '../../../shared/domain/centre.ts';
import { keyOf, namedBy, termsOf, type DirectoryRecord, type RecordId, type RecordKey } from '../../../shared/domain/directory/record.ts';
import type { Happening } from '../../../shared/domain/entries/happenings.ts';
import { ChangeId } from '../../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';
import { Pace, type PaceLimits } from '../desk/index.ts';
import { NotWritable, type Journal } from '../journal/index.ts';
import { decideDrop, decidePut, type Decided } from './acts.ts';
import { Files } from './files/index.ts';
import { Find } from './find/find.ts';
import { Shelf } from './shelf.ts';
import { Showing } from './showing.ts';

export type DirectoryQuery = Extract<ViewQuery, { kind: 'directory' | 'found' | 'service' | 'shelf' | 'record' | 'names' | 'file' }>;

export interface DirectoryParts {
  /** A file of this room's own, or memory: all in it is made from the journal. */
  readonly db: Database.Database;
  /** A folder of this room's own, for files that come and go. */
  readonly filesFolder: string;
  readonly journal: Pick<Journal, 'state' | 'bytesOf' | 'remembered' | 'remember' | 'write' | 'writeAll'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly chance: Pick<Chance, 'id'>;
  /** [X6] Where a service opens on a phone; undefined where phones reach no server. */
  readonly linkOf: ((service: RecordId) => string) | undefined;
  /** Public holidays of a country, or of a region of it; undefined where nobody knows them. */
  readonly isHolidayIn: (code: string) => ((day: BusinessDay) => boolean) | undefined;
  readonly today: () => BusinessDay | undefined;
  /** There is more to see than before. */
  readonly onChange: () => void;
  /** Told once an entry is on disk, before the reply is given. */
  readonly onWritten: () => void;
  readonly onStorageTrouble: (error: Error) => void;
}

/** Doubts that one screen takes from visitors. */
export const DOUBT_PACE: PaceLimits = { apartMs: 5_000, most: 20, whileMs: 60 * MINUTE_MS };

/** Records that are taken in at once; between two stretches taps get their turn. */
const AT_ONCE = 25;

export class Directory {
  readonly #parts: DirectoryParts;
  readonly #shelf: Shelf;
  readonly #find: Find;
  readonly #showing: Showing;
  readonly #files: Files;
  readonly #doubts = new Pace(DOUBT_PACE);
  /** Lines are made by one centre's zone; up to which service they are. */
  #made: { readonly zone: string; readonly upTo: string | undefined } | undefined;
  /** All that the state holds is at hand. */
  #isThere = false;
  #cancel = (): void => {};

  constructor(parts: DirectoryParts) {
    this.#parts = parts;
    const { db, journal, clock, linkOf, isHolidayIn } = parts;
    const recordOf = (key: RecordKey): DirectoryRecord | undefined => this.#shelf.record(key);
    this.#find = new Find({ db, recordOf, centre: () => journal.state.centre });
    this.#shelf = new Shelf(db, (id) => journal.bytesOf(id), [this.#find]);
    this.#showing = new Showing({ find: this.#find, recordOf, namesOf: (kind) => this.#shelf.namesOf(kind), clock, linkOf, isHolidayIn, revision: () => this.#shelf.revision, state: () => journal.state });
    this.#files = new Files({
      ...parts,
      folder: parts.filesFolder,
      textsAfter: (after, most) => (this.#isThere ? this.#shelf.textsAfter(after, most) : undefined),
      onWritten: () => {
        this.wake();
        parts.onWritten();
      },
    });
    this.wake();
  }

  /** Where nobody wrote any record yet, those of this file come in. */
  bringFirst(file: string): void {
    if (this.#parts.journal.state.directory.size === 0) this.#files.bringFirst(file);
  }

  /** The state may have changed: the records follow it, a stretch at a time. */
  wake(): void {
    this.#cancel();
    const { journal, timers, onChange } = this.#parts;
    const { centre, directory } = journal.state;
    if (!centre) return;
    const before = this.#shelf.revision;
    this.#isThere = this.#remember(centre.zone) && this.#shelf.follow(directory, AT_ONCE) && this.#settle();
    if (!this.#isThere) this.#cancel = timers.after(0, () => this.wake());
    if (this.#shelf.revision !== before) onChange();
  }

  /** @returns whether the words of all services are those of what they name. */
  #settle(): boolean {
    const done = this.#find.settle(AT_ONCE);
    if (done > 0) this.#shelf.touch();
    return done < AT_ONCE;
  }

  /** Lines of what lies in the file already: after a start, and where the centre's clocks are others. @returns whether all are there. */
  #remember(zone: string): boolean {
    if (this.#made?.zone !== zone) this.#made = { zone, upTo: '' };
    const { upTo } = this.#made;
    if (upTo === undefined) return true;
    const services = this.#shelf.servicesAfter(upTo, AT_ONCE);
    for (const service of services) this.#find.remember(service);
    this.#made = { zone, upTo: services.at(-1)?.hsds.id };
    this.#shelf.touch();
    return false;
  }

  stop(): void {
    this.#cancel();
    this.#files.stop();
  }

  view(query: DirectoryQuery, centre: Centre): View {
    return query.kind === 'file' ? this.#files.view(query.file) : this.#showing.view(query, centre);
  }

  /** A service as its page shows it; undefined where there is none to show. */
  shown(service: RecordId, language: Language): ServiceShown | undefined {
    const { centre } = this.#parts.journal.state;
    if (!centre) return undefined;
    const view = this.#showing.view({ kind: 'service', service, language }, centre);
    return view.kind === 'service' ? (view.service ?? undefined) : undefined;
  }

  /** Never throws for what a screen, a full disk or a repeat can bring about. */
  carryOut(command: DirectoryCommand, trust: Trust): Reply {
    const { journal, onStorageTrouble } = this.#parts;
    try {
      const before = journal.remembered(command);
      if (before) return before === 'otherCommand' ? refused('malformed') : before;
      return this.#carryOut(command, trust);
    } catch (error) {
      if (!(error instanceof Database.SqliteError) && !(error instanceof NotWritable)) throw error;
      onStorageTrouble(error);
      return refused('storage');
    }
  }

  #carryOut(command: DirectoryCommand, trust: Trust): Reply {
    const { journal: { state }, clock, chance } = this.#parts;
    const { centre } = state;
    if (!centre) return refused('notReady');
    const known = { state, centre, isNamed: (key: RecordKey) => this.#isNamed(key), change: ChangeId.parse(chance.id()) };
    switch (command.kind) {
      case 'directory.put':
        if (this.#files.isBringing) return refused('fileBusy');
        return this.#answer(command, decidePut(command.record, known));
      case 'directory.drop':
        if (this.#files.isBringing) return refused('fileBusy');
        return this.#answer(command, decideDrop(command.record, known));
      case 'directory.doubt': {
        if (!state.directory.has(keyOf('service', command.service))) return this.#refuse('unknownOffer', command);
        // It passes: the same touch may well be granted a moment later.
        if (trust === 'visitor' && this.#doubts.isSpent(clock.monotonic())) return refused('doubtsSpent');
        const reply = this.#write(command, { type: 'directory.doubted', payload: { service: command.service } }, { kind: 'done', outcome: { kind: 'doubted' } });
        if (reply.kind === 'done') this.#doubts.take(clock.monotonic());
        return reply;
      }
      case 'directory.carry':
      case 'directory.bring':
      case 'directory.letGo':
      case 'directory.export':
      case 'directory.fetch':
        return this.#files.carryOut(command);
      default:
        return command satisfies never;
    }
  }

  #isNamed(key: RecordKey): boolean {
    if (this.#isThere) return this.#find.naming(key) > 0;
    for (const service of this.#shelf.each('service')) {
      if (service.kind === 'service' && [...namedBy(service), ...termsOf(service).map((term) => keyOf('taxonomy_term', term))].includes(key)) return true;
    }
    return false;
  }

  #answer(command: DirectoryCommand, decided: Decided): Reply {
    return decided.kind === 'refused' ? this.#refuse(decided.why, command) : this.#write(command, decided.happening, { kind: 'done', outcome: { kind: 'directoryChanged' } });
  }

  #write(command: DirectoryCommand, happening: Happening, reply: Reply): Reply {
    const { journal, today, onWritten } = this.#parts;
    const day = today();
    if (day === undefined) return refused('notReady');
    journal.writeAll([happening], day, { command, answer: () => reply });
    this.wake();
    onWritten();
    return reply;
  }

  #refuse(why: RefusalKind, command: DirectoryCommand): Reply {
    const reply = refused(why);
    this.#parts.journal.remember(command, reply);
    return reply;
  }
}

function refused(why: RefusalKind): Reply {
  return { kind: 'refused', why };
}
