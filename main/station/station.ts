import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import type { ActivityCommand, Command, DirectoryCommand, Reply, Trust } from '../../shared/contract/commands.ts';
import type { PrinterSettings } from '../../shared/contract/settings.ts';
import type { Clock, Timers } from '../../shared/domain/clock.ts';
import type { Centre } from '../../shared/domain/centre.ts';
import { serviceUrl, tokenOfService } from '../../shared/domain/directory/link.ts';
import type { RecordId } from '../../shared/domain/directory/record.ts';
import { CentreId } from '../../shared/domain/ids.ts';
import type { Chance } from './chance.ts';
import { Desk, PaperActs } from './desk/index.ts';
import { Directory, isHolidayIn, openShelf } from './directory/index.ts';
import { Activities, Contacts } from './events/index.ts';
import { Hindsight } from './hindsight/index.ts';
import { asProblem, openJournal } from './journal/index.ts';
import { sha256 } from './journal/digest.ts';
import { takeLock } from './journal/lock.ts';
import { openPrinter, openSpool, type Printers, type Spool } from './printing/index.ts';
import { openScanner, serialReader } from './scanner/index.ts';
import { Screens } from './screens/index.ts';
import type { Setup } from './settings.ts';
import { joiningNow, viewNow } from './showing.ts';
import { httpServer, Sync } from './sync/index.ts';
import { Waits } from './waits/index.ts';
import { asPlaced, PageVoices, Voices } from './voice/index.ts';
import { openWeb, type Web } from './web/index.ts';

export interface StationParts {
  readonly setup: Setup;
  /** The folder of built screens. */
  readonly pages: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly timers: Timers;
  readonly log: Logger;
  /** The file turned out damaged: starting again salvages what can be read of it. */
  readonly onDamaged: () => void;
}

export interface Station {
  readonly screens: Screens;
  readonly web: Web;
  /** Finishes the paper in hand and lets everything go. */
  close(): Promise<void>;
}

/** How soon the screens show what time alone brought: a new day, a service that opened or closed, a clock that was set. */
const LOOK_MS = 20_000;

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
    const { db, journal } = openJournal({ file, clock, chance });
    letGo.push(() => {
      db.close();
    });
    const { salvaged } = journal;
    if (salvaged) log.error({ aside: salvaged.aside, lost: salvaged.lost }, salvaged.message);
    const lookForDamage = (error: unknown): void => {
      try {
        if (journal.noteDamage(error)) parts.onDamaged();
      } catch (refused) {
        log.error({ err: refused }, 'the disk does not even take a note that its file is damaged');
      }
    };

    // Screens, paper, desk and sync tell each other of changes; the screens' door is where they meet.
    const screens: Screens = new Screens({
      carryOut: (command, trust) => carryOut(command, trust, { desk, papers, directory, activities, sync }),
      clock,
      view: (query) => viewNow(query, { stillWalls: screens.stillWalls(), journal, desk, clock, sync, spool, printers, waits, directory, activities, hindsight, voices, pageVoices, scanner, patience: settings.patience, publicUrl: setup.publicUrl, hasStreets, log }),
    });

    const opening = { dataDir, timers, newJobId: () => chance.id().slice(0, 3) };
    const first = openPrinter(settings.printer, opening);
    const printers: Printers = settings.secondPrinter ? [first, openPrinter(settings.secondPrinter, opening)] : [first];
    letGo.push(async () => {
      await Promise.all(printers.map((printer) => printer.close()));
    });
    const spool = openSpool({
      db,
      printers,
      clock,
      timers,
      onChange: () => {
        screens.publish();
      },
      onStorageTrouble: (error) => {
        log.error({ err: error }, 'the disk refused the spool; what waits is printed when it lets it');
        lookForDamage(error);
      },
    });
    letGo.push(() => spool.close());

    const sync = new Sync({
      journal,
      server: httpServer(settings.server.url),
      centre: setup.centre?.id,
      name: setup.name,
      enrolCode: () => readCode(setup),
      digest: sha256,
      timers,
      fraction: () => chance.fraction(),
      onEnrolment: ({ kind }) => {
        // The code is for the screens of this device alone.
        log.info({ enrolment: kind }, 'how this device stands');
        screens.publish();
      },
      onAdopted: () => {
        desk.orderMoved();
        screens.publish();
        waits.wake();
        directory.wake();
        activities.wake();
        void activities.tend();
        voices.wake();
        tidySoon();
      },
      onLink: (link) => {
        log.info({ link }, 'server link');
        screens.publish();
      },
      onTrouble: (error, level) => {
        log[level]({ err: error }, 'sync');
        lookForDamage(error);
      },
    });
    letGo.push(() => sync.stop());

    let toldOfDamage = false;
    const tidySoon = (): void => {
      // After the reply: the number is on the screen before the disk is asked for more.
      setImmediate(() => {
        if (letGo.length === 0) return;
        try {
          journal.tidy();
        } catch (error) {
          log.error({ err: error }, 'the disk refused to take in the log; what it holds is safe');
          lookForDamage(error);
        }
        if (journal.damage !== undefined && !toldOfDamage) log.error(journal.damage);
        toldOfDamage = journal.damage !== undefined;
      });
    };

    const written = (): void => {
      screens.publish();
      // After the reply: the number is on the screen before the printer or the network is asked.
      setImmediate(() => {
        spool.wake();
        sync.wake();
      });
      tidySoon();
    };
    const notGiven = (error: Error): void => {
      log.error({ err: error }, 'the disk refused an entry; nothing was given');
      lookForDamage(error);
    };

    const desk = new Desk({
      journal,
      clock,
      chance,
      timers,
      keepsCentre: setup.centre !== undefined,
      claim: (leg, withinMs) => sync.claim(leg, withinMs),
      isPutOut: () => joiningNow({ journal, sync }).kind === 'out',
      waitForNew: (service, language) => waits.forNew(service, language),
      enqueue: (paper, now) => {
        spool.enqueue(paper.kind === 'ticket' && setup.publicUrl !== undefined ? { ...paper, publicUrl: setup.publicUrl } : paper, now);
      },
      onWritten: () => {
        written();
        waits.wake();
      },
      onStorageTrouble: notGiven,
    });
    const papers = new PaperActs({
      journal,
      spool,
      device: setup.name,
      printers: printers.map(({ name, confirms }, n) => ({ name, confirms: confirms ? spelt(n === 0 ? settings.printer : settings.secondPrinter) : 'none' })),
      clock,
      chance,
      serviceShown: (service, language) => directory.shown(service, language),
      coming: (now) => activities.coming(now),
      today: () => desk.today(),
      onWritten: written,
      onStorageTrouble: notGiven,
    });
    const shelf = openShelf(join(dataDir, 'directory.sqlite'));
    letGo.push(() => {
      shelf.close();
    });
    const directory = new Directory({
      db: shelf,
      filesFolder: join(dataDir, 'files'),
      journal,
      clock,
      timers,
      chance,
      linkOf: linkTo(setup.publicUrl, () => journal.state.centre),
      isHolidayIn,
      today: () => desk.today(),
      onChange: () => {
        screens.publish();
      },
      onWritten: written,
      onStorageTrouble: notGiven,
    });
    letGo.push(() => {
      directory.stop();
    });
    const activities = new Activities({
      journal,
      clock,
      timers,
      chance,
      contacts: new Contacts(db),
      draw: (asked, withinMs) => sync.draw(asked, withinMs),
      tradeKeys: (asked, withinMs) => sync.tradeKeys(asked, withinMs),
      isOnline: () => sync.link === 'online',
      hasVisitors: () => screens.hasTrust('visitor'),
      spool,
      isPutOut: () => joiningNow({ journal, sync }).kind === 'out',
      today: () => desk.today(),
      onChange: () => {
        screens.publish();
      },
      onWritten: written,
      onStorageTrouble: notGiven,
    });
    letGo.push(() => {
      activities.stop();
    });
    const waits = new Waits({
      journal,
      clock,
      timers,
      today: () => desk.today(),
      onSaid: () => {
        screens.publish();
      },
      onTrouble: (error) => {
        log.error({ err: error }, 'a day that is over could not be read; waits are said without it');
        lookForDamage(error);
      },
    });
    letGo.push(() => {
      waits.stop();
    });
    const hindsight = new Hindsight({
      past: journal.past,
      timers,
      onSaid: () => {
        screens.publish();
      },
      onTrouble: (error) => {
        log.error({ err: error }, 'a past call could not be read');
        lookForDamage(error);
      },
    });
    letGo.push(() => {
      hindsight.stop();
    });
    const voiceFolder = join(dataDir, 'voice');
    const mapFolder = join(dataDir, 'map');
    const hasStreets = existsSync(join(mapFolder, 'streets.pmtiles'));
    const spoken = asPlaced();
    const voices = new Voices({
      folder: voiceFolder,
      timers,
      centre: () => spoken(journal.state),
      onSaid: () => {
        screens.publish();
      },
      onTrouble: (error) => {
        log.error({ err: error }, 'the centre’s own words could not be voiced; the screens show them all the same');
      },
    });
    letGo.push(() => voices.stop());
    const pageVoices = new PageVoices({
      folder: join(voiceFolder, 'directory'),
      clock,
      timers,
      onSaid: () => {
        screens.publish();
      },
      onTrouble: (error) => {
        log.error({ err: error }, 'a text of the directory could not be voiced; the screens show it all the same');
      },
    });
    letGo.push(() => pageVoices.stop());
    if (setup.centre) desk.configure(setup.centre);
    directory.wake();
    activities.wake();
    if (setup.directoryFile !== undefined) directory.bringFirst(setup.directoryFile);

    const scanner = settings.scanner && openScanner({ port: serialReader({ ...settings.scanner, timers }), clock, chance, timers, log, onChange: () => screens.publish() });
    if (scanner) letGo.push(() => scanner.close());

    const web = await openWeb(settings.web, screens, parts.pages, join(dataDir, 'config.json'), [
      { path: '/voice/own/', folder: voiceFolder },
      { path: '/voice/', folder: join(parts.pages, '..', 'voice') },
      { path: '/map/', folder: mapFolder },
    ]);
    letGo.push(() => web.close());
    letGo.push(watchTime(timers, { screens, waits, activities, printers, spool, voices, tidySoon }));
    // First of all to go: nothing is taken on that could not be finished.
    letGo.push(() => {
      screens.close();
      desk.stop();
      activities.stop();
    });
    spool.wake();
    sync.wake();
    return { screens, web, close };
  } catch (error) {
    await close();
    throw asProblem(error, file);
  }
}

/** What is done at the queue is the desk's; the rest is about this device itself. */
function carryOut(command: Command, trust: Trust, { desk, papers, directory, activities, sync }: { desk: Desk; papers: PaperActs; directory: Directory; activities: Activities; sync: Sync }): Reply | Promise<Reply> {
  const by = trust === 'staff' ? 'staff' : 'visitor';
  if (command.kind === 'ticket.find' || command.kind === 'paper.find') return desk.answer(command, by);
  if (command.kind === 'paper.settle' || command.kind === 'paper.test' || command.kind === 'paper.day' || command.kind === 'offer.print') return papers.carryOut(command);
  if (isOfDirectory(command)) return directory.carryOut(command, trust);
  if (isOfActivities(command)) return activities.carryOut(command, trust);
  if (command.kind !== 'device.askAgain') return desk.carryOut(command, by);
  sync.askAgain();
  return { kind: 'done', outcome: { kind: 'askedAgain' } };
}

function isOfDirectory(command: Command): command is DirectoryCommand {
  return command.kind.startsWith('directory.');
}

function isOfActivities(command: Command): command is ActivityCommand {
  return /^(?:series|signup|attendance)\./.test(command.kind);
}

/**
 * Time writes no entry, but a wall must not show yesterday's calls, nor a kiosk a service that has
 * closed: what is shown is looked at anew, and sent where it changed. And a station that nobody taps
 * looks after its file all the same.
 */
function watchTime(timers: Timers, { screens, waits, activities, printers, spool, voices, tidySoon }: { screens: Screens; waits: Waits; activities: Activities; printers: Printers; spool: Spool; voices: Voices; tidySoon: () => void }): () => void {
  let callOff = (): void => {};
  const look = (): void => {
    screens.publish();
    waits.wake();
    voices.wake();
    void activities.tend();
    tidySoon();
    // A roll that ends soon is changed before it has: staff hear of it though nobody takes a turn.
    for (const printer of printers) {
      void printer.look().then((isOther) => {
        if (!isOther) return;
        screens.publish();
        if (isWell(printer)) spool.tryAgain();
      });
    }
    callOff = timers.after(LOOK_MS, look);
  };
  look();
  return () => {
    callOff();
  };
}

/** How a printer says that a paper is out, as whoever writes settings spells it. */
function spelt(settings: PrinterSettings | undefined): string {
  return settings !== undefined && 'confirms' in settings && settings.confirms !== undefined ? settings.confirms : (settings?.kind ?? 'none');
}

function isWell({ condition }: Printers[0]): boolean {
  return condition() === 'ready' || condition() === 'paperLow';
}

/** [X6] Where a service opens on a phone; nowhere without a public address. */
function linkTo(publicUrl: string | undefined, centre: () => Centre | undefined): ((service: RecordId) => string) | undefined {
  if (publicUrl === undefined) return undefined;
  return (service) => serviceUrl(publicUrl, tokenOfService(sha256, centre()?.id ?? CentreId.parse('none'), service));
}

/** The code this machine was given to enrol with; undefined once it was used, or never given. */
function readCode({ dataDir, settings: { server } }: Setup): string | undefined {
  if (server.codeFile === undefined) return undefined;
  try {
    return readFileSync(resolve(dataDir, server.codeFile), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
