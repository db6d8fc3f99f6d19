/**
 * The server's process: `node server/main.ts --data <folder> [--promote] [--new-admin-code]`. In: a
 * folder, signals, a parent's messages. Out: an address to whoever forked it and a line on the terminal; exit code 0 when told
 * to stop, `EXIT_CANT_GO_ON` with the reason in words when it can't go on.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { CannotGoOn, EXIT_CANT_GO_ON, type Problem } from '../shared/contract/problem.ts';
import { ToServer, type FromServer } from './channel.ts';
import { systemChance } from './chance.ts';
import { systemClock } from './clock.ts';
import { startServer, type ServerOptions } from './run.ts';

async function run(): Promise<void> {
  // Before anything slow: a stop that comes during the start must not be missed.
  const toldToStop = whenToldToStop();
  const options = readArguments();
  const { dataFolder } = options;
  const server = await startServer({ ...options, databaseUrl: process.env.DATABASE_URL, publicUrl: process.env.UMBRAL_PUBLIC_URL, clock: systemClock, chance: systemChance, log: pino({ name: 'server' }) });
  say(`ready at ${server.url}, data in ${dataFolder}, order in ${server.place}`);
  const { adminCode } = server;
  if (adminCode) say(`${adminCode.use === 'first' ? 'no admin yet: the first account is made' : 'an admin who forgot the password comes in'} at ${server.url}/admin/first with the code in ${adminCode.file}`);
  await tellParent({ kind: 'ready', url: server.url, ...(adminCode?.use === 'first' && { adminCode: adminCode.file }) });
  say(`stopping: ${await toldToStop}`);
  await server.stop();
}

function readArguments(): Pick<ServerOptions, 'dataFolder' | 'promote' | 'newAdminCode'> {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({ options: { data: { type: 'string' }, promote: flag, 'new-admin-code': flag } });
    if (values.data) return { dataFolder: resolve(values.data), promote: values.promote, newAdminCode: values['new-admin-code'] };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  throw new CannotGoOn('unexpected', 'The server needs to know its data folder: node server/main.ts --data <folder>, with --promote where it is to take over an order that devices keep, and --new-admin-code where an admin forgot the password.');
}

function whenToldToStop(): Promise<string> {
  return new Promise((stop) => {
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    // Without its parent it would live on unseen and hold the folder.
    process.on('disconnect', () => stop('the parent process is gone'));
    process.on('message', (message) => {
      if (ToServer.safeParse(message).success) stop('told to');
    });
  });
}

/** For whoever runs the machine; the structured log goes to the standard output. */
function say(line: string): void {
  process.stderr.write(`umbral server: ${line}\n`);
}

function tellParent(message: FromServer): Promise<void> {
  return new Promise((sent) => {
    if (!process.send || !process.connected) sent();
    // A parent that went away in between is told nothing; `disconnect` does the rest.
    else process.send(message, undefined, undefined, () => sent());
  });
}

function problemOf(error: unknown): Problem {
  if (error instanceof CannotGoOn) return error.problem;
  return { kind: 'unexpected', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

try {
  await run();
  process.exit(0);
} catch (error) {
  const problem = problemOf(error);
  say(`can’t go on (${problem.kind}): ${problem.message}`);
  await tellParent({ kind: 'failed', problem });
  process.exit(EXIT_CANT_GO_ON);
}
