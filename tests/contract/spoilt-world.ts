/** A centre whose devices say good things all the time, so that what is spoilt of them is nearly good. */
import { ChallengeReply, EpochReply, TOKEN_MS, TokenReply } from '../../shared/contract/wire.ts';
import { CHAIN_START, sealEntry, type Envelope, type OrderedEntry, type SealedEntry } from '../../shared/domain/entries/entry.ts';
import { sha256 } from '../../server/digest.ts';
import type { DoorReply, DoorRequest } from '../../server/doors/index.ts';
import { createAuthor, createDevice, type TestDevice } from '../../server/testing/device.ts';
import { proving, SPEAKS } from '../../server/testing/messages.ts';
import { openTestServer, type TestServer, type TestServerOptions } from '../../server/testing/server.ts';
import { testChance } from '../fixtures/world.ts';
import { pick, spoil, spoilText, SPOILER_NAMES, type Die } from './mutate.ts';
import { NEXT_KEY, PATHS, strangerNo, validMessage, writeTickets, type Message } from './valid-messages.ts';

/** A device, its journal as far as the order has it, and its token. */
export interface Station {
  readonly number: number;
  device: TestDevice;
  token: string;
  provedAt: number;
  /** Its token may be over. */
  isShutOut: boolean;
}

export class SpoiltWorld {
  readonly die: Die;
  readonly server: TestServer;
  readonly stations: Station[] = [];
  /** The whole order, as it was read back. */
  readonly places: OrderedEntry[] = [];
  readonly counts = new Map<string, number>();
  readonly #code: string;
  readonly #strangers = Array.from({ length: 40 }, (_, n) => strangerNo(n));
  #tickets = 0;
  #mayBeFenced = false;

  private constructor(server: TestServer, die: Die) {
    this.server = server;
    this.die = die;
    this.#code = server.code() ?? '';
  }

  static async open(seed: number, options: Pick<TestServerOptions, 'openStore'> = {}): Promise<SpoiltWorld> {
    const die = testChance(seed).fraction;
    // The server's own chance comes of the same seed: what fails once fails again.
    const chance = { bytes: (count: number) => Uint8Array.from({ length: count }, () => Math.floor(die() * 256)) };
    const world = new SpoiltWorld(await openTestServer({ chance, ...options }), die);
    const { server } = world;
    for (const number of [1, 2, 3]) {
      const device = createDevice(number);
      world.stations.push({ number, device, token: await server.join(device), provedAt: server.clock.monotonic(), isShutOut: false });
    }
    return world;
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  counted(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  /** Some time passes; the order is read on, and whoever lost a token or its order is put right, as people and stations do. */
  async settle(station: Station): Promise<void> {
    const { server, die } = this;
    server.clock.advance(Math.floor(die() * 4000));
    if (this.#mayBeFenced && (await server.store.ordering()).kind === 'fenced') await server.owner.open();
    this.#mayBeFenced = false;
    if (die() < 0.1) await server.owner.tick();
    if ((await server.store.head()).no > this.places.length) await this.#readOn();
    const isOld = server.clock.monotonic() - station.provedAt > TOKEN_MS - 10_000;
    if (isOld || station.isShutOut) await this.#prove(station);
  }

  /** A good request of this station, as things stand. */
  async request(station: Station): Promise<DoorRequest> {
    this.#tickets += 1;
    const { device } = station;
    const path = this.die() < 0.35 ? '/v1/push' : pick(this.die, PATHS);
    const message = validMessage(path, {
      device,
      stranger: this.#strangers[this.#tickets % this.#strangers.length] ?? device,
      challenge: path === '/v1/token' || path === '/v1/epoch' ? await this.#challenge(device) : '',
      code: this.#code,
      head: await this.server.store.head(),
      places: this.places.slice(-5),
      next: path === '/v1/push' ? this.#next(station) : [],
    });
    return this.#request(station, message);
  }

  /** What a station has to know of a message that was taken after all; the order it reads back by itself. */
  async learn(station: Station, path: string, reply: DoorReply): Promise<void> {
    if (reply.kind === 'error' && reply.error.kind === 'generation') this.#mayBeFenced = true;
    // What the owner writes about it is not the next message's doing.
    if (reply.kind === 'ok' && (path === '/v1/epoch' || path === '/v1/enrol')) await this.server.owner.tick();
    station.isShutOut = reply.kind === 'error' && reply.error.kind === 'unauthenticated';
    if (path !== '/v1/epoch' || reply.kind !== 'ok') return;
    const { epoch } = EpochReply.parse(reply.body);
    station.device = { ...createDevice(station.number, epoch), ...NEXT_KEY };
    await this.#prove(station);
  }

  #request(station: Station, message: Message): DoorRequest {
    return { ...message, version: SPEAKS, token: station.token, address: `10.0.0.${Math.floor(this.die() * 200)}` };
  }

  async #challenge({ id }: TestDevice): Promise<string> {
    const asked = { version: SPEAKS, token: undefined, address: '10.0.0.1', method: 'POST', path: '/v1/challenge', query: {}, body: { device: id } };
    const answer = await this.server.doors.handle(asked);
    return ChallengeReply.parse(answer.kind === 'ok' ? answer.body : answer).challenge;
  }

  async #prove(station: Station): Promise<void> {
    const { server } = this;
    await this.#readOn();
    const body = proving(station.device, await this.#challenge(station.device), await server.store.head());
    const answer = await server.doors.handle(this.#request(station, { method: 'POST', path: '/v1/token', query: {}, body }));
    station.token = TokenReply.parse(answer.kind === 'ok' ? answer.body : answer).token;
    station.provedAt = server.clock.monotonic();
    station.isShutOut = false;
  }

  async #readOn(): Promise<void> {
    const last = this.places.at(-1)?.place;
    const cursor = last ? { generation: last.generation, no: last.no, orderHash: last.orderHash } : { generation: 1, no: 0, orderHash: CHAIN_START };
    const pulled = await this.server.store.pull({ cursor, limit: 1000 });
    if (pulled.kind !== 'places') throw new Error(`the order can’t be followed: ${pulled.kind}`);
    this.places.push(...pulled.entries);
    for (const { id, entry } of pulled.entries) {
      const station = this.stations.find(({ device }) => device.id === id.device && device.epoch === id.epoch);
      if (station) station.device = { ...station.device, journal: [...station.device.journal, entry] };
    }
  }

  /** What the device writes next: tickets, and now and then an entry as only a broken program writes it. */
  #next({ number, device }: Station): readonly SealedEntry[] {
    const author = createAuthor(device.id, device.epoch, number);
    // Only the first of them describes the centre.
    if (number > 1 || device.journal.length > 0) author.write();
    writeTickets(author, this.#tickets, 1 + Math.floor(this.die() * 2));
    let hash = device.journal.at(-1)?.hash ?? CHAIN_START;
    return author.journal.slice(author.journal.length > 3 ? 1 : 0).map(({ bytes }, index) => {
      const envelope = { ...(JSON.parse(bytes) as Envelope), seq: device.journal.length + 1 + index };
      const entry = this.die() < 0.25 ? this.#breakEntry(hash, envelope) : sealEntry(sha256, hash, envelope);
      ({ hash } = entry);
      return entry;
    });
  }

  #breakEntry(previous: string, envelope: Envelope): SealedEntry {
    this.count('broken entry');
    const whole = this.die() < 0.3 ? spoilText(this.die, JSON.stringify(envelope)) : JSON.stringify(spoil(this.die, pick(this.die, SPOILER_NAMES), envelope));
    const bytes = (whole ?? '').slice(0, 60_000).toWellFormed().padEnd(2);
    return { bytes, hash: sha256(`${previous}\n${bytes}`) };
  }
}
