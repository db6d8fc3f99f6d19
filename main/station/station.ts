import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import type { ServerLink } from '../../shared/contract/views.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Chance } from './chance.ts';
import { Desk } from './desk/index.ts';
import { asProblem, Journal, openDatabase } from './journal/index.ts';
import { takeLock } from './journal/lock.ts';
import { openSpool, openTcpPrinter, openVirtualPrinter, type Printer } from './printing/index.ts';
import { Screens } from './screens/index.ts';
import type { Setup } from './settings.ts';
import { httpServer, Sync, type Timers } from './sync/index.ts';
import { viewOf } from './views/index.ts';
import { openWeb, type Web } from './web/index.ts';

export interface StationParts {
  readonly setup: Setup;
  /** The folder of built screens. */
  readonly pages: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly timers: Timers;
  readonly log: Logger;
}

export interface Station {
  readonly screens: Screens;
  readonly web: Web;
  /** Finishes the paper in hand and lets everything go. */
  close(): Promise<void>;
}

/** Troubles shown to staff at once. */
const TROUBLES_SHOWN = 5;
/** How soon after midnight, or after somebody set the clock, the screens show the new day. */
const DAY_CHECK_MS = 20_000;

/**
 * Opens a station on its data folder.
 * @throws CannotGoOn where it can't go on; then nothing is left open.
 */
export async function openStation(parts: StationParts): Promise<Station> {
  const { setup, clock, chance, timers, log } = parts;
  const { dataDir, settings } = setup;
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'station.sqlite');
  const letGo: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const step of letGo.splice(0).toReversed()) await step();
  };
  try {
    letGo.push(takeLock(join(dataDir, 'station.lock'), 'A station'));
    const db = openDatabase(file);
    letGo.push(() => {
      db.close();
    });
    const journal = new Journal(db, clock, chance);

    // Screens, paper, desk and sync tell each other of changes; the screens' door is where they meet.
    let link: ServerLink = 'offline';
    const screens: Screens = new Screens({
      carryOut: (command) => desk.carryOut(command),
      view: (query) => {
        const { centre } = journal.state;
        const day = desk.today();
        if (!centre || !day) return undefined;
        try {
          return viewOf(query, {
            state: journal.state,
            centre,
            day,
            link,
            paperOf: (visit) => spool.stateOf(visit) ?? 'unknown',
            paperTroubles: () => spool.troubles(day, TROUBLES_SHOWN),
            printer: { name: printer.name, confirms: printer.confirms },
          });
        } catch (error) {
          // A damaged page of the file must not end the station under everybody else's screens.
          log.error({ err: error, view: query.kind }, 'a view could not be made');
          return undefined;
        }
      },
    });

    const printer = openPrinter(setup);
    letGo.push(() => printer.close());
    const spool = openSpool({
      db,
      printer,
      clock,
      timers,
      onChange: () => {
        screens.publish();
      },
      onStorageTrouble: (error) => {
        log.error({ err: error }, 'the disk refused the spool; what waits is printed when it lets it');
      },
    });
    letGo.push(() => spool.close());

    const sync = new Sync({
      journal,
      server: httpServer(settings.server.url),
      centre: setup.centre.id,
      enrolCode: () => readCode(resolve(dataDir, settings.server.codeFile)),
      timers,
      fraction: () => chance.fraction(),
      onAdopted: () => {
        screens.publish();
      },
      onLink: (now) => {
        link = now;
        log.info({ link: now }, 'server link');
        screens.publish();
      },
      onTrouble: (error, level) => {
        log[level]({ err: error }, 'sync');
      },
    });
    letGo.push(() => sync.stop());

    const desk = new Desk({
      journal,
      clock,
      chance,
      enqueue: (ticket, now) => {
        spool.enqueue(ticket, now);
      },
      onWritten: () => {
        screens.publish();
        // After the reply: the number is on the screen before the printer or the network is asked.
        setImmediate(() => {
          spool.wake();
          sync.wake();
          try {
            journal.tidy();
          } catch (error) {
            log.error({ err: error }, 'the disk refused to take in the log; what it holds is safe');
          }
        });
      },
      onStorageTrouble: (error) => {
        log.error({ err: error }, 'the disk refused an entry; nothing was given');
      },
    });
    desk.configure(setup.centre);

    const web = await openWeb(settings.web, screens, parts.pages, join(dataDir, 'config.json'));
    letGo.push(() => web.close());
    letGo.push(watchDay(timers, desk, screens));
    // First of all to go: nothing is taken on that could not be finished.
    letGo.push(() => {
      screens.close();
    });
    spool.wake();
    sync.wake();
    return { screens, web, close };
  } catch (error) {
    await close();
    throw asProblem(error, file);
  }
}

/** Time writes no entry, but a wall must not show yesterday's calls: a new day is a new view. */
function watchDay(timers: Timers, desk: Desk, screens: Screens): () => void {
  let day = desk.today();
  let callOff = (): void => {};
  const look = (): void => {
    const today = desk.today();
    if (today !== day) screens.publish();
    day = today;
    callOff = timers.after(DAY_CHECK_MS, look);
  };
  look();
  return () => {
    callOff();
  };
}

function openPrinter({ dataDir, settings: { printer } }: Setup): Printer {
  switch (printer.kind) {
    case 'virtual':
      return openVirtualPrinter({ folder: resolve(dataDir, printer.folder) });
    case 'tcp':
      return openTcpPrinter({ host: printer.host, port: printer.port });
    default:
      return printer satisfies never;
  }
}

/** The code this machine was given to enrol with; undefined once it was used, or never given. */
function readCode(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
