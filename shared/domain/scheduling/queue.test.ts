import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newVisit } from '../../../tests/fixtures/book.ts';
import { BOTH, centreWith, CHILD, deskIn, interpretedIn, ONLY_HEALTH, SECOND } from '../../../tests/fixtures/waiting.ts';
import { MONDAY_NINE, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { Letter, type Language, type Policy } from '../centre.ts';
import { daysAfter, type EpochMs } from '../clock.ts';
import { readEntry } from '../entries/entry.ts';
import { AppointmentId, type VisitId } from '../ids.ts';
import { aheadOf, nextFor, policyOf, queueAt, turnsAt } from './queue.ts';

const NOBODY: ReadonlySet<VisitId> = new Set();
const now = MONDAY_NINE + 3_600_000;

/** A book of a centre under a policy, and the ways to let somebody in. */
function under(policy: Policy | undefined, centre = centreWith(policy)) {
  const book = new Book().open();
  book.kiosk.add({ type: 'centre.configured', payload: { centre } });
  let number = 0;
  const comes = (priority?: typeof CHILD, service = ORIENTATION, language: Language = 'es'): VisitId => {
    number += 1;
    const visit = newVisit();
    book.kiosk.add({ type: 'ticket.issued', payload: { visit, service, label: { letter: Letter.parse('A'), number }, language, ...(priority ? { priority } : {}) } });
    return visit;
  };
  const books = (at: EpochMs): VisitId => {
    number += 1;
    const visit = newVisit();
    const appointment = { id: AppointmentId.parse(newVisit()), at };
    book.kiosk.add({ type: 'ticket.issued', payload: { visit, service: ORIENTATION, label: { letter: Letter.parse('A'), number }, language: 'es', appointment } });
    return visit;
  };
  const next = (): VisitId | undefined => nextFor(book.state(), MONDAY, deskIn(centre), NOBODY, now)?.id;
  return { book, centre, comes, books, next };
}

describe('whom a desk calls', () => {
  it('[Q2] goes by whom it called before, where the policy takes turns', () => {
    const { book, comes, centre } = under({ kind: 'ratio', preferential: 1, general: 1 });
    const general = [comes(), comes()];
    const preferential = [comes(CHILD), comes(CHILD)];
    const called = [0, 1, 2, 3].map(() => {
      const visit = book.call();
      book.kiosk.add({ type: 'leg.noShow', payload: { visit, leg: 1, callNo: 1, desk: BOTH } });
      return visit;
    });
    expect(called).toEqual([preferential[0], general[0], preferential[1], general[1]]);
    expect(turnsAt(book.state(), MONDAY, BOTH)).toEqual([false, true, false, true]);
    expect(turnsAt(book.state(), MONDAY, SECOND)).toEqual([]);
    expect(turnsAt(book.state(), daysAfter(MONDAY, 1), BOTH)).toEqual([]);
    expect(queueAt(book.state(), MONDAY, deskIn(centre), now)).toEqual([]);
  });

  it('[Q2] is told by a class that staff give later, and taken away again', () => {
    const { book, comes, next } = under({ kind: 'strict' });
    const [first, second] = [comes(), comes()];
    expect(next()).toBe(first);
    book.kiosk.add({ type: 'visit.marked', payload: { visit: second, priority: CHILD } });
    expect(next()).toBe(second);
    book.kiosk.add({ type: 'visit.marked', payload: { visit: second, priority: null } });
    expect(next()).toBe(first);
  });

  it('[Q2][C1] is nobody whom another desk has claimed, and nobody who is taken', () => {
    const { book, centre, comes } = under(undefined);
    const [claimed, taken, free] = [comes(undefined, ONLY_HEALTH), comes(), comes()];
    book.owner.add({ type: 'leg.claimed', payload: { visit: claimed, leg: 1, callNo: 1, desk: SECOND, device: book.kiosk.device } });
    expect(nextFor(book.state(), MONDAY, deskIn(centre), new Set([taken]), now)?.id).toBe(free);
    expect(nextFor(book.state(), MONDAY, deskIn(centre, SECOND), NOBODY, now)?.id).toBe(claimed);
  });

  it('[Q2] stands in the queue that a desk is shown, in the same order', () => {
    const { book, centre, comes, next } = under({ kind: 'strict' });
    const [general, preferential] = [comes(), comes(CHILD)];
    expect(queueAt(book.state(), MONDAY, deskIn(centre), now).map(({ id }) => id)).toEqual([preferential, general]);
    expect(next()).toBe(preferential);
    expect(queueAt({ ...book.state(), centre: undefined }, MONDAY, deskIn(centre), now)).toEqual([]);
  });

  it('[Q2] is nobody who booked for later, as long as somebody waits', () => {
    const { book, comes, next, books } = under({ kind: 'strict' });
    const early = books(now + 60_000);
    const walkIn = comes();
    expect(next()).toBe(walkIn);
    expect([early, walkIn].map((id) => book.state().visits.get(id)).map((visit) => visit && aheadOf(book.state(), visit))).toEqual([1, 0]);
    book.kiosk.add({ type: 'leg.cancelled', payload: { visit: walkIn, leg: 1, by: 'staff' } });
    expect(next()).toBe(early);
  });

  it('[Q2] is whoever booked for before others came, though they checked in after them', () => {
    const { book, comes, next, books } = under(undefined);
    const walkIn = comes();
    const late = books(MONDAY_NINE - 60_000);
    expect(next()).toBe(late);
    expect([walkIn, late].map((id) => book.state().visits.get(id)).map((visit) => visit && aheadOf(book.state(), visit))).toEqual([1, 0]);
  });

  it('[Q1][Q2] goes by a booked time only where it stands there: not once staff gave it a place, nor at its next service', () => {
    const { book, comes, next, books, centre } = under(undefined);
    const early = books(now + 60_000);
    const walkIn = comes();
    const act = { visit: early, leg: 1, callNo: 1, desk: BOTH };
    book.kiosk.add({ type: 'leg.called', payload: { ...act, basis: { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now } } });
    book.kiosk.add({ type: 'leg.putBack', payload: { ...act, queuedAt: null } });
    expect(next()).toBe(walkIn);
    book.kiosk.add({ type: 'leg.undone', payload: { visit: early, leg: 1, desk: BOTH, act: 'leg.putBack' } });
    book.kiosk.add({ type: 'leg.putBack', payload: { ...act, queuedAt: MONDAY_NINE - 1 } });
    expect(next()).toBe(early);
    book.kiosk.add({ type: 'leg.called', payload: { ...act, callNo: 2, basis: { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now } } });
    book.kiosk.add({ type: 'leg.started', payload: { ...act, callNo: 2 } });
    book.kiosk.add({ type: 'leg.transferred', payload: { ...act, callNo: 2, service: ONLY_HEALTH, onlyAt: null, queuedAt: null, comesBack: false } });
    const third = comes(undefined, ONLY_HEALTH);
    expect(queueAt(book.state(), MONDAY, deskIn(centre, SECOND), now).map(({ id }) => id)).toEqual([early, third]);
  });

  it('[Q2] goes by the interpreters who are with others at this moment, as the state has it', () => {
    const [es, en] = [{ languages: ['es'] as ['es'] }, { languages: ['en'] as ['en'] }];
    const { book, comes, centre } = under(undefined, interpretedIn(centreWith(undefined, { 3: es, 4: { ...es, services: [ORIENTATION] } })));
    const [first, second, third] = [comes(undefined, ORIENTATION, 'en'), comes(undefined, ORIENTATION, 'en'), comes()];
    const at = (id: typeof BOTH): VisitId | undefined => queueAt(book.state(), MONDAY, deskIn(centre, id), MONDAY_NINE + 60_000)[0]?.id;
    const nextAt = (id: typeof BOTH): VisitId | undefined => nextFor(book.state(), MONDAY, deskIn(centre, id), NOBODY, MONDAY_NINE + 60_000)?.id;
    const does = (type: 'leg.started' | 'leg.finished'): void => book.kiosk.add({ type, payload: { visit: first, leg: 1, callNo: 1, desk: BOTH } });
    expect([at(BOTH), at(SECOND)]).toEqual([first, first]);
    expect(book.call(BOTH)).toBe(first);
    // Its only interpreter is at desk 3, which calls nobody else before it is done there.
    expect([at(SECOND), nextAt(SECOND), at(BOTH)]).toEqual([third, third, second]);
    does('leg.started');
    expect(at(SECOND)).toBe(third);
    // At a desk that speaks it nobody interprets.
    book.kiosk.add({ type: 'centre.configured', payload: { centre: { ...centre, desks: centre.desks.map((desk) => (desk.id === BOTH ? { ...desk, ...en } : desk)) } } });
    expect(nextAt(SECOND)).toBe(second);
    book.kiosk.add({ type: 'centre.configured', payload: { centre } });
    does('leg.finished');
    expect([nextAt(SECOND), at(SECOND)]).toEqual([second, second]);
  });

  it('[Q2] has the interpreter whom somebody was left with last night', () => {
    const { book, comes, centre } = under(undefined, interpretedIn(centreWith(undefined, { 3: { languages: ['es'] }, 4: { languages: ['es'], services: [ORIENTATION] } })));
    comes(undefined, ORIENTATION, 'en');
    book.call(BOTH);
    const tuesday = daysAfter(MONDAY, 1);
    const [needs, other] = [newVisit(), newVisit()];
    for (const [n, visit] of [needs, other].entries()) {
      book.kiosk.add({ type: 'ticket.issued', payload: { visit, service: ORIENTATION, label: { letter: Letter.parse('A'), number: n + 1 }, language: n === 0 ? 'en' : 'es' } }, { on: tuesday, at: MONDAY_NINE + 24 * 3_600_000 + n });
    }
    expect(nextFor(book.state(), tuesday, deskIn(centre, SECOND), NOBODY, MONDAY_NINE + 24 * 3_600_000 + 60_000)?.id).toBe(needs);
  });

  it.each([undefined, { kind: 'firstCome' }, { kind: 'strict' }, { kind: 'ratio', preferential: 2, general: 1 }, { kind: 'accumulating' }] as const)('[Q3] its call says under which policy: %j', (policy) => {
    const { book, comes, centre } = under(policy);
    comes();
    book.call();
    const last = book.entries.at(-1);
    const written = last && readEntry(last.bytes, last.id);
    const basis = written?.kind === 'known' && written.entry.type === 'leg.called' ? written.entry.payload.basis : undefined;
    expect(basis).toMatchObject({ policy: policy?.kind ?? 'firstCome', policyVersion: 1 });
    expect(basis).toMatchObject(policyOf(centre));
  });
});
