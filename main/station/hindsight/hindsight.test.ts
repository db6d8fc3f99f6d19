/** Why past calls were made, over a real journal: read a little at a time, and said once it was. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { CONFIGURED, MONDAY, TestOrder, issued, journalsIn, visitOf, type OpenJournal } from '../../../tests/fixtures/journals.ts';
import { DESK_3, MONDAY_NINE, testFolder } from '../../../tests/fixtures/world.ts';
import { SaidOfCall } from '../../../shared/contract/explanations.ts';
import type { EntryId } from '../../../shared/domain/entries/entry.ts';
import type { VisitId } from '../../../shared/domain/ids.ts';
import { Hindsight } from './hindsight.ts';

let folder: ReturnType<typeof testFolder>;
let journals: ReturnType<typeof journalsIn>;
let timers: FakeTimers;
let opened: OpenJournal;
let said: number;
let troubles: unknown[];
let hindsight: Hindsight;

beforeEach(() => {
  folder = testFolder();
  journals = journalsIn(folder.path);
  timers = new FakeTimers();
  opened = journals.open({ clock: timers.clock(MONDAY_NINE) });
  const order = new TestOrder();
  order.open();
  order.write(CONFIGURED);
  // Nobody waits for a thousand places to be folded in one go.
  for (let n = 0; n < 1000; n += 1) order.open();
  for (let { no } = opened.journal.head; no < order.head; { no } = opened.journal.head) opened.journal.adopt(order.places.slice(no, no + 1000));
  [said, troubles] = [0, []];
  hindsight = new Hindsight({ past: opened.journal.past, timers, onSaid: () => { said += 1; }, onTrouble: (error) => troubles.push(error) });
});
afterEach(() => {
  hindsight.stop();
  journals.close();
  folder.remove();
});

function take(number: number): VisitId {
  const ticket = issued(number);
  opened.journal.write(ticket, MONDAY);
  return visitOf(ticket);
}

function call(visit: VisitId, basis: object = {}): EntryId {
  const { journal } = opened;
  const known = { head: journal.head.no, pendingSeq: journal.lastSeq, policy: 'firstCome', policyVersion: 1, now: MONDAY_NINE, ...basis } as const;
  journal.write({ type: 'leg.called', payload: { visit, leg: 1, callNo: 1, desk: DESK_3, basis: known } }, MONDAY);
  return { device: journal.device, epoch: journal.epoch, seq: journal.lastSeq };
}

it('[Q3] a past call is read in several turns of the loop, and then says why, with the numbers of all it names', async () => {
  const [a, b, c] = [take(1), take(2), take(3)];
  const [inTurn, chosen] = [call(a), call(c, { chosen: true })];
  expect(hindsight.of(inTurn)).toEqual({ kind: 'reading' });
  let turns = 0;
  const tap = (): void => {
    turns += 1;
    if (said === 0) timers.after(0, tap);
  };
  timers.after(0, tap);
  await timers.pass(0);
  expect([said, turns > 2]).toEqual([1, true]);
  const letter = 'A';
  expect(SaidOfCall.parse(hindsight.of(inTurn))).toEqual({
    kind: 'said',
    why: { kind: 'next', visit: a, reasons: [{ kind: 'cameFirst', waitedMin: 0, among: 3 }], passedOver: [] },
    labels: [{ visit: a, label: { letter, number: 1 } }],
  });
  expect(hindsight.of(chosen)).toEqual({ kind: 'reading' });
  await timers.pass(0);
  expect(hindsight.of(chosen)).toEqual({
    kind: 'said',
    why: { kind: 'chosen', visit: c, next: b },
    labels: [{ visit: c, label: { letter, number: 3 } }, { visit: b, label: { letter, number: 2 } }],
  });
  // It stays as it was, whatever is written since, and is not read again.
  take(4);
  expect(hindsight.of(inTurn)).toMatchObject({ kind: 'said' });
  await timers.pass(0);
  expect(said).toBe(2);
});

it('[Q3] a call that can’t be shown any more says so', async () => {
  const visit = take(1);
  const known = call(visit);
  const ask = async (id: EntryId): Promise<unknown> => {
    hindsight.of(id);
    await timers.pass(0);
    return hindsight.of(id);
  };
  expect(await ask({ ...known, seq: 99 })).toEqual({ kind: 'gone' });
  // A desk that knew of nobody called nobody.
  expect(await ask(call(take(2), { head: 0, pendingSeq: 0 }))).toEqual({ kind: 'gone' });
  // Written again under another name, it no longer tells which of the own ones it knew.
  opened.journal.beginChain({ device: opened.journal.device, epoch: 2 });
  const [again] = opened.journal.past.latest(DESK_3, MONDAY, 30).slice(-1);
  if (!again) throw new Error('it is there');
  expect(again.isAgain).toBe(true);
  expect(await ask(again.id)).toEqual({ kind: 'gone' });
  expect(troubles).toEqual([]);
});

it('a disk that can’t be read ends nobody’s day: it is told of, and the call can’t be shown', async () => {
  const id = call(take(1));
  opened.db.exec('ALTER TABLE places RENAME TO elsewhere');
  hindsight.of(id);
  await timers.pass(0);
  expect(hindsight.of(id)).toEqual({ kind: 'gone' });
  expect(troubles).toHaveLength(1);
});
