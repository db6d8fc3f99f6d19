import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newVisit, sha256, type Author } from '../../../tests/fixtures/book.ts';
import { BOTH, centreWith, CHILD, OLDER } from '../../../tests/fixtures/waiting.ts';
import { MONDAY_NINE, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { Letter } from '../centre.ts';
import type { OrderedEntry } from '../entries/entry.ts';
import { explainCall, stateSeen } from './explain-call.ts';
import { explain } from './explain.ts';
import type { EntryPayload } from '../entries/happenings.ts';
import type { PriorityId, VisitId } from '../ids.ts';
import { EMPTY_STATE } from '../reducers/state.ts';

const MINUTE = 60_000;

/** A book of a strict centre; who comes does so at so many minutes past nine. */
function strictBook() {
  const book = new Book();
  const desk = book.author();
  book.open(desk);
  book.kiosk.add({ type: 'centre.configured', payload: { centre: centreWith({ kind: 'strict' }) } });
  let number = 0;
  const comes = (min: number, priority?: PriorityId, by: Author = book.kiosk): VisitId => {
    number += 1;
    const visit = newVisit();
    const payload = { visit, service: ORIENTATION, label: { letter: Letter.parse('A'), number }, language: 'es' as const, ...(priority ? { priority } : {}) };
    by.add({ type: 'ticket.issued', payload }, { at: MONDAY_NINE + min * MINUTE });
    return visit;
  };
  return { book, desk, comes };
}

function callOf(visit: VisitId, basis: Partial<EntryPayload<'leg.called'>['basis']> = {}): EntryPayload<'leg.called'> {
  return { visit, leg: 1, callNo: 1, desk: BOTH, basis: { head: 0, pendingSeq: 0, policy: 'strict', policyVersion: 1, now: MONDAY_NINE + 30 * MINUTE, ...basis } };
}

/** The book's entries as the order has them, in this order. */
function ordered(entries: Book['entries']): OrderedEntry[] {
  return entries.map(({ id, bytes, effectiveAt, generation }, n) => ({ place: { generation, no: n + 1, effectiveAt, orderHash: '0'.repeat(64) }, id, entry: { bytes, hash: sha256(bytes) } }));
}

describe('a call of the past', () => {
  it('[Q3] is explained as its desk saw it, whatever came into the order since', () => {
    const { book, desk, comes } = strictBook();
    const [general, child] = [comes(0), comes(5, CHILD)];
    const then = book.state();
    const call = callOf(child, { head: book.entries.length });
    // Another device's ticket has an earlier time and a class that goes first, and comes into the order before the call.
    comes(1, OLDER, book.owner);
    desk.add({ type: 'leg.called', payload: call }, { at: call.basis.now });
    book.kiosk.add({ type: 'visit.marked', payload: { visit: general, priority: OLDER } });

    const seen = stateSeen(ordered(book.entries), { device: desk.device, epoch: 1 }, call.basis);
    const said = explainCall(seen, call);
    expect(said).toEqual({ kind: 'next', visit: child, reasons: [{ kind: 'class', priority: CHILD }], passedOver: [{ visit: general, why: { kind: 'class', priority: CHILD } }] });
    expect(said).toEqual(explain(then, { day: MONDAY, desk: BOTH, now: call.basis.now }));
  });

  it('[Q3] knows what the desk’s own device had written and the order not yet', () => {
    const { book, desk, comes } = strictBook();
    comes(0);
    const head = book.entries.length;
    // The order takes another's ticket first; the desk's own has its place only after that.
    comes(2, OLDER, book.owner);
    const own = comes(3, CHILD, desk);
    // After that it began its journal anew, and counts from 1 again.
    comes(4, OLDER, book.author(desk.device, 2));
    const basis = { head, pendingSeq: 1 };
    expect(explainCall(stateSeen(ordered(book.entries), { device: desk.device, epoch: 1 }, basis), callOf(own, basis))).toMatchObject({ kind: 'next', visit: own });
    expect(explainCall(stateSeen(ordered(book.entries), { device: desk.device, epoch: 1 }, { head, pendingSeq: 0 }), callOf(own))).toBeUndefined();
  });

  it('[Q3] of somebody who was not next says so, and who was', () => {
    const { book, comes } = strictBook();
    const [general, child] = [comes(0), comes(5, CHILD)];
    expect(explainCall(book.state(), callOf(general))).toEqual({ kind: 'byName', visit: general, next: child });
    book.kiosk.add({ type: 'leg.called', payload: callOf(child) });
    book.kiosk.add({ type: 'leg.called', payload: callOf(general) });
    expect(explainCall(book.state(), callOf(general))).toEqual({ kind: 'byName', visit: general, next: null });
  });

  it('[Q3] by name says so, and who was in turn: also where that was the same one', () => {
    const { book, comes } = strictBook();
    const [general, child] = [comes(0), comes(5, CHILD)];
    const chosen = true as const;
    expect(explainCall(book.state(), callOf(general, { chosen }))).toEqual({ kind: 'chosen', visit: general, next: child });
    expect(explainCall(book.state(), callOf(child, { chosen }))).toEqual({ kind: 'chosen', visit: child, next: child });
    expect(explainCall(book.state(), callOf(general, { chosen, policyVersion: 2 }))).toEqual({ kind: 'chosen', visit: general, next: null });
    book.kiosk.add({ type: 'leg.called', payload: callOf(child) });
    book.kiosk.add({ type: 'leg.called', payload: callOf(general) });
    expect(explainCall(book.state(), callOf(general, { chosen }))).toEqual({ kind: 'chosen', visit: general, next: null });
  });

  it('[Q3] by another version of the scheduler is not explained by this one', () => {
    const { book, comes } = strictBook();
    const visit = comes(0);
    expect(explainCall(book.state(), callOf(visit, { policyVersion: 2 }))).toEqual({ kind: 'otherVersion', visit, policyVersion: 2 });
    expect(explainCall(EMPTY_STATE, callOf(visit))).toBeUndefined();
  });
});
