/** Laws of the owner over random days: devices that act at once, time that passes, and restarts in between. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { claimFor, foldPlaces, OwnedCentre, type OwnedDevice } from '../../tests/fixtures/owned-centre.ts';
import { DESK_3, DESK_4, HEALTH, ORIENTATION } from '../../tests/fixtures/world.ts';
import type { OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { readEntry } from '../../shared/domain/entries/entry.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { decodeState } from '../../shared/domain/reducers/snapshot.ts';
import { EMPTY_STATE, type CentreState } from '../../shared/domain/reducers/state.ts';

/** What one device does, while others do something too. */
const deviceAct = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('issue', 'issueAndPush', 'pull') },
  { weight: 4, arbitrary: fc.constantFrom('call', 'claimOnly') },
  { weight: 3, arbitrary: fc.constantFrom('push', 'lease', 'lease') },
);
/** What is done alone. */
const worldAct = fc.constantFrom('letIn', 'renew', 'revoke', 'restart', 'nextDay', 'nextDay', 'snapshot');
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('burst' as const), acts: fc.array(deviceAct, { minLength: 1, maxLength: 5 }), ticks: fc.boolean(), passMs: fc.constantFrom(0, 500, 15_000, 31_000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('world' as const), act: worldAct, who: fc.nat(4) }) },
);

/** How often each thing happened: a law that nothing met says nothing. */
type Counts = Map<string, number>;
const count = (counts: Counts, what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);

class World {
  readonly centre: OwnedCentre;
  readonly #counts: Counts;
  #devices: readonly OwnedDevice[];

  constructor(centre: OwnedCentre, first: OwnedDevice, counts: Counts) {
    this.centre = centre;
    this.#devices = [first];
    this.#counts = counts;
  }

  async burst(acts: readonly string[], ticks: boolean): Promise<void> {
    const doing = acts.slice(0, this.#devices.length).map((act, index) => this.#act(act, this.#devices[index], index));
    await Promise.all([...doing, ticks ? this.centre.owner.tick() : undefined]);
  }

  async #act(act: string, device: OwnedDevice | undefined, index: number): Promise<void> {
    if (!device) return;
    switch (act) {
      case 'issue':
      case 'issueAndPush':
        device.issue(index % 2 === 0 ? HEALTH : ORIENTATION);
        if (act === 'issueAndPush') await device.push();
        return;
      case 'pull':
        return device.pull();
      case 'push':
        return void (await device.push());
      case 'call':
      case 'claimOnly':
        return this.#call(device, index % 2 === 0 ? DESK_3 : DESK_4, act === 'call');
      default: {
        const leased = await device.lease();
        if (leased) count(this.#counts, leased.kind === 'declined' ? 'held' : 'leased');
      }
    }
  }

  async #call(device: OwnedDevice, desk: typeof DESK_3, uses: boolean): Promise<void> {
    await device.pull();
    const call = device.nextCall(desk);
    if (!call) return;
    const claimed = await this.centre.owner.claim(device.id, claimFor(call));
    count(this.#counts, claimed.kind);
    if (claimed.kind !== 'granted') return;
    // A grant is true: up to the head it names, the order has this very claim or its call.
    const upTo = foldPlaces(EMPTY_STATE, (await this.centre.pull()).slice(0, claimed.head));
    expect(upTo.claims.get(call.payload.visit)).toMatchObject(claimFor(call));
    if (!uses) return;
    device.write(call);
    await device.push();
  }

  async world(act: string, who: number): Promise<void> {
    const { centre } = this;
    const device = this.#devices[who % this.#devices.length];
    count(this.#counts, act);
    switch (act) {
      case 'letIn': {
        if (this.#devices.length === 5) return;
        const another = await centre.letIn();
        await centre.look();
        await another.pull();
        this.#devices = [...this.#devices, another];
        return;
      }
      case 'renew':
        // What has no place yet is written again, and leases wait for it.
        device?.issue();
        await device?.renew();
        await centre.look();
        return device?.pull();
      case 'revoke':
        if (!device || device.first) return;
        this.#devices = this.#devices.filter((other) => other !== device);
        await centre.store.revoke(device.id, centre.clock.now());
        return centre.owner.wake();
      case 'restart':
        return centre.restart();
      case 'nextDay':
        return centre.clock.pass(24 * 60 * 60_000);
      default:
        return void (await centre.owner.snapshot());
    }
  }
}

it('[C1] [N1] [J8] [J16] whatever happens at once: one live claim a leg, no number twice, every entry of the owner is used, and a snapshot leads where the order leads', async () => {
  const counts: Counts = new Map();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
      const centre = await OwnedCentre.start();
      try {
        const world = new World(centre, await centre.letInFirst(), counts);
        await world.world('letIn', 0);
        for (const each of steps) {
          if (each.kind === 'world') await world.world(each.act, each.who);
          else {
            centre.clock.pass(each.passMs);
            await world.burst(each.acts, each.ticks);
          }
        }
        await centre.look();
        const order = await centre.pull();
        const { owner } = await centre.store.identity();
        const whole = followOrder(order, owner, counts);
        checkLabels(order);
        await checkSnapshot(centre, whole);
        expect(centre.troubles.filter(({ kind }) => kind !== 'leasesHeld')).toEqual([]);
      } finally {
        await centre.close();
      }
    }),
    { numRuns: 15, seed: 20_261_122 },
  );
  const wanted = ['granted', 'taken', 'leased', 'held', 'leg.claimed', 'claim.ended', 'day.closed', 'device.enrolled', 'device.revoked', 'numbers.leased', 'restart', 'renew', 'snapshot'];
  expect(wanted.filter((what) => (counts.get(what) ?? 0) < 3)).toEqual([]);
}, 60_000);

/** Folds the order place by place, and looks at every place. */
function followOrder(order: readonly OrderedEntry[], owner: string, counts: Counts): CentreState {
  let state = EMPTY_STATE;
  for (const each of order) {
    const before = state;
    state = foldPlaces(before, [each]);
    if (each.id.device !== owner) continue;
    const read = readEntry(each.entry.bytes, each.id);
    if (read.kind !== 'known') throw new Error('the owner wrote what nobody reads');
    const { type, payload } = read.entry;
    count(counts, type);
    expect(state.unused, `${type} at ${each.place.no} changed nothing`).toEqual(before.unused);
    if (type === 'leg.claimed') expect(before.claims.has(payload.visit), `two claims at ${each.place.no}`).toBe(false);
    if (type !== 'numbers.leased') continue;
    const blocks = before.numbers.get(payload.day)?.blocks ?? [];
    expect(blocks.filter(({ from, to }) => from <= payload.to && payload.from <= to)).toEqual([]);
  }
  expect(state.sharedLabels).toEqual([]);
  return state;
}

/** [N1] Over all days, also those that are closed: no label stands for two visits. */
function checkLabels(order: readonly OrderedEntry[]): void {
  const visits = new Map<string, string>();
  for (const { id, entry } of order) {
    const read = readEntry(entry.bytes, id);
    if (read.kind !== 'known' || read.entry.type !== 'ticket.issued') continue;
    const { label, visit } = read.entry.payload;
    const name = `${read.entry.envelope.businessDay} ${spellLabel(label)}`;
    expect(visits.get(name) ?? visit, name).toBe(visit);
    visits.set(name, visit);
  }
}

/** [J8] Whatever snapshot there is, and the tail after it, are the whole order. */
async function checkSnapshot(centre: OwnedCentre, whole: CentreState): Promise<void> {
  const answer = await centre.owner.snapshot();
  if (answer.kind !== 'snapshot') throw new Error('no snapshot');
  const state = decodeState(answer.snapshot.state) ?? EMPTY_STATE;
  expect(foldPlaces(state, await centre.pull(answer.snapshot.at))).toEqual(whole);
}
