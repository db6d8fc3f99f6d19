/**
 * What the order's owner writes, and when [J16]: pure decisions over the state of its own order.
 * It grants, ends and closes; it never refuses an entry that a device wrote [J5].
 */
import { businessDayOf, dayBefore, daysAfter, type BusinessDay, type EpochMs } from '../clock.ts';
import { dayInPlay } from './decide.ts';
import type { EntryPayload, Happening } from '../entries/happenings.ts';
import type { DeviceId, DeviceKey } from '../ids.ts';
import { laneOf } from '../label.ts';
import { LEASE_DAYS, nextBlock, type BlockWanted } from '../reducers/numbers.ts';
import { callsOf, isCallable } from '../reducers/legs.ts';
import type { CentreState, Claim, Device } from '../reducers/state.ts';

/** [C1] An unused claim ends after this. Milliseconds. */
export const CLAIM_MS = 30_000;

export type Granted = { readonly kind: 'write'; readonly happening: Happening } | { readonly kind: 'held' } | { readonly kind: 'taken' };

/** [C1] Whether a desk may call this leg now. `held` where it has this very claim: asked twice, granted once. */
export function decideClaim(state: CentreState, ask: EntryPayload<'leg.claimed'>): Granted {
  const { visit: id, leg, callNo, desk } = ask;
  const visit = state.visits.get(id);
  if (!state.centre || visit?.leg.no !== leg) return { kind: 'taken' };
  const claim = state.claims.get(id);
  if (claim) return claim.desk === desk && claim.callNo === callNo && claim.leg === leg ? { kind: 'held' } : { kind: 'taken' };
  const isNext = callNo === callsOf(visit.leg) + 1;
  if (!isNext || !isCallable(state.centre, visit.leg)) return { kind: 'taken' };
  return { kind: 'write', happening: { type: 'leg.claimed', payload: ask } };
}

export type Leased = { readonly kind: 'write'; readonly happening: Happening } | { readonly kind: 'held' } | { readonly kind: 'spent' } | { readonly kind: 'refused' };

/** [N1] A device's nth block of a day: the one it has, or the next. Days far off and days that are over get none. */
export function decideLease(state: CentreState, device: DeviceId, { day, n }: BlockWanted, today: BusinessDay): Leased {
  const known = state.devices.get(device);
  const isSoon = day >= dayInPlay(state, dayBefore(today)) && day <= daysAfter(today, LEASE_DAYS);
  if (known?.standing !== 'in' || !isSoon) return { kind: 'refused' };
  const held = (state.numbers.get(day)?.blocks ?? []).filter((block) => block.device === device);
  if (held.some((block) => block.n === n)) return { kind: 'held' };
  // One after the other: a device that asked for its hundredth would leave the others none.
  if (n !== held.reduce((last, block) => Math.max(last, block.n), 0) + 1) return { kind: 'refused' };
  const block = nextBlock(state, day);
  if (!block) return { kind: 'spent' };
  return { kind: 'write', happening: { type: 'numbers.leased', payload: { device, epoch: known.epoch, day, n, ...block } } };
}

/** What the owner knows of a device beside the order. */
export interface Reporting {
  readonly device: DeviceId;
  readonly standing: 'in' | 'out';
  /** The last `seq` of its epoch in the order. */
  readonly acknowledged: number;
  /** What it wrote before it was let in, or began anew. */
  readonly wrote: number;
  /** The generation it last reported in. */
  readonly reported: number;
  readonly writtenOff: boolean;
}

/**
 * [J19] For whom leases wait: whoever may still bring numbers that this order does not know, from a
 * stretch of it that was lost, or from before it was let in. In the first generation nothing was lost.
 */
export function leasesHeldBy(devices: readonly Reporting[], generation: number): readonly DeviceId[] {
  const mayBringMore = ({ standing, acknowledged, wrote, reported, writtenOff }: Reporting): boolean =>
    standing === 'in' && !writtenOff && (acknowledged < wrote || (generation > 1 && reported < generation));
  return devices.filter(mayBringMore).map(({ device }) => device);
}

/**
 * Since when each claim stands, by a clock that nobody can set: those already watched keep their time.
 * @param monotonic milliseconds.
 */
export function watchClaims(state: CentreState, since: ReadonlyMap<Claim, number>, monotonic: number): ReadonlyMap<Claim, number> {
  return new Map([...state.claims.values()].map((claim) => [claim, since.get(claim) ?? monotonic]));
}

/** [C1] Claims that no call followed in time. */
export function claimsOver(since: ReadonlyMap<Claim, number>, monotonic: number): readonly Happening[] {
  return [...since]
    .filter(([, from]) => monotonic - from >= CLAIM_MS)
    .map(([{ visit, leg, callNo, desk }]): Happening => ({ type: 'claim.ended', payload: { visit, leg, callNo, desk } }));
}

/**
 * [J16] The day that is over. A day is closed when the one after it is over too, so that who was
 * left open last night is finished in the morning; and only once a later day was written in, since
 * one wrong clock, the owner's own, must not close the centre's day under its feet.
 */
export function daysOver(state: CentreState, today: BusinessDay): readonly Happening[] {
  const days = [...state.numbers].filter(([, { given }]) => given.size > 0).map(([day]) => day).toSorted();
  const latest = days.at(-1);
  const lastOver = dayBefore(dayBefore(today));
  const day = days.findLast((each) => each <= lastOver && latest !== undefined && each < latest);
  return day === undefined ? [] : [{ type: 'day.closed', payload: { day } }];
}

/** A device as the owner let it in. */
export interface LetIn {
  readonly device: DeviceId;
  readonly name: string;
  readonly key: DeviceKey;
  readonly epoch: number;
  readonly standing: 'in' | 'out';
  /** Whether it came by the code on the owner's machine, and so counts in sequence [N1]. */
  readonly first: boolean;
  readonly enrolledAt: EpochMs;
}

/** What the order should say of its owner and its devices, and does not yet say. */
export function entriesMissing(
  state: CentreState,
  owner: { readonly device: DeviceId; readonly generation: number },
  devices: readonly LetIn[],
  now: EpochMs,
): readonly Happening[] {
  const missing: Happening[] = [];
  if (state.generation < owner.generation) {
    missing.push({ type: 'generation.opened', payload: { generation: owner.generation, owner: owner.device } });
  }
  let known = state.devices.size;
  for (const row of devices.toSorted(byEnrolment)) {
    const before = state.devices.get(row.device);
    const enrols = (before?.epoch ?? 0) < row.epoch;
    if (enrols) {
      if (!before) known += 1;
      const { device, epoch, name, key } = row;
      const payload = { device, epoch, name, key, lane: before?.lane ?? laneOf(known), sequenceFrom: sequenceFrom(state, row, now) };
      missing.push({ type: 'device.enrolled', payload });
    }
    const isIn = enrols || (before?.epoch === row.epoch && before.standing === 'in');
    if (row.standing === 'out' && isIn) missing.push({ type: 'device.revoked', payload: { device: row.device } });
  }
  return missing;
}

function byEnrolment(a: LetIn, b: LetIn): number {
  return a.enrolledAt - b.enrolledAt || (a.device < b.device ? -1 : 1);
}

/** Where days end last and first on earth: what counts before the centre has said where it is. */
const WESTMOST = 'Etc/GMT+12';
const EASTMOST = 'Etc/GMT-14';

/**
 * [N1] The first day on which a device counts in the open sequence: one device of a centre does. One
 * that begins anew may have counted today already, and nobody knows how far.
 */
function sequenceFrom(state: CentreState, { device, first, epoch, enrolledAt }: LetIn, now: EpochMs): BusinessDay | null {
  const before = state.devices.get(device);
  const counts = before ? before.sequenceFrom !== null : first && ![...state.devices.values()].some((other) => other.sequenceFrom !== null);
  if (!counts) return null;
  if (epoch === 1) return businessDayOf(state.centre?.zone ?? WESTMOST, enrolledAt);
  return daysAfter(businessDayOf(state.centre?.zone ?? EASTMOST, now), 1);
}

/** A device that the order knows more of than the owner does. */
export interface BehindTheOrder {
  readonly device: DeviceId;
  readonly known: Device;
  /** `put`: it is not known here in that epoch. `revoke`: only that it was put out is not. */
  readonly change: 'put' | 'revoke';
}

/** [J19] What an adopted order says of devices, and the owner does not know yet. */
export function devicesBehind(state: CentreState, devices: readonly Pick<LetIn, 'device' | 'epoch' | 'standing'>[]): readonly BehindTheOrder[] {
  const rows = new Map(devices.map((row) => [row.device, row]));
  return [...state.devices].flatMap(([device, known]): readonly BehindTheOrder[] => {
    const row = rows.get(device);
    if (!row || row.epoch < known.epoch) return [{ device, known, change: 'put' }];
    const wasPutOut = row.epoch === known.epoch && known.standing === 'out' && row.standing === 'in';
    return wasPutOut ? [{ device, known, change: 'revoke' }] : [];
  });
}
