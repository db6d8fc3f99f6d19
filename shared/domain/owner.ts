/**
 * What the order's owner writes, and when [J16]: pure decisions over the state of its own order.
 * It grants, ends and closes; it never refuses an entry that a device wrote [J5].
 */
import { dayBefore, daysAfter, type BusinessDay, type EpochMs } from './clock.ts';
import type { EntryPayload, Happening } from './happenings.ts';
import type { DeviceId } from './ids.ts';
import { callOf } from './legs.ts';
import { LEASE_DAYS, nextBlock, type BlockWanted } from './numbers.ts';
import { dayInPlay } from './decide.ts';
import type { CentreState } from './state.ts';

/** [C1] An unused claim ends after this. Milliseconds. */
export const CLAIM_MS = 30_000;

export type Granted = { readonly kind: 'write'; readonly happening: Happening } | { readonly kind: 'held' } | { readonly kind: 'taken' };

/** [C1] Whether a desk may call this leg now. `held` where it has this very claim: asked twice, granted once. */
export function decideClaim(state: CentreState, ask: EntryPayload<'leg.claimed'>, at: EpochMs): Granted {
  const { visit: id, leg, callNo, desk } = ask;
  const visit = state.visits.get(id);
  if (!visit || visit.leg.no !== leg) return { kind: 'taken' };
  const claim = state.claims.get(id);
  if (claim) return claim.desk === desk && claim.callNo === callNo && claim.leg === leg ? { kind: 'held' } : { kind: 'taken' };
  const isNext = callNo === (visit.leg.kind === 'called' ? visit.leg.callNo + 1 : 1);
  if (!isNext || !callOf(state.centre, visit.leg, { desk, callNo, calledAt: at })) return { kind: 'taken' };
  return { kind: 'write', happening: { type: 'leg.claimed', payload: ask } };
}

export type Leased = { readonly kind: 'write'; readonly happening: Happening } | { readonly kind: 'held' } | { readonly kind: 'spent' } | { readonly kind: 'refused' };

/** [N1] A device's nth block of a day: the one it has, or the next. Days far off and days that are over get none. */
export function decideLease(state: CentreState, device: DeviceId, { day, n }: BlockWanted, today: BusinessDay): Leased {
  const known = state.devices.get(device);
  const isSoon = day >= dayInPlay(state, dayBefore(today)) && day <= daysAfter(today, LEASE_DAYS);
  if (known?.standing !== 'in' || !isSoon) return { kind: 'refused' };
  const blocks = state.numbers.get(day)?.blocks ?? [];
  if (blocks.some((block) => block.device === device && block.n === n)) return { kind: 'held' };
  const block = nextBlock(state, day);
  if (!block) return { kind: 'spent' };
  return { kind: 'write', happening: { type: 'numbers.leased', payload: { device, epoch: known.epoch, day, n, ...block } } };
}

/**
 * [J16] What time brings: claims that no call followed, and days that are over. A day is closed
 * when the one after it is over too, so that who was left open last night is finished in the
 * morning; and only once a later day was written in, since one wrong clock, the owner's own, must
 * not close the centre's day under its feet.
 */
export function whatTimeBrings(state: CentreState, now: EpochMs, today: BusinessDay): readonly Happening[] {
  const ended = [...state.claims.values()]
    .filter((claim) => now - claim.grantedAt >= CLAIM_MS)
    .map(({ visit, leg, callNo, desk }): Happening => ({ type: 'claim.ended', payload: { visit, leg, callNo, desk } }));
  const day = dayToClose(state, today);
  return day === undefined ? ended : [...ended, { type: 'day.closed', payload: { day } }];
}

function dayToClose(state: CentreState, today: BusinessDay): BusinessDay | undefined {
  const days = new Set<BusinessDay>();
  for (const visit of state.visits.values()) days.add(visit.day);
  const latest = [...days].toSorted().at(-1);
  const lastOver = dayBefore(dayBefore(today));
  return [...days].filter((day) => day <= lastOver && latest !== undefined && day < latest).toSorted().at(-1);
}
