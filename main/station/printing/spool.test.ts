import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as atRest } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleLabel, SAMPLE_AT, sampleTicket } from '../../../tests/fixtures/tickets.ts';
import type { VisitId } from '../../../shared/domain/ids.ts';
import { decodePaper } from './decode.ts';
import { refused, uncertain, type PrintEnd, type Printer } from './printer.ts';
import { PRINT_JOBS_SCHEMA } from './schema.ts';
import { JOB_LIFE_MS, openSpool, type Spool } from './spool.ts';
import type { PaperTicket } from './ticket.ts';

const PRINTED: PrintEnd = { kind: 'printed' };

/** A printer that a test works by hand: each job waits until it is told how it ends. */
class HandPrinter implements Printer {
  readonly name = 'by hand';
  readonly jobs: { readonly label: string; readonly end: (how: PrintEnd) => void }[] = [];
  #arrived = Promise.withResolvers<void>();

  print(bytes: Uint8Array): Promise<PrintEnd> {
    const ended = Promise.withResolvers<PrintEnd>();
    const label = decodePaper(bytes).lines.find((line) => line.height === 8)?.text ?? '';
    this.jobs.push({ label, end: ended.resolve });
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
    return ended.promise;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Job number `count`, once the printer has it. */
  async job(count: number): Promise<(typeof this.jobs)[number]> {
    for (;;) {
      const job = this.jobs[count - 1];
      if (job) return job;
      await this.#arrived.promise;
    }
  }
}

/** A printer that ends every job the same way. */
function steadyPrinter(how: PrintEnd): Printer & { count: number } {
  return {
    name: 'steady',
    count: 0,
    print() {
      this.count += 1;
      return Promise.resolve(how);
    },
    close: () => Promise.resolve(),
  };
}

const ticketOf = (number: number): PaperTicket =>
  sampleTicket({ label: sampleLabel(number), visit: String(number).padStart(26, '0') });
const visitOf = (number: number): VisitId => ticketOf(number).visit;

describe('the spool', () => {
  let folder: string;
  let db: Database.Database;
  let now: number;
  let changes: VisitId[];
  let troubles: unknown[];
  let changed: PromiseWithResolvers<void>;

  const clock = { now: () => now, monotonic: () => now };
  const open = (printer: Printer): Spool =>
    openSpool({
      db,
      printer,
      clock,
      onChange: (visit) => {
        changes.push(visit);
        changed.resolve();
        changed = Promise.withResolvers();
      },
      onStorageTrouble: (error) => troubles.push(error),
    });
  const openFile = (): Database.Database => {
    const file = new Database(join(folder, 'spool.db'));
    file.pragma('journal_mode = WAL');
    file.pragma('synchronous = FULL');
    return file;
  };
  /** Resolves once a visit's paper is in that state. */
  const until = async (spool: Spool, visit: VisitId, state: ReturnType<Spool['stateOf']>): Promise<void> => {
    while (spool.stateOf(visit) !== state) await changed.promise;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'umbral-spool-'));
    db = openFile();
    db.exec(PRINT_JOBS_SCHEMA);
    now = SAMPLE_AT;
    changes = [];
    troubles = [];
    changed = Promise.withResolvers();
  });
  afterEach(async () => {
    db.close();
    await rm(folder, { recursive: true });
  });

  it('prints what waits, oldest first, one at a time', async () => {
    const printer = new HandPrinter();
    const spool = open(printer);
    for (const number of [1, 2, 3]) spool.enqueue(ticketOf(number), now);
    spool.wake();
    spool.wake();
    for (const number of [1, 2, 3]) {
      const job = await printer.job(number);
      expect(job.label).toBe(`A 00${number}`);
      expect(printer.jobs).toHaveLength(number);
      expect(spool.stateOf(visitOf(number))).toBe('waiting');
      job.end(PRINTED);
      await until(spool, visitOf(number), 'printed');
    }
    await spool.close();
    expect(changes).toEqual([1, 1, 2, 2, 3, 3].map(visitOf));
  });

  it('misses no job that is woken for in the very moment the last one ends', async () => {
    const spool = open(steadyPrinter(PRINTED));
    for (let turns = 1; turns <= 16; turns += 1) {
      spool.enqueue(ticketOf(turns), now);
      spool.wake();
      // One of these counts of microtasks is where the spool has looked, found nothing and goes to rest.
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      spool.enqueue(ticketOf(100 + turns), now);
      spool.wake();
      await until(spool, visitOf(100 + turns), 'printed');
      await atRest();
    }
  });

  it.each([PRINTED, refused('unreachable', 'no'), uncertain('reset', 'no')])('[P1] a job ends as the printer said: $kind', async (how) => {
    const printer = steadyPrinter(how);
    const spool = open(printer);
    spool.enqueue(ticketOf(1), now);
    expect(spool.stateOf(visitOf(1))).toBe('waiting');
    spool.wake();
    await until(spool, visitOf(1), how.kind);
    spool.wake();
    await spool.close();
    expect(printer.count).toBe(1);
  });

  it('[J2] a job whose transaction is rolled back was never there', async () => {
    const printer = steadyPrinter(PRINTED);
    const spool = open(printer);
    const issue = db.transaction(() => {
      spool.enqueue(ticketOf(1), now);
      throw new Error('the entry was refused');
    });
    expect(issue).toThrow('the entry was refused');
    spool.wake();
    await spool.close();
    expect(printer.count).toBe(0);
    expect(spool.stateOf(visitOf(1))).toBeUndefined();
  });

  it('[P3] jobs that wait when the station dies are printed when it is back', async () => {
    open(steadyPrinter(PRINTED)).enqueue(ticketOf(1), now);
    db.close();
    db = openFile();
    const spool = open(steadyPrinter(PRINTED));
    spool.wake();
    await until(spool, visitOf(1), 'printed');
  });

  it('[P1][P3] a job that was on its way when the station died is uncertain and is not sent again', async () => {
    const dead = new HandPrinter();
    const first = open(dead);
    first.enqueue(ticketOf(1), now);
    first.wake();
    await dead.job(1);
    db.close();

    db = openFile();
    const printer = steadyPrinter(PRINTED);
    const spool = open(printer);
    spool.wake();
    await spool.close();
    expect(spool.stateOf(visitOf(1))).toBe('uncertain');
    expect(printer.count).toBe(0);
    expect(spool.troubles(5)).toEqual([{ visit: visitOf(1), label: sampleLabel(1), state: 'uncertain', at: now }]);
  });

  it('[P3] a job that waited two minutes never comes out', async () => {
    const printer = new HandPrinter();
    const spool = open(printer);
    for (const number of [1, 2, 3]) spool.enqueue(ticketOf(number), now + (number === 3 ? 1 : 0));
    spool.wake();
    const slow = await printer.job(1);
    now += JOB_LIFE_MS;
    slow.end(PRINTED);
    const third = await printer.job(2);
    expect(third.label).toBe('A 003');
    expect(spool.stateOf(visitOf(2))).toBe('refused');
    third.end(PRINTED);
    await until(spool, visitOf(3), 'printed');
    expect(db.prepare('SELECT why FROM print_jobs WHERE visit = ?').get(visitOf(2))).toEqual({ why: 'expired' });
  });

  it('[P1] a job that is no ticket is refused, and the ones behind it go on', async () => {
    const spool = open(steadyPrinter(PRINTED));
    spool.enqueue(ticketOf(1), now);
    spool.enqueue(ticketOf(2), now);
    db.exec(`UPDATE print_jobs SET ticket = '{"old":1}' WHERE id = 1`);
    spool.wake();
    await until(spool, visitOf(2), 'printed');
    expect(spool.stateOf(visitOf(1))).toBe('refused');
  });

  it('[P1] a printer that breaks its promise leaves the job uncertain', async () => {
    const spool = open({ ...steadyPrinter(PRINTED), print: () => Promise.reject(new Error('boom')) });
    spool.enqueue(ticketOf(1), now);
    spool.wake();
    await until(spool, visitOf(1), 'uncertain');
  });

  it('closing waits for the job in hand and leaves the others on disk', async () => {
    const printer = new HandPrinter();
    const spool = open(printer);
    spool.enqueue(ticketOf(1), now);
    spool.enqueue(ticketOf(2), now);
    spool.wake();
    const job = await printer.job(1);
    const closed = spool.close();
    job.end(PRINTED);
    await closed;
    expect([1, 2].map((number) => spool.stateOf(visitOf(number)))).toEqual(['printed', 'waiting']);
    expect(printer.jobs).toHaveLength(1);
  });

  it('[J2] sends nothing while the disk refuses to note that it is sent, and tries again when woken', async () => {
    const printer = steadyPrinter(PRINTED);
    const spool = open(printer);
    spool.enqueue(ticketOf(1), now);
    db.pragma('query_only = ON');
    spool.wake();
    await spool.close();
    expect(troubles).toHaveLength(1);
    expect(printer.count).toBe(0);

    db.pragma('query_only = OFF');
    const again = open(printer);
    again.wake();
    await until(again, visitOf(1), 'printed');
    expect(printer.count).toBe(1);
  });

  describe('what staff hear of', () => {
    const print = async (number: number, how: PrintEnd): Promise<Spool> => {
      const spool = open(steadyPrinter(how));
      spool.enqueue(ticketOf(number), now);
      spool.wake();
      await until(spool, visitOf(number), how.kind);
      return spool;
    };

    it('papers that did not come out or may not have, newest first', async () => {
      await print(1, refused('unreachable', 'no'));
      now += 1000;
      await print(2, uncertain('reset', 'no'));
      const spool = await print(3, PRINTED);
      expect(spool.troubles(5)).toEqual([
        { visit: visitOf(2), label: sampleLabel(2), state: 'uncertain', at: now },
        { visit: visitOf(1), label: sampleLabel(1), state: 'refused', at: now - 1000 },
      ]);
      expect(spool.troubles(1)).toHaveLength(1);
    });

    it('[P2] not each ticket of a printer that can not answer', async () => {
      const spool = await print(1, uncertain('unconfirmed', 'took the job'));
      expect(spool.stateOf(visitOf(1))).toBe('uncertain');
      expect(spool.troubles(5)).toEqual([]);
    });

    it('not what a later paper of the same visit has mended', async () => {
      await print(1, refused('unreachable', 'no'));
      const spool = await print(1, PRINTED);
      expect(spool.stateOf(visitOf(1))).toBe('printed');
      expect(spool.troubles(5)).toEqual([]);
    });

    it('not yesterday, as the centre counts days', async () => {
      // 23:59 in Bogotá, on a day that is already the next one in UTC.
      now = Date.UTC(2026, 10, 23, 4, 59);
      const spool = await print(1, refused('unreachable', 'no'));
      expect(spool.troubles(5)).toHaveLength(1);
      now += 60_000;
      expect(spool.troubles(5)).toEqual([]);
    });
  });

  it('finds the next job and a visit by index, with years of paper behind', () => {
    const plan = (sql: string): string => JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    expect(plan(`SELECT id FROM print_jobs WHERE ended_at IS NULL AND state = 'waiting' ORDER BY id LIMIT 1`)).toContain('print_jobs_open');
    expect(plan(`SELECT state FROM print_jobs WHERE visit = '' ORDER BY id DESC LIMIT 1`)).toContain('print_jobs_visit');
    expect(plan(`SELECT ticket FROM print_jobs WHERE created_at >= 1 AND state IN ('refused') ORDER BY created_at DESC`)).toContain('print_jobs_created');
  });
});
