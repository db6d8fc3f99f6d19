/**
 * The words of every service, in the shelf's file. In: texts by their weight, what is meant. Out: rows
 * that fit, and how well. It knows no languages; what it is given is plain already.
 */
import type { Database } from 'better-sqlite3';
import { isNearly } from '../../../../shared/domain/finding.ts';
import type { Meant } from './words.ts';

/** What a service goes by, by weight. */
export interface Texts {
  readonly name: string;
  /** What it is filed under, and what people say for that. */
  readonly terms: string;
  readonly text: string;
  /** Who offers it, and where. */
  readonly place: string;
}

const WEIGHTS = [12, 5, 2, 1].join(', ');
/** Words with a slip in them that are looked for at once. */
const NEARLY = 12;
/** Letters of a word that says something by itself; one sign of Chinese does. */
const SHORT = 4;
/** More fits than these are not weighed one by one: so few letters tell nothing but whether a name begins so. */
const MANY = 4_000;

export class IndexOfWords {
  readonly #sql;
  #terms: readonly string[] | undefined;

  constructor(db: Database) {
    db.exec(`
      CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(name, terms, text, place, content='', contentless_delete=1, prefix='2 3', tokenize="unicode61 remove_diacritics 0");
      CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(words, 'row')`);
    this.#sql = {
      put: db.prepare<[number, string, string, string, string]>('INSERT OR REPLACE INTO words (rowid, name, terms, text, place) VALUES (?, ?, ?, ?, ?)'),
      drop: db.prepare<[number]>('DELETE FROM words WHERE rowid = ?'),
      any: db.prepare<[string], { rowid: number }>('SELECT rowid FROM words WHERE words MATCH ? LIMIT 1'),
      fitting: db.prepare<[string], number>('SELECT rowid FROM words WHERE words MATCH ?').pluck(),
      weighed: db.prepare<[string], [row: number, score: number]>(`SELECT rowid, bm25(words, ${WEIGHTS}) FROM words WHERE words MATCH ?`).raw(),
      terms: db.prepare<[], string>('SELECT term FROM vocabulary').pluck(),
    };
  }

  put(row: number, { name, terms, text, place }: Texts): void {
    this.#sql.put.run(row, name, terms, text, place);
    this.#terms = undefined;
  }

  drop(row: number): void {
    this.#sql.drop.run(row);
    this.#terms = undefined;
  }

  /**
   * What fits all that is meant, and how well: less is better. A thing that nothing goes by says
   * nothing, as long as another does: «quiero», «need». Where nothing fits all of it, what fits all but
   * its short words («de», «for», «i»); and where nothing does either, what fits any of it.
   */
  fits(all: readonly Meant[]): ReadonlyMap<number, number> {
    const asked = all.flatMap((each) => {
      const query = this.#askedFor(each);
      return query === undefined ? [] : [{ query: `(${query})`, isShort: each.every((words) => words.join('').length < SHORT) }];
    });
    if (asked.length === 0) return new Map();
    const [whole, long] = [asked, asked.filter(({ isShort }) => !isShort)].map((each) => each.map(({ query }) => query));
    const tries = [whole?.join(' AND '), long?.join(' AND '), asked.map(({ query }) => query).join(' OR ')];
    for (const query of new Set(tries)) {
      if (query === undefined || query === '') continue;
      const rows = this.#sql.fitting.all(query);
      if (rows.length > 0) return rows.length > MANY ? this.#byName(query, rows) : new Map(this.#sql.weighed.all(query));
    }
    return new Map();
  }

  #byName(query: string, rows: readonly number[]): ReadonlyMap<number, number> {
    const named = new Set(this.#sql.fitting.all(`{name} : (${query})`));
    return new Map(rows.map((row) => [row, named.has(row) ? -1 : 0]));
  }

  /** As the index is asked for it: as it stands, else but for a slip. */
  #askedFor(each: Meant): string | undefined {
    const whole = anyOf(each);
    if (this.#sql.any.get(whole)) return whole;
    const near = each.flatMap((words) => (words.length === 1 && words[0] !== undefined ? this.#nearly(words[0]) : []));
    return near.length === 0 ? undefined : anyOf(near.slice(0, NEARLY).map((word) => [word]));
  }

  #nearly(word: string): readonly string[] {
    this.#terms ??= this.#sql.terms.all();
    return this.#terms.filter((term) => isNearly(word, term));
  }
}

/** In quotes, so that nothing that is typed is an order to the index; a star for how words begin. */
function anyOf(ways: Meant): string {
  return ways.map((words) => `(${words.map((word) => `"${word.replaceAll('"', '')}" *`).join(' AND ')})`).join(' OR ');
}
