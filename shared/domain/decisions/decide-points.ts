/**
 * Staff place the points of the house's map. In: the state, all the points as they are to be. Out:
 * what happens, or why nothing does. It moves no room: those are the centre's file's.
 */
import { pointsOn, standsOn, type PlanPoint } from '../plan/plan.ts';
import type { CentreState } from '../reducers/state.ts';
import { centreIn, type DecisionOfSeveral } from './decide.ts';

/** Where they stand so already, nothing happens. */
export function decidePoints(state: CentreState, points: readonly PlanPoint[]): DecisionOfSeveral<'notReady' | 'outdated' | 'noPlan' | 'pointOff'> {
  const ready = centreIn(state);
  if (ready.kind === 'refused') return ready;
  const { plan } = ready.centre;
  if (!plan) return { kind: 'refused', why: 'noPlan' };
  if (!points.every((point) => standsOn(plan.floors, point))) return { kind: 'refused', why: 'pointOff' };
  if (JSON.stringify(points) === JSON.stringify(pointsOn(plan, state.points))) return { kind: 'happen', happenings: [] };
  return { kind: 'happen', happenings: [{ type: 'plan.pointed', payload: { points: [...points] } }] };
}
