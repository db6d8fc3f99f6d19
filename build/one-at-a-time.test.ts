import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

let folder: string;
let file: string;
const started: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umbral-turn-'));
  file = join(folder, '.lock');
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** Another process that works until it is killed; resolves once it is at work. */
async function atWork(): Promise<ChildProcess> {
  const code = `import { oneAtATime } from ${JSON.stringify(join(import.meta.dirname, 'one-at-a-time.ts'))};
    await oneAtATime(${JSON.stringify(file)}, () => new Promise(() => { process.send('at work'); setInterval(() => {}, 1000); }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  started.push(child);
  await once(child, 'message');
  return child;
}

it('waits for another process, however often it looks, and even if that one dies at its work', async () => {
  const other = await atWork();
  let looks = 0;
  const wait = async (): Promise<void> => {
    looks += 1;
    if (looks < 3) return;
    other.kill('SIGKILL');
    await once(other, 'exit');
  };
  await oneAtATime(file, () => Promise.resolve(), wait);
  expect(looks).toBe(3);
});

it('works in turn within one process too, and goes on after a failure', async () => {
  const steps: string[] = [];
  const work = async (name: string): Promise<string> => {
    steps.push(`${name} begins`);
    await stat(file);
    steps.push(`${name} ends`);
    if (name === 'first') throw new Error('it failed');
    return name;
  };
  const ends = await Promise.allSettled([oneAtATime(file, () => work('first')), oneAtATime(file, () => work('second'))]);
  expect(ends.map((end) => end.status)).toEqual(['rejected', 'fulfilled']);
  expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

it.skipIf(process.platform === 'win32')('leaves nobody out: the file is everybody’s', async () => {
  await oneAtATime(file, () => Promise.resolve());
  expect((await stat(file)).mode & 0o777).toBe(0o666);
});
