import type { VisitId } from '../ids.ts';
import type { Visit } from './state.ts';

type Page = ReadonlyMap<VisitId, Visit>;

/** Visits on a page. A change copies one page and the list of pages. */
const PAGE_SIZE = 64;

/**
 * The visits of the days in play, in the order they began. Immutable: a change gives new visits
 * that share all pages but one. A plain map copied whole cost a tap as much as its write to disk
 * once two thousand people had come.
 */
export class Visits {
  readonly pages: readonly Page[];
  /** The page of each, where somebody keeps that. */
  readonly #index: ReadonlyMap<VisitId, number> | undefined;

  constructor(pages: readonly Page[] = [], index?: ReadonlyMap<VisitId, number>) {
    this.pages = pages;
    this.#index = index;
  }

  /** These, in this order. */
  static of(visits: Iterable<Visit>): Visits {
    const pages: Map<VisitId, Visit>[] = [];
    for (const visit of visits) {
      const last = pages.at(-1);
      if (last && last.size < PAGE_SIZE) last.set(visit.id, visit);
      else pages.push(new Map([[visit.id, visit]]));
    }
    return new Visits(pages);
  }

  get size(): number {
    return this.pages.reduce((sum, page) => sum + page.size, 0);
  }

  get(id: VisitId): Visit | undefined {
    return this.pages[this.#pageOf(id)]?.get(id);
  }

  has(id: VisitId): boolean {
    return this.#pageOf(id) >= 0;
  }

  *values(): Generator<Visit> {
    for (const page of this.pages) yield* page.values();
  }

  find<V extends Visit>(isIt: (visit: Visit) => visit is V): V | undefined {
    for (const page of this.pages) for (const visit of page.values()) if (isIt(visit)) return visit;
    return undefined;
  }

  filter(isIt: (visit: Visit) => boolean): Visit[] {
    const found: Visit[] = [];
    this.forEach((visit) => {
      if (isIt(visit)) found.push(visit);
    });
    return found;
  }

  count(isIt: (visit: Visit) => boolean): number {
    let count = 0;
    this.forEach((visit) => {
      if (isIt(visit)) count += 1;
    });
    return count;
  }

  /** Without an iterator, whose garbage a tap on a busy day would pay for. */
  forEach(see: (visit: Visit) => void): void {
    for (const page of this.pages) page.forEach(see);
  }

  /** With this visit in the place of the one with its id, or after all others. */
  with(visit: Visit): Visits {
    const at = this.pageFor(visit.id);
    const pages = [...this.pages];
    pages[at] = new Map(pages[at]).set(visit.id, visit);
    return new Visits(pages);
  }

  /** The page a visit stands on, or is to be added to; that one may not be there yet. */
  pageFor(id: VisitId): number {
    const known = this.#pageOf(id);
    const last = this.pages.length - 1;
    return known >= 0 ? known : (this.pages[last]?.size ?? PAGE_SIZE) < PAGE_SIZE ? last : last + 1;
  }

  /** All but these, in the order they began. */
  without(isIt: (visit: Visit) => boolean): Visits {
    return Visits.of(this.filter((visit) => !isIt(visit)));
  }

  /** -1 where no page has it. From the end: acts are mostly about the latest. */
  #pageOf(id: VisitId): number {
    return this.#index ? (this.#index.get(id) ?? -1) : this.pages.findLastIndex((page) => page.has(id));
  }
}

/** Changes after which a fold keeps the page of each visit: below that, finding a few costs less. */
const MANY = 16;

interface OwnPages {
  readonly pages: Page[];
  readonly copied: Map<number, Map<VisitId, Visit>>;
  index: Map<VisitId, number> | undefined;
}

/**
 * Visits in the hands of one fold. A page is copied on its first write and written in place from
 * then on: a stretch of a thousand entries would copy a thousand pages, and throw nearly all away.
 */
export class VisitsInHand {
  #now: Visits;
  #puts = 0;
  /** The pages that are this fold's alone; undefined before it wrote. */
  #own: OwnPages | undefined;

  constructor(before: Visits) {
    this.#now = before;
  }

  /** As they are at this moment; the next change changes them. */
  get now(): Visits {
    return this.#now;
  }

  /** As they are once the fold is over. */
  settled(): Visits {
    return this.#own ? new Visits(this.#own.pages) : this.#now;
  }

  put(visit: Visit): void {
    this.#puts += 1;
    const own = (this.#own ??= this.#begin());
    if (!own.index && this.#puts > MANY) this.#keepIndex(own);
    const at = this.#now.pageFor(visit.id);
    let page = own.copied.get(at);
    if (!page) {
      page = new Map(own.pages[at]);
      own.copied.set(at, page);
      own.pages[at] = page;
    }
    page.set(visit.id, visit);
    own.index?.set(visit.id, at);
  }

  /** All but these stay. */
  drop(isIt: (visit: Visit) => boolean): void {
    this.#now = this.#now.without(isIt);
    this.#own = undefined;
  }

  #begin(): OwnPages {
    const pages = [...this.#now.pages];
    this.#now = new Visits(pages);
    return { pages, copied: new Map(), index: undefined };
  }

  #keepIndex(own: OwnPages): void {
    const index = new Map<VisitId, number>();
    for (const [at, page] of own.pages.entries()) for (const id of page.keys()) index.set(id, at);
    own.index = index;
    this.#now = new Visits(own.pages, index);
  }
}
