/** [J11] Devices that were restored or copied: each ends with a journal of its own, and no entry is lost. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { readEntry } from '../../../shared/domain/entries/entry.ts';
import type { VisitId } from '../../../shared/domain/ids.ts';
import { ServerRefused } from './server-door.ts';

let world: SyncWorld;
beforeEach(async () => {
  world = await SyncWorld.open();
});
afterEach(() => world.end());

/** The visits that the order holds, each as often as it does. */
async function visits(): Promise<VisitId[]> {
  return (await world.server.wholeOrder()).flatMap(({ id, entry }) => {
    const read = readEntry(entry.bytes, id);
    return read.kind === 'known' && read.entry.type === 'ticket.issued' ? [read.entry.payload.visit] : [];
  });
}

function together(...stations: SyncedStation[]): void {
  for (const { sync, journal } of stations) {
    expect(sync.link).toBe('online');
    expect(journal.pendingCount).toBe(0);
    expect(journal.head).toEqual(stations[0]?.journal.head);
  }
}

/** A station whose disk is what it was before it wrote its last three tickets, which the order has. */
async function restored(): Promise<SyncedStation> {
  const before = await world.first();
  before.write(2);
  await before.wake();
  before.network.isCut = true;
  before.write();
  const image = before.image('image');
  before.network.heal();
  before.write(2);
  await before.wake();
  await before.end();
  return world.station({ from: image });
}

describe('a device that was restored', () => {
  it('[J10] [J11] fork: begins its journal anew, under a new key, and what only it knows is not lost', async () => {
    const here = await restored();
    const key = here.journal.keys.current;
    here.write();
    await here.wake();
    expect(here.journal.epoch).toBe(2);
    expect(here.journal.keys.current).not.toBe(key);
    expect(here.journal.keys.next).toBeUndefined();
    together(here);
    expect(here.troubles.map(({ message }) => message)).toEqual(['this device began its journal anew, in epoch 2']);
    expect(new Set(await visits()).size).toBe(6);
    expect(here.journal.state.visits.size).toBe(6);
  });

  it.each(['epoch', 'token', 'push', 'challenge'] as const)('[J11] whose answer to «%s» was lost ends in the same epoch, once', async (kind) => {
    const here = await restored();
    here.write();
    here.network.loseNext(kind);
    await here.wake();
    await world.timers.pass(10_000);
    expect(here.journal.epoch).toBe(2);
    expect((await world.server.store.device(here.journal.device))?.epoch).toBe(2);
    together(here);
    expect(new Set(await visits()).size).toBe(6);
  });

  it('[J11] that dies with the answer on its way goes on from there in its next life', async () => {
    const here = await restored();
    here.network.loseNext('epoch');
    await here.wake();
    await here.restart();
    expect(here.journal.keys.next).toBeDefined();
    await here.wake();
    expect(here.journal.epoch).toBe(2);
    expect(here.journal.keys.next).toBeUndefined();
    together(here);
  });

  it.each(['beginChain', 'takeNextKey'] as const)('[J11] that dies before «%s» is done goes on from there in its next life', async (step) => {
    const here = await restored();
    here.write();
    here.journal[step] = () => {
      throw new Error('the power went');
    };
    await here.wake();
    await here.restart();
    await here.wake();
    expect(here.journal.epoch).toBe(2);
    together(here);
    expect(new Set(await visits()).size).toBe(6);
  });

  it.each(['beginChain', 'takeNextKey'] as const)('[J11] whose disk refuses «%s» for a moment goes on from there in this life, without a pause', async (step) => {
    const here = await restored();
    here.write();
    const real = here.journal[step].bind(here.journal) as () => void;
    let hasFailed = false;
    here.journal[step] = (...given: []) => {
      if (hasFailed) return real(...given);
      hasFailed = true;
      throw new Error('the disk is full');
    };
    here.sync.wake();
    await world.timers.pass(5000);
    expect(hasFailed).toBe(true);
    expect(here.journal.epoch).toBe(2);
    together(here);
    expect(new Set(await visits()).size).toBe(6);
  });

  it('[J11] counts what the server has from the beginning, also where the disk refused in the midst of it', async () => {
    const here = await world.first();
    here.write(5);
    await here.wake();
    let isForked = false;
    here.network.fault = ({ kind }) => {
      if (kind !== 'push' || isForked) return;
      isForked = true;
      throw new ServerRefused({ kind: 'fork' });
    };
    const takeNextKey = here.journal.takeNextKey.bind(here.journal);
    let hasFailed = false;
    here.journal.takeNextKey = () => {
      if (hasFailed) return takeNextKey();
      hasFailed = true;
      throw new Error('the disk is full');
    };
    here.write();
    here.sync.wake();
    await world.timers.pass(5000);
    expect(here.journal.epoch).toBe(2);
    together(here);
    expect(new Set(await visits()).size).toBe(6);
  });

  it('[J11] learns it also from a server that acknowledges more than it ever wrote', async () => {
    const here = await world.first();
    const { push } = world.server;
    here.network.push = async (token, request) => {
      const reply = await push(token, request);
      return request.epoch === 1 ? { ...reply, acknowledged: reply.acknowledged + 5 } : reply;
    };
    here.write();
    await here.wake();
    expect(here.journal.epoch).toBe(2);
    together(here);
  });

  it('[J11] and was left outside meanwhile comes in by the key it is let in with, and takes the next one then', async () => {
    await world.first();
    const there = world.station({ enrolCode: () => undefined });
    there.journal.nextKey();
    there.write();
    await there.wake();
    await there.beLetIn();
    expect(there.sync.link).toBe('online');
    expect(there.journal.keys.next).toBeUndefined();
    expect((await world.server.store.devices()).length).toBe(2);
    expect((await visits()).length).toBe(1);
  });

  it('[J10] chainBroken: what does not chain is written again, and goes through', async () => {
    const here = await world.first();
    here.write(3);
    let isRefused = false;
    const { push } = here.network;
    here.network.push = async (token, request) => {
      const { epoch, entries } = request;
      if (isRefused || epoch > 1) return push(token, request);
      isRefused = true;
      return push(token, { ...request, entries: entries.map((entry) => ({ ...entry, bytes: `${entry.bytes} ` })) });
    };
    await here.wake();
    expect(isRefused).toBe(true);
    expect(here.journal.epoch).toBe(2);
    together(here);
    expect(new Set(await visits()).size).toBe(3);
  });

  it('[J10] fork: a server that never has enough of it is told to staff, and begins nothing anew without end', async () => {
    const here = await world.first();
    here.write(3);
    here.network.refuse({ kind: 'fork' }, 'push', 'entries');
    here.sync.wake();
    await world.timers.pass(3_600_000);
    expect(here.journal.epoch).toBe(2);
    expect(here.sync.link).toBe('disagrees');
    here.network.heal();
    await world.timers.pass(60_000);
    together(here);
    expect(new Set(await visits()).size).toBe(3);
  });
});

describe('a device and its copy', () => {
  it('[J11] each get a journal of their own: the one stays, the other asks to be let in, and no ticket is lost', async () => {
    const here = await world.first();
    here.write(2);
    await here.wake();
    const copy = world.station({ from: here.image('copy'), enrolCode: () => undefined });
    const { device } = here.journal;
    copy.write(3);
    await copy.wake();
    here.write(2);
    here.sync.wake();
    await world.timers.pass(300_000);
    // Whoever came second began anew, and the key of the other opens nothing any more.
    const stations = [here, copy];
    const outside = stations.filter(({ sync }) => sync.enrolment.kind === 'asking');
    expect(outside).toHaveLength(1);
    await outside[0]?.beLetIn();
    await world.timers.pass(60_000);
    together(here, copy);
    expect(here.journal.device).not.toBe(copy.journal.device);
    expect([here.journal.device, copy.journal.device]).toContain(device);
    expect(new Set(await visits()).size).toBe(7);
    expect(here.journal.state.visits.size).toBe(7);
  });

  it('[J11] a copy that only listens finds out by the order that it is one', async () => {
    const here = await world.first();
    here.write(2);
    await here.wake();
    const copy = world.station({ from: here.image('copy'), enrolCode: () => undefined });
    await copy.wake();
    expect(copy.sync.link).toBe('online');
    here.write();
    await here.wake();
    await world.timers.pass(400_000);
    const outside = [here, copy].filter(({ sync }) => sync.enrolment.kind === 'asking');
    expect(outside).toHaveLength(1);
    await outside[0]?.beLetIn();
    await world.timers.pass(60_000);
    together(here, copy);
    expect(new Set(await visits()).size).toBe(3);
  });
});
