/**
 * The hindsight room. In: which past call is asked about. Out: why it was made, as its desk saw
 * things then, once that was read. It reads a little at a time: nobody's tap waits for it.
 */
export { Hindsight, labelsIn, type HindsightParts } from './hindsight.ts';
