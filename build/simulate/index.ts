/**
 * A day in a box. In: a centre, a day and a seed. Out: a day that might have been, lived through the
 * real reducers and the real scheduler, in memory or on a station's disk. It never reads a clock or
 * the machine's chance, and prints nothing.
 */
export { drawDay, type DayAsked } from './draw-day.ts';
export { exponential, seeded } from './draws.ts';
export { inMemory, type InMemory, type Written } from './in-memory.ts';
export { liveDay } from './live.ts';
export type { DayPlan, Person } from './plan.ts';
export type { Premises } from './premises.ts';
