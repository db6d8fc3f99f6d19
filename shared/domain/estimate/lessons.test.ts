import { expect, it } from 'vitest';
import { Book, MONDAY } from '../../../tests/fixtures/book.ts';
import { DESK_3, MONDAY_NINE, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { lessonsOf } from './lessons.ts';

const MINUTE = 60_000;

it('[Q5] who was parked and came back was served twice, and the desk that served others meanwhile did not idle', () => {
  const book = new Book().configure();
  const [parked, other] = [book.issue(ORIENTATION, { at: MONDAY_NINE }), book.issue(ORIENTATION, { at: MONDAY_NINE })];
  const basis = { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: MONDAY_NINE } as const;
  const first = { visit: parked, leg: 1, callNo: 1, desk: DESK_3 };
  const then = { visit: other, leg: 1, callNo: 1, desk: DESK_3 };
  const again = { ...first, callNo: 2 };
  for (const [minute, happening] of [
    [1, { type: 'leg.called', payload: { ...first, basis } }],
    [2, { type: 'leg.started', payload: first }],
    [12, { type: 'leg.parked', payload: { ...first, reason: 'form', until: null } }],
    [13, { type: 'leg.called', payload: { ...then, basis } }],
    [14, { type: 'leg.started', payload: then }],
    [20, { type: 'leg.finished', payload: then }],
    [30, { type: 'leg.called', payload: { ...again, basis } }],
    [31, { type: 'leg.started', payload: again }],
    [34, { type: 'leg.finished', payload: again }],
  ] as const) book.kiosk.add(happening, { at: MONDAY_NINE + minute * MINUTE });
  const lessons = lessonsOf(book.state().visits.values(), MONDAY);
  const of = (kind: string): number[] => lessons.filter((lesson) => lesson.kind === kind).map(({ minutes }) => Math.round(minutes)).toSorted((a, b) => a - b);
  expect(of('served')).toEqual([3, 6, 10]);
  expect(of('walk')).toEqual([1, 1, 1]);
  expect(of('between')).toEqual([1]);
});
