import Database from 'better-sqlite3';
import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONFIGURED, MONDAY, TestOrder, dayAfterMonday, issued, pendingOf } from '../../../tests/fixtures/journals.ts';
import { DESK_3, MONDAY_NINE, commandIds, testChance, testClock, testFolder } from '../../../tests/fixtures/world.ts';
import type { Reply } from '../../../shared/contract/commands.ts';
import { CentreId } from '../../../shared/domain/ids.ts';
import { Damaged } from './damaged.ts';
import { openDatabase } from './database.ts';
import { openJournal, type Journal } from './index.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { salvage } from './salvage.ts';

let folder: ReturnType<typeof testFolder>;
let file: string;
let open: Database.Database[];
let order: TestOrder;
const command = { kind: 'desk.callNext', id: commandIds(testChance(3))(), desk: DESK_3 } as const;
const reply: Reply = { kind: 'refused', why: 'nobodyWaiting' };
const TUESDAY = dayAfterMonday(1);
let seed = 500;

beforeEach(() => {
  folder = testFolder();
  file = join(folder.path, 'station.sqlite');
  open = [];
  order = new TestOrder();
});
afterEach(() => {
  for (const db of open) db.close();
  folder.remove();
});

function start(): { journal: Journal; db: Database.Database } {
  for (const db of open.splice(0)) db.close();
  const opened = openJournal({ file, clock: testClock(), chance: testChance((seed += 1)) });
  open.push(opened.db);
  return opened;
}

/** Five tickets that have a place, and five that have none; a snapshot, an answer, a paper. */
function lived(): { journal: Journal; db: Database.Database } {
  const opened = start();
  const { journal, db } = opened;
  order.open();
  journal.adopt(order.after(0));
  journal.noteEnrolled(CentreId.parse('la-prueba'), 1);
  journal.write(CONFIGURED, MONDAY);
  for (let n = 1; n <= 5; n += 1) journal.write(issued(n), MONDAY);
  journal.adopt(order.take(journal));
  journal.adopt(order.closeDay(MONDAY));
  journal.tidy();
  for (let n = 6; n <= 10; n += 1) journal.write(issued(n), TUESDAY);
  journal.remember(command, reply);
  db.exec("INSERT INTO papers (kind, subject, title, business_day, model, state, created_at) VALUES ('ticket', 'v', 'A 003', '2026-11-23', '{}', 'waiting', 1)");
  return opened;
}

/** Changes what is on the disk, past everyone. */
function harm(sql: string): void {
  for (const db of open.splice(0)) db.close();
  const db = new Database(file);
  db.exec(sql);
  db.close();
}

function aside(): string[] {
  return readdirSync(dirname(file)).filter((name) => name.includes('damaged'));
}

describe('a sound file', () => {
  it('is opened as it is, and nobody is told anything', () => {
    const { journal } = lived();
    const { chain } = journal;
    const again = start().journal;
    expect(again.salvaged).toBeUndefined();
    expect(again.chain).toEqual(chain);
    expect(aside()).toEqual([]);
  });
});

describe('a damaged file', () => {
  it('[J8] is set aside as it is, and told of for as long as it lies there', () => {
    const bytes = Buffer.alloc(8192, 'not a database ');
    writeFileSync(file, bytes);
    const { salvaged } = start().journal;
    expect(salvaged).toMatchObject({ at: MONDAY_NINE, aside: `${file}.damaged-2026-11-23T14-00-00`, lost: true });
    expect(salvaged?.message).toContain('another device');
    expect(readFileSync(salvaged?.aside ?? '').equals(bytes)).toBe(true);
    expect(start().journal.salvaged).toEqual(salvaged);
    rmSync(salvaged?.aside ?? '');
    expect(start().journal.salvaged).toBeUndefined();
  });

  it('[J11] an own entry: what comes before it is kept as it is, what comes after it is written again, and who it is stays', () => {
    const before = lived().journal;
    const { device, keys: { current } } = before;
    const pending = pendingOf(before);
    harm(`UPDATE own SET bytes = replace(bytes, '"number":8', '"number":9') WHERE bytes LIKE '%"number":8}%'`);
    const { journal, db } = start();
    expect(journal).toMatchObject({ device, epoch: 1, enrolled: true, centre: 'la-prueba', salvaged: { lost: true } });
    expect(journal.keys.current).toBe(current);
    expect(pendingOf(journal).slice(0, 2)).toEqual(pending.slice(0, 2));
    const numbers = pendingOf(journal).map(({ bytes }) => (JSON.parse(bytes) as { payload: { label: { number: number } } }).payload.label.number);
    expect(numbers).toEqual([6, 7, 9, 10]);
    expect(journal.head).toEqual(before.head);
    expect(journal.remembered(command)).toEqual(reply);
    expect(db.prepare('SELECT subject, state FROM papers').all()).toEqual([{ subject: 'v', state: 'waiting' }]);
    expect(db.prepare('SELECT count(*) AS n FROM visits').get()).toEqual({ n: 5 });
    // And it goes on.
    journal.write(issued(11), TUESDAY);
    expect(journal.adopt(order.take(journal))).toBeUndefined();
    expect(start().journal.pendingCount).toBe(0);
  });

  it('[J19] the end of the order: it is taken again from there', () => {
    const before = lived().journal;
    before.adopt(order.take(before));
    const { state } = before;
    harm('UPDATE places SET order_hash = hash WHERE no = 10');
    const { journal } = start();
    expect(journal.salvaged?.message).toContain('up to place 9');
    expect(journal.adopt(order.after(journal.head.no))).toBeUndefined();
    expect(journal.state).toEqual(state);
    expect(journal.salvaged).toMatchObject({ lost: false });
  });

  it('[J11] who it is: it becomes another device, and writes again what it had not pushed', () => {
    const { device } = lived().journal;
    harm("UPDATE identity SET secret = 'x'");
    const { journal } = start();
    expect(journal.device).not.toBe(device);
    expect(journal).toMatchObject({ epoch: 1, enrolled: false, pendingCount: 5, salvaged: { lost: true } });
    expect(journal.adopt(order.take(journal))).toBeUndefined();
    expect(start().journal.pendingCount).toBe(0);
  });

  it('whose version is another than its shape says is not taken for a newer program’s', () => {
    const { device } = lived().journal;
    harm(`PRAGMA user_version = ${MIGRATIONS.length + 4}`);
    const { journal } = start();
    expect(journal).toMatchObject({ device, pendingCount: 5, salvaged: { lost: false } });
    harm('PRAGMA user_version = 1');
    expect(start().journal).toMatchObject({ device, pendingCount: 5 });
    expect(aside()).toHaveLength(2);
  });

  it('is told of in words', () => {
    lived();
    harm('UPDATE reach SET head_no = 5');
    expect(start().journal.salvaged?.message.replaceAll(`${folder.path}/`, '')).toMatchInlineSnapshot(`"station.sqlite was damaged (places of the order after 5, where it ends). It was set aside as station.sqlite.damaged-2026-11-23T14-00-00, and a new file begun with what could still be read: the centre's order up to place 8, and 5 entries of this station that have no place in it. It is still the same device. None of its own entries is gone. The rest comes from the server again. Check the disk, and keep the damaged file until somebody has looked at it: as long as it lies there, this is told."`);
  });
});

describe('a file that turns out damaged while it is in use', () => {
  /** Makes a page one that SQLite can't read: no start looks at it. */
  function spoilPage(page: number): void {
    for (const db of open.splice(0)) db.close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, (page - 1) * 4096, page * 4096);
    writeFileSync(file, bytes);
  }

  it('[J8] is noted, and the next start looks at every page of it', () => {
    const { journal, db } = lived();
    journal.adopt(order.take(journal));
    for (let n = 11; n <= 1500; n += 1) order.write(issued(n), TUESDAY);
    journal.adopt(order.after(journal.head.no));
    const { state } = journal;
    db.pragma('wal_checkpoint(TRUNCATE)');
    // A leaf in the midst of a key: neither its first nor its last.
    spoilPage(Number(db.prepare("SELECT pageno FROM dbstat WHERE name = 'places_about' AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 2").pluck().get()));
    const again = start();
    expect(again.journal.salvaged).toBeUndefined();
    let seen: unknown;
    for (let n = 1501; n <= 1600; n += 1) order.write(issued(n), TUESDAY);
    try {
      again.journal.adopt(order.after(again.journal.head.no));
    } catch (error) {
      seen = error;
    }
    expect(again.journal.noteDamage(new Error('something else'))).toBe(false);
    expect(again.journal.noteDamage(seen)).toBe(true);
    const salvaged = start().journal;
    expect(salvaged.salvaged?.message).toContain('SQLITE_CORRUPT');
    expect(salvaged.state).toEqual(state);
    expect(salvaged.adopt(order.after(salvaged.head.no))).toBeUndefined();
    expect(existsSync(`${file}.suspect`)).toBe(false);
  });

  it('and is none after all: the note is let go', () => {
    const { journal } = lived();
    expect(journal.noteDamage(new Database.SqliteError('database disk image is malformed', 'SQLITE_CORRUPT'))).toBe(true);
    expect(start().journal.salvaged).toBeUndefined();
    expect(existsSync(`${file}.suspect`)).toBe(false);
  });
});

describe('a salvage that is cut short', () => {
  it('by a full disk leaves the file as it was, and nothing beside it', () => {
    const { journal } = lived();
    for (let n = 11; n <= 100; n += 1) journal.write(issued(n), TUESDAY);
    harm('UPDATE reach SET head_no = 5');
    const bytes = readFileSync(file);
    const full = (path: string): Database.Database => {
      const db = openDatabase(path);
      db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
      return db;
    };
    expect(() => salvage(file, new Damaged('a test'), { open: full, chance: testChance(1), at: MONDAY_NINE })).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(readdirSync(dirname(file)).filter((name) => !name.startsWith('station.sqlite-'))).toEqual(['station.sqlite']);
  });

  it('[J2] by a crash between setting aside and putting in place is ended by the next start', () => {
    lived();
    harm('UPDATE reach SET head_no = 5');
    const { chain } = start().journal;
    for (const one of open.splice(0)) one.close();
    // As it lay at that instant: the new one not in its place, the damaged one’s log not moved yet.
    renameSync(file, `${file}.new`);
    writeFileSync(`${file}-wal`, 'what the damaged file had');
    expect(start().journal.chain).toEqual(chain);
    expect(existsSync(`${file}.new`)).toBe(false);
    expect(aside().filter((name) => name.endsWith('-wal')).map((name) => readFileSync(join(dirname(file), name), 'utf8'))).toEqual(['what the damaged file had']);
  });

  it('by a crash while it was written begins again', () => {
    lived();
    harm('UPDATE reach SET head_no = 5');
    writeFileSync(`${file}.new`, 'half of it');
    expect(start().journal.pendingCount).toBe(5);
  });
});

describe('a log that lost what it had', () => {
  /** A killed station's file and log: ten taps are in the log. */
  function killed(): { log: string; tapBytes: number } {
    const { journal, db } = lived();
    db.pragma('wal_checkpoint(TRUNCATE)');
    const sizes: number[] = [];
    for (let n = 11; n <= 20; n += 1) {
      journal.write(issued(n), TUESDAY);
      sizes.push(statSync(`${file}-wal`).size);
    }
    const [copy, log] = [join(folder.path, 'copy'), join(folder.path, 'copy-wal')];
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, log);
    for (const one of open.splice(0)) one.close();
    for (const part of ['', '-wal']) renameSync(join(folder.path, `copy${part}`), `${file}${part}`);
    return { log: `${file}-wal`, tapBytes: (sizes[9] ?? 0) - (sizes[8] ?? 0) };
  }

  it('[J2] whole, it is read to its end, and nobody is told anything', () => {
    killed();
    expect(start().journal).toMatchObject({ pendingCount: 15, salvaged: undefined });
  });

  it('[J2] cut short in its last transaction, as a power cut leaves it, it is read up to there', () => {
    const { log, tapBytes } = killed();
    const bytes = readFileSync(log);
    writeFileSync(log, bytes.subarray(0, bytes.length - Math.floor(tapBytes / 2)));
    expect(start().journal).toMatchObject({ pendingCount: 14, salvaged: undefined });
  });

  it('[J2] changed in the midst, a person is told that taps are gone', () => {
    const { log, tapBytes } = killed();
    const bytes = readFileSync(log);
    const at = bytes.length - tapBytes * 5;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(log, bytes);
    const { journal } = start();
    expect(journal.salvaged).toMatchObject({ lost: true });
    expect(journal.salvaged?.message).toContain('the log of the last taps');
    expect(journal.pendingCount).toBeGreaterThanOrEqual(9);
    expect(readFileSync(`${journal.salvaged?.aside ?? ''}-wal`).equals(bytes)).toBe(true);
  });

  it('[J2] with a head that can’t be read, a person is told that taps are gone', () => {
    const { log } = killed();
    const bytes = readFileSync(log);
    bytes[9] = (bytes[9] ?? 0) ^ 1;
    writeFileSync(log, bytes);
    expect(start().journal.salvaged).toMatchObject({ lost: true });
  });

  it('[J2] beside a file that says it has none, a person is told that taps are gone', () => {
    killed();
    const head = readFileSync(file);
    head[18] = 1;
    head[19] = 1;
    writeFileSync(file, head);
    expect(start().journal.salvaged?.message).toContain('the head of the file');
  });
});
