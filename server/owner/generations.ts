/**
 * How an order goes on after something was lost, or on another machine [J19]: it is collected from
 * devices that kept it, and a new generation begins after the last place of it.
 */
import type { OrderRequest } from '../../shared/contract/wire.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import { devicesBehind } from '../../shared/domain/decisions/owner.ts';
import { failpoint } from '../failpoint.ts';
import type { Ordering } from '../store/order-store.ts';
import type { Actor, NotAllowed } from '../store/staff.ts';
import { anotherOrder } from './declined.ts';
import type { Declined } from './owner.ts';
import { hindered, type Desk } from './write.ts';

/** A device that said it had more and sent nothing for so long is not waited for. Milliseconds. */
const SILENCE_MS = 30_000;

type Adopted = { readonly kind: 'adopted'; readonly head: number; readonly isWhole: boolean } | Declined;
export type Opened = { readonly kind: 'opened'; readonly generation: number } | NotAllowed | Declined;

export class Generations {
  readonly #desk: Desk;
  /** Who has more to give, and when it last gave something: by the clock that nobody sets. */
  readonly #giving = new Map<DeviceId, number>();
  /** When collecting last moved; undefined while nothing was given, since nothing is not an order. */
  #movedAt: number | undefined;
  #isWhole = false;

  constructor(desk: Desk) {
    this.#desk = desk;
    if (desk.order.at.no > 0) this.#movedAt = desk.clock.monotonic();
  }

  /** Takes places that a device kept. `isWhole` once nobody is known to have more. */
  async adopt(device: DeviceId, { places, more }: OrderRequest): Promise<Adopted> {
    const { store, clock } = this.#desk;
    const [ordering, { generation, no: head }] = [await store.ordering(), await store.head()];
    if (ordering.kind === 'fenced') return anotherOrder(generation);
    const brings = (places.at(-1)?.place.no ?? 0) > head;
    // Again, since the reply was lost; or a stretch that this owner has gone on from in another way.
    if (ordering.kind === 'ordering' && brings && !this.#mayBeLost(head)) return anotherOrder(generation);
    const begins = ordering.kind === 'ordering' && brings;
    if (begins) {
      const written = await store.setOrdering({ kind: 'collecting' });
      if (written.kind === 'busy') return hindered(this.#desk, written);
    }
    const adopted = await store.adopt(places, clock.now());
    failpoint('adopt.afterCommit');
    if (adopted.kind !== 'adopted') {
      if (begins) await this.#backTo(ordering);
      return adopted.kind === 'busy' ? hindered(this.#desk, adopted) : anotherOrder(generation);
    }
    if (ordering.kind === 'ordering' && !begins) return { kind: 'adopted', head: adopted.head, isWhole: false };
    this.#note(device, more);
    return { kind: 'adopted', head: adopted.head, isWhole: this.#isWhole };
  }

  /** Orders nothing until the places that a device has after these were offered, or fail to come. */
  async collect(): Promise<'collecting' | 'tooLate' | Declined> {
    const { store, clock } = this.#desk;
    if (!this.#mayBeLost((await store.head()).no)) return 'tooLate';
    const written = await store.setOrdering({ kind: 'collecting' });
    if (written.kind === 'busy') return hindered(this.#desk, written);
    this.#movedAt = clock.monotonic();
    return 'collecting';
  }

  /** Whether what is being collected is all there is to get: everybody gave their last, or fell silent. */
  isCollected(): boolean {
    const now = this.#desk.clock.monotonic();
    return this.#isWhole || (this.#movedAt !== undefined && now - this.#movedAt >= SILENCE_MS);
  }

  /** Takes in the devices that an adopted order knows, so that they may prove themselves here. */
  async takeInDevices(): Promise<Declined | undefined> {
    const { store, order, clock } = this.#desk;
    await order.catchUp();
    const at = clock.now();
    for (const { device, known, change } of devicesBehind(order.state, await store.devices())) {
      const { name, key, epoch, standing } = known;
      const written = await (change === 'put' ? store.putDevice({ device, name, key, epoch, standing, at }) : store.revoke(device, at));
      if (written.kind === 'busy') return hindered(this.#desk, written);
    }
    return undefined;
  }

  /** Begins the next generation: above this order's, above whoever fenced it, and `above`. */
  async open(above: number, by?: Actor): Promise<Opened> {
    const { store, order, onTrouble } = this.#desk;
    const declined = await this.takeInDevices();
    if (declined) return declined;
    const ordering = await store.ordering();
    const known = Math.max((await store.head()).generation, order.state.generation, ordering.kind === 'fenced' ? ordering.by : 0, above);
    const generation = known + 1;
    const written = await store.openGeneration(generation, by);
    if (written.kind === 'busy') return hindered(this.#desk, written);
    if (written.kind === 'notAllowed') return written;
    failpoint('generation.begun');
    this.#giving.clear();
    this.#isWhole = false;
    onTrouble({ kind: 'opened', generation });
    return { kind: 'opened', generation };
  }

  /** An order that this owner itself has gone on with is not another's to go on with. */
  #mayBeLost(head: number): boolean {
    return head <= this.#desk.order.foundAt;
  }

  #note(device: DeviceId, more: boolean): void {
    const now = this.#desk.clock.monotonic();
    this.#movedAt = now;
    if (more) this.#giving.set(device, now);
    else this.#giving.delete(device);
    for (const [other, at] of this.#giving) if (now - at >= SILENCE_MS) this.#giving.delete(other);
    this.#isWhole = this.#giving.size === 0;
  }

  async #backTo(ordering: Ordering): Promise<void> {
    const written = await this.#desk.store.setOrdering(ordering);
    if (written.kind === 'busy') hindered(this.#desk, written);
  }
}
