/** Where a desk's acts take a leg [Q1]: from which step each may be done, and to which it leads. */
import { deskOf, type Centre } from './centre.ts';
import type { EpochMs } from './clock.ts';
import type { DeskId } from './ids.ts';
import type { CalledStep, Leg, LegStep } from './state.ts';

export type DeskAct = 'leg.called' | 'leg.started' | 'leg.finished' | 'leg.noShow';

/** A call is taken where the leg waits, or was called to a desk that the centre no longer has. */
export function callOf(centre: Centre | undefined, now: Leg, call: { desk: DeskId; callNo: number; calledAt: EpochMs }): LegStep | undefined {
  const leftBehind = now.kind === 'called' && centre !== undefined && !deskOf(centre, now.desk);
  return now.kind === 'waiting' || leftBehind ? { kind: 'called', ...call } : undefined;
}

/** The next step of a call, where this desk made it and stands where the step begins [Q1]. */
export function stepOf(act: Exclude<DeskAct, 'leg.called'>, now: LegStep, desk: DeskId, callNo: number, at: EpochMs): CalledStep | undefined {
  if (now.kind === 'waiting' || now.desk !== desk || now.callNo !== callNo) return undefined;
  const { calledAt } = now;
  if (now.kind === 'called' && act === 'leg.started') return { kind: 'serving', desk, callNo, calledAt, startedAt: at };
  if (now.kind === 'called' && act === 'leg.noShow') return { kind: 'noShow', desk, callNo, calledAt, endedAt: at };
  if (now.kind === 'serving' && act === 'leg.finished') return { kind: 'finished', desk, callNo, calledAt, startedAt: now.startedAt, finishedAt: at };
  return undefined;
}
