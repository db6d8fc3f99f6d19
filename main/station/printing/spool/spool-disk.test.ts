/** The spool on a disk that refuses, breaks, or fills up over the years. */
import { setImmediate as atRest } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandPrinter, PRINTED, SpoolBench, steadyPrinter, ticketOf, visitOf } from '../../../../tests/fixtures/spool.ts';
import { refused, uncertain } from '../printer.ts';
import { DISK_RETRY_MS } from './disk-trouble.ts';
import { JOB_LIFE_MS, type Spool } from './spool.ts';
import { titleOf } from '../papers/ticket.ts';

let bench: SpoolBench;
beforeEach(() => {
  bench = new SpoolBench();
});
afterEach(() => {
  bench.remove();
});

const DAY_MS = 86_400_000;

describe('a disk that refuses', () => {
  /** The first job's paper is out, and the disk does not take the word for it. */
  const endUnsaved = async (how = PRINTED): Promise<{ spool: Spool; printer: HandPrinter }> => {
    const printer = new HandPrinter();
    const spool = bench.open(printer);
    bench.add(spool, 1, 2);
    spool.wake();
    const job = await printer.job(1);
    bench.diskIs('refusing');
    job.end(how);
    await bench.until(spool, 1, how.kind);
    await atRest();
    return { spool, printer };
  };

  it('[J2] to note that a job is sent: nothing is sent until it lets us', async () => {
    const printer = steadyPrinter(PRINTED);
    const spool = bench.open(printer);
    bench.add(spool, 1);
    bench.diskIs('refusing');
    spool.wake();
    await atRest();
    expect(bench.storageTroubles).toHaveLength(1);
    expect(printer.count).toBe(0);
    expect(bench.timers.waits).toEqual([DISK_RETRY_MS]);

    bench.diskIs('willing');
    bench.timers.ring();
    await bench.until(spool, 1, 'printed');
    expect(printer.count).toBe(1);
    expect(bench.timers.waits).toEqual([]);
  });

  it('[P1] an end: people are told of it at once, and it is kept as soon as the disk takes it', async () => {
    const { spool, printer } = await endUnsaved();
    expect(bench.onDisk(1)).toEqual({ state: 'sending', why: null });

    bench.clock.pass(DISK_RETRY_MS);
    bench.timers.ring();
    expect(bench.onDisk(1)).toEqual({ state: 'sending', why: null });

    bench.diskIs('willing');
    bench.timers.ring();
    expect(bench.onDisk(1)).toEqual({ state: 'printed', why: null });
    expect(bench.db.prepare('SELECT ended_at - created_at FROM papers WHERE subject = ?').pluck().get(visitOf(1))).toBe(0);
    (await printer.job(2)).end(PRINTED);
    await bench.until(spool, 2, 'printed');
    expect(printer.jobs.map(({ label }) => label)).toEqual(['A 001', 'A 002']);
    expect(bench.timers.waits).toEqual([]);
  });

  it('[P1] an end: the next turn that wakes the spool keeps it before anything else is printed', async () => {
    const { spool, printer } = await endUnsaved(uncertain('reset', 'no'));
    spool.wake();
    expect(printer.jobs).toHaveLength(1);
    bench.diskIs('willing');
    spool.wake();
    expect(bench.onDisk(1)).toEqual({ state: 'uncertain', why: 'reset' });
    (await printer.job(2)).end(PRINTED);
    await bench.until(spool, 2, 'printed');
    expect(bench.timers.waits).toEqual([]);
  });

  it('[P1] an end that staff should know of', async () => {
    const { spool } = await endUnsaved(refused('disk', 'no'));
    const told = [{ paper: 1, kind: 'ticket', title: titleOf(ticketOf(1)), state: 'refused', at: bench.clock.now(), why: null, printer: null }];
    expect(bench.troubles(spool)).toEqual(told);
    bench.diskIs('willing');
    bench.clock.pass(DISK_RETRY_MS);
    bench.timers.ring();
    expect(bench.troubles(spool)).toEqual(told);
  });

  it('and is asked once more when the spool closes', async () => {
    const { spool, printer } = await endUnsaved();
    bench.diskIs('willing');
    await spool.close();
    expect(bench.onDisk(1)).toEqual({ state: 'printed', why: null });
    expect(printer.jobs).toHaveLength(1);
    expect(bench.timers.waits).toEqual([]);
  });

  it('is told once, and again when it refuses anew', async () => {
    const { spool, printer } = await endUnsaved();
    for (let time = 0; time < 5; time += 1) bench.timers.ring();
    expect(bench.storageTroubles).toHaveLength(1);
    bench.diskIs('willing');
    bench.timers.ring();
    (await printer.job(2)).end(PRINTED);
    await bench.until(spool, 2, 'printed');
    bench.add(spool, 3);
    bench.diskIs('refusing');
    spool.wake();
    await atRest();
    expect(bench.storageTroubles).toHaveLength(2);
  });

  it('keeps no paper that waited too long behind it', async () => {
    const { spool, printer } = await endUnsaved();
    bench.clock.pass(JOB_LIFE_MS);
    bench.diskIs('willing');
    bench.timers.ring();
    await bench.until(spool, 2, 'refused');
    expect(printer.jobs).toHaveLength(1);
  });
});

describe('a disk that can’t be read', () => {
  it('brings no screen down: what is asked is not known, and is told', () => {
    const spool = bench.open(steadyPrinter(PRINTED));
    bench.add(spool, 1);
    bench.db.exec('ALTER TABLE papers RENAME TO elsewhere');
    expect(spool.stateOf(visitOf(1))).toBeUndefined();
    expect(bench.troubles(spool)).toEqual([]);
    expect(bench.storageTroubles).toHaveLength(1);
    bench.db.exec('ALTER TABLE elsewhere RENAME TO papers');
    expect(spool.stateOf(visitOf(1))).toBe('waiting');
  });
});

describe('years of paper', () => {
  it('what ended more than a week ago is forgotten at the next start, and what waits is not', async () => {
    const first = bench.open(steadyPrinter(PRINTED));
    bench.add(first, 1);
    first.wake();
    await bench.until(first, 1, 'printed');
    bench.add(first, 2);
    bench.clock.pass(1);
    first.wake();
    await bench.until(first, 2, 'printed');
    bench.add(first, 3);
    await first.close();

    bench.clock.pass(7 * DAY_MS);
    bench.restart();
    const spool = bench.open(steadyPrinter(PRINTED));
    expect([1, 2, 3].map((number) => spool.stateOf(visitOf(number)))).toEqual([undefined, 'printed', 'waiting']);
  });

  it('a disk too full to forget on lets the station start, and print', async () => {
    const first = bench.open(steadyPrinter(PRINTED));
    bench.add(first, 1);
    first.wake();
    await bench.until(first, 1, 'printed');
    bench.clock.pass(8 * DAY_MS);
    bench.restart();
    bench.db.exec(`CREATE TRIGGER full BEFORE DELETE ON papers BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`);
    const spool = bench.open(steadyPrinter(PRINTED));
    expect(bench.storageTroubles).toHaveLength(1);
    bench.add(spool, 2);
    spool.wake();
    await bench.until(spool, 2, 'printed');
  });

  it('are never read through to find a job, a visit, a day’s troubles or what is old', () => {
    const used = (sql: string): string => JSON.stringify(bench.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    const next = used(`SELECT id FROM papers WHERE id >= 7 AND ended_at IS NULL AND state = 'waiting' ORDER BY id LIMIT 1`);
    expect(next).toContain('USING INTEGER PRIMARY KEY (rowid>?)');
    expect(next).not.toContain('TEMP B-TREE');
    expect(used(`SELECT state FROM papers WHERE id = 7 AND subject = ''`)).toContain('USING INTEGER PRIMARY KEY (rowid=?)');
    const troubles = used(`SELECT id FROM papers WHERE business_day = '' AND state IN ('refused', 'uncertain') AND why <> 'unconfirmed' AND settled IS NULL ORDER BY id DESC`);
    expect(troubles).toContain('papers_troubles');
    expect(troubles).not.toContain('TEMP B-TREE');
    expect(used(`SELECT id FROM papers WHERE ended_at < 1 ORDER BY ended_at LIMIT 5`)).toContain('papers_ended');
  });
});
