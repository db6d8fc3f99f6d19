/** The store's part that takes over an order that devices kept, and opens generations [J19]. */
import type { Digest, OrderedEntry } from '../../../shared/domain/entries/entry.ts';
import type { AdoptResult, Ordering, OrderStore } from '../order-store.ts';
import { checkPlaces, readAs } from '../ordering.ts';
import type { Actor, NotAllowed } from '../staff.ts';
import { mayAct, noteAct } from './acts.ts';
import { readCentre } from './centre.ts';
import { moveEnds, readEnds } from './chains.ts';
import type { Owner } from './owner.ts';
import { insertPlaces, readOrderHashes } from './places.ts';
import { statement, type Runner } from './session.ts';

type GenerationsPart = Pick<OrderStore, 'setOrdering' | 'adopt' | 'openGeneration'>;

const updateOrdering = statement<[Ordering['kind'], number | undefined]>('set ordering', 'UPDATE centre SET ordering = $1, fenced_by = $2');
const updateGeneration = statement<[number]>('set generation', 'UPDATE centre SET generation = $1');

export function createGenerations(digest: Digest, owner: Owner): GenerationsPart {
  return {
    setOrdering: (ordering) =>
      owner.write(async (tx) => {
        await setOrdering(tx, ordering);
        return { kind: 'written' };
      }),
    adopt: (places, receivedAt) => owner.write((tx) => adopt(tx, digest, places, receivedAt)),
    openGeneration: (generation, by) => owner.write((tx) => open(tx, generation, by)),
  };
}

async function setOrdering(tx: Runner, ordering: Ordering): Promise<void> {
  await tx.all(updateOrdering, ordering.kind, ordering.kind === 'fenced' ? ordering.by : undefined);
}

async function open(tx: Runner, generation: number, by: Actor | undefined): Promise<{ readonly kind: 'written' } | NotAllowed> {
  if (!(await mayAct(tx, by))) return { kind: 'notAllowed' };
  const { order, ordering } = await readCentre(tx);
  if (generation <= Math.max(order.generation, ordering.kind === 'fenced' ? ordering.by : 0)) return { kind: 'written' };
  await tx.all(updateGeneration, generation);
  await setOrdering(tx, { kind: 'ordering' });
  await noteAct(tx, by, { act: 'generationOpened', detail: String(generation) });
  return { kind: 'written' };
}

async function adopt(tx: Runner, digest: Digest, places: readonly OrderedEntry[], receivedAt: number): Promise<AdoptResult> {
  const { order } = await readCentre(tx);
  const isHere = ({ place }: OrderedEntry): boolean => place.no <= order.no;
  const here = places.filter(isHere);
  const hashes = await readOrderHashes(tx, here.map(({ place }) => place.no));
  if (here.some(({ place }) => hashes.get(place.no) !== place.orderHash)) return { kind: 'generation', generation: order.generation };
  const fresh = places.filter((each) => !isHere(each));
  const checked = checkPlaces(digest, order, fresh, await readEnds(tx, fresh.map(({ id }) => id)));
  if (checked.kind !== 'checked') return checked;
  if (fresh.length > 0) {
    // How certain a stamp was, only the server knew that gave it.
    const kept = fresh.map(({ place, id, entry }) => ({ place, id, entry, uncertain: true, quarantined: !readAs(id, entry.bytes) }));
    await insertPlaces(tx, kept, receivedAt);
    await moveEnds(tx, checked.chains);
    await tx.all(updateGeneration, checked.order.generation);
  }
  return { kind: 'adopted', added: fresh.length, head: checked.order.no };
}
