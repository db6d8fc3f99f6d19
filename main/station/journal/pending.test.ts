import { describe, expect, it } from 'vitest';
import { CONFIGURED, MONDAY, TestOrder, issued } from '../../../tests/fixtures/journals.ts';
import { MONDAY_NINE } from '../../../tests/fixtures/world.ts';
import { fold } from '../../../shared/domain/reducers/fold.ts';
import { EMPTY_STATE } from '../../../shared/domain/reducers/state.ts';
import { estimate, layOver, readPending } from './pending.ts';

describe('an estimate', () => {
  it('[J13] is the device’s own clock, held from going back', () => {
    expect(estimate(500, 300)).toBe(500);
    expect(estimate(200, 300)).toBe(300);
  });
});

describe('what is pending', () => {
  it('[J13] is laid over the confirmed state in its own order, each stamp no earlier than the one before', () => {
    const order = new TestOrder();
    order.write(CONFIGURED);
    const confirmed = fold(EMPTY_STATE, []);
    for (const [n, at] of [10_000, 5000, 20_000].entries()) order.write(issued(n + 1), MONDAY, MONDAY_NINE + at);
    const unstamped = order.places.map(({ id, entry }) => readPending(entry, id));
    const laid = layOver(confirmed, unstamped, MONDAY_NINE + 2000, 1);
    expect(laid.entries.map(({ effectiveAt }) => effectiveAt - MONDAY_NINE)).toEqual([2000, 10_000, 10_000, 20_000]);
    expect(laid.stamp).toBe(MONDAY_NINE + 20_000);
    expect([...laid.state.visits.values()].map(({ leg }) => leg.enteredAt - MONDAY_NINE)).toEqual([10_000, 10_000, 20_000]);
    expect(confirmed.visits.size).toBe(0);
  });

  it('is nothing: the state is the confirmed one, and the stamp the one before', () => {
    const laid = layOver(EMPTY_STATE, [], 7, 1);
    expect(laid).toMatchObject({ entries: [], stamp: 7, state: EMPTY_STATE });
  });
});
