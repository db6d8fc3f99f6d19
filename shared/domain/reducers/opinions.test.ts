import { describe, expect, it } from 'vitest';
import { Book, MONDAY } from '../../../tests/fixtures/book.ts';
import { HEALTH, SMALL_CENTRE, inWords } from '../../../tests/fixtures/world.ts';
import { Centre } from '../centre.ts';
import { daysAfter } from '../clock.ts';
import type { Happening } from '../entries/happenings.ts';
import { fold } from './fold.ts';
import { EMPTY_STATE, OPINION_DAYS } from './state.ts';

const given: Happening = { type: 'opinion.given', payload: { face: 'soSo', service: HEALTH, answer: 1 } };

describe('opinions', () => {
  it('count for their day, in their order, and are kept for a month after it', () => {
    const book = new Book().configure();
    book.kiosk.add(given);
    book.kiosk.add({ type: 'opinion.given', payload: { face: 'good', service: null, answer: null } });
    book.kiosk.add(given, { on: daysAfter(MONDAY, 1) });
    expect([...book.state().opinions]).toEqual([
      [MONDAY, [given.payload, { face: 'good', service: null, answer: null }]],
      [daysAfter(MONDAY, 1), [given.payload]],
    ]);
    book.open();
    book.owner.add({ type: 'day.closed', payload: { day: MONDAY } });
    book.kiosk.add(given);
    expect([...book.state().opinions.keys()]).toEqual([MONDAY, daysAfter(MONDAY, 1)]);
    expect(book.state().unused.get('dayClosed')).toBe(1);
    for (const [day, kept] of [[OPINION_DAYS - 1, 2], [OPINION_DAYS, 1], [OPINION_DAYS + 1, 0]] as const) {
      book.owner.add({ type: 'day.closed', payload: { day: daysAfter(MONDAY, day) } });
      expect(book.state().opinions.size).toBe(kept);
    }
  });

  it('leave the state they are folded onto as it was', () => {
    const book = new Book().configure();
    book.kiosk.add(given);
    const before = book.state();
    const copy = structuredClone([...before.opinions]);
    book.kiosk.add(given);
    const after = fold(before, book.entries.slice(-1));
    expect([...before.opinions]).toEqual(copy);
    expect(after.opinions.get(MONDAY)).toHaveLength(2);
  });

  it('keep their faces and lose their answers when the centre asks something else, and not for another change', () => {
    const asks = (question: string): Centre => Centre.parse({ ...SMALL_CENTRE, opinion: { question: inWords(question), answers: [inWords('Sí'), inWords('No')] } });
    const book = new Book();
    book.owner.add({ type: 'centre.configured', payload: { centre: asks('¿Talleres?') } });
    book.kiosk.add(given);
    book.owner.add({ type: 'centre.configured', payload: { centre: { ...asks('¿Talleres?'), name: 'Otro nombre' } } });
    expect(book.state().opinions.get(MONDAY)).toEqual([given.payload]);
    book.owner.add({ type: 'centre.configured', payload: { centre: asks('¿Horarios?') } });
    expect(book.state().opinions.get(MONDAY)).toEqual([{ ...given.payload, answer: null }]);
    expect(fold(EMPTY_STATE, []).opinions.size).toBe(0);
  });
});
