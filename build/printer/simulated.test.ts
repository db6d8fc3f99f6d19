import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openPrinter } from '../../main/station/printing/index.ts';
import { REAL_TIMERS } from '../../tests/fixtures/printer/on-tcp.ts';
import { sampleTicket, struckPaper } from '../../tests/fixtures/tickets.ts';
import { testFolder } from '../../tests/fixtures/world.ts';
import { simulatePrinter, WORDS } from './simulated.ts';

const folder = testFolder();
afterEach(() => { folder.remove(); });

it('[P2] a simulated printer keeps what it prints as pictures, and does as it is told', async () => {
  const said: string[] = [];
  const papers = join(folder.path, 'papers');
  const simulated = await simulatePrinter({ port: 0, folder: papers, say: (line) => said.push(line) });
  const printer = openPrinter({ kind: 'tcp', host: '127.0.0.1', port: simulated.port, confirms: 'jobId' }, { dataDir: folder.path, timers: REAL_TIMERS, newJobId: () => 'sim' });
  const ticket = struckPaper(sampleTicket());
  expect(await printer.print(ticket)).toMatchObject({ kind: 'printed' });
  expect(simulated.obey('open')).toBe(WORDS.open);
  expect(await printer.print(ticket)).toMatchObject({ kind: 'refused', why: 'coverOpen' });
  simulated.obey('close');
  simulated.obey('out');
  expect(await printer.print(ticket)).toMatchObject({ kind: 'refused', why: 'paperOut' });
  simulated.obey('low');
  await printer.look();
  expect(printer.condition()).toBe('paperLow');
  expect(simulated.obey('dance')).toBeUndefined();
  await printer.close();
  await simulated.close();
  expect(readdirSync(papers).toSorted()).toEqual(['0001-A017.bin', '0001-A017.png']);
  expect(said).toHaveLength(1);
});

it('its program says where it stands, and that a port is taken', async () => {
  const taken = await simulatePrinter({ port: 0, folder: folder.path, say: () => {} });
  const run = async (...args: string[]): Promise<{ code: unknown; told: string }> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'simulated-main.ts'), ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
    let told = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => { told += bytes.toString(); });
    child.stdin.end('roll\ndance\n');
    const [code]: unknown[] = await once(child, 'close');
    return { code, told };
  };
  const bad = await run('--port', String(taken.port));
  expect(bad).toMatchObject({ code: 78, told: expect.stringContaining('Choose another') as string });
  await taken.close();
  const good = await run('--port', String(taken.port), '--folder', join(folder.path, 'p'));
  expect(good.code).toBe(0);
  expect(good.told).toContain('"confirms":"jobId"');
  expect(good.told).toContain(WORDS.roll);
  expect(good.told).toContain('It knows these words');
  expect(await run('--what')).toMatchObject({ code: 78 });
});
