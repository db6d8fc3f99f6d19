/** A centre of stand-in parts, run as `npm start` runs it: real processes, real signals, a process group of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let running: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'umbral-centre-'));
  mkdirSync(join(folder, 'pids'));
  running = [];
});

afterEach(() => {
  for (const pid of pids()) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const pids = (): number[] => readdirSync(join(folder, 'pids')).map(Number);
const lives = (name: string): number => pids().filter((pid) => readFileSync(join(folder, 'pids', String(pid)), 'utf8') === name).length;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Stops when told, by message or signal, and when its host is gone: what server and station promise. */
const GOOD = `
  process.on('message', (message) => { if (message.kind === 'stop') process.exit(0); });
  process.on('disconnect', () => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
  process.send({ kind: 'ready', url: 'http://127.0.0.1:1', web: 'http://127.0.0.1:2' });
`;

/** Writes a part's door; each life of it leaves its number in \`pids\`, and \`life\` counts from 1. */
function part(name: string, body: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
     const pids = ${JSON.stringify(join(folder, 'pids'))};
     writeFileSync(pids + '/' + process.pid, ${JSON.stringify(name)});
     const life = readdirSync(pids).filter((pid) => readFileSync(pids + '/' + pid, 'utf8') === ${JSON.stringify(name)}).length;
     ${body}`,
  );
  return file;
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  out(): string;
  /** Resolves when this has been said; rejects when the run ends without it. */
  said(words: string): Promise<void>;
}

function open(parts: { server?: string | null; station?: string; window?: { kind: 'electron'; path: string }; underNpm?: boolean }): Run {
  const settings = {
    data: join(folder, 'var'),
    server: parts.server === null ? undefined : part('server', parts.server ?? GOOD),
    station: part('station', parts.station ?? GOOD),
    shell: folder,
    window: parts.window ?? { kind: 'none', why: 'this is a test' },
  };
  const door = join(folder, 'door.mjs');
  writeFileSync(
    door,
    `import { inForeground, prepareData, RunningCentre, sayTo } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'index.ts')).href)};
     const say = sayTo(process.stdout);
     prepareData(${JSON.stringify(settings.data)});
     process.exitCode = await inForeground(new RunningCentre({ ...${JSON.stringify(settings)}, say }), say);`,
  );
  // npm puts a shell in between, and that shell does not become what it runs.
  const [command, ...args] = parts.underNpm === true ? ['sh', '-c', `"${process.execPath}" "${door}"; exit $?`] : [process.execPath, door];
  const env = { ...process.env, npm_lifecycle_event: parts.underNpm === true ? 'start' : undefined };
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  let out = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  return {
    child,
    ended,
    out: () => out,
    said: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (out.includes(words)) resolve();
        };
        look();
        child.stdout.on('data', look);
        void ended.then(() => reject(new Error(`it ended without «${words}»:\n${out}`)));
      }),
  };
}

const OPEN = 'Umbral is open.';

/** Ctrl-C: every process of the terminal's foreground group gets it. */
function ctrlC(run: Run): void {
  process.kill(-(run.child.pid ?? Number.NaN), 'SIGINT');
}

describe.skipIf(process.platform === 'win32')('a running centre', () => {
  it('says where the screens and the paper are, and why there is no window', async () => {
    mkdirSync(join(folder, 'var', 'station'), { recursive: true });
    const config = { centreFile: 'c', web: { host: '127.0.0.1', port: 0 }, server: { url: 'http://127.0.0.1:1', codeFile: 'e' }, printer: { kind: 'virtual', folder: 'paper' } };
    writeFileSync(join(folder, 'var', 'station', 'config.json'), JSON.stringify(config));
    const run = open({});
    await run.said('Ctrl-C closes it');
    for (const screen of ['visitor', 'staff', 'display']) expect(run.out()).toContain(`http://127.0.0.1:2/${screen}`);
    expect(run.out()).toContain(join(folder, 'var', 'station', 'paper'));
    expect(run.out().match(/No window/g)).toHaveLength(1);
    expect(run.out()).toContain('this is a test');
  });

  it('runs one more device of a centre without a server, and says whose it is', async () => {
    mkdirSync(join(folder, 'var', 'station'), { recursive: true });
    const config = { web: { host: '127.0.0.1', port: 0 }, server: { url: 'http://192.0.2.10:4310' }, printer: { kind: 'virtual', folder: 'paper' } };
    writeFileSync(join(folder, 'var', 'station', 'config.json'), JSON.stringify(config));
    const run = open({ server: null });
    await run.said('Ctrl-C closes it');
    expect(run.out()).toMatch(/^ {2}centre {3}http:\/\/192\.0\.2\.10:4310 \(/m);
    expect(run.out()).not.toContain('admin');
    expect(lives('server')).toBe(0);
    ctrlC(run);
    expect(await run.ended).toBe(0);
  });

  it('says where staff sign in, and where the code of the first account is as long as there is none', async () => {
    const server = (said: string) => GOOD.replace("web: 'http://127.0.0.1:2'", said);
    const settled = open({ server: server('') });
    await settled.said('Ctrl-C closes it');
    expect(settled.out()).toMatch(/^ {2}admin {4}http:\/\/127\.0\.0\.1:1\/admin$/m);
    const fresh = open({ server: server("adminCode: '/data/server/admin-code'") });
    await fresh.said('Ctrl-C closes it');
    expect(fresh.out()).toContain('http://127.0.0.1:1/admin/first (the first account; its code is in /data/server/admin-code)');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends with 0 and leaves nobody behind on %s', async (signal) => {
    const run = open({});
    await run.said(OPEN);
    run.child.kill(signal);
    expect(await run.ended).toBe(0);
    expect(pids()).toHaveLength(2);
    expect(pids().filter(isAlive)).toEqual([]);
  });

  it('ends with 0 on Ctrl-C, which reaches every part as well and comes twice under npm', async () => {
    const run = open({});
    await run.said(OPEN);
    ctrlC(run);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(pids().filter(isAlive)).toEqual([]);
  });

  it('ends at once on a second Ctrl-C, however long a part takes', async () => {
    const deaf = GOOD.replace(/process\.exit\(0\)/g, 'undefined') + 'setInterval(() => undefined, 1000);';
    const run = open({ station: deaf });
    await run.said(OPEN);
    ctrlC(run);
    await run.said('Ctrl-C again');
    ctrlC(run);
    expect(await run.ended).toBe(130);
    await expect.poll(() => pids().filter(isAlive)).toEqual([]);
  });

  it('leaves no orphan when it is killed', async () => {
    const run = open({});
    await run.said(OPEN);
    run.child.kill('SIGKILL');
    await run.ended;
    await expect.poll(() => pids().filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('leaves no orphan when npm and its shell end by %s', async (signal) => {
    const run = open({ underNpm: true });
    await run.said(OPEN);
    run.child.kill(signal);
    await run.ended;
    await expect.poll(() => pids().filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });

  it('starts a part again that dies, and says so', async () => {
    const run = open({ station: `${GOOD} if (life === 1) process.kill(process.pid, 'SIGKILL');` });
    await run.said('The station is back.');
    expect(run.out()).toContain('The station was ended by SIGKILL; starting it again');
    expect(run.out().match(/Umbral is open/g)).toHaveLength(1);
    expect(lives('station')).toBe(2);
  });

  it('takes an end with code 0 that nobody asked for as a death', async () => {
    const run = open({ server: `${GOOD} if (life === 1) setTimeout(() => process.exit(0), 50);` });
    await run.said('The centre’s server is back.');
    expect(lives('server')).toBe(2);
  });

  it('gives up on a part that dies again and again before it is ever ready', async () => {
    const run = open({ station: `process.stderr.write('a stack\\n'); process.exit(3);` });
    expect(await run.ended).toBe(1);
    expect(run.out()).toContain('ended with code 3 («a stack»), again and again');
    expect(lives('station')).toBe(5);
    expect(readFileSync(join(folder, 'var', 'log', 'station.log'), 'utf8')).toContain('a stack');
    expect(pids().filter(isAlive)).toEqual([]);
  });

  it.each(['server', 'station'] as const)('tells a problem of the %s once, closes the rest, and ends with 78', async (name) => {
    const problem = { kind: 'portInUse', message: 'Port 4310 is taken.' };
    const run = open({ [name]: `process.send(${JSON.stringify({ kind: 'failed', problem })}, () => { process.exitCode = 78; process.disconnect(); });` });
    expect(await run.ended).toBe(78);
    expect(run.out().match(/Port 4310 is taken\./g)).toHaveLength(1);
    expect(lives(name)).toBe(1);
    expect(pids().filter(isAlive)).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a centre with a window', () => {
  const runtime = (body: string): { kind: 'electron'; path: string } => {
    const path = join(folder, 'electron');
    const door = part('shell', body);
    writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${door}" "$@"\n`);
    chmodSync(path, 0o755);
    return { kind: 'electron', path };
  };

  it('hosts the station in it, tells it which Node and which data, and closes with it', async () => {
    const run = open({ window: runtime(`writeFileSync(${JSON.stringify(join(folder, 'told'))}, process.env.UMBRAL_NODE + ' ' + process.argv.slice(2).join(' ')); process.exit(0);`) });
    expect(await run.ended).toBe(0);
    const told = readFileSync(join(folder, 'told'), 'utf8');
    expect(told.startsWith(process.execPath)).toBe(true);
    expect(told.endsWith(`${folder} --data ${join(folder, 'var', 'station')}`)).toBe(true);
    expect(lives('station')).toBe(0);
    expect(pids().filter(isAlive)).toEqual([]);
  });

  it('goes on in a browser where the runtime does not start', async () => {
    const run = open({ window: runtime(`process.stderr.write('no libgtk\\n'); process.exit(127);`) });
    await run.said('Ctrl-C closes it');
    expect(run.out()).toContain('No window, since Electron ended with code 127 («no libgtk»)');
    expect(lives('station')).toBe(1);
  });
});

describe.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)('a folder of another user', () => {
  it('is told in words, with what to do', async () => {
    mkdirSync(join(folder, 'var', 'station'), { recursive: true });
    writeFileSync(join(folder, 'var', 'station', 'journal.db'), '');
    for (const path of [folder, join(folder, 'var')]) chmodSync(path, 0o755);
    const script = `import { prepareData } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'data.ts')).href)};
      process.setgid(65534); process.setuid(65534);
      try { prepareData(${JSON.stringify(join(folder, 'var'))}); } catch (error) { process.stdout.write(error.problem.kind + ': ' + error.message); }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    await new Promise((resolve) => child.on('close', resolve));
    expect(out).toContain('notWritable: ');
    expect(out).toContain('belongs to root');
    expect(out).toContain('sudo chown');
  });
});
