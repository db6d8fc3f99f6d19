/** A station whose disk changed a byte, as a process: it starts, says so, and goes on numbering. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemChance } from '../../main/station/chance.ts';
import type { StationSettings } from '../../shared/contract/settings.ts';
import { CommandId, ServiceId } from '../../shared/domain/ids.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { startPart, type Part } from '../fixtures/processes.ts';
import { openScreen } from '../fixtures/screen.ts';
import { SMALL_CENTRE, testFolder } from '../fixtures/world.ts';

let folder: ReturnType<typeof testFolder>;
let data: string;
let running: Part[];

beforeEach(() => {
  folder = testFolder();
  data = join(folder.path, 'station');
  running = [];
  mkdirSync(data);
  const settings: StationSettings = {
    centreFile: 'centre.json',
    web: { host: '127.0.0.1', port: 0 },
    server: { url: 'http://127.0.0.1:9', codeFile: 'none' },
    printer: { kind: 'virtual', folder: 'paper' },
  };
  writeFileSync(join(data, 'centre.json'), JSON.stringify(SMALL_CENTRE));
  writeFileSync(join(data, 'config.json'), JSON.stringify(settings));
});
afterEach(async () => {
  await Promise.all(running.map((part) => part.stop()));
  folder.remove();
});

async function start(): Promise<Part> {
  const part = await startPart('main/station/main.ts', data);
  running.push(part);
  return part;
}

async function issue({ url }: Part): Promise<string> {
  const screen = openScreen(url, 'visitor');
  const reply = await screen.call({ kind: 'ticket.issue', id: CommandId.parse(systemChance.id()), service: ServiceId.parse('orientation'), language: 'es' });
  screen.close();
  if (reply.kind === 'refused' || reply.outcome.kind !== 'issued') throw new Error('no turn was given');
  return spellLabel(reply.outcome.label);
}

it('[J8] [N1] a changed byte is told in words, the file is kept aside, and no number is given twice', async () => {
  const first = await start();
  for (let n = 1; n <= 5; n += 1) expect(await issue(first)).toBe(`A\u00a000${n}`);
  await first.stop();
  const file = join(data, 'station.sqlite');
  const bytes = readFileSync(file);
  const at = bytes.indexOf('"number":3}');
  expect(at).toBeGreaterThan(0);
  bytes.write('"number":8}', at);
  writeFileSync(file, bytes);

  const again = await start();
  await expect.poll(again.errors).toContain(`${file} was damaged`);
  const [aside = ''] = readdirSync(data).filter((name) => name.includes('.damaged-'));
  expect(readFileSync(join(data, aside)).equals(bytes)).toBe(true);
  expect(await issue(again)).toBe('A\u00a0006');
}, 30_000);
