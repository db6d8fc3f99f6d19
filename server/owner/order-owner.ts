/** The owner, put together: what it is asked takes turns, and what it may not miss is looked at again with every tick. */
import type { ClaimRequest, Cursor, LeasesRequest, OrderRequest, SeatsRequest } from '../../shared/contract/wire.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import { daysOver, entriesMissing } from '../../shared/domain/decisions/owner.ts';
import { EMPTY_STATE, type CentreState } from '../../shared/domain/reducers/state.ts';
import type { Ordering } from '../store/order-store.ts';
import type { Actor } from '../store/staff.ts';
import { anotherOrder, busy, LATER_MS, SOON_MS } from './declined.ts';
import { FoldedOrder } from './folded-order.ts';
import { Generations, type Opened } from './generations.ts';
import { Forgetting } from './forgetting.ts';
import { Grants, seatsInTime, type LeaseAnswer } from './grants.ts';
import type { ClaimAnswer, Declined, Owner, OwnerParts, SeatsAnswer } from './owner.ts';
import { Snapshots, type SnapshotAnswer } from './snapshots.ts';
import { tellOnce } from './troubles.ts';
import { createTurns } from './turns.ts';
import { hindered, write, type Desk } from './write.ts';

/**
 * [J19] How long after a start time brings nothing. A server that was restored from a backup would
 * else go on, in its first second, from a place that devices have left behind; unwritten, it can
 * still take the rest back from them.
 */
const QUIET_MS = 10_000;

/** What there is once the order was read. */
interface Parts {
  readonly desk: Desk;
  readonly grants: Grants;
  readonly generations: Generations;
  readonly snapshots: Snapshots;
  readonly forgetting: Forgetting;
  /** By the clock that nobody sets. */
  readonly startedAt: number;
}

export class OrderOwner implements Owner {
  readonly #given: OwnerParts;
  readonly #turns = createTurns();
  #parts: Parts | undefined;
  #isStopped = false;
  #willLook = false;
  #ticking: Promise<void> | undefined;
  #opening: Promise<void> | undefined;

  constructor(given: OwnerParts) {
    this.#given = { ...given, onTrouble: tellOnce(given.clock, given.onTrouble) };
  }

  async start(): Promise<void> {
    const { store, clock } = this.#given;
    const { owner: self } = await store.identity();
    const order = new FoldedOrder(this.#given);
    await order.load();
    const desk: Desk = { ...this.#given, order, self };
    const snapshots = new Snapshots(desk);
    await order.catchUpAtStart();
    this.#parts = { desk, snapshots, grants: new Grants(desk, this.#turns), generations: new Generations(desk), forgetting: new Forgetting(desk), startedAt: clock.monotonic() };
    await this.#turn((parts) => look(parts, { withTime: false }));
  }

  wake(): void {
    // Before its start there is nothing to wake: the start itself looks.
    if (this.#willLook || !this.#parts) return;
    this.#willLook = true;
    void this.#turn((parts) => {
      this.#willLook = false;
      return look(parts, { withTime: false });
    });
  }

  async claim(device: DeviceId, ask: ClaimRequest): Promise<ClaimAnswer> {
    return this.#whileOpen(({ grants }) => grants.claim(device, ask));
  }

  async lease(device: DeviceId, wanted: LeasesRequest['wanted']): Promise<LeaseAnswer> {
    return this.#whileOpen(({ grants }) => grants.lease(device, wanted));
  }

  async seats(device: DeviceId, ask: SeatsRequest): Promise<SeatsAnswer> {
    return this.#whileOpen(({ grants }) => grants.seats(device, ask));
  }

  async keysCame(): Promise<void> {
    await this.#turn(({ forgetting }) => forgetting.lookAgain());
  }

  snapshot(): Promise<SnapshotAnswer> {
    return this.#turn(async ({ desk, snapshots }) => {
      const { kind } = await desk.store.ordering();
      if (kind === 'fenced') return anotherOrder((await desk.store.head()).generation);
      return kind === 'collecting' ? busy(SOON_MS) : snapshots.latest();
    });
  }

  adopt(device: DeviceId, offer: OrderRequest): ReturnType<Owner['adopt']> {
    return this.#turn(async (parts) => {
      const { generations, desk } = parts;
      const adopted = await generations.adopt(device, offer);
      if (adopted.kind === 'declined') return adopted;
      await generations.takeInDevices();
      if (adopted.isWhole && desk.opens === 'byItself') await openNext(parts);
      const { no: head } = await desk.store.head();
      return { kind: 'adopted', head };
    });
  }

  /** Many devices may bring such cursors at once: one opening is for all of them. */
  async lostStretch(): Promise<void> {
    this.#opening ??= this.#turn(async (parts): Promise<void> => {
      if (await isOrdering(parts)) await openNext(parts);
    }).then(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async fellBehind(cursor: Cursor): Promise<void> {
    await this.#turn(async (parts) => {
      const head = await parts.desk.store.head();
      const isBehind = cursor.no > head.no && cursor.generation === head.generation;
      if (!isBehind || !(await isOrdering(parts))) return;
      if ((await parts.generations.collect()) === 'tooLate') await openNext(parts);
    });
  }

  wasRestored(cursor: Cursor): Promise<Declined | undefined> {
    return this.#turn(async (parts) => {
      const head = await parts.desk.store.head();
      if (cursor.generation <= head.generation || !(await isOrdering(parts))) return undefined;
      if (cursor.no > head.no) {
        const collected = await parts.generations.collect();
        if (collected === 'collecting') return undefined;
        // A disk that is busy for a moment is no reason to give up what devices still have.
        if (collected !== 'tooLate') return collected;
      }
      const opened = await openNext(parts, { above: cursor.generation });
      return opened.kind === 'declined' ? opened : undefined;
    });
  }

  async fence(generation: number): Promise<void> {
    await this.#turn(async ({ desk }) => {
      const { store, onTrouble } = desk;
      const own = (await store.head()).generation;
      if (generation <= Math.max(own, fencedBy(await store.ordering()))) return;
      const written = await store.setOrdering({ kind: 'fenced', by: generation });
      if (written.kind === 'busy') hindered(desk, written);
      else onTrouble({ kind: 'fenced', by: generation });
    });
  }

  open(by?: Actor): Promise<Opened> {
    return this.#turn((parts) => openNext(parts, { by }));
  }

  state(): CentreState {
    return this.#parts?.desk.order.state ?? EMPTY_STATE;
  }

  async tick(): Promise<void> {
    this.#ticking ??= this.#turn(async (parts): Promise<void> => {
      await look(parts, { withTime: true });
      await parts.snapshots.keepIfDue();
    }).then(() => {
      this.#ticking = undefined;
    });
    return this.#ticking;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#turns.idle();
  }

  /** Does something in a turn of its own. What fails is told, and answered as something that may pass. */
  #turn<T>(work: (parts: Parts) => Promise<T>): Promise<T | Declined> {
    return this.#whileOpen((parts) =>
      this.#turns.take(() => work(parts)).catch((error: unknown) => {
        this.#given.onTrouble({ kind: 'failed', error });
        return busy(LATER_MS);
      }),
    );
  }

  async #whileOpen<T>(work: (parts: Parts) => Promise<T>): Promise<T | Declined> {
    return this.#parts && !this.#isStopped ? work(this.#parts) : busy(SOON_MS);
  }
}

async function isOrdering({ desk }: Parts): Promise<boolean> {
  return (await desk.store.ordering()).kind === 'ordering';
}

function fencedBy(ordering: Ordering): number {
  return ordering.kind === 'fenced' ? ordering.by : 0;
}

/** Writes what is missing in the order and, where asked, what time brought; ends a collecting that has it all. */
async function look(parts: Parts, { withTime }: { readonly withTime: boolean }): Promise<void> {
  const { desk, generations, grants, forgetting } = parts;
  const { store, order, self, clock, opens } = desk;
  const ordering = await store.ordering();
  if (ordering.kind === 'fenced') return;
  if (await generations.takeInDevices()) return;
  if (ordering.kind === 'collecting') {
    if (opens === 'byItself' && generations.isCollected()) await openNext(parts);
    return;
  }
  const { generation } = await store.head();
  // Where another's is the last generation, nothing that this owner writes would be used.
  if (order.state.generation === generation && order.state.owner !== self) return void (await openNext(parts));
  const isQuiet = clock.monotonic() - parts.startedAt < QUIET_MS;
  await write(desk, async (batch) => {
    const devices = await store.devices();
    batch.add(entriesMissing(batch.state, { device: self, generation: batch.generation }, devices, batch.now.at));
    if (!withTime || isQuiet) return grants.watchClaims(batch);
    grants.endClaims(batch);
    seatsInTime(batch, devices);
    if (batch.today !== undefined) batch.add(daysOver(batch.state, batch.today));
  });
  await order.catchUp();
  await forgetting.look();
}

/** @param above a generation that is known to be taken. */
async function openNext(parts: Parts, { above = 0, by }: { readonly above?: number; readonly by?: Actor | undefined } = {}): Promise<Opened> {
  const opened = await parts.generations.open(above, by);
  if (opened.kind === 'opened') await look(parts, { withTime: false });
  return opened;
}
