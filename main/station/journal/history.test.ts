import { beforeEach, describe, expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, DAY_MS, MONDAY, TestOrder, called, dayAfterMonday, issued, step, visitOf, type OpenJournal } from '../../../tests/fixtures/journals.ts';
import { DESK_3, DESK_4, HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE, testClock, type TestClock } from '../../../tests/fixtures/world.ts';
import type { Happening } from '../../../shared/domain/entries/happenings.ts';
import { PriorityId, VisitId } from '../../../shared/domain/ids.ts';

const journals = freshJournals();
let clock: TestClock;
let order: TestOrder;
const TUESDAY = dayAfterMonday(1);
const OLDER = PriorityId.parse('older');

beforeEach(() => {
  clock = testClock();
  order = new TestOrder();
  order.open();
});

function openWithCentre(): OpenJournal {
  const opened = journals.open({ clock });
  opened.journal.adopt(order.after(0));
  opened.journal.write(CONFIGURED, MONDAY);
  return opened;
}

/** Writes one a second, and has them ordered. */
function live({ journal }: OpenJournal, happenings: readonly Happening[], day = MONDAY): void {
  for (const happening of happenings) {
    clock.pass(1000);
    journal.write(happening, day);
  }
  order.take(journal);
  journal.adopt(order.after(journal.head.no));
}

function adoptRest({ journal }: OpenJournal): void {
  expect(journal.adopt(order.after(journal.head.no))).toBeUndefined();
}

function rowsIn({ db }: OpenJournal): unknown[] {
  const rows = db.prepare<[], Record<string, unknown>>('SELECT * FROM visits ORDER BY day, number').all();
  for (const row of rows) delete row['sum'];
  return rows;
}

/** Just as `rowsIn`, of a journal that gets this order all at once. */
function rowsOfAnyone(): unknown[] {
  const other = journals.open({ file: `anyone-${order.head}.sqlite` });
  expect(other.journal.adopt(order.places)).toBeUndefined();
  return rowsIn(other);
}

describe('a day that is closed', () => {
  it('[J17] leaves memory, and each of its visits a row as it ended', () => {
    const opened = openWithCentre();
    const tickets = [issued(1), issued(2), issued(3), issued(4), issued(5)];
    const [served, absent, begun, summoned, left] = tickets.map(visitOf);
    if (!served || !absent || !begun || !summoned || !left) throw new Error('five tickets were given');
    live(opened, [
      ...tickets,
      called(served), step('leg.started', served), step('leg.finished', served),
      called(absent), step('leg.noShow', absent),
      called(begun), step('leg.started', begun),
      called(summoned, DESK_4),
    ]);
    live(opened, [issued(1)], TUESDAY);
    order.closeDay(MONDAY);
    adoptRest(opened);

    expect(opened.journal.state.visits.size).toBe(1);
    // Somebody still has the paper of it; a name that begins alike was never given.
    expect([served, VisitId.parse(`${served.slice(0, 25)}${served.endsWith('0') ? '1' : '0'}`)].map((visit) => opened.journal.hasOrdered(visit))).toEqual([true, false]);
    const at = MONDAY_NINE;
    const common = { day: MONDAY, letter: 'A', lane: null, language: 'es', leg: 1, service: 'orientation', duplicates: '[]', as_of: order.head, more: null };
    expect(rowsIn(opened)).toEqual([
      { ...common, visit: served, number: 1, entered_at: at + 1000, step: 'finished', desk: DESK_3, call_no: 1, called_at: at + 6000, started_at: at + 7000, ended_at: at + 8000 },
      { ...common, visit: absent, number: 2, entered_at: at + 2000, step: 'noShow', desk: DESK_3, call_no: 1, called_at: at + 9000, started_at: null, ended_at: at + 10_000 },
      { ...common, visit: begun, number: 3, entered_at: at + 3000, step: 'serving', desk: DESK_3, call_no: 1, called_at: at + 11_000, started_at: at + 12_000, ended_at: null },
      { ...common, visit: summoned, number: 4, entered_at: at + 4000, step: 'called', desk: DESK_4, call_no: 1, called_at: at + 13_000, started_at: null, ended_at: null },
      { ...common, visit: left, number: 5, entered_at: at + 5000, step: 'waiting', desk: null, call_no: null, called_at: null, started_at: null, ended_at: null },
    ]);
  });

  it('[J17] what a row’s columns can’t say stands in it all the same: legs before the last, a priority, calls that came to nothing, who ended it', () => {
    const opened = openWithCentre();
    const [sent, absent, gone] = [issued(1), issued(2), issued(3)];
    const call = { visit: visitOf(sent), leg: 1, callNo: 1, desk: DESK_3 };
    const away = { visit: visitOf(absent), leg: 1, callNo: 1, desk: DESK_4 };
    live(opened, [
      sent, absent, gone,
      { type: 'visit.marked', payload: { visit: call.visit, priority: OLDER } },
      { type: 'visit.planned', payload: { visit: call.visit, planned: [ORIENTATION] } },
      called(call.visit), step('leg.started', call.visit),
      { type: 'leg.transferred', payload: { ...call, service: HEALTH, onlyAt: DESK_4, queuedAt: 7, comesBack: true } },
      called(away.visit, DESK_4),
      { type: 'leg.putBack', payload: { ...away, queuedAt: 9 } },
      { type: 'leg.cancelled', payload: { visit: visitOf(gone), leg: 1, by: 'endOfDay' } },
    ]);
    const late = journals.open({ file: 'late.sqlite', clock });
    late.journal.adopt(order.after(0));
    late.journal.write({ type: 'leg.broughtBack', payload: { visit: visitOf(gone), leg: 1, queuedAt: null } }, MONDAY);
    order.closeDay(MONDAY);
    adoptRest(opened);
    const at = MONDAY_NINE;
    const rows = rowsIn(opened) as { more: string | null; step: string; leg: number }[];
    expect(rows.map(({ step: kind, leg }) => [kind, leg])).toEqual([['waiting', 2], ['waiting', 1], ['cancelled', 1]]);
    expect(rows.map(({ more }) => JSON.parse(more ?? 'null') as unknown)).toEqual([
      {
        past: [expect.objectContaining({ no: 1, service: ORIENTATION, kind: 'transferred', desk: DESK_3, callNo: 1, enteredAt: at + 1000, calledAt: at + 6000, startedAt: at + 7000, transferredAt: at + 8000 })],
        planned: [ORIENTATION],
        priority: OLDER,
        leg: { onlyAt: DESK_4, queuedAt: 7, comesBack: { desk: DESK_3, service: ORIENTATION } },
      },
      { leg: { queuedAt: 9, calls: 1 } },
      { leg: { by: 'endOfDay' } },
    ]);
    expect(rowsIn(opened)).toEqual(rowsOfAnyone());
    order.take(late.journal);
    adoptRest(opened);
    expect(rowsIn(opened).at(-1)).toMatchObject({ step: 'waiting', more: null });
  });

  it('[C2] a call that lost stands in the row of its visit', () => {
    const opened = openWithCentre();
    const ticket = issued(1);
    live(opened, [ticket, called(visitOf(ticket)), called(visitOf(ticket), DESK_4)]);
    order.closeDay(MONDAY);
    adoptRest(opened);
    expect(rowsIn(opened)).toEqual([
      expect.objectContaining({ desk: DESK_3, duplicates: JSON.stringify([{ leg: 1, kind: 'called', desk: DESK_4, callNo: 1, calledAt: MONDAY_NINE + 3000 }]) }),
    ]);
  });
});

describe('an entry that comes after its day', () => {
  it('[J17] has that visit folded again, and its row written anew', () => {
    const opened = openWithCentre();
    const ticket = issued(1);
    live(opened, [ticket, called(visitOf(ticket)), step('leg.started', visitOf(ticket))]);
    const late = journals.open({ file: 'late.sqlite', clock });
    late.journal.adopt(order.after(0));
    late.journal.write(step('leg.finished', visitOf(ticket)), MONDAY);
    order.closeDay(MONDAY);
    adoptRest(opened);
    expect(rowsIn(opened)).toEqual([expect.objectContaining({ step: 'serving', as_of: order.head })]);

    order.take(late.journal);
    const { visits } = opened.journal.state;
    adoptRest(opened);
    expect(rowsIn(opened)).toEqual([expect.objectContaining({ step: 'finished', ended_at: MONDAY_NINE + 3000, as_of: order.head })]);
    expect(opened.journal.state.visits).toBe(visits);
    expect(rowsIn(opened)).toEqual(rowsOfAnyone());
  });

  it('[J17] of a whole visit that nobody knew of, with the desks there were on that day', () => {
    const opened = openWithCentre();
    const away = journals.open({ file: 'van.sqlite', clock });
    order.take(opened.journal);
    adoptRest(opened);
    away.journal.adopt(order.after(0));
    const ticket = issued(9);
    away.journal.write(ticket, MONDAY);
    away.journal.write(called(visitOf(ticket)), MONDAY);
    // Meanwhile the desk was taken out; on Monday it was there, and its call held.
    live(opened, [{ type: 'centre.configured', payload: { centre: { ...SMALL_CENTRE, desks: [{ ...(SMALL_CENTRE.desks[1] ?? never()), services: SMALL_CENTRE.services.map(({ id }) => id) }] } } }], TUESDAY);
    order.closeDay(MONDAY);
    order.append(away.journal.ownEntriesFrom(1, 1), away.journal);
    order.append(away.journal.ownEntriesFrom(2, 1), away.journal);
    order.append([], away.journal);
    adoptRest(opened);
    expect(opened.journal.state.visits.size).toBe(0);
    expect(rowsIn(opened)).toEqual([expect.objectContaining({ visit: visitOf(ticket), number: 9, step: 'called', desk: DESK_3 })]);
    expect(rowsIn(opened)).toEqual(rowsOfAnyone());
  });

  it('[J17] does not take back what others were in the way of: another at that desk, or a claim', () => {
    const opened = openWithCentre();
    const tickets = [issued(1), issued(2), issued(3), issued(4)];
    const [served, next, claimed, alone] = tickets.map(visitOf);
    if (!served || !next || !claimed || !alone) throw new Error('four tickets were given');
    const undone = (visit: VisitId, act: 'leg.finished' | 'leg.putBack', desk = DESK_3): Happening => ({ type: 'leg.undone', payload: { visit, leg: 1, act, desk } });
    const serve = (visit: VisitId, desk = DESK_3): Happening[] => [called(visit, desk), step('leg.started', visit, desk), step('leg.finished', visit, desk)];
    live(opened, [
      ...tickets,
      ...serve(served),
      called(claimed, DESK_4), { type: 'leg.putBack', payload: { visit: claimed, leg: 1, callNo: 1, desk: DESK_4, queuedAt: 9 } },
      ...serve(alone, DESK_4),
    ]);
    const [away, late] = [journals.open({ file: 'away.sqlite', clock }), journals.open({ file: 'late.sqlite', clock })];
    for (const { journal } of [away, late]) journal.adopt(order.after(0));
    // Cut off, two are taken back that meanwhile can't be any more.
    for (const act of [undone(served, 'leg.finished'), undone(claimed, 'leg.putBack', DESK_4)]) away.journal.write(act, MONDAY);
    live(opened, [called(next)]);
    order.write({ type: 'leg.claimed', payload: { visit: claimed, leg: 1, callNo: 2, desk: DESK_3, device: opened.journal.device } });
    order.take(away.journal);
    adoptRest(opened);
    live(opened, [undone(alone, 'leg.finished', DESK_4)]);
    live(opened, [issued(1)], TUESDAY);
    order.closeDay(MONDAY);
    adoptRest(opened);
    const stood = (): unknown[] => (rowsIn(opened) as { step: string; ended_at: number | null }[]).map(({ step: kind, ended_at: endedAt }) => [kind, endedAt]);
    const atItsEnd = stood();
    expect(atItsEnd).toEqual([['finished', MONDAY_NINE + 7000], ['called', null], ['waiting', null], ['serving', null]]);

    const afterwards = order.head;
    for (const visit of [served, claimed, alone]) late.journal.write({ type: 'visit.marked', payload: { visit, priority: OLDER } }, MONDAY);
    order.take(late.journal);
    adoptRest(opened);
    expect(stood()).toEqual(atItsEnd);
    expect((rowsIn(opened) as { more: string | null }[]).map(({ more }) => more?.includes(OLDER) ?? false)).toEqual([true, false, true, true]);
    opened.journal.goBackTo(afterwards);
    expect(stood()).toEqual(atItsEnd);
  });

  it('[J17] takes back what is taken back after its day, whoever is at that desk by then', () => {
    const opened = openWithCentre();
    const [ticket, today] = [issued(1), issued(1)];
    live(opened, [ticket, called(visitOf(ticket)), step('leg.started', visitOf(ticket)), step('leg.finished', visitOf(ticket))]);
    const late = journals.open({ file: 'late.sqlite', clock });
    late.journal.adopt(order.after(0));
    late.journal.write({ type: 'leg.undone', payload: { visit: visitOf(ticket), leg: 1, act: 'leg.finished', desk: DESK_3 } }, MONDAY);
    live(opened, [today, called(visitOf(today))], TUESDAY);
    order.closeDay(MONDAY);
    order.take(late.journal);
    adoptRest(opened);
    expect(rowsIn(opened)).toEqual([expect.objectContaining({ step: 'serving', ended_at: null })]);
    expect(rowsIn(opened)).toEqual(rowsOfAnyone());
  });

  it('[J17] about a visit that no ticket was issued for makes no row', () => {
    const opened = openWithCentre();
    order.closeDay(MONDAY);
    live(opened, []);
    const other = journals.open({ file: 'other.sqlite', clock });
    other.journal.adopt(order.after(0));
    const nobody = VisitId.parse('0'.repeat(26));
    const ticket = issued(1);
    // It is another's own word, taken from where it could see that visit.
    const blind = journals.open({ file: 'blind.sqlite', clock }).journal;
    blind.write(CONFIGURED, MONDAY);
    blind.write(issued(1, nobody), MONDAY);
    blind.write(called(nobody), MONDAY);
    order.appendAs(blind.ownEntriesFrom(1, 1)[0] ?? never(), { device: blind.device, epoch: 1, seq: 1 }, 1);
    expect(visitOf(ticket)).not.toBe(nobody);
    adoptRest(opened);
    expect(rowsIn(opened)).toEqual([]);
  });

  it('[J17] two visits that share a number in the index stay two', () => {
    const opened = openWithCentre();
    const twins = ['a', 'b'].map((end) => VisitId.parse(`${'7'.repeat(25)}${end}`));
    const [one, two] = twins;
    if (!one || !two) throw new Error('there are two');
    live(opened, [issued(1, one), issued(2, two), called(one)]);
    const late = journals.open({ file: 'late.sqlite', clock });
    late.journal.adopt(order.after(0));
    late.journal.write(step('leg.noShow', one), MONDAY);
    order.closeDay(MONDAY);
    order.take(late.journal);
    adoptRest(opened);
    expect(rowsIn(opened)).toEqual([
      expect.objectContaining({ visit: one, number: 1, step: 'noShow' }),
      expect.objectContaining({ visit: two, number: 2, step: 'waiting' }),
    ]);
  });
});

describe('going back in the order', () => {
  it('[J17] [J19] rows are as they were at that place: of days that were open there, none', () => {
    const opened = openWithCentre();
    const [first, second] = [issued(1), issued(1)];
    live(opened, [first, called(visitOf(first))]);
    clock.pass(DAY_MS);
    live(opened, [second], TUESDAY);
    const late = journals.open({ file: 'late.sqlite', clock });
    late.journal.adopt(order.after(0));
    late.journal.write(step('leg.noShow', visitOf(first)), MONDAY);
    order.closeDay(MONDAY);
    adoptRest(opened);
    const atMondaysEnd = order.head;
    const before = rowsIn(opened);
    expect(before).toEqual([expect.objectContaining({ step: 'called' })]);
    order.take(late.journal);
    order.closeDay(TUESDAY);
    adoptRest(opened);
    expect(rowsIn(opened)).toHaveLength(2);
    opened.journal.goBackTo(atMondaysEnd);
    expect(rowsIn(opened)).toEqual(before);
    opened.journal.goBackTo(atMondaysEnd - 1);
    expect(rowsIn(opened)).toEqual([]);
    expect(opened.journal.state.visits.size).toBe(2);
    adoptRest(opened);
    expect(rowsIn(opened)).toEqual(rowsOfAnyone());
  });
});

function never(): never {
  throw new Error('it is there');
}
