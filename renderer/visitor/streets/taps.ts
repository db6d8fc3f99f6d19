/** Touches that lead to the streets, and on them. In: where one stands, a touch. Out: where one stands then. */
import type { PlaceOnStreets, Step } from '../steps.ts';

export type SeeStreets =
  | { readonly kind: 'seeStreets'; readonly place: PlaceOnStreets }
  | { readonly kind: 'goCloser'; readonly by: 1 | -1 };

/** Steps from where both can be seen: closer, and further away. */
const CLOSEST = 3;
const FURTHEST = -2;

export function onStreets(step: Step, act: SeeStreets): Step | undefined {
  if (act.kind === 'seeStreets') {
    const isFree = step.kind === 'found' && step.paper.kind !== 'asked' && step.doubt.kind !== 'asked';
    return isFree ? { kind: 'streets', place: act.place, closer: 0, from: step } : undefined;
  }
  if (step.kind !== 'streets') return undefined;
  const closer = Math.min(CLOSEST, Math.max(FURTHEST, step.closer + act.by));
  return closer === step.closer ? undefined : { ...step, closer };
}

/** Whether it goes any closer, or any further. */
export function mayGo(closer: number, by: 1 | -1): boolean {
  return by > 0 ? closer < CLOSEST : closer > FURTHEST;
}
