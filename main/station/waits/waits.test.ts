/** Waits over a real journal: learned from its past days, said after the fact that changed them, and held against what came. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, DAY_MS, MONDAY, TestOrder, called, dayAfterMonday, issued, step, visitOf, type OpenJournal } from '../../../tests/fixtures/journals.ts';
import { HEALTH, MONDAY_NINE, ORIENTATION } from '../../../tests/fixtures/world.ts';
import type { BusinessDay, Clock } from '../../../shared/domain/clock.ts';
import type { Happening } from '../../../shared/domain/entries/happenings.ts';
import { Waits } from './waits.ts';

const MINUTE = 60_000;
const TUESDAY = dayAfterMonday(1);

const journals = freshJournals();
let order: TestOrder;
let timers: FakeTimers;
let clock: Clock;
let opened: OpenJournal;
let today: BusinessDay;
let said: number;
let troubles: unknown[];
let waits: Waits;

beforeEach(() => {
  order = new TestOrder();
  order.open();
  timers = new FakeTimers();
  clock = timers.clock(MONDAY_NINE);
  opened = journals.open({ clock });
  opened.journal.adopt(order.after(0));
  today = MONDAY;
  [said, troubles] = [0, []];
  waits = open();
  write(CONFIGURED);
});
afterEach(() => {
  waits.stop();
});

function open(): Waits {
  return new Waits({ journal: opened.journal, clock, timers, today: () => today, onSaid: () => { said += 1; }, onTrouble: (error) => troubles.push(error) });
}

function write(happening: Happening): void {
  opened.journal.write(happening, today);
}

/** One after the other, each served for so many minutes, a minute between them. */
async function serve(people: number, minutes: number, first = 1): Promise<void> {
  for (let n = first; n < first + people; n += 1) {
    const ticket = issued(n);
    for (const happening of [ticket, called(visitOf(ticket)), step('leg.started', visitOf(ticket))]) write(happening);
    await timers.pass(minutes * MINUTE);
    write(step('leg.finished', visitOf(ticket)));
    await timers.pass(MINUTE);
  }
}

/** Monday goes into the order and out of memory; it is Tuesday at nine. */
async function sleepOver(): Promise<void> {
  await timers.pass(DAY_MS - timers.now);
  today = TUESDAY;
  order.take(opened.journal);
  order.closeDay(MONDAY);
  opened.journal.adopt(order.after(opened.journal.head.no));
  expect(opened.journal.state.visits.size).toBe(0);
}

describe('what is said of waits', () => {
  it('[Q5] comes from past days that only the disk has, once they were read', async () => {
    await serve(30, 12);
    await sleepOver();
    expect(waits.forNew(ORIENTATION, 'es')).toBeUndefined();
    waits.wake();
    await timers.pass(0);
    expect(waits.forNew(ORIENTATION, 'es')).toEqual({ kind: 'under', minutes: 5 });
    for (const n of [1, 2, 3, 4, 5]) write(issued(n));
    waits.wake();
    await timers.pass(3000);
    // Two desks, five people, twelve minutes each.
    const line = waits.forNew(ORIENTATION, 'es');
    if (line?.kind !== 'between') throw new Error('five people are a wait');
    expect(line.fromMin).toBeGreaterThanOrEqual(5);
    expect(line.toMin).toBeLessThanOrEqual(90);
    // A station that starts anew reads the same days, and says the same.
    waits.stop();
    waits = open();
    waits.wake();
    await timers.pass(0);
    expect(waits.forNew(ORIENTATION, 'es')).toEqual(line);
  });

  it('[Q5] is nothing, rather than a guess, where nothing was seen and nothing is expected', async () => {
    write(issued(1));
    waits.wake();
    await timers.pass(3000);
    expect(said).toBe(1);
    expect(waits.forNew(ORIENTATION, 'es')).toBeUndefined();
    expect(waits.forNew(HEALTH, 'es')).toBeUndefined();
  });

  it('[Q5] is there for a new ticket at once, and its own within a rest', async () => {
    await serve(30, 12);
    waits.wake();
    await timers.pass(3000);
    const ticket = issued(31);
    write(ticket);
    expect(waits.ofVisit(visitOf(ticket))).toEqual(waits.forNew(ORIENTATION, 'es'));
    expect(waits.ofVisit(visitOf(ticket))).toBeDefined();
    waits.wake();
    await timers.pass(3000);
    expect(waits.ofVisit(visitOf(ticket))).toBeDefined();
    write(called(visitOf(ticket)));
    expect(waits.ofVisit(visitOf(ticket))).toBeUndefined();
  });

  it('[Q5] is reckoned in a later turn, and not again within three seconds, however much happens', async () => {
    waits.wake();
    expect(said).toBe(0);
    for (let n = 0; n < 40; n += 1) {
      await timers.pass(250);
      waits.wake();
    }
    // At once, and after three, six and nine seconds of ten.
    expect(said).toBe(4);
  });

  it('[Q5] is reckoned a slice at a time: who taps in between has their turn, is told at once, and is in the next one', async () => {
    await serve(30, 12);
    waits.wake();
    await timers.pass(3000);
    waits.stop();
    // On a machine on which any step takes as long as a slice may.
    let spent = 0;
    clock = { ...clock, monotonic: () => (spent += 10) };
    waits = open();
    waits.wake();
    await timers.pass(3000);
    [said, spent] = [0, 0];
    const [first, second] = [issued(31), issued(32)];
    write(first);
    waits.wake();
    // A tap comes into each of the turns that the reckoning takes.
    let turns = 0;
    const tap = (): void => {
      turns += 1;
      if (turns === 3) {
        write(second);
        waits.wake();
        expect(waits.ofVisit(visitOf(second))).toEqual(waits.forNew(ORIENTATION, 'es'));
      }
      if (said === 0) timers.after(0, tap);
    };
    timers.after(0, tap);
    await timers.pass(0);
    expect(said).toBe(1);
    expect(turns).toBeGreaterThan(10);
    expect(waits.ofVisit(visitOf(second))).toBeDefined();
    // Nobody wakes it for the second: it saw that something had happened.
    await timers.pass(3000);
    expect(said).toBe(2);
    expect(waits.ofVisit(visitOf(second))).not.toEqual(waits.forNew(ORIENTATION, 'es'));
    await timers.pass(10_000);
    expect(said).toBe(2);
  });

  it('[Q5] is nothing once it is a minute old, and on another day', async () => {
    await serve(30, 1);
    waits.wake();
    await timers.pass(3000);
    // It was reckoned as they began.
    await timers.pass(57_000);
    expect(waits.forNew(ORIENTATION, 'es')).toBeDefined();
    await timers.pass(1);
    expect(waits.forNew(ORIENTATION, 'es')).toBeUndefined();
    waits.wake();
    await timers.pass(0);
    expect(waits.forNew(ORIENTATION, 'es')).toBeDefined();
    today = TUESDAY;
    expect(waits.forNew(ORIENTATION, 'es')).toBeUndefined();
  });

  it('goes on without a day that the disk can’t read, and says that it could not', async () => {
    await serve(30, 5);
    opened.db.exec('ALTER TABLE visits RENAME TO elsewhere');
    waits.wake();
    await timers.pass(3000);
    expect(troubles).toHaveLength(1);
    expect(waits.forNew(ORIENTATION, 'es')).toBeDefined();
  });
});

describe('what was said today', () => {
  it('[Q5] is held against what came: the first word that a ticket got, and the call', async () => {
    await serve(30, 12);
    waits.wake();
    await timers.pass(3000);
    expect(waits.error.tickets).toBe(0);
    const ticket = issued(31);
    write(ticket);
    waits.wake();
    await timers.pass(3000);
    expect(waits.error.tickets).toBe(0);
    await timers.pass(40 * MINUTE);
    write(called(visitOf(ticket)));
    waits.wake();
    await timers.pass(3000);
    // At once was said, with both desks free; it was forty minutes.
    expect(waits.error).toMatchObject({ tickets: 1, spokenFor: 1, coverage: 0 });
    expect(waits.error.medianMin).toBeGreaterThan(35);
  });
});
