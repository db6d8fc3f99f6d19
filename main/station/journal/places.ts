/** The places of the centre's order on this disk. It keeps and finds them, and checks none. */
import type { Database } from 'better-sqlite3';
import { CHAIN_START, chainHash, type EntryId, type OrderedEntry } from '../../../shared/domain/entries/entry.ts';
import type { DeviceId, VisitId } from '../../../shared/domain/ids.ts';
import { AGREE_LIMIT, type Cursor } from '../../../shared/contract/wire.ts';
import { ABOUT_CENTRE, visitNumber } from './about.ts';
import { Damaged } from './damaged.ts';
import { sha256 } from './digest.ts';
import type { OwnEntry } from './own.ts';

/** From where to where the order reaches here: the first place here is the one after `base`. */
export interface Reach {
  readonly base: Cursor;
  readonly head: Cursor;
}

interface ReachRow {
  readonly base_generation: number;
  readonly base_no: number;
  readonly base_order_hash: string;
  readonly head_generation: number;
  readonly head_no: number;
  readonly head_order_hash: string;
}

interface PlaceRow {
  readonly no: number;
  readonly generation: number;
  readonly effective_at: number;
  readonly order_hash: string;
  readonly device: DeviceId;
  readonly epoch: number;
  readonly seq: number;
  readonly hash: string;
  readonly bytes: string;
}

type NewPlace = [no: number, generation: number, effectiveAt: number, orderHash: string, chain: number, seq: number, hash: string, about: number | null, bytes: string];

const PLACES = `
  SELECT p.no, p.generation, p.effective_at, p.order_hash, c.device, c.epoch, p.seq, p.hash, p.bytes
  FROM places p JOIN chains c ON c.id = p.chain`;

export class Places {
  readonly #sql;

  constructor(db: Database) {
    this.#sql = {
      reach: db.prepare<[], ReachRow>('SELECT * FROM reach'),
      keepReach: db.prepare<ReachRow>(`
        INSERT OR REPLACE INTO reach VALUES (1, @base_generation, @base_no, @base_order_hash, @head_generation, @head_no, @head_order_hash)`),
      chain: db.prepare<[string, number], { id: number }>('SELECT id FROM chains WHERE device = ? AND epoch = ?'),
      addChain: db.prepare<[string, number]>('INSERT INTO chains (device, epoch) VALUES (?, ?)'),
      add: db.prepare<NewPlace>('INSERT INTO places (no, generation, effective_at, order_hash, chain, seq, hash, about, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
      at: db.prepare<[number], { generation: number; order_hash: string }>('SELECT generation, order_hash FROM places WHERE no = ?'),
      after: db.prepare<[number, number], PlaceRow>(`${PLACES} WHERE p.no > ? ORDER BY p.no LIMIT ?`),
      before: db.prepare<[number, number], PlaceRow>(`${PLACES} WHERE p.no < ? ORDER BY p.no DESC LIMIT ?`),
      ofDevice: db.prepare<[string, number], PlaceRow>(`${PLACES} WHERE c.device = ? AND p.no > ? ORDER BY p.no`),
      ofChain: db.prepare<[string, number, number, number], OwnEntry>(`
        SELECT p.seq, p.hash, p.bytes FROM places p JOIN chains c ON c.id = p.chain
        WHERE c.device = ? AND c.epoch = ? AND p.seq >= ? ORDER BY p.seq LIMIT ?`),
      ofChainBack: db.prepare<[string, number, number], PlaceRow>(`${PLACES} WHERE c.device = ? AND c.epoch = ? AND p.seq <= ? ORDER BY p.seq DESC`),
      holding: db.prepare<[number, string, string, string, number], PlaceRow>(`${PLACES}
        WHERE p.no > ? AND instr(p.bytes, ?) > 0 AND instr(p.bytes, ?) > 0 AND instr(p.bytes, ?) > 0 ORDER BY p.no DESC LIMIT ?`),
      about: db.prepare<[number, number], PlaceRow>(`${PLACES} WHERE p.about = ? AND p.no <= ? ORDER BY p.no`),
      ofCentre: db.prepare<{ from: number; upTo: number; centre: number }, PlaceRow>(`${PLACES}
        WHERE p.about = @centre AND p.no <= @upTo
          AND p.no >= coalesce((SELECT max(no) FROM places WHERE about = @centre AND no <= @from), 0) ORDER BY p.no`),
      chains: db.prepare<[], Pick<EntryId, 'device' | 'epoch'>>('SELECT device, epoch FROM chains'),
      forgetChainAfter: db.prepare<[string, number, number]>('DELETE FROM places WHERE chain = (SELECT id FROM chains WHERE device = ? AND epoch = ?) AND seq > ?'),
      forgetAfter: db.prepare<[number]>('DELETE FROM places WHERE no > ?'),
    };
  }

  reach(): Reach {
    const row = this.#sql.reach.get();
    if (!row) throw new Damaged('how far the order reaches');
    return {
      base: { generation: row.base_generation, no: row.base_no, orderHash: row.base_order_hash },
      head: { generation: row.head_generation, no: row.head_no, orderHash: row.head_order_hash },
    };
  }

  keepReach({ base, head }: Reach): void {
    this.#sql.keepReach.run({
      base_generation: base.generation, base_no: base.no, base_order_hash: base.orderHash,
      head_generation: head.generation, head_no: head.no, head_order_hash: head.orderHash,
    });
  }

  /** @param abouts what each entry is about (`aboutEntry`). */
  add(entries: readonly OrderedEntry[], abouts: readonly (number | null)[]): void {
    let [last, chain]: [EntryId | undefined, number] = [undefined, 0];
    for (const [index, { place, id, entry }] of entries.entries()) {
      // One device writes many in a row.
      if (last?.device !== id.device || last.epoch !== id.epoch) chain = this.#chainOf(id);
      last = id;
      this.#sql.add.run(place.no, place.generation, place.effectiveAt, place.orderHash, chain, id.seq, entry.hash, abouts[index] ?? null, entry.bytes);
    }
  }

  /** The order up to a place, as a cursor; undefined where that place is not here. */
  at(no: number): Cursor | undefined {
    if (no === 0) return { generation: 1, no, orderHash: CHAIN_START };
    const { base } = this.reach();
    if (no === base.no) return base;
    const row = this.#sql.at.get(no);
    return row && { generation: row.generation, no, orderHash: row.order_hash };
  }

  after(no: number, limit: number): OrderedEntry[] {
    return this.#sql.after.all(no, limit).map(asOrdered);
  }

  /** Those before a place, the last one first. */
  before(no: number, limit: number): OrderedEntry[] {
    return this.#sql.before.all(no, limit).map(asOrdered);
  }

  *each(after: number): Generator<OrderedEntry> {
    for (const row of this.#sql.after.iterate(after, -1)) yield asOrdered(row);
  }

  /** Entries of one chain that have a place, from `seq` on. */
  ofChain({ device, epoch }: Pick<EntryId, 'device' | 'epoch'>, seq: number, limit: number): OwnEntry[] {
    return this.#sql.ofChain.all(device, epoch, seq, limit);
  }

  /** Of one chain up to `seq`, those that came into the order after a place. */
  ofChainAfter({ device, epoch, seq }: EntryId, no: number): OrderedEntry[] {
    const found: OrderedEntry[] = [];
    for (const row of this.#sql.ofChainBack.iterate(device, epoch, seq)) {
      if (row.no <= no) break;
      found.push(asOrdered(row));
    }
    return found.reverse();
  }

  /** After a place, those whose bytes hold these texts, the last one first. */
  holding(texts: readonly [string, string, string], after: number, limit: number): OrderedEntry[] {
    return this.#sql.holding.all(after, ...texts, limit).map(asOrdered);
  }

  /** Whether an entry is what it was when it came in, as far as the one before it is here to tell. */
  isWhole({ id, entry }: OrderedEntry): boolean {
    const [before] = id.seq === 1 ? [{ seq: 0, hash: CHAIN_START }] : this.ofChain(id, id.seq - 1, 1);
    return before?.seq !== id.seq - 1 || chainHash(sha256, before.hash, entry.bytes) === entry.hash;
  }

  /** What a device wrote, in any epoch, after a place. */
  ofDevice(device: DeviceId, after: number): OrderedEntry[] {
    return this.#sql.ofDevice.all(device, after).map(asOrdered);
  }

  /** What may be about this visit, up to a place. */
  ofVisit(visit: VisitId, upTo: number): OrderedEntry[] {
    return this.#sql.about.all(visitNumber(visit), upTo).map(asOrdered);
  }

  /** The descriptions of the centre in force from one place to another. */
  ofCentre(from: number, upTo: number): OrderedEntry[] {
    return this.#sql.ofCentre.all({ from, upTo, centre: ABOUT_CENTRE }).map(asOrdered);
  }

  /** Newest first, ever further apart, and the first one there is. */
  sample(upTo: number): { no: number; orderHash: string }[] {
    const { base, head } = this.reach();
    const last = Math.min(upTo, head.no);
    const nos = new Set<number>();
    for (let back = 0; last - back > base.no && nos.size < AGREE_LIMIT - 1; back = back * 2 + 1) nos.add(last - back);
    const first = Math.max(base.no, 1);
    if (first <= last) nos.add(first);
    return [...nos].flatMap((no) => {
      const cursor = this.at(no);
      return cursor ? [{ no, orderHash: cursor.orderHash }] : [];
    });
  }

  /** Whose entries may have a place here. */
  chains(): Pick<EntryId, 'device' | 'epoch'>[] {
    return this.#sql.chains.all();
  }

  forgetChainAfter({ device, epoch }: Pick<EntryId, 'device' | 'epoch'>, seq: number): void {
    this.#sql.forgetChainAfter.run(device, epoch, seq);
  }

  forgetAfter(no: number): void {
    this.#sql.forgetAfter.run(no);
  }

  #chainOf({ device, epoch }: EntryId): number {
    return this.#sql.chain.get(device, epoch)?.id ?? Number(this.#sql.addChain.run(device, epoch).lastInsertRowid);
  }
}

function asOrdered({ no, generation, effective_at, order_hash, device, epoch, seq, hash, bytes }: PlaceRow): OrderedEntry {
  return { place: { generation, no, effectiveAt: effective_at, orderHash: order_hash }, id: { device, epoch, seq }, entry: { bytes, hash } };
}
