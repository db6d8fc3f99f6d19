/** Steps that tests of a store take again and again. */
import { expect } from 'vitest';
import { CHAIN_START, orderHash, type OrderedEntry, type SealedEntry } from '../../shared/domain/entries/entry.ts';
import type { Cursor } from '../../shared/contract/wire.ts';
import { sha256 } from '../../server/digest.ts';
import type { PushBatch, PushResult } from '../../server/store/order-store.ts';
import type { CentreStore } from '../../server/store/store.ts';
import { CENTRE, createAuthor, NOON, type TestAuthor, type TestDevice } from '../../server/testing/device.ts';

/** A database of a test's own, with a store open on it. */
export interface Bench {
  readonly store: CentreStore;
  /** Closes the store and opens another on the same database. */
  reopen(): Promise<void>;
  /** Changes the text of the kept snapshot's chains, as a disk does. */
  spoilChains(text: string): Promise<void>;
  /** A fresh store on a fresh database, closed and removed with the test. */
  another(): Promise<CentreStore>;
}

export const START: Cursor = { generation: 1, no: 0, orderHash: CHAIN_START };

/** Opens the generation that orders now, with the owner's first entry. */
export async function openOrder(store: CentreStore): Promise<TestAuthor> {
  const [{ owner: id }, { generation }] = [await store.identity(), await store.head()];
  const owner = createAuthor(id, generation);
  const opening = owner.write({ type: 'generation.opened', payload: { generation, owner: id } });
  expect(await push(store, owner, [opening])).toMatchObject({ kind: 'acknowledged', acknowledged: 1 });
  return owner;
}

/** Enrols a device with a code of its own; one that is enrolled begins its next epoch. */
export async function enrolDevice(store: CentreStore, { id, key, name }: TestDevice, change: { readonly wrote?: number; readonly at?: number } = {}): Promise<number> {
  const before = await store.device(id);
  const codeHash = sha256(`code ${id} ${before?.epoch}`);
  await store.openEnrolment({ codeHash, at: NOON });
  const done = await store.enrol({ centre: CENTRE, device: id, key, name, codeHash, wrote: 0, at: NOON, ...change });
  if (done.kind !== 'enrolled') throw new Error(`enrol answered ${done.kind}`);
  return done.epoch;
}

/** Pushes entries of an author's own; their `seq` is looked up in its journal. */
export function push(
  store: CentreStore,
  author: TestAuthor,
  entries: readonly SealedEntry[],
  change: Partial<Omit<PushBatch, 'entries'>> = {},
): Promise<PushResult> {
  const [first] = entries;
  const seq = first ? author.journal.indexOf(first) + 1 : 1;
  return store.push({ device: author.id, epoch: author.epoch, first: seq, entries, sent: undefined, receivedAt: NOON, ...change });
}

/** The whole order, pulled page by page. */
export async function pullAll(store: CentreStore, limit = 1000): Promise<readonly OrderedEntry[]> {
  const all: OrderedEntry[] = [];
  for (let cursor = START; ; ) {
    const pulled = await store.pull({ cursor, limit });
    if (pulled.kind !== 'places') throw new Error(`pull answered ${pulled.kind}`);
    const last = pulled.entries.at(-1);
    if (!last) return all;
    all.push(...pulled.entries);
    cursor = cursorAt(last);
  }
}

/** How far a station is that has this place as its last. */
export function cursorAt({ place: { generation, no, orderHash: hash } }: OrderedEntry): Cursor {
  return { generation, no, orderHash: hash };
}

/** Where an order ends. */
export function endOf(order: readonly OrderedEntry[]): Cursor {
  const last = order.at(-1);
  return last ? cursorAt(last) : START;
}

/** An order as another owner would have given it: the next places after a cursor, stamped a millisecond apart where no stamps are given. */
export function orderAfter(
  end: Cursor,
  entries: readonly Omit<OrderedEntry, 'place'>[],
  generation = end.generation,
  stamps: readonly number[] = [],
): readonly OrderedEntry[] {
  const places: OrderedEntry[] = [];
  let { no, orderHash: previous } = end;
  for (const [index, { id, entry }] of entries.entries()) {
    no += 1;
    const bound = { generation, no, effectiveAt: stamps[index] ?? NOON + no };
    previous = orderHash(sha256, previous, bound, entry.hash);
    places.push({ place: { ...bound, orderHash: previous }, id, entry });
  }
  return places;
}

/** An author's entries, each with who it is. */
export function named({ id: device, epoch, journal }: TestAuthor, from = 1): readonly Omit<OrderedEntry, 'place'>[] {
  return journal.slice(from - 1).map((entry, index) => ({ id: { device, epoch, seq: from + index }, entry }));
}

/** Everything that a refusal must leave as it was. */
export async function everythingOf(store: CentreStore): Promise<unknown> {
  return {
    identity: await store.identity(),
    head: await store.head(),
    ordering: await store.ordering(),
    order: await pullAll(store),
    chains: await store.chains(),
    devices: await store.devices(),
    snapshot: await store.snapshot(),
    quarantine: await store.quarantine(),
  };
}

export async function changesNothing(store: CentreStore, act: () => Promise<unknown>): Promise<void> {
  const before = await everythingOf(store);
  await act();
  expect(await everythingOf(store)).toEqual(before);
}
