/** What staff decide of a paper that may not have come out, or did not. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PRINTED } from '../../../../tests/fixtures/spool.ts';
import { sampleEvent, sampleSlip, sampleTestPage } from '../../../../tests/fixtures/tickets.ts';
import { TimedSpool, type MoodyPrinter } from '../../../../tests/fixtures/timed-spool.ts';
import { decodePaper } from '../reading/decode.ts';
import { refused, uncertain, type PrintEnd } from '../printer.ts';
import type { Spool } from './spool.ts';

let bench: TimedSpool;
let door: MoodyPrinter;
let spool: Spool;
beforeEach(() => {
  bench = new TimedSpool();
  door = bench.printer('door');
  spool = bench.open(door);
});
afterEach(() => {
  bench.remove();
});

const IN_DOUBT = uncertain('reset', 'the line broke');
const DID_NOT_COME = refused('disk', 'no');

/** Number 1, and its paper becomes this. */
async function became(how: PrintEnd): Promise<void> {
  door.mood = how;
  await bench.take(spool, 1);
  door.mood = PRINTED;
}

const settle = (how: 'cameOut' | 'again' | 'discarded', paper = 1): boolean => {
  const may = spool.maySettle(paper, how);
  bench.db.transaction(() => { spool.settle(paper, how, bench.clock.now()); })();
  return may;
};
const isCopy = (): boolean => decodePaper(door.sent.at(-1) ?? new Uint8Array()).lines.some(({ text }) => text.includes('COPIA'));
const print = async (): Promise<void> => {
  spool.wake();
  await bench.timers.pass(0);
};

it('[P1] a paper in doubt comes once more, under the same number and marked as a copy, however often it is asked for', async () => {
  await became(IN_DOUBT);
  expect([settle('again'), settle('again'), settle('cameOut')]).toEqual([true, false, false]);
  await print();
  expect([door.papers, isCopy(), bench.troubles(spool)]).toEqual([['A 001'], true, []]);
});

it('[P1] of one that did not come out the next is the first: it is not marked', async () => {
  await became(DID_NOT_COME);
  expect(settle('again')).toBe(true);
  await print();
  expect([door.papers, isCopy(), bench.troubles(spool)]).toEqual([['A 001'], false, []]);
});

it('[P1] so is the paper of a place that is kept, or of a place at an event; a page for staff is as it was', async () => {
  for (const paper of [sampleSlip(), sampleEvent(), sampleTestPage({ name: 'door' })]) {
    door.mood = IN_DOUBT;
    bench.db.transaction(() => { spool.enqueue(paper, bench.clock.now()); })();
    await print();
    door.mood = PRINTED;
    const [trouble] = bench.troubles(spool);
    expect(trouble).toMatchObject({ kind: paper.kind, state: 'uncertain' });
    settle('again', trouble?.paper);
    await print();
    expect([isCopy(), bench.troubles(spool)]).toEqual([paper.kind !== 'test', []]);
  }
});

it('[P1] a copy that is in doubt, and then one that is refused, stay copies', async () => {
  await became(IN_DOUBT);
  settle('again');
  door.mood = DID_NOT_COME;
  await print();
  expect(bench.troubles(spool)).toMatchObject([{ paper: 2, state: 'refused' }]);
  door.mood = PRINTED;
  settle('again', 2);
  await print();
  expect([door.papers, isCopy()]).toEqual([['A 001'], true]);
});

it('[P1] what came out after all is no trouble any more, and its visitor sees that it is out', async () => {
  await became(IN_DOUBT);
  expect([settle('discarded'), bench.states(spool, 1)]).toEqual([false, ['uncertain']]);
  expect(settle('cameOut')).toBe(true);
  expect([bench.states(spool, 1), bench.troubles(spool), settle('again')]).toEqual([['printed'], [], false]);
});

it('[P1] what did not come out may be left at that, and can’t be said to be out', async () => {
  await became(DID_NOT_COME);
  expect([settle('cameOut'), settle('discarded'), settle('discarded')]).toEqual([false, true, false]);
  expect([bench.states(spool, 1), bench.troubles(spool)]).toEqual([['refused'], []]);
  await print();
  expect(door.sent).toHaveLength(1);
});

it('[P1] nothing is decided of a paper that is out, waits, is not the latest, or was never here', async () => {
  await became(PRINTED);
  await became(IN_DOUBT);
  await became(IN_DOUBT);
  door.mood = refused('paperOut', 'out');
  await bench.take(spool, 2);
  expect([1, 2, 4, 99].map((paper) => settle('again', paper))).toEqual([false, false, false, false]);
  expect(settle('again', 3)).toBe(true);
});

it('[P1] a decision whose transaction is rolled back was none', async () => {
  await became(IN_DOUBT);
  const act = bench.db.transaction(() => {
    spool.settle(1, 'cameOut', bench.clock.now());
    throw new Error('the answer was not kept');
  });
  expect(act).toThrow('the answer was not kept');
  expect(bench.troubles(spool)).toHaveLength(1);
});

it('[P1] a copy whose transaction is rolled back hides nothing: the paper in doubt is still to be decided', async () => {
  await became(IN_DOUBT);
  const act = bench.db.transaction(() => {
    spool.settle(1, 'again', bench.clock.now());
    throw new Error('the disk is full');
  });
  expect(act).toThrow('the disk is full');
  expect(bench.troubles(spool)).toHaveLength(1);
  expect(bench.states(spool, 1)).toEqual(['uncertain']);
  expect(settle('again')).toBe(true);
});

it('[P1] a paper that can’t be read any more is left as it is', async () => {
  await became(IN_DOUBT);
  bench.db.exec("UPDATE papers SET model = 'torn'");
  expect([settle('again'), settle('cameOut')]).toEqual([false, true]);
});
