/**
 * The station as a process: `main.ts --data <folder>`. Hosted over `process.parentPort` or a fork's
 * channel it speaks channel.ts; alone it prints where its screens are. It ends when it is told to,
 * and when its host is gone.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import type { StationFrame } from '../../shared/contract/bridge.ts';
import { Trust } from '../../shared/contract/commands.ts';
import { CannotGoOn, EXIT_CANT_GO_ON } from '../../shared/contract/problem.ts';
import type { FromStation, ToStation } from './channel.ts';
import { systemChance } from './chance.ts';
import { systemClock, systemTimers } from './clock.ts';
import { openStation, type Station } from './index.ts';
import { SCREENS } from './places.ts';
import type { Screen } from './screens/index.ts';
import { readSetup } from './settings.ts';

/** Electron's utilityProcess adds this to `process`; Node's own types don't know it. */
interface ParentPort {
  postMessage(message: FromStation): void;
  on(event: 'message', listener: (event: { data: ToStation }) => void): void;
}
const parentPort = (process as { parentPort?: ParentPort }).parentPort;

function tellHost(message: FromStation): void {
  if (parentPort) parentPort.postMessage(message);
  else if (process.connected) process.send?.(message);
}

// All that a station writes is for its own user alone: the journal, and the token in it.
process.umask(0o077);

const isHosted = parentPort !== undefined || process.channel !== undefined;

const asked = process.env['UMBRAL_LOG'] ?? '';
const log = pino({ level: Object.hasOwn(pino.levels.values, asked) ? asked : 'warn' }, pino.destination({ fd: 2, sync: true }));

/** Reads the settings and opens the station on them. */
async function open(): Promise<Station> {
  const { values } = parseArgs({ options: { data: { type: 'string', default: 'var/station' } } });
  return openStation({
    setup: readSetup(resolve(values.data)),
    pages: SCREENS,
    clock: systemClock(),
    chance: systemChance,
    timers: systemTimers,
    log,
    onDamaged() {
      log.fatal('the file of this station turned out damaged; it starts again, to save what can be read of it');
      endsWith = 1;
      stopFromWithin();
    },
  });
}

/** What the host says to a station that is up: screens come, speak and go. */
function hostScreens(station: Station): (message: ToStation) => void {
  const open = new Map<number, Screen>();
  return (message) => {
    switch (message.kind) {
      case 'open': {
        const { session } = message;
        const send = (frame: StationFrame): void => {
          tellHost({ kind: 'frame', session, frame });
        };
        open.set(session, station.screens.connect(Trust.parse(message.trust), send));
        return;
      }
      case 'frame':
        open.get(message.session)?.receive(message.frame);
        return;
      case 'close':
        open.get(message.session)?.close();
        open.delete(message.session);
        return;
      case 'stop':
        end(station);
        return;
      default:
        message satisfies never;
    }
  };
}

/** Finishes what is on the way, then exits; the second call changes nothing. */
function end(station: Station): void {
  if (ending) return;
  ending = true;
  station.close().then(
    () => process.exit(endsWith),
    (error: unknown) => {
      log.fatal({ err: error }, 'the station did not stop cleanly');
      process.exit(1);
    },
  );
}
let ending = false;
/** 0 is an end that was asked for; after any other a host starts the station again. */
let endsWith = 0;
let stopFromWithin = (): void => {};

/**
 * Listens from the first moment: what comes while the station still opens — a stop, a signal, the
 * host's own death — waits for it instead of being lost.
 */
function listen(): (station: Station) => void {
  const early: ToStation[] = [];
  let deliver = (message: ToStation): void => {
    early.push(message);
  };
  const toldToStop = (): void => {
    deliver({ kind: 'stop' });
  };
  stopFromWithin = toldToStop;
  parentPort?.on('message', (event) => {
    deliver(event.data);
  });
  if (process.channel) {
    process.on('message', (message) => {
      deliver(message as ToStation);
    });
    // A station must not outlive the host that watches it.
    process.on('disconnect', toldToStop);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, toldToStop);
  return (station) => {
    deliver = hostScreens(station);
    tellHost({ kind: 'ready', web: station.web.url });
    if (!isHosted) process.stdout.write(`Screens at ${station.web.url}/visitor /staff /display\n`);
    for (const message of early) deliver(message);
  };
}

/** What starting again can't mend is told and ends; anything else ends in a way that is tried again. */
function giveUp(error: unknown): void {
  if (error instanceof CannotGoOn) {
    tellHost({ kind: 'failed', problem: error.problem });
    if (!isHosted) process.stderr.write(`${error.message}\n`);
    leave(EXIT_CANT_GO_ON);
  } else {
    log.fatal({ err: error }, 'the station could not start');
    leave(1);
  }
}

/** Ends once the last message is out. A utility process never ends by itself, a fork does when its channel is closed. */
function leave(code: number): void {
  process.exitCode = code;
  if (parentPort) setImmediate(() => process.exit(code));
  else if (process.connected) process.disconnect();
}

open().then(listen(), giveUp);
