import { copyFileSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cursorAt, OwnedCentre, type OwnedDevice } from '../../tests/fixtures/owned-centre.ts';
import { DESK_3 } from '../../tests/fixtures/world.ts';
import { named, orderAfter } from '../../tests/contract/store-steps.ts';
import { sha256 } from '../../tests/fixtures/book.ts';
import type { Cursor } from '../../shared/contract/wire.ts';
import type { OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { createDevice } from '../testing/device.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';

const busySoon = { kind: 'declined', error: { kind: 'busy', retryAfterMs: 1000 } };
const another = (generation: number) => ({ kind: 'declined', error: { kind: 'generation', generation } });

async function started(options: Parameters<typeof OwnedCentre.start>[0] = {}): Promise<OwnedCentre> {
  const centre = await OwnedCentre.start(options);
  onTestFinished(() => centre.close());
  return centre;
}

interface Restored {
  readonly centre: OwnedCentre;
  readonly first: OwnedDevice;
  /** Let in after the backup: the restored table does not know it. */
  readonly second: OwnedDevice;
  /** Everything that was ordered before. */
  readonly whole: readonly OrderedEntry[];
  readonly lost: readonly OrderedEntry[];
}

/** A server that was restored from a backup: it lost a device, a renewal, tickets and a lease. */
async function restored(): Promise<Restored> {
  const centre = await started();
  const first = await centre.letInFirst();
  const backup = `${centre.file}.backup`;
  await centre.restart((file) => copyFileSync(file, backup));
  const { no } = await centre.store.head();
  const second = await centre.letIn();
  await centre.look();
  await second.pull();
  await second.lease();
  await second.renew();
  await centre.look();
  for (const device of [first, second]) {
    device.issue();
    await device.push();
  }
  const whole = await centre.pull();
  await centre.restart((file) => {
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    copyFileSync(backup, file);
  });
  expect((await centre.store.head()).no).toBe(no);
  return { centre, first, second, whole, lost: whole.slice(no) };
}

function endOf(places: readonly OrderedEntry[]): Cursor {
  const last = places.at(-1);
  if (!last) throw new Error('there are no places');
  return cursorAt(last);
}

const orderOf = async (centre: OwnedCentre) => [await centre.store.ordering(), (await centre.store.head()).generation];

describe('a server that was restored', () => {
  it('[J19] takes back what it lost, in as many parts as it comes, and goes on in a new generation', async () => {
    const { centre, first, second, whole, lost } = await restored();
    const middle = Math.floor(lost.length / 2);
    const [one, two] = [lost.slice(0, middle), lost.slice(middle)];
    expect(await centre.owner.adopt(first.id, { places: one, more: true })).toEqual({ kind: 'adopted', head: one.at(-1)?.place.no });
    expect(await orderOf(centre)).toEqual([{ kind: 'collecting' }, 1]);
    first.issue();
    expect(await first.push()).toMatchObject({ kind: 'collecting' });
    expect(await centre.owner.claim(first.id, { visit: first.issue(), leg: 1, callNo: 1, desk: DESK_3 })).toEqual(busySoon);
    expect(await centre.owner.snapshot()).toEqual(busySoon);
    await centre.owner.adopt(first.id, { places: two, more: false });
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 2]);
    const order = await centre.pull();
    expect(order.slice(0, whole.length)).toEqual(whole);
    expect((await centre.written(whole.length)).map(({ type }) => type)).toEqual(['generation.opened']);
    expect((await first.push())?.kind).toBe('acknowledged');
    const rows = await centre.store.devices();
    expect(rows.find(({ device }) => device === second.id)).toMatchObject({ epoch: 2, key: second.key, standing: 'in', acknowledged: 1 });
    const state = await centre.state();
    expect([state.generation, state.unused.size]).toEqual([2, 0]);
  });

  it('[J4] takes the same part twice once, also when its answer was lost and the new generation is open', async () => {
    const { centre, first, lost } = await restored();
    const places = [...lost];
    await centre.owner.adopt(first.id, { places: places.slice(0, 2), more: true });
    await centre.owner.adopt(first.id, { places: places.slice(0, 2), more: true });
    const done = await centre.owner.adopt(first.id, { places, more: false });
    expect(await centre.owner.adopt(first.id, { places, more: false })).toEqual(done);
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 2]);
  });

  it('[J19] waits for whoever said it has more, and for nobody who has been silent for 30 s', async () => {
    const { centre, first, second, lost } = await restored();
    await centre.owner.adopt(first.id, { places: lost.slice(0, 1), more: true });
    await centre.owner.adopt(second.id, { places: lost.slice(0, 2), more: true });
    await centre.owner.adopt(second.id, { places: lost.slice(0, 3), more: false });
    expect(await orderOf(centre)).toEqual([{ kind: 'collecting' }, 1]);
    centre.clock.pass(29_999);
    await centre.owner.tick();
    expect(await orderOf(centre)).toEqual([{ kind: 'collecting' }, 1]);
    centre.clock.pass(1);
    await centre.owner.tick();
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 2]);
    expect((await centre.state()).unused.size).toBe(0);
  });

  it('[J19] that stops while it collects goes on collecting, and opens once nobody gives any more', async () => {
    const { centre, first, lost } = await restored();
    await centre.owner.adopt(first.id, { places: lost.slice(0, 2), more: true });
    await centre.restart();
    await centre.owner.tick();
    expect(await orderOf(centre)).toEqual([{ kind: 'collecting' }, 1]);
    await centre.owner.adopt(first.id, { places: lost.slice(2), more: true });
    centre.clock.pass(30_000);
    await centre.owner.tick();
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 2]);
  });

  it('[J19] does not wait for one who fell silent while another goes on giving', async () => {
    const { centre, first, second, lost } = await restored();
    centre.clock.pass(60_000);
    await centre.owner.adopt(first.id, { places: lost.slice(0, 1), more: true });
    centre.clock.pass(20_000);
    await centre.owner.adopt(second.id, { places: lost.slice(0, 2), more: true });
    centre.clock.pass(11_000);
    await centre.owner.tick();
    expect(await orderOf(centre)).toEqual([{ kind: 'collecting' }, 1]);
    await centre.owner.adopt(second.id, { places: lost.slice(2), more: false });
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 2]);
  });

  it('[J19] that stops while it collects, and is given nothing more, opens 30 s after its start', async () => {
    const { centre, first, lost } = await restored();
    await centre.owner.adopt(first.id, { places: lost.slice(0, 2), more: true });
    await centre.restart();
    centre.clock.pass(30_000);
    await centre.owner.tick();
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 2]);
  });

  it('[J19] that ordered anything since its start takes no places, however well they follow', async () => {
    const { centre, first } = await restored();
    await centre.letIn();
    await centre.look();
    const rogue = createDevice(1);
    rogue.write();
    const places = [...orderAfter(await centre.store.head(), named(rogue))];
    expect(await centre.owner.adopt(first.id, { places, more: false })).toEqual(another(1));
    expect((await centre.pull()).some(({ id }) => id.device === rogue.id)).toBe(false);
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 1]);
  });

  it('[J19] waits with everything once it hears of places after its end, until they come', async () => {
    const { centre, first, lost } = await restored();
    centre.clock.pass(60_000);
    for (const each of lost.slice(-2)) await centre.owner.fellBehind(cursorAt(each));
    await centre.owner.tick();
    expect(await orderOf(centre)).toEqual([{ kind: 'collecting' }, 1]);
    await centre.owner.adopt(first.id, { places: [...lost], more: false });
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 2]);
  });

  it('[J19] hears without harm of places that it has, and of another generation’s', async () => {
    const { centre, whole, lost } = await restored();
    await centre.owner.fellBehind(endOf(whole.slice(0, 2)));
    await centre.owner.fellBehind({ ...endOf(lost), generation: 7 });
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 1]);
  });

  it('[J19] whose disk is busy for a moment, when it hears of its own later generation, gives up none of them', async () => {
    const { centre, lost } = await restored();
    const { store } = centre;
    let isBusy = true;
    const setOrdering: typeof store.setOrdering = async (ordering) => (isBusy ? { kind: 'busy', why: 'locked', retryAfterMs: 700 } : store.setOrdering(ordering));
    await centre.startOwner({ ...store, setOrdering });
    const cursor = { ...endOf(lost), generation: 2 };
    expect(await centre.owner.wasRestored(cursor)).toEqual({ kind: 'declined', error: { kind: 'busy', retryAfterMs: 700 } });
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 1]);
    isBusy = false;
    expect(await centre.owner.wasRestored(cursor)).toBeUndefined();
    expect(await orderOf(centre)).toEqual([{ kind: 'collecting' }, 1]);
  });

  it('[J19] goes on by itself where they do not come', async () => {
    const { centre, lost } = await restored();
    await centre.owner.fellBehind(endOf(lost));
    centre.clock.pass(30_000);
    await centre.owner.tick();
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 2]);
  });

  it('[J19] that has gone on since knows that it lost a stretch: nobody’s places are taken, and a generation begins', async () => {
    const { centre, first, lost } = await restored();
    await centre.letIn();
    await centre.look();
    expect(await centre.owner.adopt(first.id, { places: [...lost], more: false })).toEqual(another(1));
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 1]);
    for (const each of lost.slice(-2)) await centre.owner.fellBehind(cursorAt(each));
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 2]);
    expect(centre.troubles).toContainEqual({ kind: 'opened', generation: 2 });
  });

  it('[J19] whose database fell back under its feet, as one that failed over may, has it back all the same', async () => {
    const centre = await started();
    const first = await centre.letInFirst();
    let now = centre.store;
    await centre.startOwner(new Proxy(centre.store, { get: (_, name) => Reflect.get(now, name) as unknown }));
    first.issue();
    await first.push();
    await centre.owner.tick();
    const copy = new Database(centre.file, { readonly: true });
    await copy.backup(`${centre.file}.fallen`);
    copy.close();
    const fallen = openSqliteStore({ file: `${centre.file}.fallen`, digest: sha256 });
    onTestFinished(() => fallen.close());
    first.issue();
    await first.push();
    await centre.owner.tick();
    const whole = await centre.pull();
    now = fallen;
    expect(await centre.owner.claim(first.id, { visit: first.issue(), leg: 1, callNo: 1, desk: DESK_3 })).toMatchObject({ kind: 'taken' });
    expect(centre.troubles).toEqual([{ kind: 'orderChanged' }]);
    expect(await centre.owner.adopt(first.id, { places: whole.slice(-1), more: false })).toMatchObject({ kind: 'adopted' });
    const [last] = whole.slice(-1);
    expect(last && (await fallen.agree([last.place]))).toBe(whole.length);
  });

  it('[J19] takes nothing that does not follow, and orders on as before', async () => {
    const { centre, first, lost } = await restored();
    const [one, ...rest] = lost;
    if (!one) throw new Error('nothing was lost');
    const forged = { ...one, entry: { ...one.entry, bytes: one.entry.bytes.replace('"at":', '"at":1') } };
    for (const places of [rest, [forged], [{ ...one, place: { ...one.place, effectiveAt: 5 } }], [one, ...rest.slice(1)]]) {
      const before = await centre.store.head();
      expect(await centre.owner.adopt(first.id, { places, more: false })).toEqual(another(1));
      expect([await centre.store.head(), await centre.store.ordering()]).toEqual([before, { kind: 'ordering' }]);
    }
  });

  it('[J19] with a place that another stands at begins one generation, however many devices tell it so at once', async () => {
    const { centre } = await restored();
    await Promise.all(Array.from({ length: 20 }, () => centre.owner.lostStretch()));
    expect(await orderOf(centre)).toEqual([{ kind: 'ordering' }, 2]);
    expect((await centre.written()).filter(({ type }) => type === 'generation.opened')).toHaveLength(2);
  });
});

describe('promotion', () => {
  /** A whole order, and a fresh server that takes it over. */
  async function promoted(opens: 'byItself' | 'byHand'): Promise<{ old: OwnedCentre; fresh: OwnedCentre; first: OwnedDevice; whole: readonly OrderedEntry[] }> {
    const old = await started();
    const first = await old.letInFirst();
    const out = await old.letIn();
    await old.store.revoke(out.id, old.clock.now());
    await old.look();
    first.issue();
    await first.push();
    const fresh = new OwnedCentre({ opens });
    onTestFinished(() => fresh.close());
    await fresh.store.setOrdering({ kind: 'collecting' });
    await fresh.startOwner();
    return { old, fresh, first, whole: await old.pull() };
  }

  it('[J19] a fresh server adopts the order from place 1, knows its devices, and orders on when it is told to', async () => {
    const { fresh, first, whole } = await promoted('byHand');
    fresh.clock.pass(300_000);
    await fresh.owner.tick();
    await fresh.owner.adopt(first.id, { places: whole.slice(0, 4), more: true });
    expect((await fresh.store.device(first.id))?.key).toBe(first.key);
    await fresh.owner.adopt(first.id, { places: whole.slice(4), more: false });
    fresh.clock.pass(300_000);
    await fresh.owner.tick();
    expect(await orderOf(fresh)).toEqual([{ kind: 'collecting' }, 1]);
    expect((await fresh.store.devices()).map(({ standing }) => standing).toSorted()).toEqual(['in', 'out']);
    expect(await fresh.owner.open()).toEqual({ kind: 'opened', generation: 2 });
    const { owner } = await fresh.store.identity();
    const state = await fresh.state();
    expect([state.generation, state.owner, state.unused.size]).toEqual([2, owner, 0]);
    expect((await fresh.pull()).slice(0, whole.length)).toEqual(whole);
    first.issue();
    expect(await fresh.owner.claim(first.id, { visit: first.issue(), leg: 1, callNo: 1, desk: DESK_3 })).toMatchObject({ kind: 'taken' });
  });

  it('[J19] by itself it opens after the last place, and never while it was given nothing', async () => {
    const { fresh, first, whole } = await promoted('byItself');
    fresh.clock.pass(3_600_000);
    await fresh.owner.tick();
    await fresh.restart();
    fresh.clock.pass(3_600_000);
    await fresh.owner.tick();
    expect(await orderOf(fresh)).toEqual([{ kind: 'collecting' }, 1]);
    await fresh.owner.adopt(first.id, { places: [...whole], more: false });
    expect(await orderOf(fresh)).toEqual([{ kind: 'ordering' }, 2]);
  });

  it('[J19] the old owner is fenced: it grants, takes and writes nothing any more, also after a restart', async () => {
    const { old, first, whole } = await promoted('byHand');
    await old.owner.fence(2);
    await old.owner.fence(1);
    expect(await old.store.ordering()).toEqual({ kind: 'fenced', by: 2 });
    await old.restart();
    const { no } = await old.store.head();
    await old.letIn();
    old.clock.pass(60_000);
    await old.look();
    await old.owner.lostStretch();
    await old.owner.fellBehind({ ...(await old.store.head()), no: no + 1 });
    expect(await old.owner.claim(first.id, { visit: first.issue(), leg: 1, callNo: 1, desk: DESK_3 })).toEqual(another(1));
    expect(await old.owner.lease(first.id, [{ kind: 'numbers', day: first.today, n: 1 }])).toEqual(another(1));
    expect(await old.owner.adopt(first.id, { places: [...whole], more: false })).toEqual(another(1));
    expect(await old.owner.snapshot()).toEqual(another(1));
    expect((await old.store.head()).no).toBe(no);
  });

  it('[J19] a generation that is not above its own fences nobody', async () => {
    const centre = await started();
    await centre.owner.fence(1);
    expect(await centre.store.ordering()).toEqual({ kind: 'ordering' });
  });

  it('[J19] a fenced owner that is promoted again by hand opens a generation above the one that fenced it', async () => {
    const { old, first } = await promoted('byHand');
    await old.owner.fence(5);
    expect(await old.owner.open()).toEqual({ kind: 'opened', generation: 6 });
    first.issue();
    expect((await first.push())?.kind).toBe('acknowledged');
    const state = await old.state();
    expect([state.generation, state.unused.size]).toEqual([6, 0]);
  });

  it('[J19] an order whose last generation is another owner’s is opened anew before anything is written in it', async () => {
    const { fresh, first, whole } = await promoted('byItself');
    await fresh.store.adopt(whole, fresh.clock.now());
    await fresh.store.setOrdering({ kind: 'ordering' });
    await fresh.restart();
    await fresh.look();
    expect(await orderOf(fresh)).toEqual([{ kind: 'ordering' }, 2]);
    expect(await fresh.owner.lease(first.id, [{ kind: 'numbers', day: first.today, n: 1 }])).toMatchObject({ kind: 'declined', error: { kind: 'busy' } });
    expect((await fresh.state()).unused.size).toBe(0);
  });
});
