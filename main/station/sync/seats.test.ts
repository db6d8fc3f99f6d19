/** [S1][J15] Seats and keys: beside the rounds, as claims are, and never longer than whoever asks waits. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../../tests/fixtures/fake-timers.ts';
import { newSeatLease } from '../../../tests/fixtures/book.ts';
import { A_SERIES, weekly } from '../../../tests/fixtures/events/series.ts';
import { MONDAY } from '../../../tests/fixtures/journals.ts';
import { SyncWorld, type SyncedStation } from '../../../tests/fixtures/syncing.ts';
import { LocalTime } from '../../../shared/domain/events/local.ts';
import { SignupId } from '../../../shared/domain/ids.ts';

const at = { series: A_SERIES, date: LocalTime.parse('2026-11-30T09:00') };
const TERMS = { partyAtMost: 5, closesMinutes: 0, opensDays: 60, seatsAhead: 0, holdHours: 24, takesPhone: false, questions: [] };
const SUBJECT = SignupId.parse('q'.repeat(26));

let world: SyncWorld;
let here: SyncedStation;
beforeEach(async () => {
  world = await SyncWorld.open();
  here = await world.first();
  here.journal.writeQuietly([{ type: 'series.put', payload: { series: weekly({ capacity: 3, signup: TERMS }) } }], MONDAY);
  await here.wake();
});
afterEach(() => world.end());

async function answered<T>(asked: Promise<T>): Promise<{ answer: T; afterMs: number }> {
  let answer: { readonly is: T } | undefined;
  void asked.then((is) => {
    answer = { is };
  });
  const afterMs = await world.timers.passUntil(() => answer !== undefined, 60_000);
  if (!answer) throw new Error('nobody ever answered');
  return { answer: answer.is, afterMs };
}

const draw = (station: SyncedStation, seats: number, lease = newSeatLease()) => answered(station.sync.draw({ lease, ...at, seats }, 800));

describe('seats', () => {
  it('[S1] are granted while there are any, once for each ask, and the order brings them', async () => {
    const there = await world.another();
    const first = newSeatLease();
    expect((await draw(here, 2, first)).answer).toBe('granted');
    expect((await draw(here, 2, first)).answer).toBe('granted');
    expect((await draw(there, 2)).answer).toBe('full');
    expect((await draw(there, 1)).answer).toBe('granted');
    await settle();
    expect([...there.journal.state.seatLeases.values()].map(({ seats }) => seats)).toEqual([2, 1]);
  });

  it('[S1] whose answer was lost are granted when they are asked for again', async () => {
    const lease = newSeatLease();
    here.network.loseNext('seats');
    expect((await draw(here, 3, lease)).answer).toBe('cutOff');
    await settle();
    expect((await draw(here, 3, lease)).answer).toBe('granted');
  });

  it('[S1] nobody waits for longer than 800 ms, and only once for a network that is silent', async () => {
    here.network.isCut = true;
    expect(await draw(here, 1)).toEqual({ answer: 'cutOff', afterMs: 800 });
    expect(await draw(here, 1)).toEqual({ answer: 'cutOff', afterMs: 0 });
  });
});

describe('a key', () => {
  const key = 'k'.repeat(43);
  const ask = { put: [], want: [], held: [] };

  it('[J15] that one device brings another gets, and not again once it is gone', async () => {
    const there = await world.another();
    const put = { ...ask, put: [{ subject: SUBJECT, key, ...at }] };
    expect((await answered(here.sync.tradeKeys(put, 800))).answer).toEqual({ keys: [], gone: [] });
    expect((await answered(there.sync.tradeKeys({ ...ask, want: [SUBJECT] }, 800))).answer).toEqual({ keys: [{ subject: SUBJECT, key }], gone: [] });
    await world.server.store.forgetKeys([SUBJECT], 1);
    expect((await answered(there.sync.tradeKeys({ ...ask, held: [SUBJECT] }, 800))).answer).toMatchObject({ gone: [SUBJECT] });
    expect((await answered(here.sync.tradeKeys(put, 800))).answer).toMatchObject({ keys: [], gone: [SUBJECT] });
  });

  it('[J15] is not asked for where nobody answers', async () => {
    here.network.isCut = true;
    expect(await answered(here.sync.tradeKeys({ ...ask, want: [SUBJECT] }, 800))).toEqual({ answer: undefined, afterMs: 800 });
  });
});
