import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DESK_3, DESK_4, HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE, testChance } from '../../tests/fixtures/world.ts';
import { businessDayOf } from './clock.ts';
import { decideCallNext, decideIssue, decideStep, nextLabel } from './decide.ts';
import { CHAIN_START, ENTRY_PAYLOADS, chainHash, readEntry, sealEntry, type Digest, type Happening } from './entry.ts';
import { fold, type Effective } from './fold.ts';
import { BootId, DeviceId, VisitId } from './ids.ts';
import { HIGHEST_NUMBER, spellLabel, type Label } from './label.ts';
import { aheadOf, atDesk, waitingFor } from './queue.ts';
import { CALLS_KEPT, EMPTY_STATE, type CentreState } from './state.ts';

const sha256: Digest = (text) => createHash('sha256').update(text).digest('hex');
const chance = testChance(7);
const device = DeviceId.parse(chance.id());
const bootId = BootId.parse(chance.id());
const day = businessDayOf('America/Bogota', MONDAY_NINE);
const newVisit = (): VisitId => VisitId.parse(chance.id());

/** A journal in a few lines: entries sealed one after another. */
function journal(): { add(happening: Happening, at?: number, on?: typeof day): void; entries: Effective[]; state(): CentreState } {
  const entries: Effective[] = [];
  let last = CHAIN_START;
  return {
    entries,
    add(happening, at = MONDAY_NINE + entries.length, on = day) {
      const { v } = ENTRY_PAYLOADS[happening.type];
      const sealed = sealEntry(sha256, last, {
        device, epoch: 1, seq: entries.length + 1, type: happening.type, v, bootId, monotonic: at - MONDAY_NINE, at, businessDay: on, payload: happening.payload,
      });
      last = sealed.hash;
      entries.push({ bytes: sealed.bytes, effectiveAt: at });
    },
    state: () => fold(EMPTY_STATE, entries),
  };
}

function configured(): ReturnType<typeof journal> {
  const book = journal();
  book.add({ type: 'centre.configured', payload: { centre: SMALL_CENTRE } });
  return book;
}

function issue(book: ReturnType<typeof journal>, service = ORIENTATION, at?: number): VisitId {
  const visit = newVisit();
  const decision = decideIssue(book.state(), { service, language: 'es' }, { visit, day });
  if (decision.kind === 'refused') throw new Error(decision.why);
  book.add(decision.happening, at);
  return visit;
}

function call(book: ReturnType<typeof journal>, desk = DESK_3): VisitId {
  const decision = decideCallNext(book.state(), { desk }, { day, now: MONDAY_NINE, head: 0, pendingSeq: book.entries.length });
  if (decision.kind === 'refused' || decision.happening.type !== 'leg.called') throw new Error('nobody was called');
  book.add(decision.happening);
  return decision.happening.payload.visit;
}

describe('labels', () => {
  it('[N3] a letter and three digits, then four', () => {
    const letter = 'A' as Label['letter'];
    expect(spellLabel({ letter, number: 1 })).toBe('A\u00a0001');
    expect(spellLabel({ letter, number: 999 })).toBe('A\u00a0999');
    expect(spellLabel({ letter, number: 1000 })).toBe('A\u00a01000');
  });

  it('[N1] numbers run in sequence per letter and day, and begin again next day', () => {
    const book = configured();
    for (let i = 0; i < 3; i += 1) issue(book);
    issue(book, HEALTH);
    const state = book.state();
    const labels = [...state.visits.values()].map((visit) => spellLabel(visit.label));
    expect(labels).toEqual(['A\u00a0001', 'A\u00a0002', 'A\u00a0003', 'C\u00a0001']);
    const tomorrow = businessDayOf('America/Bogota', MONDAY_NINE + 86_400_000);
    expect(nextLabel(state, tomorrow, 'A' as Label['letter'])).toEqual({ letter: 'A', number: 1 });
  });

  it('[N1] a day that spent its last number refuses rather than repeat one', () => {
    const book = configured();
    const label = { letter: 'A' as Label['letter'], number: HIGHEST_NUMBER };
    book.add({ type: 'ticket.issued', payload: { visit: newVisit(), service: ORIENTATION, label, language: 'es' } });
    expect(decideIssue(book.state(), { service: ORIENTATION, language: 'es' }, { visit: newVisit(), day })).toEqual({ kind: 'refused', why: 'numbersSpent' });
  });
});

describe('the business day', () => {
  it('[Q6] follows the centre, not the host: 23:30 in Bogotá is still that day', () => {
    const lateMonday = Date.UTC(2026, 10, 24, 4, 30);
    expect(businessDayOf('America/Bogota', lateMonday)).toBe('2026-11-23');
    expect(businessDayOf('UTC', lateMonday)).toBe('2026-11-24');
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
    const late = issue(book, ORIENTATION, MONDAY_NINE + 60_000);
    const early = issue(book, ORIENTATION, MONDAY_NINE + 10_000);
    const state = book.state();
    expect(waitingFor(state, day, [ORIENTATION]).map((visit) => visit.id)).toEqual([early, late]);
    const lateVisit = state.visits.get(late);
    expect(lateVisit && aheadOf(state, lateVisit)).toBe(1);
  });

  it('[Q2] calls the one who waited longest among the services a desk serves', () => {
    const book = configured();
    const first = issue(book, ORIENTATION);
    const second = issue(book, HEALTH);
    expect(call(book, DESK_4)).toBe(second);
    expect(call(book, DESK_3)).toBe(first);
  });

  it('[Q1] walks waiting → called → serving → finished, and called → noShow', () => {
    const book = configured();
    const served = issue(book);
    const absent = issue(book);
    expect(call(book)).toBe(served);
    for (const step of ['leg.started', 'leg.finished'] as const) {
      const decision = decideStep(book.state(), step, { desk: DESK_3, visit: served });
      if (decision.kind === 'happens') book.add(decision.happening);
    }
    expect(book.state().visits.get(served)?.leg.kind).toBe('finished');
    expect(call(book)).toBe(absent);
    const decision = decideStep(book.state(), 'leg.noShow', { desk: DESK_3, visit: absent });
    if (decision.kind === 'happens') book.add(decision.happening);
    const state = book.state();
    expect(state.visits.get(absent)?.leg.kind).toBe('noShow');
    expect(atDesk(state, DESK_3)).toBeUndefined();
    expect(state.unused.size).toBe(0);
  });

  it('[Q1] refuses every step that is not allowed from where the visit stands', () => {
    const book = configured();
    const visit = issue(book);
    const refused = { kind: 'refused', why: 'notThatStep' };
    for (const step of ['leg.started', 'leg.finished', 'leg.noShow'] as const) {
      expect(decideStep(book.state(), step, { desk: DESK_3, visit })).toEqual(refused);
    }
    call(book);
    expect(decideStep(book.state(), 'leg.finished', { desk: DESK_3, visit })).toEqual(refused);
    expect(decideStep(book.state(), 'leg.started', { desk: DESK_4, visit })).toEqual(refused);
    const again = { day, now: MONDAY_NINE, head: 0, pendingSeq: 0 };
    expect(decideCallNext(book.state(), { desk: DESK_3 }, again)).toEqual({ kind: 'refused', why: 'deskBusy' });
    expect(decideCallNext(book.state(), { desk: DESK_4 }, again)).toEqual({ kind: 'refused', why: 'nobodyWaiting' });
  });

  it('[Q3] a call records what the desk knew', () => {
    const book = configured();
    issue(book);
    call(book);
    const read = readEntry(book.entries.at(-1)?.bytes ?? '');
    expect(read.kind === 'known' && read.entry.payload).toMatchObject({
      basis: { head: 0, pendingSeq: 2, policy: 'firstCome', policyVersion: 1, now: MONDAY_NINE },
    });
  });
});

describe('a centre that changed under its visitors', () => {
  const without = (change: Partial<typeof SMALL_CENTRE>): Happening => ({ type: 'centre.configured', payload: { centre: { ...SMALL_CENTRE, ...change } } });

  it('[Q2] who waits for a service that is gone is still called, by any desk', () => {
    const book = configured();
    const visit = issue(book, ORIENTATION);
    book.add(without({ services: SMALL_CENTRE.services.slice(1), desks: SMALL_CENTRE.desks.slice(1) }));
    expect(call(book, DESK_4)).toBe(visit);
  });

  it('[Q1] [Q2] who was called to a desk that is gone is called again by another, and shown as a new call', () => {
    const book = configured();
    const visit = issue(book, HEALTH);
    call(book, DESK_3);
    const refused = { kind: 'refused', why: 'nobodyWaiting' };
    expect(decideCallNext(book.state(), { desk: DESK_4 }, { day, now: MONDAY_NINE, head: 0, pendingSeq: 0 })).toEqual(refused);
    book.add(without({ desks: SMALL_CENTRE.desks.slice(1).map((desk) => ({ ...desk, services: [ORIENTATION, HEALTH] })) }));
    expect(call(book, DESK_4)).toBe(visit);
    const { calls, unused, visits } = book.state();
    expect(calls.map(({ desk, callNo }) => [desk, callNo])).toEqual([[DESK_4, 2], [DESK_3, 1]]);
    expect(visits.get(visit)?.leg).toMatchObject({ kind: 'called', desk: DESK_4, callNo: 2 });
    expect(unused.size).toBe(0);
  });
});

describe('the fold', () => {
  it('[J5] a second call of one leg is superseded: counted, and nothing else', () => {
    const book = configured();
    const visit = issue(book);
    call(book);
    const before = book.state();
    const basis = { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: MONDAY_NINE } as const;
    book.add({ type: 'leg.called', payload: { visit, leg: 1, callNo: 1, desk: DESK_4, basis } });
    const after = book.state();
    expect(after.visits).toEqual(before.visits);
    expect(after.calls).toEqual(before.calls);
    expect([...after.unused]).toEqual([['superseded', 1]]);
  });

  it('[J5] is total: no bytes at all make it throw, and what does not validate changes only a count', () => {
    const book = configured();
    issue(book);
    const before = book.state();
    const soup = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ type: fc.constantFrom(...Object.keys(ENTRY_PAYLOADS), 'moon.landed', '__proto__'), payload: fc.jsonValue(), v: fc.integer() }).map((value) => JSON.stringify(value)),
      fc.jsonValue().map((payload) => JSON.stringify({ ...JSON.parse(book.entries[1]?.bytes ?? '{}'), payload })),
    );
    fc.assert(
      fc.property(fc.array(soup, { maxLength: 5 }), (bytes) => {
        const after = fold(before, bytes.map((text) => ({ bytes: text, effectiveAt: 1 })));
        expect(after.visits).toEqual(before.visits);
        expect([...after.unused.values()].reduce((sum, n) => sum + n, 0)).toBe(bytes.length);
      }),
    );
  });

  it('[J7] one at a time, all at once, or split anywhere: the same state, and the old one untouched', () => {
    const book = configured();
    for (let i = 0; i < 8; i += 1) issue(book, i % 3 === 0 ? HEALTH : ORIENTATION);
    call(book);
    call(book, DESK_4);
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
      const visit = issue(book);
      call(book);
      const decision = decideStep(book.state(), 'leg.noShow', { desk: DESK_3, visit });
      if (decision.kind === 'happens') book.add(decision.happening);
    }
    const { calls } = book.state();
    expect(calls).toHaveLength(CALLS_KEPT);
    expect(calls[0]?.label.number).toBe(CALLS_KEPT + 5);
  });
});

describe('entries', () => {
  it('[J1] the hash is over the raw bytes and chains to the one before', () => {
    const book = configured();
    issue(book);
    const hashes = book.entries.map(({ bytes }) => bytes).reduce((last: string[], bytes) => [...last, chainHash(sha256, last.at(-1) ?? CHAIN_START, bytes)], []);
    expect(new Set(hashes).size).toBe(hashes.length);
    const altered = book.entries[0]?.bytes.replace('Prueba', 'Otra') ?? '';
    expect(chainHash(sha256, CHAIN_START, altered)).not.toBe(hashes[0]);
  });

  it('[J1] the envelope carries device, epoch, seq, type, version, boot, both times and the business day', () => {
    const read = readEntry(configured().entries[0]?.bytes ?? '');
    expect(read.kind === 'known' && read.entry.envelope).toMatchObject({
      device, epoch: 1, seq: 1, type: 'centre.configured', v: 1, bootId, monotonic: 0, at: MONDAY_NINE, businessDay: '2026-11-23',
    });
  });
});
