/**
 * What every way of running a station must do. In: a host that runs the station without a
 * database. Out: nothing, or an assertion that failed. It knows no test runner, so the same cases
 * run in plain Node and inside Electron's main process.
 */
import assert from 'node:assert/strict';
import { describeExit, type Exit, readFromStation, type StationHost, type StationRun } from '../../main/host/host.ts';
import type { FromStation, ToStation } from '../../main/station/channel.ts';
import type { Told } from '../fixtures/station-without-database.ts';

/** What the host under test must be made with. */
export const CONTRACT_ARGS = ['--data', 'a folder with spaces'];
/** Short: one case waits for it in full. */
export const CONTRACT_PATIENCE_MS = 300;

export interface ContractCase {
  readonly title: string;
  readonly run: (host: StationHost) => Promise<void>;
}

/** A run, and what has been heard of it so far. */
interface Life {
  readonly run: StationRun;
  readonly heard: FromStation[];
  readonly exited: Promise<Exit>;
  /** Resolves with the next message that fits, or one that was heard already; rejects if it exits first. */
  until<K extends FromStation['kind']>(kind: K): Promise<Extract<FromStation, { kind: K }>>;
  /** Resolves when that many messages have been heard. */
  untilCount(count: number): Promise<void>;
  tell(told: Told): void;
}

function begin(host: StationHost): Life {
  const heard: FromStation[] = [];
  const waiting = new Set<() => void>();
  let over: Exit | undefined;
  const { promise: exited, resolve } = withResolvers<Exit>();
  const run = host.start({
    message(raw) {
      assert.equal(over, undefined, 'a message came after the exit');
      const message = readFromStation(raw);
      if (message) heard.push(message);
      for (const look of waiting) look();
    },
    exit(exit) {
      assert.equal(over, undefined, 'it exited twice');
      over = exit;
      resolve(exit);
      for (const look of waiting) look();
    },
  });

  const until = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((found, missed) => {
      const look = (): void => {
        const it = find();
        if (it === undefined && over === undefined) return;
        waiting.delete(look);
        if (it !== undefined) found(it);
        else if (over) missed(new Error(`the station ${describeExit(over)} before that`));
      };
      waiting.add(look);
      look();
    });
  type OfKind<K> = Extract<FromStation, { kind: K }>;
  return {
    run,
    heard,
    exited,
    until: (kind) => until(() => heard.find((message): message is OfKind<typeof kind> => message.kind === kind)),
    untilCount: async (count) => {
      await until(() => (heard.length >= count ? true : undefined));
    },
    tell: (told) => {
      run.post({ kind: 'frame', session: 1, frame: told });
    },
  };
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  // Promise.withResolvers is newer than the Node inside the oldest Electron these cases run in.
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const id = (n: number): string => String(n).padStart(26, '0');
const issue = (n: number): ToStation => ({
  kind: 'frame',
  session: 1,
  frame: { kind: 'call', frame: n, command: { kind: 'ticket.issue', id: id(n), service: 'health', language: 'es' } },
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Resolves when no process has that number any more. Electron tells of a utility process's end a
 * little before the system does, and the system tells nobody: this is a question, asked again.
 */
async function gone(pid: number | undefined): Promise<void> {
  assert.ok(pid !== undefined, 'it had no pid');
  for (let asked = 0; isAlive(pid); asked++) {
    assert.ok(asked < 500, 'its process is still there');
    await new Promise((again) => setTimeout(again, 10));
  }
}

export const HOST_CONTRACT: readonly ContractCase[] = [
  {
    title: 'a station is started with its arguments and says that it is ready',
    async run(host) {
      const life = begin(host);
      assert.equal((await life.until('ready')).web, CONTRACT_ARGS.join(' '));
      const pid = life.run.pid();
      assert.ok(pid !== undefined && isAlive(pid));
      assert.notEqual(pid, process.pid);
      await life.run.stop();
    },
  },
  {
    title: 'a thousand frames come back whole and in order',
    async run(host) {
      const life = begin(host);
      await life.until('ready');
      life.run.post({ kind: 'open', session: 1, trust: 'visitor' });
      for (let n = 1; n <= 1000; n++) life.run.post(issue(n));
      await life.untilCount(1001);
      const frames = life.heard.slice(1).map((message) => (message.kind === 'frame' ? message.frame : undefined));
      assert.deepEqual(
        frames.map((frame) => frame?.frame),
        Array.from({ length: 1000 }, (_, n) => n + 1),
      );
      assert.deepEqual(frames.at(-1), {
        kind: 'reply',
        frame: 1000,
        reply: {
          kind: 'done',
          outcome: { kind: 'issued', visit: id(1000), label: { letter: 'A', number: 1000 }, service: 'health', ahead: 0 },
        },
      });
      await life.run.stop();
    },
  },
  {
    title: 'what is posted before it is ready arrives',
    async run(host) {
      const life = begin(host);
      life.run.post({ kind: 'open', session: 1, trust: 'visitor' });
      life.run.post(issue(1));
      assert.equal((await life.until('frame')).frame.frame, 1);
      await life.run.stop();
    },
  },
  {
    title: 'stop lets it end by itself; again, it is the same end',
    async run(host) {
      const life = begin(host);
      await life.until('ready');
      const pid = life.run.pid();
      const ends = await Promise.all([life.run.stop(), life.run.stop()]);
      assert.deepEqual(ends, [{ kind: 'ended', code: 0 }, { kind: 'ended', code: 0 }]);
      assert.deepEqual(await life.exited, ends[0]);
      assert.equal(await life.run.stop(), ends[0]);
      await gone(pid);
    },
  },
  {
    title: 'a station that dies is told of, with its code',
    async run(host) {
      const life = begin(host);
      await life.until('ready');
      life.tell({ tell: 'die', code: 3 });
      assert.deepEqual(await life.exited, { kind: 'ended', code: 3 });
      assert.deepEqual(await life.run.stop(), { kind: 'ended', code: 3 });
      life.run.post(issue(1));
    },
  },
  {
    title: 'a station that is killed is told of, and not as a clean end',
    async run(host) {
      const life = begin(host);
      await life.until('ready');
      const pid = life.run.pid() ?? assert.fail('it has no pid');
      process.kill(pid, 'SIGKILL');
      assert.notDeepEqual(await life.exited, { kind: 'ended', code: 0 });
      await gone(pid);
    },
  },
  {
    title: 'a station that cannot go on says why before it is gone',
    async run(host) {
      const life = begin(host);
      await life.until('ready');
      life.tell({ tell: 'fail', message: 'config.json can’t be used' });
      assert.deepEqual(await life.exited, { kind: 'ended', code: 78 });
      assert.deepEqual((await life.until('failed')).problem, { kind: 'badFile', message: 'config.json can’t be used' });
    },
  },
  {
    title: 'a station that hangs is killed when patience runs out',
    async run(host) {
      const life = begin(host);
      await life.until('ready');
      const pid = life.run.pid();
      life.tell({ tell: 'hang' });
      assert.notDeepEqual(await life.run.stop(), { kind: 'ended', code: 0 });
      await gone(pid);
    },
  },
  {
    title: 'a message that is none of the channel does no harm',
    async run(host) {
      const life = begin(host);
      await life.until('ready');
      life.run.post({ kind: 'open', session: 1, trust: 'visitor' });
      life.tell({ tell: 'speakStrangely' });
      life.run.post(issue(1));
      assert.equal((await life.until('frame')).frame.frame, 1);
      await life.run.stop();
    },
  },
];
