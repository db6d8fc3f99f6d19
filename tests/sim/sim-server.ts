/** The centre's server in a simulation: the real doors, owner and store over a real file, without a socket. */
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Poke } from '../../shared/contract/wire.ts';
import type { OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { BootId, DeviceId } from '../../shared/domain/ids.ts';
import { CHAIN_START } from '../../shared/domain/entries/entry.ts';
import { sha256 } from '../../server/digest.ts';
import { createDoors, type DoorReply, type DoorRequest, type Doors } from '../../server/doors/index.ts';
import { openFirstEnrolment } from '../../server/enrolment/index.ts';
import { createOwner, type Owner, type OwnerTrouble } from '../../server/owner/index.ts';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import type { CentreStore } from '../../server/store/store.ts';
import type { Chance } from '../../main/station/chance.ts';
import { copyBlank } from './blank-files.ts';
import { MachineClock, type Timeline } from './timeline.ts';

interface Running {
  readonly store: CentreStore;
  readonly owner: Owner;
  readonly doors: Doors;
  readonly stopTicks: () => void;
}

/** Rarer than in a house, where it costs nothing. */
const TICK_MS = 4000;

const FILES = ['', '-wal', '-shm'] as const;

export class SimServer {
  readonly clock: MachineClock;
  /** The first device's code, as long as it lies there. */
  code: string | undefined;
  readonly troubles: OwnerTrouble[] = [];
  /** What was logged as unforeseen: there must be nothing. */
  readonly failures: string[] = [];
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #folder: string;
  #running: Running | undefined;
  #lines = new Map<(head: number) => void, { readonly device: DeviceId; readonly end: () => void }>();
  #backup: string | undefined;
  #backups = 0;

  constructor(timeline: Timeline, chance: Chance, folder: string, epoch: number) {
    this.#timeline = timeline;
    this.#chance = chance;
    this.#folder = folder;
    this.clock = new MachineClock(timeline, epoch);
    mkdirSync(folder, { recursive: true });
    copyBlank('centre.sqlite', this.#file);
  }

  get store(): CentreStore {
    if (!this.#running) throw new Error('the server is down');
    return this.#running.store;
  }
  get doors(): Doors {
    if (!this.#running) throw new Error('the server is down');
    return this.#running.doors;
  }
  get isUp(): boolean {
    return this.#running !== undefined;
  }
  get hasBackup(): boolean {
    return this.#backup !== undefined;
  }

  async start({ promote = false } = {}): Promise<void> {
    this.clock.boot();
    const chance = { bytes: (count: number) => Uint8Array.from({ length: count }, () => Math.floor(this.#chance.fraction() * 256)) };
    const store = openSqliteStore({ file: this.#file, digest: sha256, makeId: () => DeviceId.parse(this.#chance.id()) });
    if (promote) await store.setOrdering({ kind: 'collecting' });
    const onMoved = (head: number): void => { this.#poke({ head }); };
    const owner = createOwner({
      store, digest: sha256, clock: this.clock, bootId: BootId.parse(this.#chance.id()), opens: 'byItself', onMoved,
      onTrouble: (trouble) => {
        this.troubles.push(trouble);
        if (trouble.kind === 'failed' || trouble.kind === 'refused') this.failures.push(`${trouble.kind} ${String('error' in trouble ? trouble.error : trouble.why)}`);
      },
    });
    await owner.start();
    const codeFile = { write: async (text: string) => { this.code = text; }, remove: async () => { this.code = undefined; } };
    const first = await openFirstEnrolment(store, codeFile, this.clock, chance);
    const log = {
      info: () => {},
      warn: () => {},
      error: (fields: object, message: string) => { this.failures.push(`${message} ${String('err' in fields ? (fields.err as Error).stack : JSON.stringify(fields))}`); },
    };
    const onLeft = (left: DeviceId): void => { for (const { device, end } of this.#lines.values()) if (device === left) end(); };
    const doors = createDoors({ store, owner, first, clock: this.clock, chance, log, onMoved, onLeft });
    let callOff = (): void => {};
    const tick = (): void => {
      void this.#timeline.working(() => owner.tick());
      callOff = this.#timeline.after(TICK_MS, tick);
    };
    tick();
    this.#running = { store, owner, doors, stopTicks: () => { callOff(); } };
  }

  /** The process ends, as it would by SIGKILL: what was committed is there, and nothing else. */
  async stop(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    running.stopTicks();
    const lines = [...this.#lines.values()];
    this.#lines.clear();
    for (const { end } of lines) end();
    await running.owner.stop();
    await running.store.close();
  }

  async backUp(): Promise<void> {
    await this.stop();
    this.#backups += 1;
    this.#backup = `${this.#file}.backup-${this.#backups}`;
    this.#copy(this.#file, this.#backup);
    await this.start();
  }

  /** Its disk is put back as it was at the last backup. */
  async restore(): Promise<void> {
    await this.stop();
    if (this.#backup) this.#copy(this.#backup, this.#file);
    await this.start();
  }

  /** Undefined where nobody is there. */
  async handle(request: DoorRequest): Promise<DoorReply | undefined> {
    const running = this.#running;
    const reply = await running?.doors.handle(request);
    // Whoever died meanwhile answers no more.
    return running === this.#running ? reply : undefined;
  }

  async listen(token: string, version: string, onPoke: (head: number) => void, onEnd: () => void): Promise<boolean> {
    const admitted = await this.#running?.doors.admitListener({ version, token, address: 'sim' });
    if (admitted?.kind !== 'admitted') return false;
    this.#lines.set(onPoke, { device: admitted.device, end: () => { this.#lines.delete(onPoke); onEnd(); } });
    onPoke((await this.store.head()).no);
    return true;
  }

  /** The whole order. */
  async order(): Promise<readonly OrderedEntry[]> {
    const all: OrderedEntry[] = [];
    let cursor = { generation: 1, no: 0, orderHash: CHAIN_START };
    for (;;) {
      const pulled = await this.store.pull({ cursor, limit: 1000 });
      if (pulled.kind !== 'places') throw new Error(`the order can't be read: ${pulled.kind}`);
      const last = pulled.entries.at(-1);
      if (!last) return all;
      all.push(...pulled.entries);
      cursor = { generation: last.place.generation, no: last.place.no, orderHash: last.place.orderHash };
    }
  }

  get #file(): string {
    return join(this.#folder, 'centre.sqlite');
  }

  #copy(from: string, to: string): void {
    for (const part of FILES) {
      rmSync(to + part, { force: true });
      if (existsSync(from + part)) copyFileSync(from + part, to + part);
    }
  }

  #poke({ head }: Poke): void {
    for (const onPoke of this.#lines.keys()) onPoke(head);
  }
}
