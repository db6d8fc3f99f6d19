/**
 * What screens are shown of the directory. In: a question, what was found, an instant. Out: a view.
 * Views are made anew each time anything changes anywhere, so what was found is kept for a minute; and
 * two minutes after somebody asked last, nothing of what they asked is left [X1].
 */
import { FOUND_PAGE, NAMES_SHOWN, SHELF_PAGE, type NamesView, type ShelfOf, type ShelfView } from '../../../shared/contract/directory.ts';
import type { View, ViewQuery } from '../../../shared/contract/views.ts';
import type { Centre } from '../../../shared/domain/centre.ts';
import { foundService, minuteOf, shownService, VERIFY_DAYS, type Shown } from '../../../shared/domain/directory/listing/index.ts';
import { businessDayOf, daysAfter, type BusinessDay, type Clock } from '../../../shared/domain/clock.ts';
import { keyOf, keyOfRecord, type DirectoryRecord, type LanguageTag, type RecordId, type RecordKey } from '../../../shared/domain/directory/record.ts';
import { wordsToFind } from '../../../shared/domain/finding.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import type { Find } from './find/find.ts';
import type { Line } from './find/catalogue.ts';

export type ShownQuery = Extract<ViewQuery, { kind: 'directory' | 'found' | 'service' | 'shelf' | 'record' | 'names' }>;

export interface ShowingParts {
  readonly find: Find;
  readonly recordOf: (key: RecordKey) => DirectoryRecord | undefined;
  /** Names of all of a kind. */
  readonly namesOf: (kind: 'organization' | 'location') => readonly { readonly id: RecordId; readonly name: string }[];
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  /** Grows with each change of the records. */
  readonly revision: () => number;
  readonly state: () => Pick<CentreState, 'doubts'>;
  readonly isHolidayIn: (code: string) => ((day: BusinessDay) => boolean) | undefined;
  readonly linkOf: ((service: RecordId) => string) | undefined;
}

/** How long an answer is kept after it was asked for last. Milliseconds. */
const KEPT_MS = 120_000;

interface Kept {
  readonly of: string;
  readonly centre: Centre;
  readonly doubts: CentreState['doubts'];
  readonly view: View;
  readonly askedAt: number;
}

export class Showing {
  readonly #parts: ShowingParts;
  readonly #kept = new Map<string, Kept>();

  constructor(parts: ShowingParts) {
    this.#parts = parts;
  }

  view(query: ShownQuery, centre: Centre): View {
    const { clock, revision, state } = this.#parts;
    const [askedAt, { doubts }] = [clock.monotonic(), state()];
    for (const [key, kept] of this.#kept) if (askedAt - kept.askedAt > KEPT_MS) this.#kept.delete(key);
    const key = JSON.stringify(query);
    const of = `${revision()} ${minuteOf(clock.now())}`;
    const known = this.#kept.get(key);
    const isSame = known?.of === of && known.centre === centre && known.doubts === doubts;
    const view = isSame ? known.view : this.#make(query, centre);
    this.#kept.set(key, { of, centre, doubts, view, askedAt });
    return view;
  }

  #make(query: ShownQuery, centre: Centre): View {
    const { find, recordOf } = this.#parts;
    switch (query.kind) {
      case 'directory':
        return { kind: 'directory', ...find.overview({ language: query.language, first: centre.languages[0] ?? 'es' }) };
      case 'found':
        return this.#found(query, centre);
      case 'service': {
        const service = recordOf(keyOf('service', query.service));
        const isShown = service?.kind === 'service' && find.lines.get(query.service)?.isOffered === true;
        return { kind: 'service', service: isShown ? shownService(find.named(service), this.#shown(centre, query.language)) : null };
      }
      case 'shelf':
        return { kind: 'shelf', ...this.#shelf(query, centre) };
      case 'record': {
        const record = recordOf(query.record);
        if (record?.kind !== 'service') return { kind: 'record', record: record ?? null, names: [] };
        const { organization, locations } = find.named(record);
        const names = [...(organization ? [organization] : []), ...locations.values()];
        return { kind: 'record', record, names: names.map((each) => ({ record: each, services: find.naming(keyOfRecord(each)) })) };
      }
      case 'names':
        return { kind: 'names', rows: this.#names(query, centre) };
      default:
        return query satisfies never;
    }
  }

  #found({ words, wanted, page, language }: Extract<ShownQuery, { kind: 'found' }>, centre: Centre): View {
    const { find, recordOf } = this.#parts;
    const shown = this.#shown(centre, language);
    const lines = find.found(words, wanted, shown);
    const services = lines.slice(page * FOUND_PAGE, (page + 1) * FOUND_PAGE).flatMap(({ id }) => {
      const record = recordOf(keyOf('service', id));
      return record?.kind === 'service' ? [foundService(find.named(record), shown)] : [];
    });
    return { kind: 'found', total: lines.length, services };
  }

  #names({ of, words }: Extract<ShownQuery, { kind: 'names' }>, centre: Centre): NamesView['rows'] {
    const { find, namesOf } = this.#parts;
    const typed = wordsToFind(words);
    const fit = namesOf(of).filter(({ name }) => typed.every((word) => wordsToFind(name).some((each) => each.startsWith(word))));
    const rows = fit.toSorted((a, b) => a.name.localeCompare(b.name, centre.languages[0])).slice(0, NAMES_SHOWN);
    return rows.map(({ id, name }) => ({ id, name, services: find.naming(keyOf(of, id)) }));
  }

  #shown(centre: Centre, language: LanguageTag): Shown {
    const { find, clock, isHolidayIn, linkOf } = this.#parts;
    const code = centre.finding?.holidaysOf;
    return { centre, language, now: clock.now(), isHoliday: code === undefined ? undefined : isHolidayIn(code), read: find.read, linkOf };
  }

  #shelf({ of, words, page }: Extract<ShownQuery, { kind: 'shelf' }>, centre: Centre): Omit<ShelfView, 'kind'> {
    const { find, clock, state } = this.#parts;
    const { doubts } = state();
    const since = daysAfter(businessDayOf(centre.zone, clock.now()), -(centre.finding?.verifyDays ?? VERIFY_DAYS));
    const isOld = ({ verifiedOn }: Line): boolean => verifiedOn === undefined || verifiedOn < since;
    const is: Readonly<Record<ShelfOf, (line: Line) => boolean>> = {
      all: () => true,
      unverified: (line) => line.isOffered && isOld(line),
      doubted: ({ id }) => doubts.has(id),
      inactive: ({ isOffered }) => !isOffered,
    };
    const typed = wordsToFind(words);
    const all = [...find.lines.values()];
    const listed = all.filter((line) => is[of](line) && typed.every((word) => line.plain.includes(` ${word}`))).toSorted((a, b) => a.name.localeCompare(b.name, centre.languages[0]));
    return {
      counts: { all: all.length, unverified: all.filter(is.unverified).length, doubted: all.filter(is.doubted).length, inactive: all.filter(is.inactive).length },
      total: listed.length,
      rows: listed.slice(page * SHELF_PAGE, (page + 1) * SHELF_PAGE).map((line) => ({
        id: line.id, name: line.name, organisation: line.organisation, sector: line.sectors[0] ?? null, verifiedOn: line.verifiedOn ?? null,
        doubts: doubts.get(line.id) ?? 0, isUnverified: isOld(line), isActive: line.isOffered,
      })),
    };
  }
}
