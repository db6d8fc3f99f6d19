/**
 * Waiting times as this station says them [Q5]. In: the journal's state and its past days, a clock.
 * Out: what each ticket and each service is said now, and how right it was today. It never works in a
 * tap's own turn of the loop, and writes nothing.
 */
export { Waits, type WaitsNow } from './waits.ts';
