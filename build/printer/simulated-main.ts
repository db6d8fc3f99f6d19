/**
 * `npm run printer:simulated [-- --port 9100 --folder var/simulated-paper]`: a printer on this machine,
 * for demonstrations and for trying what a centre does when its paper ends. Ctrl-C ends it.
 */
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { EXIT_CANT_GO_ON } from '../../shared/contract/problem.ts';
import { simulatePrinter, WORDS } from './simulated.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const Arguments = z.object({ port: z.coerce.number().int().min(1).max(65_535).default(9100), folder: z.string().min(1).default(join(ROOT, 'var', 'simulated-paper')) });

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function readArguments(): z.infer<typeof Arguments> | undefined {
  try {
    return Arguments.safeParse(parseArgs({ options: { port: { type: 'string' }, folder: { type: 'string' } } }).values).data;
  } catch {
    return undefined;
  }
}

async function run({ port, folder }: z.infer<typeof Arguments>): Promise<void> {
  const printer = await simulatePrinter({ port, folder: resolve(folder), say });
  say(`A simulated printer stands at 127.0.0.1, port ${port}. In a station's config.json:`);
  say(`  "printer": ${JSON.stringify({ kind: 'tcp', host: '127.0.0.1', port, confirms: 'jobId', name: 'Simulada' })}`);
  say('Type what is to happen to it:');
  for (const [word, what] of Object.entries(WORDS)) say(`  ${word.padEnd(8)}${what}`);
  const words = createInterface({ input: process.stdin });
  const end = (): void => { words.close(); };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  for await (const word of words) {
    if (word.trim() !== '') say(printer.obey(word.trim()) ?? `It knows these words: ${Object.keys(WORDS).join(', ')}.`);
  }
  await printer.close();
}

const asked = readArguments();
if (asked) {
  try {
    await run(asked);
  } catch (error) {
    process.stderr.write(`No printer can stand at port ${asked.port}: ${error instanceof Error ? error.message : String(error)}. Choose another with --port.\n`);
    process.exitCode = EXIT_CANT_GO_ON;
  }
} else {
  process.stderr.write('It takes two options: npm run printer:simulated -- --port 9100 --folder <folder>\n');
  process.exitCode = EXIT_CANT_GO_ON;
}
