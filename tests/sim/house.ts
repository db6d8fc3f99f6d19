/**
 * A simulated centre where nothing happens by chance: one odd thing at a time, told in order. In: a
 * zone and an instant. Out: stations, a server, time that passes when told, and the laws at the end.
 */
import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { WIRE_VERSION, type PUSH_REQUESTS } from '../../shared/contract/versions.ts';
import type { Outcome } from '../../shared/contract/commands.ts';
import { Centre } from '../../shared/domain/centre.ts';
import type { DeskId, ServiceId, VisitId } from '../../shared/domain/ids.ts';
import { DeskId as Desk } from '../../shared/domain/ids.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { MONDAY_NINE, ORIENTATION, SMALL_CENTRE, testChance } from '../fixtures/world.ts';
import { Counts, type Fault } from './counts.ts';
import type { Judged } from './judged.ts';
import { brokenLaws, brokenOracle } from './laws.ts';
import { runFolder } from './run-folder.ts';
import { SimServer } from './sim-server.ts';
import { SimStation } from './sim-station.ts';
import { Timeline } from './timeline.ts';
import type { Promised, SignedUp } from './world.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface Given {
  readonly visit: VisitId;
  /** As people read it. */
  readonly label: string;
}

export interface HouseParts {
  readonly zone?: string;
  /** When it begins; Monday, 9:00 in Bogotá where nothing else is said. */
  readonly at?: number;
}

export class House implements Judged {
  readonly timeline = new Timeline();
  readonly counts = new Counts();
  readonly chance = testChance(7);
  readonly stations: SimStation[] = [];
  readonly promised: Promised[] = [];
  readonly signedUp: SignedUp[] = [];
  readonly harmed = new Set<SimStation>();
  readonly happened = new Set<Fault>();
  readonly server: SimServer;
  readonly centre: Centre;
  readonly #at: number;
  readonly #folder = runFolder();
  #letsIn = true;

  constructor({ zone = SMALL_CENTRE.zone, at = MONDAY_NINE }: HouseParts = {}) {
    this.#at = at;
    this.centre = Centre.parse({ ...SMALL_CENTRE, zone });
    this.server = new SimServer(this.timeline, this.chance, join(this.#folder, 'server'), at);
  }

  /** A server and so many stations that work with it; gone with the test. */
  static async open(stations: number, parts?: HouseParts): Promise<House> {
    const house = new House(parts);
    onTestFinished(() => house.#close());
    await house.server.start();
    for (let n = 0; n < stations; n += 1) house.add();
    house.#letIn();
    await house.timeline.pass(10 * SECOND);
    return house;
  }

  /** One more station. The first has the centre's file; the others ask to be let in. */
  add({ version = WIRE_VERSION }: { readonly version?: keyof typeof PUSH_REQUESTS } = {}): SimStation {
    const { timeline, chance, counts, stations } = this;
    const name = `station ${stations.length + 1}`;
    const centre = stations.length === 0 ? this.centre : undefined;
    const folder = join(this.#folder, name.replace(' ', '-'));
    const station = new SimStation({ name, folder, timeline, chance, counts, server: () => this.server, centre, version, epoch: this.#at });
    stations.push(station);
    station.start();
    return station;
  }

  /** Another machine with this one's disk. */
  async copy(station: SimStation): Promise<SimStation> {
    const copy = await station.copyTo(join(this.#folder, `copy-${this.stations.length}`), `${station.parts.name} copy`);
    this.stations.push(copy);
    return copy;
  }

  get isWhole(): boolean {
    return true;
  }

  /** The true time, whatever any machine's clock says. */
  get now(): number {
    return this.#at + this.timeline.now + this.timeline.slept;
  }

  /** Time passes, and what falls due in it happens. */
  pass(ms: number): Promise<void> {
    return this.timeline.pass(ms);
  }

  /** Time passes while all machines sleep; then a little in which they are awake. */
  async sleep(ms: number, awakeMs = 20 * SECOND): Promise<void> {
    this.timeline.slept += ms - awakeMs;
    await this.pass(awakeMs);
  }

  cut({ link }: SimStation): void {
    link.there = false;
    link.back = false;
  }

  /** A visitor takes a turn. */
  issue(station: SimStation, service: ServiceId = ORIENTATION): Given {
    const reply = station.carryOut({ kind: 'ticket.issue', id: station.nextCommandId(), service, language: 'es' });
    if (reply instanceof Promise || reply.kind === 'refused') throw new Error(`no turn: ${JSON.stringify(reply)}`);
    if (reply.outcome.kind !== 'issued') throw new Error('a turn has a number');
    const { visit, label } = reply.outcome;
    this.promised.push({ visit, by: station });
    return { visit, label: spellLabel(label) };
  }

  /** Why a visitor gets no turn here. */
  whyNoTurn(station: SimStation): string | undefined {
    const reply = station.carryOut({ kind: 'ticket.issue', id: station.nextCommandId(), service: ORIENTATION, language: 'es' });
    return !(reply instanceof Promise) && reply.kind === 'refused' ? reply.why : undefined;
  }

  /** A desk calls its next. @returns why it did not, in words, where it did not. */
  async call(station: SimStation, desk: DeskId): Promise<VisitId | string> {
    const outcome = await this.#carryOut(station, { kind: 'desk.callNext', id: station.nextCommandId(), desk });
    return typeof outcome === 'string' ? outcome : outcome.kind === 'called' ? outcome.visit : outcome.kind;
  }

  /** … and serves whom it called. */
  async serve(station: SimStation, desk: DeskId): Promise<VisitId | string> {
    const visit = await this.call(station, desk);
    for (const kind of ['desk.start', 'desk.finish'] as const) {
      await this.#carryOut(station, { kind, id: station.nextCommandId(), desk, visit: visit as VisitId });
    }
    return visit;
  }

  async #carryOut(station: SimStation, command: Parameters<SimStation['carryOut']>[0]): Promise<Outcome | string> {
    const replying = Promise.resolve(station.carryOut(command));
    await this.pass(SECOND);
    const reply = await replying;
    return reply.kind === 'done' ? reply.outcome : reply.why;
  }

  /** The desk of a number. */
  desk(number: 3 | 4): DeskId {
    return Desk.parse(`desk-${number}`);
  }

  /** Mends all wires and waits until all is quiet, no longer than so. @returns how long it took. */
  async heal(withinMs = 30 * SECOND): Promise<number> {
    for (const { link } of this.stations) link.heal();
    const from = this.timeline.now;
    while (this.timeline.now < from + withinMs && !(await this.#isQuiet())) await this.pass(500);
    return this.timeline.now - from;
  }

  /** Nothing lost, nothing twice, everyone agrees, and each state is a replay from zero. */
  async expectLaws(judged: Partial<Pick<Judged, 'isWhole' | 'stations' | 'promised'>> = {}): Promise<void> {
    const { server, stations, promised, signedUp, harmed, happened, isWhole } = this;
    expect(await brokenLaws({ server, stations, promised, signedUp, harmed, happened, isWhole, ...judged })).toEqual([]);
    expect((judged.stations ?? stations).flatMap((station) => brokenOracle(station))).toEqual([]);
  }

  /** What a station's file says to a question in SQL. */
  ask<Row>({ parts }: SimStation, sql: string): Row[] {
    const db = new Database(join(parts.folder, 'station.sqlite'), { readonly: true });
    try {
      return db.prepare<[], Row>(sql).all();
    } finally {
      db.close();
    }
  }

  /** From here on nobody stands by to let a device in. */
  stopLettingIn(): void {
    this.#letsIn = false;
  }

  #letIn(): void {
    this.timeline.after(1500, () => {
      this.#letIn();
      const { server } = this;
      if (!server.isUp || !this.#letsIn) return;
      for (const { enrolment } of this.stations.filter(({ isUp }) => isUp)) {
        if (enrolment.kind === 'asking') void this.timeline.working(() => server.doors.approvals.answer('admin', enrolment.code, true));
      }
    });
  }

  async #isQuiet(): Promise<boolean> {
    const { no } = await this.server.store.head();
    return this.stations.every(({ journal, server, enrolment }) => enrolment.kind === 'out' || (journal.pendingCount === 0 && journal.head.no === no && server === 'online'));
  }

  async #close(): Promise<void> {
    for (const station of this.stations) await station.stop();
    await this.server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
