/**
 * The journal room. In: happenings to write down, and entries from the centre's order. Out: the
 * folded state, what is still pending, and the answer first given to each command. It never
 * decides anything and never talks to a network.
 */
export { Journal, type Aside, type Asked } from './journal.ts';
export { openJournal, type OpenedJournal } from './opening.ts';
export type { PastCall, PastCalls } from './past-calls.ts';
export type { Salvaged } from './salvage.ts';
export { NotWritable } from './not-writable.ts';
export type { DeviceKeys, Refused, SyncedJournal } from './synced-journal.ts';
export { asProblem, openDatabase } from './database.ts';
