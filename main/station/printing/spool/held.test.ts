/** What becomes of a paper that a printer refuses: it goes on to the second one, or waits a while for a new roll. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRINTED, visitOf } from '../../../../tests/fixtures/spool.ts';
import { TimedSpool } from '../../../../tests/fixtures/timed-spool.ts';
import { columnsOf } from '../struck/text.ts';
import { decodePaper } from '../reading/decode.ts';
import { DISK_RETRY_MS } from './disk-trouble.ts';
import { USUAL_FORM } from '../form.ts';
import { refused, uncertain } from '../printer.ts';
import { HELD_MS, JOB_LIFE_MS, RETRY_MS } from './spool.ts';

const OUT_OF_PAPER = refused('paperOut', 'door: the paper is out');

let bench: TimedSpool;
beforeEach(() => {
  bench = new TimedSpool();
});
afterEach(() => {
  bench.remove();
});

describe('with a second printer', () => {
  it('[P1] a job that the first one refused goes to the second, laid out for its own paper, and it is known which one has it', async () => {
    const [door, patio] = [bench.printer('door', OUT_OF_PAPER), bench.printer('patio', PRINTED, { ...USUAL_FORM, dots: 384 })];
    const spool = bench.open(door, patio);
    await bench.take(spool, 1);
    expect(bench.states(spool, 1)).toEqual(['printed']);
    expect([patio.papers, spool.elsewhere(visitOf(1))]).toEqual([['A 001'], 'patio']);
    const [wide, narrow] = [door.sent, patio.sent].map(([bytes]) => Math.max(...decodePaper(bytes ?? new Uint8Array()).lines.map(({ text, width }) => text.length * width)));
    expect([wide, narrow]).toEqual([expect.toSatisfy((columns: number) => columns > columnsOf({ dots: 384 })), expect.toSatisfy((columns: number) => columns <= columnsOf({ dots: 384 }))]);
    door.mood = PRINTED;
    await bench.take(spool, 2);
    expect([door.papers, spool.elsewhere(visitOf(2))]).toEqual([['A 002'], null]);
  });

  it.each([uncertain('unconfirmed', 'took it'), uncertain('reset', 'the line broke')])('[P1] a job that the first one may have printed never goes on: $why', async (mood) => {
    const [door, patio] = [bench.printer('door', mood), bench.printer('patio')];
    const spool = bench.open(door, patio);
    await bench.take(spool, 1);
    await bench.timers.pass(JOB_LIFE_MS);
    expect([bench.states(spool, 1), door.sent.length, patio.sent.length]).toEqual([['uncertain'], 1, 0]);
    expect(spool.elsewhere(visitOf(1))).toBeNull();
  });

  it('[P3] one that the first held until its time was over never reaches the second', async () => {
    const [door, patio] = [bench.printer('door', OUT_OF_PAPER), bench.printer('patio')];
    door.takesMs = JOB_LIFE_MS;
    const spool = bench.open(door, patio);
    await bench.take(spool, 1);
    await bench.timers.pass(JOB_LIFE_MS);
    expect([bench.states(spool, 1), door.sent.length, patio.sent.length]).toEqual([['refused'], 1, 0]);
    expect(bench.onDisk(1)).toMatchObject({ why: 'paperOut' });
  });

  it('[P1] one that was on its way to the second when the station died is uncertain, and it is said where', async () => {
    const patio = bench.printer('patio');
    patio.takesMs = 1000;
    await bench.take(bench.open(bench.printer('door', OUT_OF_PAPER), patio), 1);
    bench.restart();
    const spool = bench.open(bench.printer('door'), bench.printer('patio'));
    expect(bench.troubles(spool)).toMatchObject([{ state: 'uncertain', printer: 'patio' }]);
    expect(spool.elsewhere(visitOf(1))).toBe('patio');
  });

  it('[P1] it is tried again where one of both may be well again, and refused at once where neither can be', async () => {
    const [door, patio] = [bench.printer('door', refused('disk', 'full')), bench.printer('patio', OUT_OF_PAPER)];
    const spool = bench.open(door, patio);
    await bench.take(spool, 1);
    expect(bench.onDisk(1)).toEqual({ state: 'waiting', why: 'paperOut', printer: null });
    patio.mood = refused('disk', 'full');
    await bench.timers.pass(RETRY_MS);
    expect(bench.onDisk(1)).toEqual({ state: 'refused', why: 'disk', printer: null });
  });
});

describe('held', () => {
  it('[P1][P4] a paper that can’t come out now, and those behind it, are said so at once, and come out in their order once they can', async () => {
    const door = bench.printer('door', OUT_OF_PAPER);
    const spool = bench.open(door);
    await bench.take(spool, 1);
    expect(bench.states(spool, 1)).toEqual(['held']);
    await bench.timers.pass(1000);
    await bench.take(spool, 2, 3);
    expect(bench.states(spool, 1, 2, 3)).toEqual(['held', 'held', 'held']);
    expect(bench.troubles(spool)).toEqual([]);
    door.mood = PRINTED;
    await bench.timers.pass(RETRY_MS);
    expect(bench.states(spool, 1, 2, 3)).toEqual(['printed', 'printed', 'printed']);
    expect(door.papers).toEqual(['A 001', 'A 002', 'A 003']);
    expect(bench.timers.waiting).toBe(0);
    await bench.take(spool, 4);
    expect(bench.states(spool, 4)).toEqual(['printed']);
  });

  it('[P1] it is tried every few seconds, thirty at most, and then refused for what kept it last; a new roll brings nothing out any more', async () => {
    const door = bench.printer('door', OUT_OF_PAPER);
    const spool = bench.open(door);
    await bench.take(spool, 1);
    await bench.timers.pass(10_000);
    door.mood = refused('coverOpen', 'door: the cover is open');
    await bench.take(spool, 2);
    await bench.timers.pass(HELD_MS - 10_000 - 1);
    expect(bench.states(spool, 1, 2)).toEqual(['held', 'held']);
    const tries = door.sent.length;
    expect(tries).toBeGreaterThanOrEqual(HELD_MS / RETRY_MS);
    await bench.timers.pass(1);
    expect(bench.onDisk(1)).toEqual({ state: 'refused', why: 'coverOpen', printer: null });
    // Whoever came later is not given up with the first one.
    expect(bench.states(spool, 1, 2)).toEqual(['refused', 'held']);
    await bench.timers.pass(10_000);
    expect(bench.states(spool, 2)).toEqual(['refused']);
    door.mood = PRINTED;
    await bench.timers.pass(JOB_LIFE_MS);
    expect([door.papers, bench.timers.waiting]).toEqual([[], 0]);
    expect(bench.troubles(spool)).toMatchObject([{ paper: 2, state: 'refused' }, { paper: 1, state: 'refused' }]);
  });

  it('[P3] never longer than two minutes after the tap', async () => {
    const door = bench.printer('door');
    const spool = bench.open(door);
    door.takesMs = JOB_LIFE_MS - 5000;
    await bench.take(spool, 1, 2);
    await bench.timers.pass(door.takesMs - 1);
    door.mood = OUT_OF_PAPER;
    door.takesMs = 0;
    await bench.timers.pass(1);
    expect(bench.states(spool, 1, 2)).toEqual(['held', 'held']);
    await bench.timers.pass(5000);
    expect([bench.onDisk(1), bench.onDisk(2)]).toEqual([{ state: 'refused', why: 'paperOut', printer: null }, { state: 'refused', why: 'paperOut', printer: null }]);
  });

  it('[P1] it is tried at once when somebody finds a printer well again', async () => {
    const door = bench.printer('door', OUT_OF_PAPER);
    const spool = bench.open(door);
    await bench.take(spool, 1);
    door.mood = PRINTED;
    spool.tryAgain();
    await bench.timers.pass(0);
    expect([bench.states(spool, 1), bench.timers.waiting]).toEqual([['printed'], 0]);
  });

  it('[P3] it waits on through a crash, as long as was left of its thirty seconds, whatever somebody does to the clock from then on', async () => {
    const door = bench.printer('door', OUT_OF_PAPER);
    await bench.take(bench.open(door), 1);
    await bench.timers.pass(HELD_MS - 5000);
    bench.restart();
    const spool = bench.open(door);
    expect(bench.states(spool, 1)).toEqual(['held']);
    spool.wake();
    await bench.timers.pass(4999);
    expect(bench.states(spool, 1)).toEqual(['held']);
    await bench.timers.pass(1);
    expect(bench.states(spool, 1)).toEqual(['refused']);
  });

  it('[P1] one that was tried again when the station died is uncertain and is not tried any more', async () => {
    const door = bench.printer('door', OUT_OF_PAPER);
    await bench.take(bench.open(door), 1);
    door.takesMs = 1000;
    await bench.timers.pass(RETRY_MS);
    expect(bench.onDisk(1)).toMatchObject({ state: 'sending' });
    bench.restart();
    const other = bench.printer('door');
    const spool = bench.open(other);
    spool.wake();
    await bench.timers.pass(JOB_LIFE_MS);
    expect([bench.states(spool, 1), other.sent.length]).toEqual([['uncertain'], 0]);
  });

  it('[P4] within a second and a half of the tap, also where one printer refuses slowly and the other takes its time', async () => {
    const [door, patio] = [bench.printer('door', refused('unreachable', 'nobody there')), bench.printer('patio')];
    [door.takesMs, patio.takesMs] = [1000, 1000];
    const spool = bench.open(door, patio);
    await bench.take(spool, 1, 2);
    await bench.timers.pass(1100);
    expect(bench.states(spool, 1)).toEqual(['waiting']);
    await bench.timers.pass(300);
    expect(bench.states(spool, 1, 2)).toEqual(['held', 'held']);
    await bench.timers.pass(600);
    expect([bench.states(spool, 1), spool.elsewhere(visitOf(1))]).toEqual([['printed'], 'patio']);
    await bench.timers.pass(2000);
    expect([bench.states(spool, 2), patio.papers]).toEqual([['printed'], ['A 001', 'A 002']]);
  });

  it('[P1] a slow paper that nothing hinders is coming out', async () => {
    const door = bench.printer('door');
    door.takesMs = 5000;
    const spool = bench.open(door);
    await bench.take(spool, 1);
    await bench.timers.pass(4000);
    expect(bench.states(spool, 1)).toEqual(['waiting']);
    await bench.timers.pass(1000);
    expect([bench.states(spool, 1), bench.timers.waiting]).toEqual([['printed'], 0]);
  });

  it('[P1] a disk that refuses between two printers: it waits on, and comes out once', async () => {
    const [door, patio] = [bench.printer('door', OUT_OF_PAPER), bench.printer('patio')];
    door.takesMs = 1000;
    const spool = bench.open(door, patio);
    await bench.take(spool, 1);
    bench.db.pragma('query_only = ON');
    await bench.timers.pass(1000);
    expect([bench.states(spool, 1), patio.sent.length]).toEqual([['held'], 0]);
    bench.db.pragma('query_only = OFF');
    await bench.timers.pass(DISK_RETRY_MS + 1000);
    expect([bench.states(spool, 1), patio.papers]).toEqual([['printed'], ['A 001']]);
  });

  it('[P2] what a printer that says nothing of itself did to the paper that waits is how it is', async () => {
    const [door, patio] = [bench.printer('door', refused('unreachable', 'nobody there')), bench.printer('patio', refused('stuck', 'well'))];
    const spool = bench.open(door, patio);
    await bench.take(spool, 1);
    expect([door, patio].map((printer) => spool.conditionOf(printer))).toEqual(['unreachable', 'unknown']);
    await bench.timers.pass(HELD_MS);
    expect(spool.conditionOf(door)).toBe('unknown');
    expect(bench.troubles(spool)).toMatchObject([{ state: 'refused', why: null }]);
  });

  it('[P3] closing leaves it on the disk, and sets nothing off any more', async () => {
    const spool = bench.open(bench.printer('door', OUT_OF_PAPER));
    await bench.take(spool, 1);
    await spool.close();
    expect([bench.onDisk(1), bench.timers.waiting]).toEqual([{ state: 'waiting', why: 'paperOut', printer: null }, 0]);
  });
});
