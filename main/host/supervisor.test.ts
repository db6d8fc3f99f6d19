import { describe, expect, it } from 'vitest';
import type { ToScreen } from '../../shared/contract/shell.ts';
import type { ToStation } from '../station/channel.ts';
import type { After } from './backoff.ts';
import type { Exit, RunListener, StationHost } from './host.ts';
import { Sessions } from './sessions.ts';
import { Supervisor, type SupervisorReport } from './supervisor.ts';

/** A host whose stations live and die as the test says. */
class StageHost implements StationHost {
  readonly runs: { on: RunListener; posted: ToStation[]; stops: number }[] = [];

  start(on: RunListener): ReturnType<StationHost['start']> {
    const life = { on, posted: [] as ToStation[], stops: 0 };
    const pid = this.runs.push(life);
    return {
      pid: () => pid,
      post: (message) => life.posted.push(message),
      stop: () => {
        life.stops += 1;
        return Promise.resolve({ kind: 'ended', code: 0 });
      },
    };
  }

  get present(): (typeof this.runs)[number] {
    const last = this.runs.at(-1);
    if (!last) throw new Error('no station was started');
    return last;
  }
}

/** Timers that run when the test says that their time has come. */
class HandTimers {
  readonly set: { ms: number; run: () => void }[] = [];

  readonly after: After = (ms, run) => {
    const timer = { ms, run };
    this.set.push(timer);
    return () => {
      const at = this.set.indexOf(timer);
      if (at >= 0) this.set.splice(at, 1);
    };
  };

  ring(ms: number): void {
    const timer = this.set.find((one) => one.ms === ms);
    if (!timer) throw new Error(`no timer of ${ms} ms; set: ${this.set.map((one) => one.ms).join(', ')}`);
    this.set.splice(this.set.indexOf(timer), 1);
    timer.run();
  }
}

function stage() {
  const host = new StageHost();
  const timers = new HandTimers();
  const sessions = new Sessions();
  const reports: SupervisorReport[] = [];
  const supervisor = new Supervisor({ host, sessions, after: timers.after, report: (report) => reports.push(report) });
  const ready = (): void => {
    host.present.on.message({ kind: 'ready', web: 'http://127.0.0.1:1' });
  };
  const screen = () => {
    const told: ToScreen[] = [];
    return { told, open: sessions.open({ trust: 'visitor', tell: (message) => told.push(message) }) };
  };
  return { host, timers, reports, supervisor, ready, screen };
}

const DIED: Exit = { kind: 'killed', signal: 'SIGKILL' };
const againIn = (reports: SupervisorReport[]): number[] =>
  reports.flatMap((report) => (report.kind === 'died' ? [report.againInMs] : []));

describe('a supervised station', () => {
  it('is started again after it dies, more slowly each time, five seconds at most', () => {
    const { host, timers, reports, supervisor } = stage();
    supervisor.start();
    for (const ms of [200, 400, 800, 1600, 3200, 5000, 5000]) {
      host.present.on.exit(DIED);
      timers.ring(ms);
    }
    expect(againIn(reports)).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(host.runs).toHaveLength(8);
  });

  it('is started quickly again once it has been there for a minute', () => {
    const { host, timers, reports, supervisor, ready } = stage();
    supervisor.start();
    host.present.on.exit(DIED);
    timers.ring(200);
    ready();
    timers.ring(60_000);
    host.present.on.exit(DIED);
    expect(againIn(reports)).toEqual([200, 200]);
  });

  it('is not stable by a minute that an earlier process began', () => {
    const { host, timers, supervisor, ready } = stage();
    supervisor.start();
    ready();
    host.present.on.exit(DIED);
    expect(timers.set.map((timer) => timer.ms)).toEqual([200]);
  });

  it('is left alone when it says that it cannot go on, with its own words', () => {
    const { host, timers, reports, supervisor } = stage();
    const problem = { kind: 'newerDatabase', message: 'journal.db was written by a newer version' } as const;
    supervisor.start();
    host.present.on.message({ kind: 'failed', problem });
    expect(host.present.stops).toBe(1);
    expect(reports).toEqual([]);
    host.present.on.exit({ kind: 'killed', signal: 'SIGKILL' });
    expect(reports).toEqual([{ kind: 'cantGoOn', problem }]);
    expect(timers.set).toEqual([]);
  });

  it.each([
    [{ kind: 'ended', code: 78 }, 'unexpected'],
    [{ kind: 'notStarted', why: 'spawn /no/node ENOENT' }, 'notBuilt'],
  ] as const)('is left alone when its end alone says so: %o', (exit, kind) => {
    const { host, timers, reports, supervisor } = stage();
    supervisor.start();
    host.present.on.exit(exit);
    expect(reports).toEqual([{ kind: 'cantGoOn', problem: { kind, message: expect.any(String) } }]);
    expect(timers.set).toEqual([]);
  });

  it('is stopped once, and nothing comes after', async () => {
    const { host, timers, reports, supervisor, ready } = stage();
    supervisor.start();
    ready();
    await Promise.all([supervisor.stop(), supervisor.stop()]);
    host.present.on.exit({ kind: 'ended', code: 0 });
    supervisor.start();
    expect(host.present.stops).toBe(1);
    expect(host.runs).toHaveLength(1);
    expect(timers.set).toEqual([]);
    expect(reports.map((report) => report.kind)).toEqual(['ready']);
  });

  it('is not started again when it is stopped while it waits', async () => {
    const { host, timers, supervisor } = stage();
    supervisor.start();
    host.present.on.exit(DIED);
    await supervisor.stop();
    expect(timers.set).toEqual([]);
    expect(host.runs).toHaveLength(1);
  });

  it('tells of a message that is none of the channel, and goes on', () => {
    const { host, reports, supervisor, ready } = stage();
    supervisor.start();
    host.present.on.message({ kind: 'ready' });
    ready();
    expect(reports.map((report) => report.kind)).toEqual(['strange', 'ready']);
  });
});

describe('the screens of a supervised station', () => {
  it('go down and up with it, under a number never used before', () => {
    const { host, timers, supervisor, ready, screen } = stage();
    const { told, open } = screen();
    supervisor.start();
    ready();
    open.frame(1, 'first');
    host.present.on.exit(DIED);
    open.frame(1, 'lost: the page sends it again');
    timers.ring(200);
    ready();
    open.frame(1, 'late');
    open.frame(2, 'second');
    expect(told).toEqual([{ kind: 'up', session: 1 }, { kind: 'down' }, { kind: 'up', session: 2 }]);
    expect(host.runs.map((run) => run.posted)).toEqual([
      [
        { kind: 'open', session: 1, trust: 'visitor' },
        { kind: 'frame', session: 1, frame: 'first' },
      ],
      [
        { kind: 'open', session: 2, trust: 'visitor' },
        { kind: 'frame', session: 2, frame: 'second' },
      ],
    ]);
  });

  it('get what is for them and nothing of each other', () => {
    const { host, supervisor, ready, screen } = stage();
    supervisor.start();
    ready();
    const one = screen();
    const other = screen();
    const frame = { kind: 'reply', frame: 1, reply: { kind: 'refused', why: 'notReady' } };
    host.present.on.message({ kind: 'frame', session: 2, frame });
    expect(one.told).toEqual([{ kind: 'up', session: 1 }]);
    expect(other.told).toEqual([{ kind: 'up', session: 2 }, { kind: 'frame', session: 2, frame }]);
  });

  it('are forgotten when they close, in a station that is there and in the next', () => {
    const { host, timers, supervisor, ready, screen } = stage();
    const { told, open } = screen();
    supervisor.start();
    ready();
    open.close();
    open.close();
    host.present.on.message({ kind: 'frame', session: 1, frame: {} });
    expect(host.present.posted.at(-1)).toEqual({ kind: 'close', session: 1 });
    host.present.on.exit(DIED);
    timers.ring(200);
    ready();
    expect(host.present.posted).toEqual([]);
    expect(told).toEqual([{ kind: 'up', session: 1 }]);
  });

  it('that open while the station is away are up when it comes', () => {
    const { supervisor, ready, screen } = stage();
    supervisor.start();
    const { told } = screen();
    expect(told).toEqual([]);
    ready();
    expect(told).toEqual([{ kind: 'up', session: 1 }]);
  });
});
