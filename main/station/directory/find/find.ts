/**
 * What there is to find. In: records as they come and go, what is wanted, words. Out: services that
 * fit, in their order. [X1] Words that were typed are kept nowhere.
 */
import type { Database } from 'better-sqlite3';
import type { DirectoryView, Wanted } from '../../../../shared/contract/directory.ts';
import type { Centre } from '../../../../shared/domain/centre.ts';
import { allTexts, isOpenNow, sayField, type NamedService, type Reader } from '../../../../shared/domain/directory/listing/index.ts';
import type { Moment, ReadHours } from '../../../../shared/domain/directory/opening/index.ts';
import { Audience, keyOf, keyOfRecord, termsOf, type DirectoryRecord, type LocationRecord, type OrganizationRecord, type RecordId, type RecordKey, type ServiceRecord } from '../../../../shared/domain/directory/record.ts';
import { Sector } from '../../../../shared/domain/offers/offers.ts';
import type { Kept } from '../shelf.ts';
import { Catalogue, type Line } from './catalogue.ts';
import { IndexOfWords, type Texts } from './index-of-words.ts';
import { SECTOR_WORDS } from './sector-words.ts';
import { indexed, meant } from './words.ts';

export interface FindParts {
  readonly db: Database;
  readonly recordOf: (key: RecordKey) => DirectoryRecord | undefined;
  readonly centre: () => Centre | undefined;
}

/** Kinds of one sector that can be chosen among: five pages of them. */
const TERMS = 40;
/** Fits that are as good as each other: then the nearer comes first. */
const AS_GOOD = 0.5;

export class Find implements Kept {
  readonly #parts: FindParts;
  readonly #words: IndexOfWords;
  readonly #catalogue = new Catalogue();
  readonly #sql;

  constructor(parts: FindParts) {
    this.#parts = parts;
    const { db } = parts;
    // What was changed under services that name it, and is not in their words yet: in the file, so that it outlives this process.
    db.exec('CREATE TABLE IF NOT EXISTS services (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE); CREATE TABLE IF NOT EXISTS stale (id TEXT PRIMARY KEY) WITHOUT ROWID');
    this.#words = new IndexOfWords(db);
    this.#sql = {
      row: db.prepare<[string], { row: number }>('SELECT row FROM services WHERE id = ?'),
      add: db.prepare<[string]>('INSERT INTO services (id) VALUES (?)'),
      drop: db.prepare<[string]>('DELETE FROM services WHERE id = ?'),
      stale: db.prepare<[number], RecordId>('SELECT id FROM stale LIMIT ?').pluck(),
      mark: db.prepare<[string]>('INSERT OR IGNORE INTO stale (id) VALUES (?)'),
      settled: db.prepare<[string]>('DELETE FROM stale WHERE id = ?'),
    };
  }

  /** @returns hours read once for all who keep them. */
  get read(): Catalogue['read'] {
    return this.#catalogue.read;
  }

  get lines(): ReadonlyMap<RecordId, Line> {
    return this.#catalogue.lines;
  }

  put(record: DirectoryRecord): void {
    if (record.kind === 'service') {
      this.#index(record);
      return;
    }
    if (record.kind === 'organization' || record.kind === 'location' || record.kind === 'taxonomy_term') this.#mark(keyOfRecord(record));
  }

  drop(key: RecordKey): void {
    const [kind, id] = key.split('/') as [string, RecordId];
    if (kind !== 'service') return this.#mark(key);
    this.#catalogue.drop(id);
    const known = this.#sql.row.get(id);
    if (!known) return;
    this.#words.drop(known.row);
    this.#sql.drop.run(id);
  }

  /** Makes the words of services anew that name what was changed. @returns of how many, at most so many. */
  settle(most: number): number {
    const ids = this.#sql.stale.all(most);
    if (ids.length === 0) return 0;
    this.#parts.db.transaction(() => {
      for (const id of ids) {
        const record = this.#parts.recordOf(keyOf('service', id));
        if (record?.kind === 'service') this.#index(record);
        this.#sql.settled.run(id);
      }
    })();
    return ids.length;
  }

  /** A service that lies in the file already, with its words: its line is made anew. */
  remember(record: ServiceRecord): void {
    const { centre } = this.#parts;
    const [described, row] = [centre(), this.#sql.row.get(record.hsds.id)?.row];
    if (described && row !== undefined) this.#catalogue.put(row, this.named(record), described);
  }

  /** A service and the records it names. */
  named(service: ServiceRecord): NamedService {
    const { recordOf } = this.#parts;
    const { organization_id: organization, service_at_locations: places = [] } = service.hsds;
    const locations = new Map<string, LocationRecord>();
    for (const { location_id: id } of places) {
      const location = id === undefined ? undefined : recordOf(keyOf('location', id));
      if (id !== undefined && location?.kind === 'location') locations.set(id, location);
    }
    const offers = organization === undefined ? undefined : recordOf(keyOf('organization', organization));
    return { service, organization: offers?.kind === 'organization' ? offers : undefined, locations };
  }

  /** Services that fit, best or nearest first. */
  found(words: string, wanted: Wanted, moment: Moment): readonly Line[] {
    const finding = this.#parts.centre()?.finding;
    const fits = words.trim() === '' ? undefined : this.#words.fits(meant(words, finding?.synonyms));
    const isOpen = openNow(moment);
    const lines = this.#catalogue.inOrder(finding?.point).filter((line) => line.isOffered && (!fits || fits.has(line.row)) && isWanted(line, wanted, isOpen));
    if (!fits) return lines;
    // What is as good stays in its order.
    const ranked = Map.groupBy(lines, ({ row }) => Math.round((fits.get(row) ?? 0) / AS_GOOD));
    return [...ranked].toSorted(([a], [b]) => a - b).flatMap(([, each]) => each);
  }

  /** How many services name this record. */
  naming(key: RecordKey): number {
    return this.#catalogue.naming(key).length;
  }

  /** What there is to look among: nothing is asked that would change nothing. */
  overview(reader: Reader): Omit<DirectoryView, 'kind'> {
    const lines = [...this.lines.values()].filter((line) => line.isOffered);
    const shown = lines.filter(({ isDiscreet }) => !isDiscreet);
    const sectors = Sector.options.map((sector) => ({ sector, count: lines.filter((line) => line.sectors.includes(sector)).length })).filter(({ count }) => count > 0);
    const differs = (is: (line: Line) => boolean): boolean => lines.some(is) && !lines.every(is);
    return {
      sectors,
      asks: {
        isOpen: lines.some(({ hours }) => hours.some(({ isWhole }) => isWhole)),
        isFree: differs((line) => line.isFree === true),
        isStepFree: differs((line) => line.isStepFree),
        audiences: Audience.options.filter((audience) => shown.some((line) => line.audiences.includes(audience))),
        spoken: [...new Set(lines.flatMap(({ spoken }) => spoken))].toSorted(compare),
      },
      terms: sectors.flatMap(({ sector }) => this.#termsOf(sector, shown, reader)),
    };
  }

  #termsOf(sector: Sector, shown: readonly Line[], reader: Reader): DirectoryView['terms'] {
    const within = shown.filter(({ sectors }) => sectors.includes(sector));
    const ids = [...new Set(within.flatMap(({ terms }) => terms))].filter((id) => !within.every(({ terms }) => terms.includes(id)));
    const terms = ids.flatMap((id) => {
      const record = this.#term(id);
      const name = record && sayField(record, 'name', record.hsds.name, reader);
      return name ? [{ id, sector, name }] : [];
    });
    return terms.toSorted((a, b) => a.name.text.localeCompare(b.name.text, reader.language)).slice(0, TERMS);
  }

  #term(id: RecordId): DirectoryRecord | undefined {
    return this.#parts.recordOf(keyOf('taxonomy_term', id));
  }

  /** A thousand services may name one place: their words follow a stretch at a time. */
  #mark(key: RecordKey): void {
    for (const id of this.#catalogue.naming(key)) this.#sql.mark.run(id);
  }

  #index(record: ServiceRecord): void {
    const { id } = record.hsds;
    const row = this.#sql.row.get(id)?.row ?? Number(this.#sql.add.run(id).lastInsertRowid);
    const named = this.named(record);
    this.#words.put(row, textsOf(named, termsOf(record).flatMap((term) => this.#term(term) ?? [])));
    const centre = this.#parts.centre();
    if (centre) this.#catalogue.put(row, named, centre);
  }
}

/** [X2] A discreet service is found by what it is shown as, and by where it is. */
function textsOf({ service, organization, locations }: NamedService, terms: readonly DirectoryRecord[]): Texts {
  const { hsds, beside } = service;
  const places: (LocationRecord | OrganizationRecord)[] = [...locations.values()];
  const where = [...locations.values()].flatMap(({ hsds: { addresses = [] } }) => addresses.flatMap((each) => [each.address_1 ?? '', each.city ?? '']));
  if (beside.discreet) return { name: indexed(Object.values(beside.discreet)), terms: '', text: '', place: indexed([...places.flatMap((place) => allTexts(place, 'name', place.hsds.name)), ...where]) };
  if (organization) places.push(organization);
  return {
    name: indexed([...allTexts(service, 'name', hsds.name), ...allTexts(service, 'alternate_name', hsds.alternate_name)]),
    terms: indexed([...(beside.sectors ?? []).map((sector) => SECTOR_WORDS[sector]), ...terms.flatMap((term) => allTexts(term, 'name', term.hsds.name))]),
    text: indexed([
      ...allTexts(service, 'description', hsds.description),
      ...allTexts(service, 'eligibility_description', hsds.eligibility_description),
      ...(hsds.required_documents ?? []).flatMap(({ id, document }) => allTexts(service, `${id}.document`, document)),
    ]),
    place: indexed([...places.flatMap((place) => allTexts(place, 'name', place.hsds.name)), ...where]),
  };
}

function isWanted(line: Line, { sector, audience, term, spoken, isFree, isStepFree, isOpen: wantsOpen }: Wanted, isOpen: (line: Line) => boolean): boolean {
  return (
    (sector === null || line.sectors.includes(sector)) &&
    (audience === null || line.audiences.length === 0 || line.audiences.includes(audience)) &&
    // [X2] What a discreet service is of is told to nobody.
    (term === null || (!line.isDiscreet && line.terms.includes(term))) &&
    (spoken === null || line.spoken.includes(spoken)) &&
    (!isFree || line.isFree === true) &&
    (!isStepFree || line.isStepFree) &&
    (!wantsOpen || isOpen(line))
  );
}

/** Asks hours that many keep once. */
function openNow(moment: Moment): (line: Line) => boolean {
  const known = new Map<ReadHours, boolean>();
  return ({ hours, isShut }) =>
    !isShut &&
    hours.some((each) => {
      const is = known.get(each) ?? isOpenNow([each], moment);
      known.set(each, is);
      return is;
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
