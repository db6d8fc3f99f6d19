import { setImmediate as atRest } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandPrinter, PRINTED, SpoolBench, steadyPrinter, ticketOf, visitOf } from '../../../../tests/fixtures/spool.ts';
import { sampleSlip } from '../../../../tests/fixtures/tickets.ts';
import { Label } from '../../../../shared/domain/label.ts';
import { refused, uncertain, type PrintEnd } from '../printer.ts';
import { JOB_LIFE_MS, type Spool } from './spool.ts';
import { titleOf } from '../papers/ticket.ts';

let bench: SpoolBench;
beforeEach(() => {
  bench = new SpoolBench();
});
afterEach(() => {
  bench.remove();
});

describe('the spool', () => {
  it('prints what waits, oldest first, one at a time', async () => {
    const printer = new HandPrinter();
    const spool = bench.open(printer);
    bench.add(spool, 1, 2, 3);
    spool.wake();
    spool.wake();
    for (const number of [1, 2, 3]) {
      const job = await printer.job(number);
      expect(job.label).toBe(`A 00${number}`);
      expect(printer.jobs).toHaveLength(number);
      expect(spool.stateOf(visitOf(number))).toBe('waiting');
      job.end(PRINTED);
      await bench.until(spool, number, 'printed');
    }
    await spool.close();
    expect(bench.changes).toEqual([1, 1, 2, 2, 3, 3].map(visitOf));
  });

  it('[X6] prints no copy of what is on its way still', async () => {
    const printer = new HandPrinter();
    const spool = bench.open(printer);
    bench.add(spool, 1);
    spool.wake();
    const job = await printer.job(1);
    spool.enqueue({ ...ticketOf(1), copy: true, queue: null }, bench.clock.now());
    job.end(PRINTED);
    await bench.until(spool, 1, 'printed');
    await spool.close();
    expect(printer.jobs).toHaveLength(1);
  });

  it('misses no job that is woken for in the very moment the last one ends', async () => {
    const spool = bench.open(steadyPrinter(PRINTED));
    for (let turns = 1; turns <= 16; turns += 1) {
      bench.add(spool, turns);
      spool.wake();
      // One of these counts of microtasks is where the spool has looked, found nothing and goes to rest.
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      bench.add(spool, 100 + turns);
      spool.wake();
      await bench.until(spool, 100 + turns, 'printed');
      await atRest();
    }
  });

  it.each([PRINTED, refused('disk', 'no'), uncertain('reset', 'no')])('[P1] a job ends as the printer said: $kind', async (how) => {
    const printer = steadyPrinter(how);
    const spool = bench.open(printer);
    bench.add(spool, 1);
    expect(spool.stateOf(visitOf(1))).toBe('waiting');
    spool.wake();
    await bench.until(spool, 1, how.kind);
    spool.wake();
    await spool.close();
    expect(printer.count).toBe(1);
  });

  it('[J2] a job whose transaction is rolled back was never there', async () => {
    const printer = steadyPrinter(PRINTED);
    const spool = bench.open(printer);
    const issue = bench.db.transaction(() => {
      bench.add(spool, 1);
      throw new Error('the entry was refused');
    });
    expect(issue).toThrow('the entry was refused');
    spool.wake();
    await spool.close();
    expect(printer.count).toBe(0);
    expect(spool.stateOf(visitOf(1))).toBeUndefined();
  });

  it('[P3] jobs that wait when the station dies are printed when it is back', async () => {
    bench.add(bench.open(steadyPrinter(PRINTED)), 1);
    bench.restart();
    const spool = bench.open(steadyPrinter(PRINTED));
    spool.wake();
    await bench.until(spool, 1, 'printed');
  });

  it('[P1][P3] a job that was on its way when the station died is uncertain and is not sent again', async () => {
    const dead = new HandPrinter();
    const first = bench.open(dead);
    bench.add(first, 1);
    first.wake();
    await dead.job(1);

    bench.restart();
    const printer = steadyPrinter(PRINTED);
    const spool = bench.open(printer);
    spool.wake();
    await spool.close();
    expect(spool.stateOf(visitOf(1))).toBe('uncertain');
    expect(printer.count).toBe(0);
    expect(bench.troubles(spool)).toEqual([{ paper: 1, kind: 'ticket', title: titleOf(ticketOf(1)), state: 'uncertain', at: bench.clock.now(), why: null, printer: 'by hand' }]);
  });

  it('[P1] a printer that breaks its promise leaves the job uncertain', async () => {
    const spool = bench.open({ ...steadyPrinter(PRINTED), print: () => Promise.reject(new Error('boom')) });
    bench.add(spool, 1);
    spool.wake();
    await bench.until(spool, 1, 'uncertain');
  });

  it('closing waits for the job in hand and leaves the others on disk', async () => {
    const printer = new HandPrinter();
    const spool = bench.open(printer);
    bench.add(spool, 1, 2);
    spool.wake();
    const job = await printer.job(1);
    const closed = spool.close();
    job.end(PRINTED);
    await closed;
    expect([1, 2].map((number) => spool.stateOf(visitOf(number)))).toEqual(['printed', 'waiting']);
    expect(printer.jobs).toHaveLength(1);
  });
});

describe('a job’s two minutes', () => {
  it('[P3] a job that waited them out never comes out', async () => {
    const printer = new HandPrinter();
    const spool = bench.open(printer);
    bench.add(spool, 1, 2);
    bench.clock.pass(1);
    bench.add(spool, 3);
    spool.wake();
    const slow = await printer.job(1);
    bench.clock.pass(JOB_LIFE_MS - 1);
    slow.end(PRINTED);
    const third = await printer.job(2);
    expect(third.label).toBe('A 003');
    expect(spool.stateOf(visitOf(2))).toBe('refused');
    third.end(PRINTED);
    await bench.until(spool, 3, 'printed');
    expect(bench.onDisk(2)).toEqual({ state: 'refused', why: 'expired' });
  });

  it.each([['forward', 3_600_000], ['back', -3_600_000]])('[P3] somebody who sets the clock %s neither ends nor lengthens them', async (_, ms) => {
    const spool = bench.open(steadyPrinter(PRINTED));
    bench.add(spool, 1);
    bench.clock.set(bench.clock.now() + ms);
    spool.wake();
    await bench.until(spool, 1, 'printed');

    bench.add(spool, 2);
    bench.clock.pass(JOB_LIFE_MS);
    bench.clock.set(bench.clock.now() - 2 * ms);
    spool.wake();
    await bench.until(spool, 2, 'refused');
    expect(bench.onDisk(2)).toEqual({ state: 'refused', why: 'expired' });
  });

  it('[P3] go on through a restart by the wall clock, which from then on may be set again', async () => {
    bench.add(bench.open(steadyPrinter(PRINTED)), 1);
    bench.clock.pass(JOB_LIFE_MS - 1000);
    bench.add(bench.open(steadyPrinter(PRINTED)), 2);
    bench.restart();
    const spool = bench.open(steadyPrinter(PRINTED));
    bench.clock.set(bench.clock.now() - 3_600_000);
    bench.clock.pass(1000);
    spool.wake();
    await bench.until(spool, 2, 'printed');
    expect(bench.onDisk(1)).toEqual({ state: 'refused', why: 'expired' });
  });

  it('[P3] a job from before the start and after the present can not be dated, and is not printed', async () => {
    bench.add(bench.open(steadyPrinter(PRINTED)), 1);
    bench.clock.set(bench.clock.now() - 1);
    bench.restart();
    const spool = bench.open(steadyPrinter(PRINTED));
    spool.wake();
    await bench.until(spool, 1, 'refused');
    expect(bench.onDisk(1)).toEqual({ state: 'refused', why: 'expired' });
  });

  it('[P3] the number of a job that was rolled back goes to the next one without its age', async () => {
    const spool = bench.open(steadyPrinter(PRINTED));
    const issue = bench.db.transaction(() => {
      bench.add(spool, 1);
      throw new Error('the entry was refused');
    });
    expect(issue).toThrow('the entry was refused');
    bench.clock.pass(JOB_LIFE_MS);
    bench.add(spool, 2);
    spool.wake();
    await bench.until(spool, 2, 'printed');
  });
});

describe('what staff hear of', () => {
  const print = async (number: number, how: PrintEnd): Promise<Spool> => {
    const spool = bench.open(steadyPrinter(how));
    bench.add(spool, number);
    spool.wake();
    await bench.until(spool, number, how.kind);
    return spool;
  };

  it('papers that did not come out or may not have, newest first', async () => {
    await print(1, refused('disk', 'no'));
    bench.clock.pass(1000);
    await print(2, uncertain('reset', 'no'));
    const spool = await print(3, PRINTED);
    expect(bench.troubles(spool)).toEqual([
      { paper: 2, kind: 'ticket', title: titleOf(ticketOf(2)), state: 'uncertain', at: bench.clock.now(), why: null, printer: 'steady' },
      { paper: 1, kind: 'ticket', title: titleOf(ticketOf(1)), state: 'refused', at: bench.clock.now() - 1000, why: null, printer: null },
    ]);
    expect(bench.troubles(spool, 1)).toHaveLength(1);
  });

  it('[N2] papers of a device’s own lane, by their whole label', async () => {
    const label = Label.parse({ letter: 'A', lane: 'KB', number: 17 });
    const spool = bench.open(steadyPrinter(refused('disk', 'no')));
    spool.enqueue({ ...ticketOf(1), label }, bench.clock.now());
    spool.wake();
    await bench.until(spool, 1, 'refused');
    expect(bench.troubles(spool)).toMatchObject([{ kind: 'ticket', title: 'AKB\u00a0017' }]);
  });

  it.each(['{"old":1}', 'torn in the mid', ''])('[P1] a job whose ticket reads «%s»: it is refused, told by its number, and the ones behind it go on', async (ticket) => {
    const spool = bench.open(steadyPrinter(PRINTED));
    bench.add(spool, 1, 2);
    bench.db.prepare('UPDATE papers SET model = ? WHERE subject = ?').run(ticket, visitOf(1));
    spool.wake();
    await bench.until(spool, 2, 'printed');
    expect(bench.onDisk(1)).toEqual({ state: 'refused', why: 'badTicket' });
    expect(bench.troubles(spool)).toEqual([{ paper: 1, kind: 'ticket', title: titleOf(ticketOf(1)), state: 'refused', at: bench.clock.now(), why: null, printer: null }]);
  });

  it('[P4] slips of places that are kept, by their code; also where the slip can’t be read any more', async () => {
    const spool = bench.open(steadyPrinter(refused('disk', 'no')));
    const [one, other] = [sampleSlip(), sampleSlip({ appointment: '8'.repeat(26), code: '999999' })];
    bench.db.transaction(() => {
      for (const slip of [one, other]) spool.enqueue(slip, bench.clock.now());
    })();
    bench.db.prepare('UPDATE papers SET model = ? WHERE subject = ?').run('torn', other.appointment);
    expect(spool.stateOf(one.appointment)).toBe('waiting');
    spool.wake();
    await bench.untilOf(spool, other.appointment, 'refused');
    bench.restart();
    const again = bench.open(steadyPrinter(PRINTED));
    expect(again.stateOf(one.appointment)).toBe('refused');
    expect(bench.troubles(again)).toMatchObject([{ kind: 'slip', title: '999 999', state: 'refused' }, { kind: 'slip', title: '042 137', state: 'refused' }]);
    again.enqueue(one, bench.clock.now());
    again.wake();
    await bench.untilOf(again, one.appointment, 'printed');
    expect(bench.troubles(again)).toMatchObject([{ title: '999 999' }]);
  });

  it('[P2] not each ticket of a printer that can not answer', async () => {
    const spool = await print(1, uncertain('unconfirmed', 'took the job'));
    expect(spool.stateOf(visitOf(1))).toBe('uncertain');
    expect(bench.troubles(spool)).toEqual([]);
  });

  it('not what a later paper of the same visit has mended', async () => {
    await print(1, refused('disk', 'no'));
    const spool = await print(1, PRINTED);
    expect(spool.stateOf(visitOf(1))).toBe('printed');
    expect(bench.troubles(spool)).toEqual([]);
  });

  it('not yesterday, as the centre counts days', async () => {
    // 23:59 in Bogotá, on a day that is already the next one in UTC.
    bench.clock.set(Date.UTC(2026, 10, 23, 4, 59));
    const spool = await print(1, refused('disk', 'no'));
    expect(bench.troubles(spool)).toHaveLength(1);
    bench.clock.pass(60_000);
    expect(bench.troubles(spool)).toEqual([]);
  });
});
