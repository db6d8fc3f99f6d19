/** The station dies at each of its named points while people are at its screens, and comes back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrashCentre } from './centre.ts';

describe('a station that dies', () => {
  let centre: CrashCentre;
  beforeAll(async () => {
    centre = await CrashCentre.open({ signsUp: true });
  });
  afterAll(() => centre.close());

  it.each([
    ['[J2] before a turn is committed', 'write.beforeCommit:4'],
    ['[J2] [J18] after a turn is committed and before its number is shown', 'write.afterCommit:5'],
    ['[P3] before the paper of a number that was shown', 'paper.beforeSend:3'],
    ['[P1] after a paper is marked as on its way and before its first byte', 'paper.marked:3'],
    ['[P1] after a paper’s last byte and before its end is noted', 'paper.sent:3'],
    ['[J3] before a push is sent', 'push.beforeSend:2'],
    ['[J4] after a push was answered and before that is noted', 'push.answered:2'],
    ['[J6] inside the taking in of the order', 'adopt.beforeCommit:2'],
    ['[J6] after the order was taken in', 'adopt.afterCommit:2'],
  ])('%s', async (_, failpoint) => {
    const [crew] = centre.work();
    await centre.dieAt('station', failpoint);
    await crew?.more(4);
    expect(await centre.brokenAtRest()).toEqual([]);
  }, 90_000);
});
