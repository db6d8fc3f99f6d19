/** Much at once, over real HTTP against one server process: two hundred devices, and ten thousand entries. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeState } from '../../shared/domain/reducers/snapshot.ts';
import { systemClock } from '../../main/station/clock.ts';
import { startPart, type Part } from '../fixtures/processes.ts';
import { runFolder } from '../sim/run-folder.ts';
import { look, until } from './centre.ts';
import { letInMany, type CrowdDevice } from './crowd.ts';
import { issuedIn, readOrder, replay } from './laws.ts';

const DEVICES = 200;
/** A quiet machine with two cores takes a few seconds, and all two hundred run on it beside their server. */
const HEALED_MS = 60_000;
/** A server that keeps one centre has no use for more. */
const MOST_MEGABYTES = 400;

let folder: string;
let serverData: string;
let server: Part;
let crowd: readonly CrowdDevice[];

beforeEach(() => {
  folder = runFolder();
  serverData = join(folder, 'server');
  mkdirSync(serverData);
  writeFileSync(join(serverData, 'config.json'), JSON.stringify({ host: '127.0.0.1', port: 0 }));
  crowd = [];
});
afterEach(async () => {
  await Promise.all(crowd.map((device) => device.leave()));
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The server, at the same address each time. */
async function start(): Promise<void> {
  server = await startPart('server/main.ts', serverData);
  writeFileSync(join(serverData, 'config.json'), JSON.stringify({ host: '127.0.0.1', port: Number(new URL(server.url).port) }));
}

/** @returns how long it took until everybody had everything, in milliseconds. */
async function untilAllAreIn(): Promise<number> {
  const clock = systemClock();
  const file = join(serverData, 'centre.sqlite');
  const isIn = (device: CrowdDevice, head: number): boolean => device.journal.pendingCount === 0 && device.journal.head.no === head && device.link === 'online';
  await until(() => {
    const head = look<number>(file, 'SELECT ifnull(max(no), 0) FROM entries');
    return crowd.every((device) => isIn(device, head));
  }, 'everybody has everything', 2 * HEALED_MS);
  return clock.monotonic();
}

/** Of the server's process, where the system tells. */
function megabytes(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function expectAllIsThere(): void {
  const order = readOrder(serverData);
  const visits = issuedIn(order).map(({ visit }) => visit);
  expect(visits.toSorted()).toEqual(crowd.flatMap(({ written }) => written).toSorted());
  const state = replay(order);
  expect(new Set(crowd.map(({ journal }) => encodeState(journal.state)))).toEqual(new Set([state]));
}

describe(`${DEVICES} devices`, () => {
  it('[J12] come at once, and again at once when their server was killed: all are in within seconds, and nothing is lost', async () => {
    crowd = await letInMany(serverData, folder, DEVICES);
    await start();
    for (const device of crowd) {
      device.write(3);
      device.come(server.url);
    }
    const came = await untilAllAreIn();
    await server.kill();
    for (const device of crowd) device.write(2);
    await start();
    const cameBack = await untilAllAreIn();
    expectAllIsThere();
    const most = megabytes();
    process.stdout.write(`${DEVICES} devices: in after ${Math.round(came)} ms, back after ${Math.round(cameBack)} ms, the server’s memory at most ${Math.round(most)} MB\n`);
    expect(cameBack).toBeLessThan(HEALED_MS);
    expect(most).toBeLessThan(MOST_MEGABYTES);
  }, 5 * HEALED_MS);
});

describe('a backlog', () => {
  it('[J12] of 10,000 entries is through within seconds of the server’s coming, over real HTTP', async () => {
    crowd = await letInMany(serverData, folder, 2);
    crowd[0]?.write(9000);
    crowd[1]?.write(1000);
    await start();
    for (const device of crowd) device.come(server.url);
    const took = await untilAllAreIn();
    expectAllIsThere();
    process.stdout.write(`10,000 entries through after ${Math.round(took)} ms, the server’s memory at most ${Math.round(megabytes())} MB\n`);
    expect(took).toBeLessThan(HEALED_MS);
  }, 5 * HEALED_MS);
});
