import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CODE } from '../../../tests/fixtures/fake-server.ts';
import { Syncing } from '../../../tests/fixtures/syncing.ts';

let here: Syncing;
beforeEach(() => {
  here = new Syncing();
});
afterEach(() => here.end());

describe('enrolment', () => {
  it('with no token and no code says so to staff, and enrols when a code comes', async () => {
    here.code = undefined;
    here.sync.wake();
    await here.timers.pass(60_000);
    expect(here.sync.link).toBe('notEnrolled');
    expect(here.server.asked).toEqual([]);
    expect(here.troubles).toHaveLength(1);
    here.code = CODE;
    await here.timers.pass(60_000);
    expect(here.sync.link).toBe('online');
  });

  it('[J10] unauthenticated: the token is kept and doubted, tried slowly, and good again when its server is back', async () => {
    await here.wake();
    const token = here.journal.token;
    here.code = undefined;
    here.server.refuse({ kind: 'unauthenticated' });
    await here.timers.pass(20_000);
    expect(here.sync.link).toBe('notEnrolled');
    const before = here.server.asked.length;
    await here.timers.pass(600_000);
    expect(here.server.asked.length - before).toBeGreaterThanOrEqual(15);
    expect(here.server.asked.length - before).toBeLessThanOrEqual(27);
    expect(here.journal.token).toBe(token);
    expect(here.troubles).toHaveLength(1);
    here.server.heal();
    await here.timers.pass(60_000);
    expect(here.sync.link).toBe('online');
    expect(here.journal.token).toBe(token);
    expect(here.server.countOf('enrol')).toBe(1);
  });

  it('[J10] unauthenticated: a code that is given now is tried, and enrols', async () => {
    await here.wake();
    here.code = undefined;
    here.server.tokens.clear();
    await here.timers.pass(20_000);
    expect(here.sync.link).toBe('notEnrolled');
    here.code = 'd'.repeat(26);
    here.server.codes.add(here.code);
    await here.timers.pass(60_000);
    expect(here.sync.link).toBe('online');
    expect(here.server.tokens.has(here.journal.token ?? '')).toBe(true);
  });

  it('[J10] unauthenticated: a code that is refused costs the token nothing', async () => {
    await here.wake();
    const token = here.journal.token;
    here.server.refuse({ kind: 'unauthenticated' });
    await here.timers.pass(120_000);
    expect(here.server.countOf('enrol')).toBeGreaterThan(1);
    here.server.heal();
    await here.timers.pass(60_000);
    expect(here.sync.link).toBe('online');
    expect(here.journal.token).toBe(token);
  });

  it('into another epoch pushes nothing, keeps no token, and is told once', async () => {
    here.server.epoch = 2;
    here.write();
    here.sync.wake();
    await here.timers.pass(300_000);
    expect(here.server.countOf('push')).toBe(0);
    expect(here.server.countOf('enrol')).toBe(1);
    expect(here.journal.token).toBeUndefined();
    expect(here.sync.link).toBe('notEnrolled');
    expect(here.troubles).toHaveLength(1);
  });
});
