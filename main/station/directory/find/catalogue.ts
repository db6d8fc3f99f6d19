/**
 * What lists go by, of every service, in memory: a service is a line here and no record. In: records
 * as they come and go. Out: lines. Hours that many share are read and kept once.
 */
import type { Centre } from '../../../../shared/domain/centre.ts';
import type { BusinessDay } from '../../../../shared/domain/clock.ts';
import { hoursOfPlaces, isOffered, metresBetween, pointOf, spokenBy, verifiedOn, type NamedService, type Point } from '../../../../shared/domain/directory/listing/index.ts';
import { hoursOf, readHours, type ReadHours } from '../../../../shared/domain/directory/opening/index.ts';
import { keyOf, RecordId, termsOf, type Audience, type RecordKey } from '../../../../shared/domain/directory/record.ts';
import { wordsToFind } from '../../../../shared/domain/finding.ts';
import type { Sector } from '../../../../shared/domain/offers/offers.ts';

export interface Line {
  readonly id: RecordId;
  /** Its number in the index of words. */
  readonly row: number;
  readonly isOffered: boolean;
  /** For now it is not, though it stands in the lists. */
  readonly isShut: boolean;
  readonly sectors: readonly Sector[];
  readonly isDiscreet: boolean;
  readonly hours: readonly ReadHours[];
  readonly isFree: boolean | undefined;
  readonly isStepFree: boolean;
  /** Empty: for everybody, as far as anybody said. */
  readonly audiences: readonly Audience[];
  /** Of the centre's own taxonomies. */
  readonly terms: readonly RecordId[];
  readonly spoken: readonly string[];
  readonly points: readonly Point[];
  readonly hasRoom: boolean;
  readonly queue: string | undefined;
  readonly verifiedOn: BusinessDay | undefined;
  /** As staff read it. */
  readonly name: string;
  readonly organisation: string | null;
  /** The words of these two, each behind a space. */
  readonly plain: string;
  /** The records it names. */
  readonly names: readonly RecordKey[];
}

export class Catalogue {
  readonly lines = new Map<RecordId, Line>();
  readonly #hours = new Map<string, ReadHours>();
  readonly #strings = new Map<string, string>();
  /** Services by the records they name. */
  readonly #namedBy = new Map<RecordKey, Set<RecordId>>();
  #ordered: { readonly lines: readonly Line[]; readonly from: Point | undefined } | undefined;

  /** Reads hours once for all services that keep the same. */
  readonly read = (...of: Parameters<typeof hoursOf>): ReadHours => {
    const hours = hoursOf(...of);
    // Rows have ids of their own: the same hours stand there under others.
    const key = JSON.stringify(hours, (name, value: unknown) => (name === 'id' || name.endsWith('_id') || name === 'description' ? undefined : value));
    const known = this.#hours.get(key);
    if (known) return known;
    const read = readHours(hours);
    this.#hours.set(key, read);
    return read;
  };

  put(row: number, named: NamedService, centre: Pick<Centre, 'zone' | 'languages' | 'services'>): void {
    const { service, organization, locations } = named;
    const { hsds, beside } = service;
    const id = RecordId.parse(hsds.id);
    const name = hsds.name;
    const organisation = organization ? this.#once(organization.hsds.name) : null;
    this.drop(id);
    const names = [...(hsds.organization_id === undefined ? [] : [keyOf('organization', hsds.organization_id)]), ...(hsds.service_at_locations ?? []).flatMap(({ location_id: place }) => (place === undefined ? [] : [keyOf('location', place)])), ...termsOf(service).map((term) => keyOf('taxonomy_term', term))];
    for (const key of names) this.#namedBy.set(key, (this.#namedBy.get(key) ?? new Set()).add(id));
    this.lines.set(id, {
      id, row, name, organisation,
      isOffered: isOffered(service),
      isShut: hsds.status === 'temporarily closed',
      sectors: beside.sectors ?? [],
      isDiscreet: beside.discreet !== undefined,
      hours: hoursOfPlaces(named, { centre, read: this.read }),
      isFree: beside.isFree,
      isStepFree: [...locations.values()].some((place) => place.beside.isStepFree === true),
      audiences: beside.intake?.audiences ?? [],
      terms: termsOf(service),
      spoken: spokenBy(service).map((tag) => this.#once(tag)),
      points: [...locations.values()].flatMap((place) => pointOf(place) ?? []),
      hasRoom: [...locations.values()].some((place) => place.beside.room !== undefined),
      queue: beside.queue,
      verifiedOn: verifiedOn(service),
      plain: ['', ...wordsToFind(`${name} ${organisation ?? ''}`)].join(' '),
      names,
    });
  }

  /** In this house first, then by how near it is to a point, then by name; where nobody said where, last. */
  inOrder(from: Point | undefined): readonly Line[] {
    if (this.#ordered && this.#ordered.from === from) return this.#ordered.lines;
    const placed = [...this.lines.values()].map((line) => ({ line, metres: metresTo(line, from) }));
    const sorted = placed.toSorted((a, b) => (a.metres < b.metres ? -1 : a.metres > b.metres ? 1 : a.line.name < b.line.name ? -1 : a.line.name > b.line.name ? 1 : 0));
    this.#ordered = { lines: sorted.map(({ line }) => line), from };
    return this.#ordered.lines;
  }

  drop(id: RecordId): void {
    this.#ordered = undefined;
    for (const key of this.lines.get(id)?.names ?? []) this.#namedBy.get(key)?.delete(id);
    this.lines.delete(id);
  }

  /** Services that name this record. */
  naming(key: RecordKey): readonly RecordId[] {
    return [...(this.#namedBy.get(key) ?? [])];
  }

  /** Text that many lines share is kept once. */
  #once(text: string): string {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    this.#strings.set(text, text);
    return text;
  }
}

function metresTo({ hasRoom, queue, points }: Line, from: Point | undefined): number {
  if (hasRoom || queue !== undefined) return -1;
  return from && points.length > 0 ? Math.min(...points.map((point) => metresBetween(from, point))) : Infinity;
}
