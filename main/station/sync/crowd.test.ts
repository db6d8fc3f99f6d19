/** [J12] When the network is back: how soon all is through, and that many devices don't come all at once. */
import { afterEach, describe, expect, it } from 'vitest';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { SyncWorld } from '../../../tests/fixtures/syncing.ts';
import { MONDAY_NINE, testChance } from '../../../tests/fixtures/world.ts';
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import { BootId, CentreId, DeviceId, DeviceKey, spellId } from '../../../shared/domain/ids.ts';
import { sha256 } from '../journal/digest.ts';
import type { SyncedJournal } from '../journal/synced-journal.ts';
import { ServerRefused, ServerUnreachable, type ServerDoor } from './server-door.ts';
import { Sync } from './sync.ts';

describe('a backlog', () => {
  let world: SyncWorld | undefined;
  afterEach(() => world?.end());

  it('[J12] of 10,000 entries is through within 30 seconds of the network’s return, and everybody has it', async () => {
    world = await SyncWorld.open();
    const { timers } = world;
    const here = await world.first();
    const there = await world.another();
    // The longest waits that chance can bring, and a request that hangs as the network comes back.
    await here.restart({ fraction: () => 0.999 });
    here.network.roundTripMs = 200;
    there.network.roundTripMs = 200;
    here.sync.wake();
    await timers.pass(5000);
    here.network.isCut = true;
    here.write(10_000);
    here.sync.wake();
    await timers.pass(120_000);
    await timers.passUntil(() => here.network.hanging > 0, 60_000);
    await timers.pass(300);
    expect(here.network.hanging).toBe(1);
    here.network.heal();
    const ms = await timers.passUntil(() => here.journal.pendingCount === 0 && there.journal.head.orderHash === here.journal.head.orderHash, 120_000);
    expect(here.journal.pendingCount).toBe(0);
    expect(there.journal.head).toEqual(here.journal.head);
    expect(ms).toBeLessThan(30_000);
  }, 120_000);
});

/** A journal with nothing to say. */
function quietJournal(number: number, timers: FakeTimers): SyncedJournal {
  const id = spellId(Uint8Array.from({ length: 26 }, (_, place) => (number >> place) % 2));
  const key = DeviceKey.parse('k'.repeat(43));
  const nothing = (): undefined => undefined;
  return {
    device: DeviceId.parse(id),
    epoch: 1,
    centre: CentreId.parse('la-prueba'),
    owner: undefined,
    head: { generation: 1, no: 0, orderHash: CHAIN_START },
    chain: { epoch: 1, seq: 0, hash: CHAIN_START },
    pendingCount: 0,
    enrolled: true,
    enrolCode: undefined,
    keys: { current: key, next: undefined, sign: () => 'x'.repeat(86) },
    asking: { secret: 's'.repeat(43) },
    ownEntriesFrom: () => [],
    readClocks: () => ({ bootId: BootId.parse(id), monotonic: timers.now, at: MONDAY_NINE + timers.now }),
    adopt: nothing,
    adoptSnapshot: nothing,
    samplePlaces: () => [],
    placesAfter: () => [],
    goBackTo: nothing,
    blocksWanted: () => [],
    nextKey: () => key,
    takeNextKey: nothing,
    beginChain: nothing,
    becomeAnotherDevice: nothing,
    askAnew: nothing,
    noteEnrolled: nothing,
    keepEnrolCode: nothing,
  };
}

/** Two hundred devices of one server, which notes when each comes. */
class Crowd {
  readonly timers = new FakeTimers();
  /** When each request came. */
  readonly arrivals: number[] = [];
  readonly devices: Sync[];
  isDown = false;
  #boot = 1;
  readonly #lines = new Set<() => void>();

  constructor() {
    this.devices = Array.from({ length: 200 }, (_, number) => {
      const chance = testChance(number + 1);
      return new Sync({
        journal: quietJournal(number, this.timers),
        server: this.#door(),
        centre: undefined,
        name: `device ${number}`,
        enrolCode: () => undefined,
        digest: sha256,
        timers: this.timers,
        fraction: () => chance.fraction(),
        onAdopted: () => {},
        onLink: () => {},
        onEnrolment: () => {},
        onTrouble: () => {},
      });
    });
  }

  get online(): number {
    return this.devices.filter(({ link }) => link === 'online').length;
  }

  /** The server goes: tokens and live lines go with it. */
  goDown(): void {
    this.isDown = true;
    this.#boot += 1;
    for (const end of this.#lines) end();
    this.#lines.clear();
  }

  /** The most first requests, of one device each, in any so many milliseconds since then. */
  mostIn(ms: number, since: number): number {
    const times = this.arrivals.filter((at) => at >= since);
    return Math.max(...times.map((at) => times.filter((other) => other >= at && other < at + ms).length));
  }

  async end(): Promise<void> {
    await Promise.all(this.devices.map((device) => device.stop()));
  }

  #door(): ServerDoor {
    const arrive = (): void => {
      this.arrivals.push(this.timers.now);
      if (this.isDown) throw new ServerUnreachable('noAnswer', 'nobody there');
    };
    const never = async (): Promise<never> => {
      throw new ServerRefused({ kind: 'noSuchPath' });
    };
    return {
      enrol: never,
      ask: never,
      epoch: never,
      push: never,
      snapshot: never,
      agree: never,
      order: never,
      leases: never,
      claim: never,
      seats: never,
      keys: never,
      challenge: async () => {
        if (this.isDown) arrive();
        return { challenge: 'c'.repeat(43) };
      },
      token: async () => ({ token: `token of boot ${this.#boot}`.padEnd(24, '.'), expiresInMs: 900_000, generation: 1 }),
      entries: async (token) => {
        arrive();
        if (!token.includes(` ${this.#boot}.`)) throw new ServerRefused({ kind: 'unauthenticated' });
        return { generation: 1, head: 0, entries: [] };
      },
      live: (_token, _onPoke, onEnd) => {
        this.#lines.add(onEnd);
        return { close: () => this.#lines.delete(onEnd) };
      },
      close: async () => {},
    };
  }
}

describe('two hundred devices', () => {
  it('[J12] that lost the server together do not come back in step, and are all back within seconds', async () => {
    const crowd = new Crowd();
    for (const device of crowd.devices) device.wake();
    await crowd.timers.pass(60_000);
    expect(crowd.online).toBe(200);
    crowd.goDown();
    await crowd.timers.pass(300_000);
    expect(crowd.online).toBe(0);
    crowd.isDown = false;
    const back = crowd.timers.now;
    await crowd.timers.passUntil(() => crowd.online === 200, 60_000);
    expect(crowd.timers.now - back).toBeLessThan(9000);
    expect(crowd.mostIn(100, back)).toBeLessThan(40);
    await crowd.end();
  });

  it('[J12] whose server was only started again look for it within a second, and not at one moment', async () => {
    const crowd = new Crowd();
    for (const device of crowd.devices) device.wake();
    await crowd.timers.pass(60_000);
    crowd.goDown();
    crowd.isDown = false;
    const back = crowd.timers.now;
    await crowd.timers.pass(1500);
    expect(crowd.online).toBe(200);
    expect(crowd.arrivals.filter((at) => at >= back).length).toBeGreaterThanOrEqual(200);
    expect(crowd.mostIn(100, back)).toBeLessThan(140);
    await crowd.end();
  });

  it('[J9] that were started together poll at moments of their own', async () => {
    const crowd = new Crowd();
    for (const device of crowd.devices) device.wake();
    await crowd.timers.pass(120_000);
    expect(crowd.mostIn(100, 60_000)).toBeLessThan(12);
    await crowd.end();
  });
});
