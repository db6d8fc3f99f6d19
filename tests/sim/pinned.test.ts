/** Seeds that once broke a law, each with what it found. They are run for ever. */
import { expect, it } from 'vitest';
import { simulate } from './run.ts';

const PINNED: readonly (readonly [seed: number, found: string])[] = [
  [4, 'a station that the old server had let in asked a new one for a token, and never used the code that lay there for it'],
  [1, 'an owner whose disk was put back to before a generation it had opened was fenced by its own later generation'],
  [5047, 'a challenge that ran out while the machines slept was taken for a key that the server did not know'],
  [260, 'a station whose next epoch was on its way asked the new owner to end it, which could not, and never used its code'],
  [1001117, 'an act could be taken back at a desk where two calls had put two people, and the reducers took it for one that is in the way'],
];

it.each(PINNED)('[J12] seed %i: %s', async (seed) => {
  expect((await simulate(seed)).broken).toEqual([]);
});
