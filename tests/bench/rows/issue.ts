/** `issue`: a ticket given durably — entry, print job and answer — while a real server takes each and orders it, beside a bare fsynced insert. */
import Database from 'better-sqlite3';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Desk } from '../../../main/station/desk/index.ts';
import { systemChance } from '../../../main/station/chance.ts';
import { systemClock } from '../../../main/station/clock.ts';
import { sha256 } from '../../../main/station/journal/digest.ts';
import { Journal, openDatabase } from '../../../main/station/journal/index.ts';
import { openSpool, USUAL_FORM } from '../../../main/station/printing/index.ts';
import { httpServer, Sync } from '../../../main/station/sync/index.ts';
import { CommandId } from '../../../shared/domain/ids.ts';
import { startPart } from '../../fixtures/processes.ts';
import { ORIENTATION, SMALL_CENTRE } from '../../fixtures/world.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const WARM_UP = 200;
const SAMPLES = 2000;
const LIMIT = 2;

/** Between two taps, in milliseconds: nobody taps without a pause, and sync has its turn in it. */
const PAUSE_MS = 3;

const pause = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); });

export async function measureIssue(folder: string): Promise<Row> {
  const bare = bareInsert(join(folder, 'bare.sqlite'));
  const station = openDatabase(join(folder, 'issue.sqlite'));
  const clock = systemClock();
  const journal = new Journal(station, clock, systemChance);
  const printer = { name: 'none', confirms: true, form: USUAL_FORM, condition: () => 'unknown' as const, look: () => Promise.resolve(false), print: async () => ({ kind: 'printed' }) as const, close: async () => {} };
  const spool = openSpool({ db: station, printers: [printer], clock, timers: { after: () => () => {} }, onChange: () => {}, onStorageTrouble: () => {} });
  const desk = new Desk({
    journal,
    clock,
    chance: systemChance,
    timers: { after: () => () => {} },
    keepsCentre: true,
    claim: async () => 'granted',
    isPutOut: () => false,
    waitForNew: () => undefined,
    enqueue: (ticket, now) => { spool.enqueue(ticket, now); },
    onWritten: () => {},
    onStorageTrouble: (error) => { throw error; },
  });
  desk.configure(SMALL_CENTRE);
  const server = await startServer(join(folder, 'server'));
  const sync = new Sync({
    journal,
    server: httpServer(server.url),
    centre: SMALL_CENTRE.id,
    name: 'Bench',
    enrolCode: () => server.code,
    digest: sha256,
    timers: {
      after(ms, then) {
        const timer = setTimeout(then, ms);
        return () => { clearTimeout(timer); };
      },
    },
    fraction: () => 0.5,
    onEnrolment: () => {},
    onAdopted: () => {},
    onLink: () => {},
    onTrouble: (error) => { throw error; },
  });
  const issue = (): void => {
    const id = CommandId.parse(systemChance.id());
    const reply = desk.carryOut({ kind: 'ticket.issue', id, service: ORIENTATION, language: 'es' });
    if (reply.kind === 'refused') throw new Error(`no ticket was given: ${reply.why}`);
  };

  const issued: number[] = [];
  const inserted: number[] = [];
  for (let i = 0; i < WARM_UP + SAMPLES; i += 1) {
    const bareWatch = stopwatch();
    bare.insert();
    const bareMs = bareWatch();
    const watch = stopwatch();
    issue();
    const ms = watch();
    // What a station does between taps is between them here too: sync runs on while the next is tapped.
    journal.tidy();
    sync.wake();
    await pause();
    if (i < WARM_UP) continue;
    inserted.push(bareMs);
    issued.push(ms);
  }
  const placed = journal.head.no;
  await sync.stop();
  await server.stop();
  bare.close();
  station.close();
  if (placed < SAMPLES / 10) throw new Error(`sync did not run: only ${placed} places came back`);

  const [value, base] = [percentile(issued, 0.99), percentile(inserted, 0.99)];
  const ratio = value / base;
  return {
    row: 'issue', p50: rounded(percentile(issued, 0.5)), p99: rounded(value), value: rounded(value), unit: 'ms', base: rounded(base),
    ratio: rounded(ratio), limit: LIMIT, ok: ratio <= LIMIT, note: `${SAMPLES} tickets while ${placed} places came back, interleaved; base p50 ${rounded(percentile(inserted, 0.5))} ms`,
  };
}

/** A server of its own, and the code that it lays there for the first device. */
async function startServer(folder: string): Promise<{ readonly url: string; readonly code: string; stop(): Promise<unknown> }> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ host: '127.0.0.1', port: 0 }));
  const part = await startPart('server/main.ts', folder);
  return { url: part.url, code: readFileSync(join(folder, 'enrol-code'), 'utf8').trim(), stop: () => part.stop() };
}

/** The same pragmas, 400 bytes, one row a transaction. */
function bareInsert(file: string): { insert: () => void; close: () => void } {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE bare (id INTEGER PRIMARY KEY, bytes TEXT NOT NULL)');
  const statement = db.prepare('INSERT INTO bare (bytes) VALUES (?)');
  const bytes = 'x'.repeat(400);
  return { insert: () => { statement.run(bytes); }, close: () => { db.close(); } };
}
