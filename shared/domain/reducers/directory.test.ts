import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newChange } from '../../../tests/fixtures/book.ts';
import { daysAfter } from '../clock.ts';
import { keyOf, RecordId, type DirectoryRecord, type RecordKey } from '../directory/record.ts';
import type { EntryPayload } from '../entries/happenings.ts';
import { decodeState, encodeState } from './snapshot.ts';
import type { CentreState } from './state.ts';

const ids = [1, 2, 3].map((n) => RecordId.parse(`00000000-0000-4000-8000-00000000000${n}`)) as [RecordId, RecordId, RecordId];
const [VACCINES, SCHOOL, CLOTHES] = ids;
const record = (id: RecordId, name = 'Vacunas'): DirectoryRecord => ({ kind: 'service', hsds: { id, name, status: 'active' }, beside: {} });
const change = (put: readonly RecordId[], more: Partial<EntryPayload<'directory.changed'>> = {}): { type: 'directory.changed'; payload: EntryPayload<'directory.changed'> } => ({
  type: 'directory.changed',
  payload: { change: newChange(), part: 1, parts: 1, put: put.map((id) => record(id)), drop: [], ...more },
});
/** Which entry, by its number in its journal, holds each service. */
const held = ({ directory }: CentreState): Readonly<Record<string, number>> => Object.fromEntries([...directory].map(([key, { seq }]) => [key.slice(-1), seq]));
const keys = (...services: RecordId[]): RecordKey[] => services.map((id) => keyOf('service', id));

describe('the directory', () => {
  it('is told by the entry that wrote each record last', () => {
    const book = new Book();
    book.kiosk.add(change([VACCINES, SCHOOL]));
    book.kiosk.add(change([VACCINES]));
    expect(held(book.state())).toEqual({ 1: 2, 2: 1 });
    book.kiosk.add(change([], { drop: keys(SCHOOL, CLOTHES) }));
    expect(held(book.state())).toEqual({ 1: 2 });
    book.kiosk.add(change([SCHOOL], { drop: keys(SCHOOL) }));
    expect(held(book.state())).toEqual({ 1: 2, 2: 4 });
  });

  it('[D1] changes whole or not at all: the parts of a change hold with its last, and what was given up never does', () => {
    const book = new Book();
    book.kiosk.add(change([VACCINES]));
    const [one, other] = [newChange(), newChange()];
    book.kiosk.add(change([SCHOOL], { change: one, part: 1, parts: 3, drop: keys(VACCINES) }));
    book.kiosk.add(change([CLOTHES], { change: one, part: 2, parts: 3 }));
    expect(held(book.state())).toEqual({ 1: 1 });
    // Given up here, and begun anew.
    book.kiosk.add(change([CLOTHES], { change: other, part: 1, parts: 2 }));
    book.kiosk.add(change([], { change: one, part: 3, parts: 3 }));
    expect([held(book.state()), book.unused()]).toEqual([{ 1: 1 }, { superseded: 1 }]);
    book.kiosk.add(change([], { change: other, part: 2, parts: 2 }));
    expect(held(book.state())).toEqual({ 1: 1, 3: 4 });
    expect(book.state().arriving.size).toBe(0);
  });

  it('takes parts in their order alone, of one change in as many parts as it said', () => {
    const spoilt = [{ part: 2, parts: 2 }, { part: 3, parts: 3 }, { part: 2, parts: 4 }];
    for (const last of spoilt) {
      const book = new Book();
      const one = newChange();
      if (last.part !== 2 || last.parts !== 2) book.kiosk.add(change([SCHOOL], { change: one, part: 1, parts: 3 }));
      book.kiosk.add(change([CLOTHES], { change: one, ...last }));
      expect([held(book.state()), book.unused()]).toEqual([{}, { superseded: 1 }]);
    }
  });

  it('[D1] is changed by two devices at once, each by its own parts', () => {
    const book = new Book();
    const [mine, theirs] = [newChange(), newChange()];
    book.kiosk.add(change([VACCINES], { change: mine, part: 1, parts: 2 }));
    book.owner.add(change([VACCINES, SCHOOL], { change: theirs, part: 1, parts: 2 }));
    book.kiosk.add(change([], { change: mine, part: 2, parts: 2 }));
    expect(held(book.state())).toEqual({ 1: 1 });
    book.owner.add(change([CLOTHES], { change: theirs, part: 2, parts: 2 }));
    expect(held(book.state())).toEqual({ 1: 1, 2: 1, 3: 2 });
    expect([...book.state().directory.values()].map(({ device }) => device)).toEqual([book.owner.device, book.owner.device, book.owner.device]);
  });

  it('[J8] is the same from a snapshot, also in the middle of a change', () => {
    const book = new Book();
    book.kiosk.add(change([VACCINES, SCHOOL]));
    book.owner.add(change([CLOTHES]));
    book.kiosk.add(change([VACCINES]));
    book.owner.add(change([SCHOOL], { part: 1, parts: 2, drop: keys(CLOTHES) }));
    const state = book.state();
    const text = encodeState(state);
    expect(decodeState(text)).toEqual(state);
    expect(encodeState(decodeState(text) ?? state)).toBe(text);
  });

  it('counts doubts of what is there, until it is written anew or taken away', () => {
    const book = new Book();
    const doubt = (service: RecordId): void => book.kiosk.add({ type: 'directory.doubted', payload: { service } });
    doubt(VACCINES);
    expect(book.unused()).toEqual({ superseded: 1 });
    book.kiosk.add(change([VACCINES, SCHOOL, CLOTHES]));
    for (const each of [VACCINES, VACCINES, SCHOOL, CLOTHES]) doubt(each);
    expect([...book.state().doubts]).toEqual([[VACCINES, 2], [SCHOOL, 1], [CLOTHES, 1]]);
    book.kiosk.add(change([VACCINES], { drop: keys(SCHOOL) }));
    expect([...book.state().doubts]).toEqual([[CLOTHES, 1]]);
  });

  it('[J11] does not go back to what an old journal says once more of a day that is over', () => {
    const book = new Book().configure().open();
    book.kiosk.add(change([VACCINES]));
    book.owner.add({ type: 'day.closed', payload: { day: MONDAY } });
    const again = { device: book.kiosk.device, epoch: 1, seq: 1 };
    book.kiosk.add(change([VACCINES]), { on: MONDAY, again });
    expect(held(book.state())).toEqual({ 1: 2 });
    // What was written at a device that was cut off comes late, and for the first time.
    book.kiosk.add(change([SCHOOL]), { on: MONDAY });
    book.kiosk.add(change([CLOTHES]), { on: daysAfter(MONDAY, 1), again: { ...again, seq: 90 } });
    expect(held(book.state())).toEqual({ 1: 2, 2: 4, 3: 5 });
  });
});
