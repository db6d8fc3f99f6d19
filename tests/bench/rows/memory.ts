/**
 * `memory`: what a station's process holds after a day of 2,000 tickets, with three years of history
 * on its disk. Its paper goes to a printer on the network; a virtual one would draw a picture of each.
 */
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../../build/bundle.ts';
import { childHost } from '../../../main/host/child-host.ts';
import { describeExit, type StationRun } from '../../../main/host/host.ts';
import { systemChance } from '../../../main/station/chance.ts';
import { systemClock } from '../../../main/station/clock.ts';
import { Centre } from '../../../shared/domain/centre.ts';
import { CommandId } from '../../../shared/domain/ids.ts';
import { openPaperListener } from '../../fixtures/paper-listener.ts';
import { openScreen } from '../../fixtures/screen.ts';
import { makeHistory } from '../history.ts';
import { writeBenchSettings } from '../kiosk.ts';
import { rounded, type Row, type Unmeasured } from '../measure.ts';

const TICKETS = 2000;
/** Who waits at any time; the others are served, one after the other. */
const WAITING = 100;
const LIMIT_MB = 200;
const BUNDLE = join(import.meta.dirname, '..', '..', '..', 'dist', 'main', 'station.cjs');
const DEMO = join(import.meta.dirname, '..', '..', '..', 'assets', 'demo', 'centre.json');

/** @param history where the three years are kept between runs; the day is lived on a copy of them, in `stationData`. */
export async function measureMemory(history: string, stationData: string): Promise<Row | Unmeasured> {
  if (process.platform !== 'linux') return { row: 'memory', unmeasured: 'what a process holds is read from Linux’s /proc' };
  const centre = Centre.parse(JSON.parse(readFileSync(DEMO, 'utf8')));
  const entries = makeHistory(history, centre, systemClock().now());
  copyFileSync(join(history, 'station.sqlite'), join(stationData, 'station.sqlite'));
  const paper = await openPaperListener();
  writeBenchSettings(stationData, { kind: 'tcp', host: '127.0.0.1', port: paper.port });
  await build();
  const { station, pid, url } = await start(stationData);
  const before = held(pid, 'VmRSS');
  await liveDay(url, centre);
  const value = held(pid, 'VmRSS');
  const most = held(pid, 'VmHWM');
  await station.stop();
  await paper.close();
  rmSync(stationData, { recursive: true });
  return {
    row: 'memory', value: rounded(value), unit: 'MB', limit: LIMIT_MB, ok: value <= LIMIT_MB,
    note: `RSS after ${TICKETS} tickets on ${entries} entries; ${rounded(before)} MB before, ${rounded(most)} MB at most`,
  };
}

/** As a kiosk starts it. */
function start(stationData: string): Promise<{ station: StationRun; pid: number; url: string }> {
  return new Promise((resolve, reject) => {
    const station = childHost({ node: process.execPath, module: BUNDLE, args: ['--data', stationData] }).start({
      message(raw) {
        const said = raw as { kind?: unknown; web?: unknown };
        const pid = station.pid();
        if (said.kind === 'ready' && typeof said.web === 'string' && pid !== undefined) resolve({ station, pid, url: said.web });
      },
      exit(exit) {
        reject(new Error(`the station ${describeExit(exit)}`));
      },
    });
  });
}

/** Each ticket is given on paper, called, served and finished, while a kiosk, a wall and a desk look on. */
async function liveDay(url: string, { services: all, desks }: Centre): Promise<void> {
  const [visitor, staff, display] = [openScreen(url, 'visitor'), openScreen(url, 'staff'), openScreen(url, 'display')];
  const id = (): CommandId => CommandId.parse(systemChance.id());
  // One with a maximum a day would turn most of them away.
  const services = all.filter(({ limits }) => limits?.daily === undefined);
  const [desk] = desks;
  if (!desk) throw new Error('the demo centre has desks');
  const stops = [visitor.watch({ kind: 'visitor' }, () => undefined), staff.watch({ kind: 'staff', desk: desk.id }, () => undefined), display.watch({ kind: 'display' }, () => undefined)];
  for (let n = 0; n < TICKETS; n += 1) {
    const service = services[n % services.length];
    if (!service) throw new Error('the demo centre has services');
    const issued = await visitor.call({ kind: 'ticket.issue', id: id(), service: service.id, language: 'es' });
    if (issued.kind === 'refused') throw new Error(`no ticket was given: ${issued.why}`);
    const by = desks[n % desks.length] ?? desk;
    const called = n < WAITING ? undefined : await staff.call({ kind: 'desk.callNext', id: id(), desk: by.id });
    if (called?.kind !== 'done' || called.outcome.kind !== 'called') continue;
    const { visit } = called.outcome;
    await staff.call({ kind: 'desk.start', id: id(), desk: by.id, visit });
    await staff.call({ kind: 'desk.finish', id: id(), desk: by.id, visit });
  }
  for (const stop of stops) stop();
  for (const screen of [visitor, staff, display]) screen.close();
}

/** In megabytes. */
function held(pid: number, what: 'VmRSS' | 'VmHWM'): number {
  const kib = new RegExp(`^${what}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kib === undefined) throw new Error(`/proc does not say ${what}`);
  return (Number(kib) * 1024) / 1e6;
}
