/**
 * A whole centre that may die anywhere: real processes, a printer that keeps what came out, people at
 * every station's screens. In: who dies, where or when. Out: the laws that are broken once all are back.
 */
import Database from 'better-sqlite3';
import { once } from 'node:events';
import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Centre } from '../../shared/domain/centre.ts';
import type { OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { DeskId, ServiceId } from '../../shared/domain/ids.ts';
import { systemClock } from '../../main/station/clock.ts';
import { startCentre, type CentreOptions, type RunningCentre, type RunningStation } from '../fixtures/centre.ts';
import { linesOf, openPaperListener, type PaperListener } from '../fixtures/paper-listener.ts';
import { DidNotStart, startPart, type Part } from '../fixtures/processes.ts';
import { SMALL_CENTRE, testFolder } from '../fixtures/world.ts';
import { CLASS, Crew, type Shown } from './crew.ts';
import { brokenLaws, readOrder, readStation } from './laws.ts';

export type Side = 'station' | 'server';

const SCRIPTS = { station: 'main/station/main.ts', server: 'server/main.ts' } as const;
/** Longer than any of it takes on a busy machine. */
const PATIENCE_MS = 90_000;
const LOOK_MS = 30;

export class CrashCentre {
  readonly running: RunningCentre;
  /** The whole order, as the server's database has it. */
  readonly order: () => Promise<readonly OrderedEntry[]>;
  readonly #paper: PaperListener;
  readonly #crews: Crew[] = [];
  readonly #signsUp: boolean;
  #diskLost = false;
  readonly #close: () => Promise<void>;

  private constructor(running: RunningCentre, order: CrashCentre['order'], paper: PaperListener, signsUp: boolean, close: () => Promise<void>) {
    this.#signsUp = signsUp;
    this.running = running;
    this.order = order;
    this.#paper = paper;
    this.#close = close;
  }

  /**
   * @param order reads the order, where a PostgreSQL database keeps it.
   * @param signsUp whether people are signed up for activities too.
   */
  static async open({ order, signsUp = false, ...options }: Pick<CentreOptions, 'stations' | 'databaseUrl' | 'firstServer'> & { readonly order?: CrashCentre['order']; readonly signsUp?: boolean } = {}): Promise<CrashCentre> {
    const folder = testFolder();
    const centreFile = join(folder.path, 'centre.json');
    writeFileSync(centreFile, JSON.stringify(centreNow()));
    const paper = await openPaperListener();
    const running = await startCentre({ ...options, centreFile, printer: { kind: 'tcp', host: '127.0.0.1', port: paper.port } });
    const fromFile = async (): Promise<readonly OrderedEntry[]> => readOrder(running.serverData);
    return new CrashCentre(running, order ?? fromFile, paper, signsUp, async () => {
      await running.stop();
      await paper.close();
      folder.remove();
    });
  }

  get stations(): readonly RunningStation[] {
    return [this.running, ...this.running.joined];
  }

  /** All the numbers that anybody saw. */
  get shown(): readonly Shown[] {
    return this.#crews.flatMap(({ shown }) => shown);
  }

  /** People come to every station, or to these. */
  work(stations: readonly RunningStation[] = this.stations): Crew[] {
    const crews = stations.map(
      ({ web }) => new Crew({ web, services: SERVICES, desks: [desk(this.stations.findIndex((station) => station.web === web) + 1)], signsUp: this.#signsUp }),
    );
    this.#crews.push(...crews);
    return crews;
  }

  /** Starts a part anew that dies at this point, and returns once it did. */
  async dieAt(side: Side, failpoint: string, station: RunningStation = this.running): Promise<void> {
    const folder = side === 'station' ? station.stationData : this.running.serverData;
    await this.#part(side, station).stop();
    const env = { UMBRAL_FAILPOINT: failpoint };
    try {
      const armed = await startPart(SCRIPTS[side], folder, { env });
      // Should it live on, whoever cleans up ends it.
      if (side === 'station') station.station = armed;
      else this.running.server = armed;
      await dead(armed, `${side} at ${failpoint}`);
    } catch (error) {
      // It may well be over before it is ready.
      if (!(error instanceof DidNotStart) || error.signal !== 'SIGKILL') throw error;
    }
    await this.restart(side, station);
  }

  /** Its disk as it is now, put aside while it is down. @returns the way to put it back. */
  async image(side: Side, station: RunningStation = this.running): Promise<() => Promise<void>> {
    const file = side === 'station' ? join(station.stationData, 'station.sqlite') : join(this.running.serverData, 'centre.sqlite');
    await this.#part(side, station).stop();
    copyDatabase(file, `${file}.image`);
    await this.restart(side, station);
    return async () => {
      await this.#part(side, station).stop();
      copyDatabase(`${file}.image`, file);
    };
  }

  async kill(side: Side, station: RunningStation = this.running): Promise<void> {
    await this.#part(side, station).kill();
    await this.restart(side, station);
  }

  restart(side: Side, station: RunningStation = this.running): Promise<void> {
    return side === 'station' ? station.restartStation() : this.running.restartServer();
  }

  /** Everybody is finished with and the centre is left alone until all is well, or for too long. @returns what is broken then. */
  async brokenAtRest(crews: readonly Crew[] = this.#crews): Promise<readonly string[]> {
    await Promise.all(crews.map((crew) => crew.stop()));
    return settled(async () => (this.#isQuiet() ? this.broken() : ['not all of it is quiet yet']), () => this.broken());
  }

  async broken(): Promise<readonly string[]> {
    const order = await this.order();
    const stations = this.stations.map(({ stationData }, index) => readStation(`station ${index + 1}`, stationData));
    return brokenLaws(order, stations, { shown: this.shown, places: this.#crews.flatMap(({ places }) => places), papers: this.papers, diskLost: this.#diskLost });
  }

  get papers(): readonly (string | undefined)[] {
    // The code of a place at an activity may be spelled like a number.
    const ofTurns = this.#paper.papers.map((paper) => linesOf(paper)).filter((lines) => !lines.some((line) => line.includes(CLASS.name.es ?? '')));
    return ofTurns.map((lines) => lines.find((line) => /^[A-Z]+\s\d{3,4}$/.test(line))?.replace(/\s/, '\u00a0'));
  }

  /** From here on a station's disk has lost what was written on it. */
  noteLoss(): void {
    this.#diskLost = true;
  }

  close(): Promise<void> {
    return this.#close();
  }

  #part(side: Side, station: RunningStation): Part {
    return side === 'station' ? station.station : this.running.server;
  }

  /** Waits until all that a station wrote has its place, whoever else is there. */
  async untilPushed({ stationData }: RunningStation): Promise<void> {
    await until(() => look<number>(join(stationData, 'station.sqlite'), 'SELECT count(*) FROM own') === 0, 'what a station wrote is in the order');
  }

  /** A cheap look before a thorough one. */
  #isQuiet(): boolean {
    return this.stations.every(({ stationData }) => look<number>(join(stationData, 'station.sqlite'), 'SELECT count(*) FROM own') === 0);
  }
}

const SERVICES = SMALL_CENTRE.services.map(({ id }) => ServiceId.parse(id));

/** More than any test has stations. */
const DESKS = 4;

/** A desk for each station; and it is noon there, so that no day ends under a test. */
function centreNow(): Centre {
  const hour = new Date(systemClock().now()).getUTCHours();
  return Centre.parse({
    ...SMALL_CENTRE,
    zone: hour === 12 ? 'Etc/UTC' : `Etc/GMT${hour < 12 ? '-' : '+'}${Math.abs(12 - hour)}`,
    desks: Array.from({ length: DESKS }, (_, index) => ({ id: `desk-${index + 1}`, number: index + 1, services: SERVICES })),
  });
}

function desk(number: number): DeskId {
  return DeskId.parse(`desk-${number}`);
}

export async function dead({ child }: Part, who: string): Promise<void> {
  const tooLate = AbortSignal.timeout(PATIENCE_MS);
  if (child.signalCode === null && child.exitCode === null) {
    await Promise.race([once(child, 'exit'), once(tooLate, 'abort').then(() => Promise.reject(new Error(`${who} lives on`)))]);
  }
  if (child.signalCode !== 'SIGKILL') throw new Error(`${who} ended with ${child.exitCode ?? child.signalCode}`);
}

function copyDatabase(from: string, to: string): void {
  for (const part of ['', '-wal', '-shm']) {
    rmSync(to + part, { force: true });
    if (existsSync(from + part)) copyFileSync(from + part, to + part);
  }
}

export function look<T>(file: string, sql: string): T {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<[], T>(sql).pluck().get() as T;
  } finally {
    db.close();
  }
}

/**
 * What is broken once all is well, or after too long. What the owner brings about meanwhile makes
 * stations differ for a moment; what is lost is lost for good.
 */
export async function settled(broken: () => readonly string[] | Promise<readonly string[]>, atLast = broken): Promise<readonly string[]> {
  let last: readonly string[] = [];
  const isWell = async (): Promise<boolean> => {
    try {
      last = await broken();
    } catch (error) {
      // A file that is being written to may not be read for a moment.
      last = [String(error)];
    }
    return last.length === 0;
  };
  return until(isWell, 'all is well').then(() => last, atLast);
}

/** Looks again and again at what other processes do. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string, withinMs = PATIENCE_MS): Promise<void> {
  const clock = systemClock();
  while (!(await isSo())) {
    if (clock.monotonic() > withinMs) throw new Error(`in ${withinMs} ms it never came that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
