/**
 * One connection to the database. In: statements with their values. Out: rows, or `Hindered`.
 * A connection that failed once is never used again.
 */
import { Client, DatabaseError, types as pgTypes, type ClientConfig } from 'pg';
import type { Address } from './address.ts';
import { Hindered, troubleOf } from './trouble.ts';

/** How long to wait for a connection to be made. */
const CONNECT_MS = 5000;
/** How long PostgreSQL may work on one statement. */
const STATEMENT_MS = 10_000;
/** How long a transaction may be left waiting for us before PostgreSQL undoes it. */
const IDLE_IN_TRANSACTION_MS = 30_000;
/** How long to wait for an answer: longer than PostgreSQL itself may take, so that only a dead line is given up. */
const ANSWER_MS = STATEMENT_MS + 5000;
/** How long a connection may take to say goodbye. */
const GOODBYE_MS = 2000;

/** A statement, prepared once a connection. The types of its values and rows are the author's word. */
export interface Statement<Values extends readonly unknown[], Row> {
  readonly name: string;
  readonly text: string;
  /** Keeps the types with the statement; nothing is ever there. */
  readonly types?: (values: Values) => Row;
}

/** @param name unique among the statements; at most 63 characters. */
export function statement<Values extends readonly unknown[], Row = never>(name: string, text: string): Statement<Values, Row> {
  return { name, text };
}

/** Whatever runs statements. */
export interface Runner {
  all<Values extends readonly unknown[], Row>(wanted: Statement<Values, Row>, ...values: Values): Promise<readonly Row[]>;
}

export interface Session extends Runner {
  /**
   * Runs SQL without values, several statements too.
   * @param answerMs how long to wait for the answer, where that is longer than usual.
   * @returns the last one's command tag, such as `COMMIT`.
   */
  exec(sql: string, answerMs?: number): Promise<string>;
  /** Whether the line is gone, or not to be trusted any more. */
  readonly lost: () => boolean;
  end(): Promise<void>;
}

/** How a connection begins, whoever opens it. */
export function connectionTo({ connectionString, options }: Address, role: string, settings: Readonly<Record<string, string | number>> = {}): ClientConfig {
  const all = {
    search_path: 'umbral',
    synchronous_commit: 'on', // [J2] a commit is on disk when it returns
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    ...settings,
  };
  return {
    connectionString,
    options: [options, ...Object.entries(all).map(([name, value]) => `-c ${name}=${value}`)].join(' ').trim(),
    application_name: `umbral ${role}`,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    types: { getTypeParser: parserOf },
  };
}

/** Numbers here stay far below 2^53: places, stamps and counts. pg would give them as text. */
function parserOf(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === (pgTypes.builtins.INT8 as number) && format !== 'binary') return Number;
  return pgTypes.getTypeParser(oid, format as 'text');
}

/** @throws Hindered, or DatabaseError where waiting would not mend it. */
export async function openSession(config: ClientConfig): Promise<Session> {
  const client = new Client(config);
  let lost = false;
  const lose = (): void => {
    lost = true;
  };
  const hangUp = (): void => {
    lose();
    client.connection.stream.destroy();
  };
  // Told here while nothing runs; what runs is told by its own failure.
  client.on('error', lose);
  client.on('end', lose);

  const attempt = async <T>(act: () => Promise<T>): Promise<T> => {
    if (lost) throw new Hindered('unreachable', new Error('the connection is gone'));
    try {
      return await act();
    } catch (error) {
      // What PostgreSQL itself says of a statement leaves the line whole, unless it hangs up with it.
      if (!(error instanceof DatabaseError) || error.severity === 'FATAL') hangUp();
      throw troubleOf(error);
    }
  };

  await attempt(() => client.connect());
  return {
    lost: () => lost,
    all: (wanted, ...values) => attempt(async () => (await client.query({ name: wanted.name, text: wanted.text, values: [...values] })).rows),
    exec: (sql, answerMs = ANSWER_MS) =>
      attempt(async () => {
        const config = { text: sql, query_timeout: answerMs };
        const results: unknown = await client.query(config);
        return tagOf(Array.isArray(results) ? results.at(-1) : results);
      }),
    async end() {
      if (lost) return;
      const tooLate = setTimeout(hangUp, GOODBYE_MS);
      await client.end();
      clearTimeout(tooLate);
    },
  };
}

function tagOf(result: unknown): string {
  return typeof result === 'object' && result !== null && 'command' in result ? String(result.command) : '';
}

/** The row a statement always finds: the one row of `centre`, or the one it has just written. */
export function theRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('a row that is always there is not: the database was changed from outside');
  return row;
}
