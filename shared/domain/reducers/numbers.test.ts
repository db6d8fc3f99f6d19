import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newDevice, newVisit, sha256, someKey } from '../../../tests/fixtures/book.ts';
import { HEALTH, MONDAY_NINE, ORIENTATION } from '../../../tests/fixtures/world.ts';
import type { Letter } from '../centre.ts';
import { daysAfter } from '../clock.ts';
import { decideIssue } from '../decisions/decide.ts';
import { HIGHEST_NUMBER, laneOf, PROVISIONAL_LANE, spellLabel, type Label } from '../label.ts';
import { BLOCK, LEASE_DAYS, OPEN_SEQUENCE, blocksWanted, nextBlock, nextLabel, type Block } from './numbers.ts';
import { decideLease } from '../decisions/owner.ts';
import type { CentreState } from './state.ts';

const A = 'A' as Letter;
const TUESDAY = daysAfter(MONDAY, 1);

function given(book: Book, label: Partial<Label> & { number: number }, by = book.kiosk): void {
  by.add({ type: 'ticket.issued', payload: { visit: newVisit(), service: ORIENTATION, label: { letter: A, ...label }, language: 'es' } });
}

function issued(book: Book, by = book.kiosk): Label | undefined {
  const visit = book.issue(ORIENTATION, {}, by);
  return book.state().visits.get(visit)?.label;
}

function lease(book: Book, device = book.kiosk.device, n = 1, day = MONDAY): Block {
  const leased = decideLease(book.state(), device, { day, n }, MONDAY);
  if (leased.kind !== 'write' || leased.happening.type !== 'numbers.leased') throw new Error(leased.kind);
  book.owner.add(leased.happening);
  return leased.happening.payload;
}

describe('labels', () => {
  it('[N3] a letter and three digits, then four; in a lane its mark stands with the letter', () => {
    expect(spellLabel({ letter: A, number: 1 })).toBe('A\u00a0001');
    expect(spellLabel({ letter: A, number: 999 })).toBe('A\u00a0999');
    expect(spellLabel({ letter: A, number: 1000 })).toBe('A\u00a01000');
    expect(spellLabel({ letter: A, lane: laneOf(8), number: 17 })).toBe('AK\u00a0017');
  });

  it('[N1] every device’s lane is its own, and none is the one of devices that were never let in', () => {
    const lanes = Array.from({ length: 1000 }, (_, index) => laneOf(index + 1));
    expect(new Set([...lanes, PROVISIONAL_LANE]).size).toBe(1001);
    expect([lanes[0], lanes[18], lanes[19]]).toEqual(['B', 'X', 'BB']);
  });
});

describe('a centre’s only kiosk', () => {
  it('[N1] counts in sequence per letter and day, and begins again next day', () => {
    const book = new Book().configure();
    for (let i = 0; i < 3; i += 1) book.issue();
    book.issue(HEALTH);
    const state = book.state();
    expect([...state.visits.values()].map((visit) => spellLabel(visit.label))).toEqual(['A\u00a0001', 'A\u00a0002', 'A\u00a0003', 'C\u00a0001']);
    expect(nextLabel(state, { device: book.kiosk.device, keepsCentre: true }, TUESDAY, A)).toEqual({ letter: 'A', number: 1 });
  });

  it('[N1] goes on in sequence when it is let in, and through the blocks it is leased', () => {
    const book = new Book().configure();
    book.issue();
    book.open();
    const next = (count: number) => Array.from({ length: count }, () => issued(book)).map((label) => label && [label.lane, label.number]);
    expect(next(2)).toEqual([[undefined, 2], [undefined, 3]]);
    given(book, { number: OPEN_SEQUENCE - 2 });
    expect(next(1)).toEqual([[undefined, OPEN_SEQUENCE - 1]]);
    const { from, to } = lease(book);
    expect([from, to]).toEqual([OPEN_SEQUENCE + 1, OPEN_SEQUENCE + BLOCK]);
    expect(next(3)).toEqual([[undefined, OPEN_SEQUENCE], [undefined, from], [undefined, from + 1]]);
    given(book, { number: to - 1 });
    expect(next(3)).toEqual([[undefined, to], ['B', 1], ['B', 2]]);
  });

  it('[N1] a day that spent all its numbers, and its lane’s, refuses rather than repeat one', () => {
    const book = new Book().configure();
    const ask = () =>
      decideIssue(book.state(), { service: ORIENTATION, language: 'es' }, { visit: newVisit(), day: MONDAY, who: { device: book.kiosk.device, keepsCentre: true }, now: MONDAY_NINE, digest: sha256, asker: 'staff' });
    given(book, { number: HIGHEST_NUMBER });
    expect(ask()).toMatchObject({ kind: 'happens', happening: { payload: { label: { lane: PROVISIONAL_LANE, number: 1 } } } });
    given(book, { lane: PROVISIONAL_LANE, number: HIGHEST_NUMBER - 1 });
    expect(ask()).toMatchObject({ happening: { payload: { label: { lane: PROVISIONAL_LANE, number: HIGHEST_NUMBER } } } });
    given(book, { lane: PROVISIONAL_LANE, number: HIGHEST_NUMBER });
    expect(ask()).toEqual({ kind: 'refused', why: 'numbersSpent' });
  });

  it('a device that was put out gives no number', () => {
    const book = new Book().configure().open();
    book.owner.add({ type: 'device.revoked', payload: { device: book.kiosk.device } });
    expect(() => book.issue()).toThrow('deviceOut');
  });
});

describe('several devices', () => {
  it('[N1] a second one counts in blocks of its own, away from the first’s sequence', () => {
    const book = new Book().configure();
    const second = book.author();
    book.open(second);
    const block = lease(book, second.device);
    expect(block.from).toBe(OPEN_SEQUENCE + 1);
    const labels = [issued(book), issued(book, second), issued(book)].map((label) => label?.number);
    expect(labels).toEqual([1, block.from, 2]);
    expect(book.state().sharedLabels).toEqual([]);
  });

  it('[N2] one whose blocks are spent goes on in its lane, and in a later block when it gets one', () => {
    const book = new Book().configure();
    const second = book.author();
    book.open(second);
    const label = () => {
      const label = issued(book, second);
      return label && spellLabel(label);
    };
    expect([label(), label()]).toEqual(['AC\u00a0001', 'AC\u00a0002']);
    const { from } = lease(book, second.device);
    expect(label()).toBe(`A\u00a0${from}`);
    expect(book.state().sharedLabels).toEqual([]);
  });

  it('[N1] a block is the same however often it is asked for, and the next one lies above every number known', () => {
    const book = new Book().configure();
    const second = book.author();
    book.open(second);
    given(book, { number: 300 });
    expect(lease(book, second.device).from).toBe(301);
    expect(decideLease(book.state(), second.device, { day: MONDAY, n: 1 }, MONDAY)).toEqual({ kind: 'held' });
    expect(lease(book, second.device, 2).from).toBe(301 + BLOCK);
  });

  it('[N1] a day has no block beyond its last number', () => {
    const book = new Book().configure().open();
    given(book, { number: HIGHEST_NUMBER - BLOCK });
    expect(nextBlock(book.state(), MONDAY)).toEqual({ from: HIGHEST_NUMBER - BLOCK + 1, to: HIGHEST_NUMBER });
    given(book, { number: HIGHEST_NUMBER - BLOCK + 1 });
    expect(nextBlock(book.state(), MONDAY)).toBeUndefined();
    expect(decideLease(book.state(), book.kiosk.device, { day: MONDAY, n: 1 }, MONDAY)).toEqual({ kind: 'spent' });
  });

  it('[N1] nobody is leased a day that is over, one far ahead, or anything when it is out or unknown', () => {
    const book = new Book().configure().open();
    const leased = (device = book.kiosk.device, day = MONDAY) => decideLease(book.state(), device, { day, n: 1 }, MONDAY).kind;
    expect([leased(), leased(undefined, daysAfter(MONDAY, LEASE_DAYS))]).toEqual(['write', 'write']);
    expect(leased(undefined, daysAfter(MONDAY, LEASE_DAYS + 1))).toBe('refused');
    expect(leased(undefined, daysAfter(MONDAY, -2))).toBe('refused');
    expect(leased(newDevice())).toBe('refused');
    book.owner.add({ type: 'day.closed', payload: { day: daysAfter(MONDAY, -1) } });
    expect(leased(undefined, daysAfter(MONDAY, -1))).toBe('refused');
    book.owner.add({ type: 'device.revoked', payload: { device: book.kiosk.device } });
    expect(leased()).toBe('refused');
  });

  it('[N1] wants a block for each day ahead, and the next when few numbers are left', () => {
    const book = new Book().configure();
    const second = book.author();
    book.open(second);
    const wanted = () => blocksWanted(book.state(), { device: second.device, keepsCentre: false }, MONDAY);
    expect(wanted()).toEqual(Array.from({ length: LEASE_DAYS }, (_, ahead) => ({ day: daysAfter(MONDAY, ahead), n: 1 })));
    for (const { day } of wanted()) lease(book, second.device, 1, day);
    expect(wanted()).toEqual([]);
    for (let i = 0; i < BLOCK - 20; i += 1) book.issue(ORIENTATION, {}, second);
    expect(wanted()).toEqual([{ day: MONDAY, n: 2 }]);
  });

  it('[N1] the first one, which counts in sequence, wants the next block whenever fewer than 25 numbers are left', () => {
    const book = new Book().configure().open();
    const wanted = () => blocksWanted(book.state(), { device: book.kiosk.device, keepsCentre: true }, MONDAY);
    expect(wanted()).toEqual([]);
    for (const [n, last] of [OPEN_SEQUENCE, OPEN_SEQUENCE + BLOCK, OPEN_SEQUENCE + 2 * BLOCK].entries()) {
      given(book, { number: last - 25 });
      expect(wanted()).toEqual([]);
      given(book, { number: last - 24 });
      expect(wanted()).toEqual([{ day: MONDAY, n: n + 1 }]);
      lease(book, book.kiosk.device, n + 1);
    }
  });

  it('[N1] each wants blocks of its own, whatever others hold; one that is out, unknown, or without a centre wants none', () => {
    const book = new Book().configure();
    const second = book.author();
    book.open(second);
    const wanted = (device = second.device, state = book.state()) => blocksWanted(state, { device, keepsCentre: false }, MONDAY);
    for (const n of [1, 2]) lease(book, book.kiosk.device, n);
    expect(wanted()[0]).toEqual({ day: MONDAY, n: 1 });
    expect(wanted(newDevice())).toEqual([]);
    expect(wanted(undefined, { ...book.state(), centre: undefined })).toEqual([]);
    book.owner.add({ type: 'device.revoked', payload: { device: second.device } });
    expect(wanted()).toEqual([]);
  });

  it('[N1] numbers given in a lane leave the common ones as they are', () => {
    const book = new Book().configure();
    const second = book.author();
    book.open(second);
    given(book, { lane: laneOf(2), number: 300 }, second);
    expect(nextBlock(book.state(), MONDAY)?.from).toBe(OPEN_SEQUENCE + 1);
  });

  it('[N1] one that begins anew counts in sequence from its day on, and in its lane until then', () => {
    const book = new Book().configure().open();
    const payload = { device: book.kiosk.device, epoch: 2, name: 'Kiosco', key: someKey, lane: laneOf(1), sequenceFrom: TUESDAY };
    book.owner.add({ type: 'device.enrolled', payload });
    const next = (day: typeof MONDAY) => nextLabel(book.state(), { device: book.kiosk.device, keepsCentre: true }, day, A);
    expect([next(MONDAY), next(TUESDAY)]).toEqual([{ letter: 'A', lane: 'B', number: 1 }, { letter: 'A', number: 1 }]);
  });

  it('[J11] a device that begins anew burns its old blocks, and is not leased them again', () => {
    const book = new Book().configure();
    const second = book.author();
    book.open(second);
    const burned = lease(book, second.device);
    book.enrol(second, 2, { epoch: 2 });
    expect(nextLabel(book.state(), { device: second.device, keepsCentre: false }, MONDAY, A)?.lane).toBe('C');
    expect(lease(book, second.device).from).toBe(burned.to + 1);
  });

  it('[J11] two visits of one label are both kept, and listed for staff until their day is over', () => {
    const book = new Book().configure();
    const copy = book.author(book.kiosk.device, 2);
    book.open();
    const [first, second] = [book.issue(), newVisit()];
    copy.add({ type: 'ticket.issued', payload: { visit: second, service: ORIENTATION, label: { letter: A, number: 1 }, language: 'es' } });
    const state = book.state();
    expect(state.visits.size).toBe(2);
    expect(state.sharedLabels).toEqual([{ day: MONDAY, label: { letter: 'A', number: 1 }, visits: [first, second] }]);
    book.owner.add({ type: 'day.closed', payload: { day: MONDAY } });
    expect(book.state().sharedLabels).toEqual([]);
  });

  it('[J11] a number outside what its device may give is listed with whoever has it: of another’s block, sequence or lane', () => {
    const book = new Book().configure();
    const [second, third] = [book.author(), book.author()];
    book.open(second, third);
    const blocks = [second, third].map(({ device }) => lease(book, device));
    const [low, high] = blocks.map(({ from }) => from) as [number, number];
    const shared = () => book.state().sharedLabels.map(({ label }) => spellLabel(label));
    given(book, { number: low }, second);
    given(book, { number: 1 });
    given(book, { lane: laneOf(2), number: 1 }, second);
    expect(shared()).toEqual([]);
    given(book, { number: low });
    expect(shared()).toEqual([`A\u00a0${low}`]);
    given(book, { number: low }, third);
    given(book, { number: high }, third);
    given(book, { number: high }, second);
    given(book, { number: 1 }, third);
    given(book, { lane: laneOf(2), number: 1 });
    expect(shared()).toEqual(['AC\u00a0001', 'A\u00a0001', `A\u00a0${high}`, `A\u00a0${low}`, `A\u00a0${low}`]);
  });

  it('[N1] whatever is leased, issued, burned and in whatever order, no label is given twice', () => {
    const act = fc.oneof(
      { weight: 8, arbitrary: fc.record({ kind: fc.constant('issue' as const), who: fc.nat(2), health: fc.boolean() }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('lease' as const), who: fc.nat(2) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('anew' as const), who: fc.nat(2) }) },
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const book = new Book().configure();
        const authors = [book.kiosk, book.author(), book.author()];
        book.open(...authors.slice(1));
        const epochs = [1, 1, 1];
        for (const each of acts) {
          const author = authors[each.who] ?? book.kiosk;
          if (each.kind === 'issue') book.issue(each.health ? HEALTH : ORIENTATION, {}, author);
          if (each.kind === 'lease') lease(book, author.device, nextN(book.state(), author.device));
          if (each.kind === 'anew') {
            epochs[each.who] = (epochs[each.who] ?? 1) + 1;
            book.enrol(author, each.who + 1, { epoch: epochs[each.who] ?? 1 });
          }
        }
        const labels = [...book.state().visits.values()].map((visit) => spellLabel(visit.label));
        expect(new Set(labels).size).toBe(labels.length);
        expect(book.state().sharedLabels).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

function nextN(state: CentreState, device: Block['device']): number {
  const held = (state.numbers.get(MONDAY)?.blocks ?? []).filter((block) => block.device === device);
  return (held.at(-1)?.n ?? 0) + 1;
}
