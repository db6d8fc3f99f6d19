import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newDevice, newVisit, sha256 } from '../../../tests/fixtures/book.ts';
import { DESK_3, DESK_4, HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { businessDayOf } from '../clock.ts';
import { decideStep } from '../decisions/decide-act.ts';
import { decideCallNext } from '../decisions/decide-call.ts';
import { CHAIN_START, chainHash, readEntry } from '../entries/entry.ts';
import { fold } from './fold.ts';
import { BootId } from '../ids.ts';
import { ENTRY_PAYLOADS, type Happening } from '../entries/happenings.ts';
import { aheadOf, atDesk, waitingFor } from '../scheduling/queue.ts';
import { CALLS_KEPT, EMPTY_STATE } from './state.ts';

const day = MONDAY;
const configured = (): Book => new Book().configure();

describe('the business day', () => {
  it('[Q6] follows the centre, not the host: 23:30 in Bogotá is still that day', () => {
    const lateMonday = Date.UTC(2026, 10, 24, 4, 30);
    expect(businessDayOf('America/Bogota', lateMonday)).toBe('2026-11-23');
    expect(businessDayOf('UTC', lateMonday)).toBe('2026-11-24');
  });

  it('[Q6] an instant between two milliseconds is still of the day that ends', () => {
    expect(businessDayOf('UTC', Date.UTC(2026, 10, 24) - 0.5)).toBe('2026-11-23');
  });

  it('[Q6] is right on the day clocks change', () => {
    // Santiago went to summer time at 2026-09-06 00:00, which became 01:00.
    expect(businessDayOf('America/Santiago', Date.UTC(2026, 8, 6, 3, 59))).toBe('2026-09-05');
    expect(businessDayOf('America/Santiago', Date.UTC(2026, 8, 6, 4, 0))).toBe('2026-09-06');
  });
});

describe('the queue', () => {
  it('[J13] waits in order of effective time, whatever order the entries came in', () => {
    const book = configured();
    const late = book.issue(ORIENTATION, { at: MONDAY_NINE + 60_000 });
    const early = book.issue(ORIENTATION, { at: MONDAY_NINE + 10_000 });
    const state = book.state();
    expect(waitingFor(state, day, [ORIENTATION]).map((visit) => visit.id)).toEqual([early, late]);
    const lateVisit = state.visits.get(late);
    expect(lateVisit && aheadOf(state, lateVisit)).toBe(1);
  });

  it('[Q2] calls the one who waited longest among the services a desk serves', () => {
    const book = configured();
    const first = book.issue(ORIENTATION);
    const second = book.issue(HEALTH);
    expect(book.call(DESK_4)).toBe(second);
    expect(book.call(DESK_3)).toBe(first);
  });

  it('[Q1] walks waiting → called → serving → finished, and called → noShow', () => {
    const book = configured();
    const served = book.issue();
    const absent = book.issue();
    expect(book.call()).toBe(served);
    for (const step of ['leg.started', 'leg.finished'] as const) {
      const decision = decideStep(book.state(), step, { desk: DESK_3, visit: served });
      if (decision.kind === 'happens') book.kiosk.add(decision.happening);
    }
    expect(book.state().visits.get(served)?.leg.kind).toBe('finished');
    expect(book.call()).toBe(absent);
    const decision = decideStep(book.state(), 'leg.noShow', { desk: DESK_3, visit: absent });
    if (decision.kind === 'happens') book.kiosk.add(decision.happening);
    const state = book.state();
    expect(state.visits.get(absent)?.leg.kind).toBe('noShow');
    expect(atDesk(state, DESK_3)).toBeUndefined();
    expect(state.unused.size).toBe(0);
  });

  it('[Q1] refuses every step that is not allowed from where the visit stands', () => {
    const book = configured();
    const visit = book.issue();
    const refused = { kind: 'refused', why: 'notThatStep' };
    for (const step of ['leg.started', 'leg.finished', 'leg.noShow'] as const) {
      expect(decideStep(book.state(), step, { desk: DESK_3, visit })).toEqual(refused);
    }
    book.call();
    expect(decideStep(book.state(), 'leg.finished', { desk: DESK_3, visit })).toEqual(refused);
    expect(decideStep(book.state(), 'leg.started', { desk: DESK_4, visit })).toEqual(refused);
    const again = { day, now: MONDAY_NINE, head: 0, pendingSeq: 0 };
    expect(decideCallNext(book.state(), { desk: DESK_3 }, again)).toEqual({ kind: 'refused', why: 'deskBusy' });
    expect(decideCallNext(book.state(), { desk: DESK_4 }, again)).toEqual({ kind: 'refused', why: 'nobodyWaiting' });
  });

  it('[Q3] a call records what the desk knew', () => {
    const book = configured();
    book.issue();
    book.call();
    const last = book.entries.at(-1);
    const read = last && readEntry(last.bytes, last.id);
    expect(read?.kind === 'known' && read.entry.payload).toMatchObject({
      basis: { head: 0, pendingSeq: 2, policy: 'firstCome', policyVersion: 1, now: MONDAY_NINE },
    });
  });
});

describe('a centre that changed under its visitors', () => {
  const without = (change: Partial<typeof SMALL_CENTRE>): Happening => ({ type: 'centre.configured', payload: { centre: { ...SMALL_CENTRE, ...change } } });

  it('[Q2] who waits for a service that is gone is still called, by any desk', () => {
    const book = configured();
    const visit = book.issue(ORIENTATION);
    book.kiosk.add(without({ services: SMALL_CENTRE.services.slice(1), desks: SMALL_CENTRE.desks.slice(1) }));
    expect(book.call(DESK_4)).toBe(visit);
  });

  it('[Q1] [Q2] who was called to a desk that is gone is called again by another, and shown as a new call', () => {
    const book = configured();
    const visit = book.issue(HEALTH);
    book.call(DESK_3);
    const refused = { kind: 'refused', why: 'nobodyWaiting' };
    expect(decideCallNext(book.state(), { desk: DESK_4 }, { day, now: MONDAY_NINE, head: 0, pendingSeq: 0 })).toEqual(refused);
    book.kiosk.add(without({ desks: SMALL_CENTRE.desks.slice(1).map((desk) => ({ ...desk, services: [ORIENTATION, HEALTH] })) }));
    expect(book.call(DESK_4)).toBe(visit);
    const { calls, unused, visits } = book.state();
    expect(calls.map(({ desk, callNo }) => [desk, callNo])).toEqual([[DESK_4, 2], [DESK_3, 1]]);
    expect(visits.get(visit)?.leg).toMatchObject({ kind: 'called', desk: DESK_4, callNo: 2 });
    expect(unused.size).toBe(0);
  });
});

describe('the fold', () => {
  it('[J5] the same call twice is superseded: counted, and nothing else', () => {
    const book = configured();
    book.issue();
    book.call();
    const before = book.state();
    const again = book.entries.at(-1);
    const after = fold(before, again ? [again] : []);
    expect({ ...after, unused: before.unused }).toEqual(before);
    expect([...after.unused]).toEqual([['superseded', 1]]);
  });

  it('[C2] a second desk’s call of one leg stays on record with what the desk did after it, and moves nothing', () => {
    const book = configured();
    const visit = book.issue();
    book.call();
    const before = book.state();
    const basis = { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: MONDAY_NINE } as const;
    const lost = { visit, leg: 1, callNo: 1, desk: DESK_4 };
    book.kiosk.add({ type: 'leg.called', payload: { ...lost, basis } }, { at: 1 });
    book.kiosk.add({ type: 'leg.started', payload: lost }, { at: 2 });
    book.kiosk.add({ type: 'leg.noShow', payload: lost }, { at: 3 });
    book.kiosk.add({ type: 'leg.finished', payload: lost }, { at: 4 });
    const after = book.state();
    expect(after.visits.get(visit)).toEqual({
      ...before.visits.get(visit),
      duplicates: [{ leg: 1, desk: DESK_4, callNo: 1, calledAt: 1, kind: 'finished', startedAt: 2, finishedAt: 4 }],
    });
    expect(after.calls).toEqual(before.calls);
    expect(book.unused()).toEqual({ superseded: 1 });
  });

  it('[J5] is total: no bytes at all make it throw, and what does not validate changes only a count', () => {
    const book = configured();
    book.issue();
    const before = book.state();
    const id = { device: book.kiosk.device, epoch: 1, seq: 2 };
    const soup = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ type: fc.constantFrom(...Object.keys(ENTRY_PAYLOADS), 'moon.landed', '__proto__'), payload: fc.jsonValue(), v: fc.integer() }).map((value) => JSON.stringify(value)),
      fc.jsonValue().map((payload) => JSON.stringify({ ...JSON.parse(book.entries[1]?.bytes ?? '{}'), payload })),
    );
    fc.assert(
      fc.property(fc.array(soup, { maxLength: 5 }), (bytes) => {
        const after = fold(before, bytes.map((text) => ({ id, bytes: text, effectiveAt: 1, generation: 1 })));
        expect(after.visits).toEqual(before.visits);
        expect([...after.unused.values()].reduce((sum, n) => sum + n, 0)).toBe(bytes.length);
      }),
    );
  });

  it('[J7] one at a time, all at once, or split anywhere: the same state, and the old one untouched', () => {
    const book = configured();
    for (let i = 0; i < 8; i += 1) book.issue(i % 3 === 0 ? HEALTH : ORIENTATION);
    book.call();
    book.call(DESK_4);
    const whole = book.state();
    const oneByOne = book.entries.reduce((state, entry) => fold(state, [entry]), EMPTY_STATE);
    expect(oneByOne).toEqual(whole);
    fc.assert(
      fc.property(fc.nat({ max: book.entries.length }), (cut) => {
        const first = fold(EMPTY_STATE, book.entries.slice(0, cut));
        const frozen = structuredClone(first);
        expect(fold(first, book.entries.slice(cut))).toEqual(whole);
        expect(first).toEqual(frozen);
      }),
    );
  });

  it('keeps no more calls than it says', () => {
    const book = configured();
    for (let i = 0; i < CALLS_KEPT + 5; i += 1) {
      const visit = book.issue();
      book.call();
      const decision = decideStep(book.state(), 'leg.noShow', { desk: DESK_3, visit });
      if (decision.kind === 'happens') book.kiosk.add(decision.happening);
    }
    const { calls } = book.state();
    expect(calls).toHaveLength(CALLS_KEPT);
    expect(calls[0]?.label.number).toBe(CALLS_KEPT + 5);
  });
});

describe('entries', () => {
  it('[J1] the hash is over the raw bytes and chains to the one before', () => {
    const book = configured();
    book.issue();
    const hashes = book.entries.map(({ bytes }) => bytes).reduce((last: string[], bytes) => [...last, chainHash(sha256, last.at(-1) ?? CHAIN_START, bytes)], []);
    expect(new Set(hashes).size).toBe(hashes.length);
    const altered = book.entries[0]?.bytes.replace('Prueba', 'Otra') ?? '';
    expect(chainHash(sha256, CHAIN_START, altered)).not.toBe(hashes[0]);
  });

  it('[J1] the envelope carries device, epoch, seq, type, version, boot, both times and the business day', () => {
    const [first] = configured().entries;
    const read = first && readEntry(first.bytes, first.id);
    expect(read?.kind === 'known' && read.entry.envelope).toMatchObject({
      ...first?.id, type: 'centre.configured', v: 1, bootId: expect.any(String), monotonic: 0, at: MONDAY_NINE, businessDay: '2026-11-23',
    });
  });
});

describe('an entry that its device wrote again', () => {
  const paused: Happening = { type: 'desk.paused', payload: { desk: DESK_3, until: null } };
  const resumed: Happening = { type: 'desk.resumed', payload: { desk: DESK_3 } };
  const isPaused = (book: Book): boolean => book.state().desks.get(DESK_3)?.pause !== undefined;

  it('[J11] [J4] takes effect once, whichever of its names comes first', () => {
    const book = new Book().configure();
    book.kiosk.add({ type: 'desk.opened', payload: { desk: DESK_3, agent: null } });
    const first = { device: book.kiosk.device, epoch: 1, seq: 3 };
    book.kiosk.add(paused);
    book.kiosk.add(resumed);
    const anew = book.author(book.kiosk.device, 2);
    anew.add(paused, { again: first });
    expect(isPaused(book)).toBe(false);
    // … and in the epoch after that, from a disk that was put back once more.
    book.author(book.kiosk.device, 3).add(paused, { again: first });
    expect(isPaused(book)).toBe(false);
    expect(Object.fromEntries(book.state().unused)).toEqual({ repeated: 2 });

    const other = new Book().configure();
    const copy = other.author(newDevice());
    copy.add({ type: 'desk.opened', payload: { desk: DESK_3, agent: null } });
    copy.add(paused, { again: { device: other.kiosk.device, epoch: 1, seq: 2 } });
    copy.add(resumed);
    other.kiosk.add(paused);
    expect(isPaused(other)).toBe(false);
    expect(Object.fromEntries(other.state().unused)).toEqual({ repeated: 1 });
  });

  it('[J2] [J11] is not taken for what another process wrote under the same name; and no ticket ever is', () => {
    const book = new Book().configure();
    book.kiosk.add({ type: 'desk.opened', payload: { desk: DESK_3, agent: null } });
    const seq = 3;
    book.kiosk.add(resumed);
    const elsewhere = BootId.parse('z'.repeat(26));
    const anew = book.author(book.kiosk.device, 2, elsewhere);
    anew.add(paused, { again: { device: book.kiosk.device, epoch: 1, seq } });
    expect(isPaused(book)).toBe(true);
    const visit = newVisit();
    book.author(book.kiosk.device, 3).add(
      { type: 'ticket.issued', payload: { visit, service: HEALTH, label: { letter: 'C' as never, number: 9 }, language: 'es' } },
      { again: { device: book.kiosk.device, epoch: 1, seq } },
    );
    expect(book.state().visits.has(visit)).toBe(true);
  });

  it('[J8] is remembered for as long as its day', () => {
    const book = new Book().configure().open();
    book.kiosk.add(paused, { again: { device: book.kiosk.device, epoch: 1, seq: 40 } });
    expect(book.state().runs.size).toBeGreaterThan(0);
    expect(book.state().repeats.size).toBe(1);
    book.owner.add({ type: 'day.closed', payload: { day: MONDAY } });
    expect(book.state().repeats.size).toBe(0);
    expect([...book.state().runs.values()].filter(({ day }) => day <= MONDAY)).toEqual([]);
  });
});
