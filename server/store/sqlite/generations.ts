/** The store's part that takes over an order that devices kept, and opens generations [J19]. */
import type { Digest, OrderedEntry } from '../../../shared/domain/entries/entry.ts';
import { failpoint } from '../../failpoint.ts';
import type { AdoptResult, Ordering, OrderStore } from '../order-store.ts';
import { checkPlaces, readAs } from '../ordering.ts';
import type { Actor, NotAllowed } from '../staff.ts';
import type { Written } from '../store.ts';
import { prepareActs } from './acts.ts';
import { prepareCentre } from './centre.ts';
import { prepareChains } from './chains.ts';
import type { WritableDB } from './handles.ts';
import { prepareInsert, prepareOrderHash } from './places.ts';
import { orBusy } from './trouble.ts';

type GenerationsPart = Pick<OrderStore, 'setOrdering' | 'adopt' | 'openGeneration'>;

export function createGenerations(digest: Digest, writer: WritableDB): GenerationsPart {
  const adopt = prepareAdopt(digest, writer);
  const readCentre = prepareCentre(writer);
  const setOrdering = writer.prepare<[Ordering['kind'], number | undefined]>('UPDATE centre SET ordering = ?, fenced_by = ?');
  const setGeneration = writer.prepare<[number]>('UPDATE centre SET generation = ?');
  const set = (ordering: Ordering): void => {
    setOrdering.run(ordering.kind, ordering.kind === 'fenced' ? ordering.by : undefined);
  };
  const acts = prepareActs(writer);
  const open = writer.transaction((generation: number, by: Actor | undefined): Written | NotAllowed => {
    if (!acts.mayAct(by)) return { kind: 'notAllowed' };
    const { order, ordering } = readCentre();
    if (generation <= Math.max(order.generation, ordering.kind === 'fenced' ? ordering.by : 0)) return { kind: 'written' };
    setGeneration.run(generation);
    set({ kind: 'ordering' });
    acts.note(by, { act: 'generationOpened', detail: String(generation) });
    return { kind: 'written' };
  });
  return {
    async setOrdering(ordering) {
      return orBusy(() => {
        set(ordering);
        return { kind: 'written' };
      });
    },
    async adopt(places, receivedAt) {
      return orBusy(() => adopt.immediate(places, receivedAt));
    },
    async openGeneration(generation, by) {
      return orBusy(() => open.immediate(generation, by));
    },
  };
}

function prepareAdopt(digest: Digest, db: WritableDB) {
  const readCentre = prepareCentre(db);
  const chains = prepareChains(db);
  const insert = prepareInsert(db);
  const orderHashOf = prepareOrderHash(db);
  const setGeneration = db.prepare<[number]>('UPDATE centre SET generation = ?');

  return db.transaction((places: readonly OrderedEntry[], receivedAt: number): AdoptResult => {
    const { order } = readCentre();
    const isHere = ({ place }: OrderedEntry): boolean => place.no <= order.no;
    if (places.some((each) => isHere(each) && orderHashOf(each.place.no) !== each.place.orderHash)) {
      return { kind: 'generation', generation: order.generation };
    }
    const fresh = places.filter((each) => !isHere(each));
    const checked = checkPlaces(digest, order, fresh, chains.end);
    if (checked.kind !== 'checked') return checked;
    for (const { place, id, entry } of fresh) {
      // How certain its stamp was, only the server knew that gave it.
      insert({ place, id, entry, uncertain: true, quarantined: !readAs(id, entry.bytes), receivedAt });
    }
    for (const end of checked.chains) chains.moveEnd(end);
    if (fresh.length > 0) setGeneration.run(checked.order.generation);
    failpoint('adopt.beforeCommit');
    return { kind: 'adopted', added: fresh.length, head: checked.order.no };
  });
}
