/**
 * The journal room. In: happenings to write down, and entries from the centre's order. Out: the
 * folded state, what is still pending, and the answer first given to each command. It never
 * decides anything and never talks to a network.
 */
export { Journal, NotWritable, type Refused } from './journal.ts';
export { asProblem, openDatabase } from './database.ts';
