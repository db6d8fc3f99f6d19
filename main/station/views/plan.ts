import type { PlanPointsView, PlanView } from '../../../shared/contract/views.ts';
import { pointsOn, pointsSeenFrom } from '../../../shared/domain/plan/plan.ts';
import type { Known } from './index.ts';

type Asked = Pick<Known, 'centre' | 'state' | 'device'>;

/** [X1] The same for whoever looks at this screen. */
export function planView({ centre: { plan }, state, device }: Asked): Omit<PlanView, 'kind'> {
  if (!plan) return { floors: [], points: [] };
  return { floors: plan.floors, points: [...pointsSeenFrom(pointsOn(plan, state.points), device)] };
}

export function planPointsView({ centre: { plan }, state }: Asked): Omit<PlanPointsView, 'kind'> {
  const screens = [...state.devices].flatMap(([device, { name, standing }]) => (standing === 'in' ? [{ device, name }] : []));
  if (!plan) return { floors: [], points: [], screens };
  return { floors: plan.floors, points: [...pointsOn(plan, state.points)], screens };
}
