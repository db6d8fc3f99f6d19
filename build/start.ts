/**
 * `npm start`: builds what is missing and runs a centre on this machine.
 *
 * In: `--data <folder>` (default `var`); `--join <address>` for one more device of a centre whose
 * server is at that address. Out: a centre, or that device, in this terminal until Ctrl-C or until
 * its windows are closed; exit code 0 then, 78 where something must be mended first.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { afterRealTime } from '../main/host/backoff.ts';
import { CannotGoOn, EXIT_CANT_GO_ON } from '../shared/contract/problem.ts';
import { build } from './bundle.ts';
import { provide, VOICE_PARTS } from './testing/machine.ts';
import { findWindow, inForeground, prepareData, prepareJoining, RunningCentre, sayTo } from './centre/index.ts';

const ROOT = join(import.meta.dirname, '..');

async function start(say: (line: string) => void): Promise<number> {
  const { data, join: address } = readArguments();
  prepareData(data);
  if (address !== undefined) prepareJoining(data, address);
  provide(VOICE_PARTS, say, 'have the screens speak');
  await buildWhatChanged(say);
  const centre = new RunningCentre({
    data,
    server: address === undefined ? join(ROOT, 'server', 'main.ts') : undefined,
    station: join(ROOT, 'main', 'station', 'main.ts'),
    shell: ROOT,
    window: findWindow(process.env),
    say,
  });
  return inForeground(centre, say);
}

/** @throws CannotGoOn for arguments it does not know. */
function readArguments(): { readonly data: string; readonly join: string | undefined } {
  try {
    const { values } = parseArgs({ options: { data: { type: 'string' }, join: { type: 'string' } } });
    return { data: values.data === undefined ? join(ROOT, 'var') : resolve(values.data), join: values.join };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CannotGoOn('unexpected', `${error.message}\nIt takes two options: npm start -- --data <folder> --join <address>. Nothing was started.`);
  }
}

/** A build that changes nothing takes a blink and says nothing. */
async function buildWhatChanged(say: (line: string) => void): Promise<void> {
  const callOff = afterRealTime(800, () => {
    say('Building what changed…');
  });
  try {
    await build();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    const dist = join(ROOT, 'dist');
    throw new CannotGoOn('notWritable', `${dist} belongs to another user, so what changed can’t be built. Give it to yourself: sudo chown -R "$(id -un)" "${dist}". No data was touched.`);
  } finally {
    callOff();
  }
}

try {
  process.exitCode = await start(sayTo(process.stdout));
} catch (error) {
  if (!(error instanceof CannotGoOn)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT_CANT_GO_ON;
}
