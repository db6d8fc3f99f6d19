/**
 * A screen to open windows on. In: what the machine has. Out: a DISPLAY, and the way to put it
 * away again. It ends the two processes it started and no others.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

export type Display =
  | { readonly kind: 'shown'; readonly display: string; close(): Promise<void> }
  | { readonly kind: 'none'; readonly why: string };

const START_LIMIT_MS = 20_000;
const WITHOUT = 'there is no DISPLAY and no';
const INSTALL = '(apt-get install xvfb openbox)';

/** The display there is, or one of its own: 1920 × 1080, with a window manager, since full screen needs one. */
export async function openDisplay(): Promise<Display> {
  const present = process.env['DISPLAY'];
  if (present || process.platform !== 'linux') return { kind: 'shown', display: present ?? '', close: () => Promise.resolve() };

  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await firstLine(xvfb, xvfb.stdio[3] as Readable);
  if (number === undefined) return { kind: 'none', why: `${WITHOUT} Xvfb ${INSTALL}` };
  const display = `:${number}`;

  // It runs what it is told to at its start only once it manages windows.
  const openbox = spawn('openbox', ['--sm-disable', '--startup', 'echo managing'], {
    env: { ...process.env, DISPLAY: display },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if ((await firstLine(openbox, openbox.stdout)) === undefined) {
    await end(xvfb);
    return { kind: 'none', why: `${WITHOUT} openbox ${INSTALL}` };
  }
  return {
    kind: 'shown',
    display,
    close: async () => {
      await end(openbox);
      await end(xvfb);
    },
  };
}

/** The first line a process writes; undefined when it can't be started, ends first, or takes too long. */
function firstLine(child: ChildProcess, from: Readable): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
    }, START_LIMIT_MS);
    const settle = (line: string | undefined): void => {
      clearTimeout(limit);
      resolve(line);
    };
    from.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const at = text.indexOf('\n');
      if (at >= 0) settle(text.slice(0, at));
    });
    child.on('error', () => {
      settle(undefined);
    });
    child.on('exit', () => {
      settle(undefined);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
