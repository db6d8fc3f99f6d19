/** A law that sees nothing broken would let every death pass. */
import { expect, it } from 'vitest';
import { brokenLaws, replay, type StationRead } from './laws.ts';

it('[P1] a job that never comes to its end is seen, and one that ended in any way is not', () => {
  const told = { shown: [], places: [], papers: [] };
  const withJobs = (...states: readonly string[]): StationRead => {
    const jobs = states.map((state, index) => ({ label: `A\u00a0${index + 1}`, state }));
    return { name: 'station', head: 0, pending: 0, state: replay([]), replayed: undefined, jobs };
  };
  expect(brokenLaws([], [withJobs('printed', 'uncertain', 'refused')], told)).toEqual([]);
  expect(brokenLaws([], [withJobs('printed', 'waiting', 'sending')], told)).toEqual(['[P1] A\u00a02 has not ended: waiting', '[P1] A\u00a03 has not ended: sending']);
});
