/** A station in a simulation: the real journal on a real file, the real desk and the real sync, without a process. */
import Database from 'better-sqlite3';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ActivityCommand, QueueCommand, Reply } from '../../shared/contract/commands.ts';
import type { ServerLink } from '../../shared/contract/views.ts';
import type { PUSH_REQUESTS } from '../../shared/contract/versions.ts';
import type { Centre } from '../../shared/domain/centre.ts';
import { dayInPlay } from '../../shared/domain/decisions/decide.ts';
import { businessDayOf } from '../../shared/domain/clock.ts';
import type { Happening } from '../../shared/domain/entries/happenings.ts';
import type { SignupId, VisitId } from '../../shared/domain/ids.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';
import { CommandId } from '../../shared/domain/ids.ts';
import type { Chance } from '../../main/station/chance.ts';
import { Desk } from '../../main/station/desk/index.ts';
import { Activities, Contacts } from '../../main/station/events/index.ts';
import { Shelf } from '../../main/station/directory/shelf.ts';
import { Journal, openDatabase } from '../../main/station/journal/index.ts';
import { sha256 } from '../../main/station/journal/digest.ts';
import { Sync, type EnrolmentState } from '../../main/station/sync/index.ts';
import { copyBlank } from './blank-files.ts';
import type { Counts } from './counts.ts';
import { simDoor } from './door.ts';
import { Link } from './network.ts';
import type { SimServer } from './sim-server.ts';
import { MachineClock, type Timeline } from './timeline.ts';

/** How often a station looks after keys and seats: more often than in a house, since runs are short. */
export const TEND_MS = 3000;

const FILES = ['', '-wal', '-shm'] as const;

export interface StationParts {
  readonly name: string;
  readonly folder: string;
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly counts: Counts;
  readonly server: () => SimServer;
  /** The centre's file, on the machine that has it. */
  readonly centre: Centre | undefined;
  readonly version: keyof typeof PUSH_REQUESTS;
  readonly epoch: number;
}

interface Running {
  readonly db: Database.Database;
  readonly journal: Journal;
  /** In memory: a station makes it anew from its journal. */
  readonly shelf: Shelf;
  readonly desk: Desk;
  readonly activities: Activities;
  readonly contacts: Contacts;
  readonly sync: Sync;
  readonly die: () => void;
}

/** A claim and how it was answered. */
export interface ClaimMade {
  readonly visit: VisitId;
  readonly leg: number;
  readonly callNo: number;
  readonly desk: string;
  readonly answer: 'granted' | 'taken' | 'cutOff';
}

export class SimStation {
  readonly parts: StationParts;
  readonly clock: MachineClock;
  readonly link: Link;
  enrolment: EnrolmentState = { kind: 'looking' };
  server: ServerLink = 'offline';
  readonly claims: ClaimMade[] = [];
  readonly troubles: string[] = [];
  #running: Running | undefined;
  #images = 0;
  #image: string | undefined;

  constructor(parts: StationParts) {
    this.parts = parts;
    this.clock = new MachineClock(parts.timeline, parts.epoch);
    this.link = new Link(parts.timeline, parts.chance, parts.counts);
    mkdirSync(parts.folder, { recursive: true });
    copyBlank('station.sqlite', this.#file);
  }

  get journal(): Journal {
    return this.#up.journal;
  }
  get sync(): Sync {
    return this.#up.sync;
  }
  get isUp(): boolean {
    return this.#running !== undefined;
  }
  get hasImage(): boolean {
    return this.#image !== undefined;
  }

  start(): void {
    const { timeline, chance, counts, server, centre, version, name } = this.parts;
    this.clock.boot();
    let alive = true;
    const timers = {
      after: (ms: number, then: () => void) => timeline.after(ms, () => { if (alive) then(); }),
    };
    const db = openDatabase(this.#file);
    const journal = new Journal(db, this.clock, chance);
    const shelf = new Shelf(new Database(':memory:'), (id) => journal.bytesOf(id), []);
    const sync: Sync = new Sync({
      journal,
      server: simDoor(this.link, server, counts, version),
      centre: centre?.id,
      name,
      enrolCode: () => (centre ? server().code : undefined),
      digest: sha256,
      timers,
      fraction: () => chance.fraction(),
      onAdopted: () => {
        this.#running?.desk.orderMoved();
        this.#running?.activities.wake();
        shelf.follow(journal.state.directory, 3);
      },
      onLink: (link) => { this.server = link; },
      onEnrolment: (state) => { this.enrolment = state; },
      onTrouble: (error, level) => { this.troubles.push(`${level} ${error.message}`); },
    });
    const desk = new Desk({
      journal,
      clock: this.clock,
      chance,
      timers,
      keepsCentre: centre !== undefined,
      claim: async (leg, withinMs) => {
        const answer = await sync.claim(leg, withinMs);
        this.claims.push({ ...leg, answer });
        if (answer === 'cutOff') counts.fault('calledCutOff');
        return answer;
      },
      isPutOut: () => this.enrolment.kind === 'out',
      waitForNew: () => undefined,
      enqueue: () => {},
      onWritten: () => { sync.wake(); },
      onStorageTrouble: (error) => { throw error; },
    });
    if (centre) desk.configure(centre);
    const contacts = new Contacts(db);
    const activities = new Activities({
      journal,
      clock: this.clock,
      timers,
      chance,
      contacts,
      draw: async (asked, withinMs) => {
        const drawn = await sync.draw(asked, withinMs);
        if (drawn === 'cutOff') counts.fault('drewCutOff');
        return drawn;
      },
      tradeKeys: (asked, withinMs) => sync.tradeKeys(asked, withinMs),
      isOnline: () => sync.link === 'online',
      hasVisitors: () => true,
      spool: { enqueue: () => {}, stateOf: () => undefined, elsewhere: () => null },
      isPutOut: () => this.enrolment.kind === 'out',
      today: () => desk.today(),
      onChange: () => {},
      onWritten: () => { sync.wake(); },
      onStorageTrouble: (error) => { throw error; },
    });
    const tend = (): void => {
      void activities.tend();
      timers.after(TEND_MS, tend);
    };
    timers.after(TEND_MS, tend);
    this.#running = { db, journal, shelf, desk, activities, contacts, sync, die: () => { alive = false; } };
    activities.wake();
    sync.wake();
  }

  /** The process ends as by SIGKILL. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    running.die();
    this.server = 'offline';
    running.desk.stop();
    running.activities.stop();
    await running.sync.stop();
    running.db.close();
  }

  async restart(): Promise<void> {
    await this.stop();
    this.start();
  }

  async takeImage(): Promise<void> {
    await this.stop();
    this.#images += 1;
    this.#image = `${this.#file}.image-${this.#images}`;
    copyDatabase(this.#file, this.#image);
    this.start();
  }

  /** Its disk is put back as it was when the image was taken. */
  async restoreImage(): Promise<void> {
    await this.stop();
    if (this.#image) copyDatabase(this.#image, this.#file);
    this.start();
  }

  /** Another machine with this one's disk. */
  async copyTo(folder: string, name: string): Promise<SimStation> {
    await this.stop();
    const copy = new SimStation({ ...this.parts, folder, name });
    copyDatabase(this.#file, copy.#file);
    this.start();
    copy.start();
    return copy;
  }

  /** Its coordinator changes the centre's file. */
  configure(centre: Centre): void {
    this.#up.desk.configure(centre);
  }

  carryOut(command: QueueCommand, by: 'visitor' | 'staff' = 'visitor'): Reply | Promise<Reply> {
    return this.#up.desk.carryOut(command, by);
  }

  /** Somebody plans, signs up or comes. */
  actOn(command: ActivityCommand, by: 'visitor' | 'staff'): Reply | Promise<Reply> {
    return this.#up.activities.carryOut(command, by);
  }

  /** What somebody wished to be called, where this station can read it [J15]. */
  nameOf(signup: SignupId): string | undefined {
    const known = this.journal.state.signups.get(signup);
    return (known && this.#up.contacts.open(known)?.name) ?? undefined;
  }

  /** Whose keys lie here. */
  keysOf(): readonly SignupId[] {
    return this.#up.db.prepare<[], { subject: SignupId }>('SELECT subject FROM subject_keys').all().map(({ subject }) => subject);
  }

  /** Whether these bytes stand anywhere in its files. */
  hasOnDisk(text: string): boolean {
    return FILES.some((part) => existsSync(this.#file + part) && readFileSync(this.#file + part).includes(text));
  }

  /** Somebody edits the directory here; nothing while there is no centre. */
  writeDown(happenings: readonly Happening[]): void {
    const { journal, sync } = this.#up;
    const { centre } = journal.state;
    if (!centre) return;
    const day = dayInPlay(journal.state, businessDayOf(centre.zone, this.clock.now()));
    for (const happening of happenings) journal.write(happening, day);
    sync.wake();
  }

  /** The directory's records as this station would show them. */
  records(): ReadonlyMap<string, string> {
    const { journal, shelf } = this.#up;
    shelf.follow(journal.state.directory, Infinity);
    return shelf.texts();
  }

  /** The state as a station that starts now would find it: from its snapshot, the tail after it, and what is pending. */
  stateOnDisk(): CentreState {
    return new Journal(this.#up.db, this.clock, this.parts.chance).state;
  }

  nextCommandId(): CommandId {
    return CommandId.parse(this.parts.chance.id());
  }

  get #up(): Running {
    if (!this.#running) throw new Error(`${this.parts.name} is down`);
    return this.#running;
  }

  get #file(): string {
    return join(this.parts.folder, 'station.sqlite');
  }
}

function copyDatabase(from: string, to: string): void {
  for (const part of FILES) {
    rmSync(to + part, { force: true });
    if (existsSync(from + part)) copyFileSync(from + part, to + part);
  }
}
