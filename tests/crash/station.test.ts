/** The station as a process, on a bad day: each trouble is told in words, and nothing is lost. */
import Database from 'better-sqlite3';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT_CANT_GO_ON } from '../../shared/contract/problem.ts';
import type { StationSettings } from '../../shared/contract/settings.ts';
import { CommandId, ServiceId } from '../../shared/domain/ids.ts';
import { systemChance } from '../../main/station/chance.ts';
import { DidNotStart, startPart, type Part } from '../fixtures/processes.ts';
import { openScreen } from '../fixtures/screen.ts';
import { SMALL_CENTRE, testFolder } from '../fixtures/world.ts';

let folder: ReturnType<typeof testFolder>;
let data: string;
let running: Part[];
const settings: StationSettings = {
  centreFile: 'centre.json',
  web: { host: '127.0.0.1', port: 0 },
  server: { url: 'http://127.0.0.1:9', codeFile: 'none' },
  printer: { kind: 'virtual', folder: 'paper' },
};

beforeEach(() => {
  folder = testFolder();
  data = join(folder.path, 'station');
  running = [];
  mkdirSync(data);
  writeFileSync(join(data, 'centre.json'), JSON.stringify(SMALL_CENTRE));
  writeFileSync(join(data, 'config.json'), JSON.stringify(settings));
});
afterEach(async () => {
  await Promise.all(running.map((part) => part.stop()));
  folder.remove();
});

async function start(through?: Parameters<typeof startPart>[2]): Promise<Part> {
  const part = await startPart('main/station/main.ts', data, through);
  running.push(part);
  return part;
}

async function whyNot(): Promise<DidNotStart> {
  const error: unknown = await start().catch((reason: unknown) => reason);
  if (error instanceof DidNotStart) return error;
  throw new Error('it started, or failed in another way', { cause: error });
}

const issue = async (part: Part, id = CommandId.parse(systemChance.id())): Promise<string> => {
  const screen = openScreen(part.url, 'visitor');
  const reply = await screen.call({ kind: 'ticket.issue', id, service: ServiceId.parse('orientation'), language: 'es' });
  screen.close();
  return reply.kind === 'done' && reply.outcome.kind === 'issued' ? `${reply.outcome.label.letter}${reply.outcome.label.number}` : (reply.kind === 'refused' ? reply.why : reply.outcome.kind);
};

describe('a station that can’t go on says why, names the file or port, and exits with 78', () => {
  it('a config file that is not JSON', async () => {
    writeFileSync(join(data, 'config.json'), '{ "web": ');
    const why = await whyNot();
    expect(why).toMatchObject({ code: EXIT_CANT_GO_ON, problem: { kind: 'badFile' } });
    expect(why.problem?.message).toContain(join(data, 'config.json'));
  });

  it('a config file with a wrong value, by its name', async () => {
    writeFileSync(join(data, 'config.json'), JSON.stringify({ ...settings, web: { host: '0.0.0.0', port: 4311 } }));
    const why = await whyNot();
    expect(why.problem).toMatchObject({ kind: 'badFile', message: expect.stringContaining('web.host') });
  });

  it('a centre file where a desk serves what is not a service', async () => {
    writeFileSync(join(data, 'centre.json'), JSON.stringify({ ...SMALL_CENTRE, desks: [{ id: 'desk-1', number: 1, services: ['dentist'] }] }));
    const why = await whyNot();
    expect(why.problem).toMatchObject({ kind: 'badFile', message: expect.stringContaining('«dentist»') });
  });

  it('a centre file that is not there', async () => {
    writeFileSync(join(data, 'config.json'), JSON.stringify({ ...settings, centreFile: 'elsewhere.json' }));
    expect((await whyNot()).problem).toMatchObject({ kind: 'badFile', message: expect.stringContaining('elsewhere.json') });
  });

  it('a port that another program holds', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    writeFileSync(join(data, 'config.json'), JSON.stringify({ ...settings, web: { host: '127.0.0.1', port } }));
    const why = await whyNot();
    expect(why).toMatchObject({ code: EXIT_CANT_GO_ON, problem: { kind: 'portInUse', message: expect.stringContaining(String(port)) } });
    expect(why.problem?.message).toContain('config.json');
    other.close();
  });

  it('a database from a newer version, which stays as it was', async () => {
    const file = join(data, 'station.sqlite');
    const db = new Database(file);
    db.pragma('user_version = 999');
    db.exec('CREATE TABLE tomorrow (x)');
    db.close();
    const before = readFileSync(file);
    expect(await whyNot()).toMatchObject({ code: EXIT_CANT_GO_ON, problem: { kind: 'newerDatabase', message: expect.stringContaining(file) } });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('a second station on the same data', async () => {
    await start();
    expect(await whyNot()).toMatchObject({ code: EXIT_CANT_GO_ON, problem: { kind: 'alreadyRunning' } });
  });

  it('a data folder that can’t be there', async () => {
    // Below a plain file nobody can make a folder, root or not.
    data = join(data, 'centre.json', 'station');
    expect((await whyNot()).problem).toMatchObject({ kind: 'notWritable', message: expect.stringContaining(data) });
  });
});

describe('a disk that fills up', () => {
  it('[J2] refuses turns in words, shows none that is not on it, and goes on when there is room', async () => {
    const first = await start();
    expect(await issue(first)).toBe('A1');
    await first.stop();
    // The kernel's own limit on file size stands for the end of the disk: the write really fails.
    const full = await start({ execPath: '/bin/bash', execArgv: ['-c', 'ulimit -f 400; exec "$0" "$@"', process.execPath] });
    const answers: string[] = [];
    for (let i = 0; i < 200 && answers.at(-1) !== 'storage'; i += 1) answers.push(await issue(full));
    expect(answers.at(-1)).toBe('storage');
    expect(answers.length).toBeGreaterThan(2);
    await expect.poll(full.errors).toContain('the disk refused an entry');
    await full.kill();
    const again = await start();
    expect(await issue(again)).toBe(`A${answers.length + 1}`);
  }, 60_000);
});

describe('a repeat after death', () => {
  it('[J18] a tap whose answer was lost with the station gets the same number from the next one', async () => {
    const id = CommandId.parse(systemChance.id());
    const first = await start();
    const label = await issue(first, id);
    await first.kill();
    const second = await start();
    expect(await issue(second, id)).toBe(label);
    expect(await issue(second)).toBe('A2');
  });
});

describe('what it writes', () => {
  it('is for its own user alone', async () => {
    const part = await start();
    await issue(part);
    await part.stop();
    for (const name of ['station.sqlite', 'station.lock', 'paper']) expect(statSync(join(data, name)).mode & 0o077, name).toBe(0);
  });
});

describe('an end', () => {
  it('is clean: exit code 0 when asked, and when its host is gone', async () => {
    const first = await start();
    expect(await first.stop()).toBe(0);
    const second = await start();
    const gone = once(second.child, 'exit');
    second.child.disconnect();
    expect(await gone).toEqual([0, null]);
  });
});
