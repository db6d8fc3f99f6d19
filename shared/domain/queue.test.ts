import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newVisit } from '../../tests/fixtures/book.ts';
import { BOTH, centreWith, CHILD, deskIn, ONLY_HEALTH, SECOND } from '../../tests/fixtures/waiting.ts';
import { MONDAY_NINE, ORIENTATION } from '../../tests/fixtures/world.ts';
import { Letter, type Policy } from './centre.ts';
import { daysAfter } from './clock.ts';
import { readEntry } from './entry.ts';
import type { VisitId } from './ids.ts';
import { nextFor, policyOf, queueAt, turnsAt } from './queue.ts';

const NOBODY: ReadonlySet<VisitId> = new Set();
const now = MONDAY_NINE + 3_600_000;

/** A book of a centre under a policy, and the way to let somebody in. */
function under(policy: Policy | undefined) {
  const centre = centreWith(policy);
  const book = new Book().open();
  book.kiosk.add({ type: 'centre.configured', payload: { centre } });
  let number = 0;
  const comes = (priority?: typeof CHILD, service = ORIENTATION): VisitId => {
    number += 1;
    const visit = newVisit();
    book.kiosk.add({ type: 'ticket.issued', payload: { visit, service, label: { letter: Letter.parse('A'), number }, language: 'es', ...(priority ? { priority } : {}) } });
    return visit;
  };
  const next = (): VisitId | undefined => nextFor(book.state(), MONDAY, deskIn(centre), NOBODY, now)?.id;
  return { book, centre, comes, next };
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
