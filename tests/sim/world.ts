/**
 * One run: a centre with stations and a server, people who take turns and desks that call them, and
 * a world that does its worst. In: a seed. Out: everything that was promised to somebody, and the
 * stations and the server to ask whether it was kept.
 */
import { join } from 'node:path';
import { SMALL_CENTRE, testChance } from '../fixtures/world.ts';
import type { Chance } from '../../main/station/chance.ts';
import { Centre } from '../../shared/domain/centre.ts';
import type { DeskId, SignupId, VisitId } from '../../shared/domain/ids.ts';
import { DeskId as Desk } from '../../shared/domain/ids.ts';
import { createDevice } from '../../server/testing/device.ts';
import type { AtDate } from '../../shared/domain/events/index.ts';
import type { SignupStanding } from '../../shared/contract/activities.ts';
import { nextActivityAct } from './activity-acts.ts';
import { Counts, type Fault } from './counts.ts';
import { nextAct } from './desk-acts.ts';
import { directoryActs } from './directory-acts.ts';
import { FINE, type Weather } from './network.ts';
import { Rogue } from './rogue.ts';
import { SimServer } from './sim-server.ts';
import { SimStation, TEND_MS } from './sim-station.ts';
import { Timeline } from './timeline.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 2026-11-23, a Monday, 9:00 in Bogotá. */
const MONDAY_NINE = Date.UTC(2026, 10, 23, 14, 0, 0);

/** Four desks that serve both services. */
const CENTRE: Centre = Centre.parse({
  ...SMALL_CENTRE,
  priorities: [{ id: 'booked', icon: 'appointment', name: { es: 'Con cita', en: 'With an appointment' }, byVisitor: false, weight: 2, headStartMin: 0 }],
  appointments: { priority: 'booked', earlyMin: 60, lateMin: 60 },
  opinion: { question: { es: '¿Qué taller le gustaría?' }, answers: [{ es: 'Idiomas' }, { es: 'Oficios' }] },
  desks: [1, 2, 3, 4].map((number) => ({ id: `desk-${number}`, number, services: ['orientation', 'health'] })),
});
const DESKS: readonly DeskId[] = CENTRE.desks.map(({ id }) => Desk.parse(id));

/** A ticket that a visitor was shown. */
export interface Promised {
  readonly visit: VisitId;
  readonly by: SimStation;
}

/** What somebody read who signed up for an activity. */
export interface SignedUp {
  readonly signup: SignupId;
  readonly at: AtDate;
  readonly stands: SignupStanding;
  /** What they wished to be called; null where they left nothing. */
  readonly name: string | null;
  readonly by: SimStation;
}

const STORMS: readonly Weather[] = [
  { delay: [5, 200], lose: 0.05, repeat: 0.1 },
  { delay: [200, 3000], lose: 0.1, repeat: 0.2 },
  { delay: [2, 50], lose: 0.4, repeat: 0.3 },
];

export class World {
  readonly timeline = new Timeline();
  readonly counts = new Counts();
  readonly chance: Chance;
  readonly stations: SimStation[] = [];
  readonly promised: Promised[] = [];
  readonly signedUp: SignedUp[] = [];
  /** Stations whose disk was put back or copied, or that were put out: what only they knew may be gone. */
  readonly harmed = new Set<SimStation>();
  readonly happened = new Set<Fault>();
  readonly rogue: Rogue;
  server: SimServer;
  readonly #folder: string;
  #servers = 0;
  #calls: Promise<unknown>[] = [];

  constructor(seed: number, folder: string) {
    this.chance = testChance(seed);
    this.#folder = folder;
    this.server = this.#newServer();
    for (const centre of [CENTRE, undefined, undefined]) this.stations.push(this.#newStation(centre));
    this.rogue = new Rogue(createDevice(77), this);
  }

  async begin(): Promise<void> {
    await this.server.start();
    for (const station of this.stations) station.start();
    this.#letIn();
    await this.timeline.pass(6000);
    if (this.#chance(0.5)) await this.#pick(this.stations).takeImage();
    if (this.#chance(0.5)) await this.server.backUp();
  }

  /** A stretch of life: people, desks, and now and then a disaster. */
  async live(acts: number): Promise<void> {
    for (let act = 0; act < acts; act += 1) {
      await this.#act();
      if (this.#chance(0.2)) this.#gatherAt(this.#pick(this.stations));
      if (this.#chance(0.6)) await this.timeline.pass(this.chance.fraction() * 400);
      if (this.#chance(0.1)) await this.timeline.pass(this.chance.fraction() * 8000);
    }
  }

  /** All wires mended, everybody up; then time, until all is quiet or so much has passed. */
  async heal(ms: number): Promise<void> {
    if (!this.server.isUp) await this.server.start();
    for (const station of this.stations) station.link.heal();
    await this.#untilQuiet(ms);
    await Promise.all(this.#calls);
    this.#calls = [];
    // What nobody waits for: keys there and back, seats that go back.
    await this.timeline.pass(2 * TEND_MS);
    await this.#untilQuiet(ms);
  }

  async end(): Promise<void> {
    for (const station of this.stations) await station.stop();
    await this.server.stop();
  }

  /** Whether nothing that loses or copies a disk, or puts a device out, has happened. */
  get isWhole(): boolean {
    return !(['serverRestored', 'serverReplaced', 'stationRestored', 'stationCopied', 'deviceRevoked'] as const).some((fault) => this.happened.has(fault));
  }

  async #untilQuiet(withinMs: number): Promise<void> {
    const until = this.timeline.now + withinMs;
    do await this.timeline.pass(5000);
    while (this.timeline.now < until && !(await this.#isQuiet()));
  }

  async #isQuiet(): Promise<boolean> {
    const { orderHash } = await this.server.store.head();
    return this.stations.every(({ journal, server, enrolment }) => journal.pendingCount === 0 && journal.head.orderHash === orderHash && (server === 'online' || enrolment.kind === 'out'));
  }

  #note(fault: Fault): void {
    this.happened.add(fault);
    this.counts.fault(fault);
  }

  async #act(): Promise<void> {
    const station = this.#pick(this.stations);
    const dice = this.chance.fraction();
    if (dice < 0.34) return this.#issue(station);
    if (dice < 0.6) {
      this.#call(station);
      // Two desks that reach for the same person: what claims are for.
      if (this.#chance(0.4)) this.#call(this.#pick(this.stations));
      return;
    }
    if (dice < 0.8) return this.#step(station);
    if (dice < 0.9) return this.#weather(station);
    return this.#disaster(station);
  }

  #issue(station: SimStation): void {
    const kept = [...station.journal.state.appointments.values()].filter(({ arrived }) => arrived === undefined);
    const coming = kept.length > 0 && this.#chance(0.5) ? this.#pick(kept) : undefined;
    const ask = { kind: 'ticket.issue', id: station.nextCommandId(), language: 'es' } as const;
    const reply = coming
      ? station.carryOut({ ...ask, service: coming.service, appointment: coming.id }, 'staff')
      : station.carryOut({ ...ask, service: this.#pick(CENTRE.services).id });
    if (!(reply instanceof Promise) && reply.kind === 'done' && reply.outcome.kind === 'issued') this.promised.push({ visit: reply.outcome.visit, by: station });
  }

  #call(station: SimStation): void {
    const reply = station.carryOut({ kind: 'desk.callNext', id: station.nextCommandId(), desk: this.#deskOf(station) });
    this.#calls.push(Promise.resolve(reply));
  }

  #step(station: SimStation): void {
    const { chance } = this;
    if (this.#chance(0.08)) return station.writeDown(directoryActs(chance, station.journal.state));
    const command = nextAct({ chance, centre: CENTRE, state: station.journal.state, desk: this.#deskOf(station), id: station.nextCommandId(), now: station.clock.now() });
    if (command) this.#calls.push(Promise.resolve(station.carryOut(command, 'staff')));
  }

  /** One after the other, or several who reach for the same seat at once. */
  #gatherAt(station: SimStation): void {
    this.#gather(station);
    if (this.#chance(0.3)) for (let more = 0; more < 2; more += 1) this.#gather(station);
  }

  /** Something happens about an activity; what people read of their place is noted. */
  #gather(station: SimStation): void {
    const { chance } = this;
    const command = nextActivityAct({ chance, state: station.journal.state, now: station.clock.now(), name: `Nadie ${chance.id()}` });
    if (!command) return;
    const replying = Promise.resolve(station.actOn(command, this.#chance(0.5) || command.kind !== 'signup.make' ? 'staff' : 'visitor'));
    this.#calls.push(replying.then((reply) => {
      if (command.kind !== 'signup.make' || reply.kind !== 'done' || reply.outcome.kind !== 'signedUp') return;
      const { signup, stands } = reply.outcome;
      this.signedUp.push({ signup, at: command, stands, name: command.name, by: station });
    }));
  }

  #weather({ link }: SimStation): void {
    const dice = this.chance.fraction();
    if (dice < 0.4) link.weather = this.#pick(STORMS);
    else if (dice < 0.55) link.there = false;
    else if (dice < 0.7) link.back = false;
    else if (dice < 0.8) link.there = link.back = false;
    else {
      link.heal();
      link.weather = FINE;
    }
  }

  async #disaster(station: SimStation): Promise<void> {
    const dice = this.chance.fraction();
    if (dice < 0.2) return this.#restartStation(station);
    if (dice < 0.35) return this.#restartServer();
    if (dice < 0.45) return this.#setClock(station);
    if (dice < 0.6) return this.#sleep();
    if (dice < 0.7) return this.rogue.push();
    if (dice < 0.73) return station.takeImage();
    if (dice < 0.79) return this.#restoreStation();
    if (dice < 0.82) return this.#copyStation(station);
    if (dice < 0.85) return this.server.isUp ? this.server.backUp() : this.server.start();
    if (dice < 0.9) return this.#restoreServer();
    if (dice < 0.93) return this.#replaceServer();
    if (dice < 0.96) return this.#revoke(station);
    return this.#configure();
  }

  async #restartStation(station: SimStation): Promise<void> {
    this.#note('stationRestarted');
    await station.restart();
  }

  async #restartServer(): Promise<void> {
    this.#note('serverRestarted');
    if (this.server.isUp) await this.server.stop();
    else await this.server.start();
  }

  #setClock(station: SimStation): void {
    this.#note('clockSet');
    const clock = this.#chance(0.3) ? this.server.clock : station.clock;
    clock.skew = this.#pick([0, 0, -3 * HOUR, 2 * HOUR, -DAY, 40_000]);
  }

  /** The centre sleeps until another day. */
  #sleep(): void {
    this.#note('dayPassed');
    this.timeline.slept += this.#pick([8 * HOUR, DAY, DAY, 8 * HOUR, DAY, DAY, 3 * DAY, 40 * DAY]);
  }

  async #restoreStation(): Promise<void> {
    const station = this.stations.find(({ hasImage }) => hasImage);
    if (!station) return;
    this.#note('stationRestored');
    this.harmed.add(station);
    await station.restoreImage();
  }

  async #copyStation(station: SimStation): Promise<void> {
    // The keeper's copy would be a second machine with the centre's file: a person's doing, not a disk's.
    if (station.parts.centre || this.stations.length > 4) return;
    this.#note('stationCopied');
    this.harmed.add(station);
    const name = `${station.parts.name} copy`;
    const copy = await station.copyTo(join(this.#folder, name.replaceAll(' ', '-') + this.stations.length), name);
    this.harmed.add(copy);
    this.stations.push(copy);
  }

  async #restoreServer(): Promise<void> {
    if (!this.server.hasBackup) return;
    this.#note('serverRestored');
    await this.server.restore();
  }

  /** Another machine takes over [J19]; every station is pointed at it. */
  async #replaceServer(): Promise<void> {
    if (!this.stations[0]?.journal.enrolled) return;
    this.#note('serverReplaced');
    await this.server.stop();
    this.server = this.#newServer();
    await this.server.start({ promote: true });
  }

  async #revoke(station: SimStation): Promise<void> {
    if (!this.server.isUp || station.parts.centre || !this.#chance(0.5)) return;
    this.#note('deviceRevoked');
    this.harmed.add(station);
    await this.timeline.working(() => this.server.doors.approvals.revoke(station.journal.device));
  }

  #configure(): void {
    const [keeper] = this.stations;
    keeper?.configure({ ...CENTRE, name: `Centro ${Math.floor(this.chance.fraction() * 1000)}` });
  }

  /** An administrator sees codes on screens and lets devices in, as long as the run goes on. */
  #letIn(): void {
    this.timeline.after(1500, () => {
      this.#letIn();
      const { server } = this;
      if (!server.isUp) return;
      for (const { enrolment, sync } of this.stations.filter((station) => station.isUp)) {
        if (enrolment.kind === 'asking') void this.timeline.working(() => server.doors.approvals.answer('admin', enrolment.code, true));
        if (enrolment.kind === 'out' && this.#chance(0.2)) sync.askAgain();
      }
    });
  }

  /** Each station has desks of its own; the copy of a station has the same ones. */
  #deskOf(station: SimStation): DeskId {
    const at = this.stations.indexOf(station) % 3;
    const desks = at === 0 ? DESKS.slice(0, 2) : DESKS.slice(at + 1, at + 2);
    return this.#pick(desks);
  }

  #newServer(): SimServer {
    this.#servers += 1;
    return new SimServer(this.timeline, this.chance, join(this.#folder, `server-${this.#servers}`), MONDAY_NINE);
  }

  #newStation(centre: Centre | undefined): SimStation {
    const name = `station ${this.stations.length + 1}`;
    return new SimStation({
      name,
      folder: join(this.#folder, name.replace(' ', '-')),
      timeline: this.timeline,
      chance: this.chance,
      counts: this.counts,
      server: () => this.server,
      centre,
      // One of them is a version behind, now and then, or two.
      version: this.#pick([2, 3, 4, 4, 4] as const),
      epoch: MONDAY_NINE,
    });
  }

  #pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.chance.fraction() * from.length)];
    if (picked === undefined) throw new Error('there is nothing to pick from');
    return picked;
  }

  #chance(share: number): boolean {
    return this.chance.fraction() < share;
  }
}

