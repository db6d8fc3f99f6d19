/** Sync over a real journal, a server in memory and time that passes when told. */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MONDAY_NINE, ORIENTATION, SMALL_CENTRE, commandIds, testChance, testClock, testFolder } from '../../../tests/fixtures/world.ts';
import type { ServerLink } from '../../../shared/contract/views.ts';
import { BODY_LIMIT } from '../../../shared/contract/wire.ts';
import { Letter } from '../../../shared/domain/centre.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import { VisitId } from '../../../shared/domain/ids.ts';
import { Desk } from '../desk/index.ts';
import { Journal, openDatabase } from '../journal/index.ts';
import { ServerUnreachable } from './server-door.ts';
import { Sync } from './sync.ts';
import { CODE, FakeServer } from './testing/fake-server.ts';
import { FakeTimers, settle } from './testing/fake-timers.ts';

const day = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);
const chance = testChance(7);

let folder: ReturnType<typeof testFolder>;
let db: Database.Database;
let journal: Journal;
let server: FakeServer;
let timers: FakeTimers;
let sync: Sync;
let code: string | undefined;
let links: ServerLink[];
let troubles: { level: string; message: string }[];
let onAdopted: () => void;

beforeEach(() => {
  folder = testFolder();
  ({ db, journal } = openJournal('station.sqlite'));
  server = new FakeServer();
  timers = new FakeTimers();
  code = CODE;
  links = [];
  troubles = [];
  onAdopted = () => {};
  sync = startSync();
});

afterEach(async () => {
  server.heal();
  await sync.stop();
  db.close();
  folder.remove();
});

function openJournal(file: string): { db: Database.Database; journal: Journal } {
  const opened = openDatabase(join(folder.path, file));
  return { db: opened, journal: new Journal(opened, testClock(), chance) };
}

function startSync(parts: Partial<ConstructorParameters<typeof Sync>[0]> = {}): Sync {
  return new Sync({
    journal,
    server,
    centre: SMALL_CENTRE.id,
    enrolCode: () => code,
    timers,
    fraction: () => 0.5,
    onAdopted: () => {
      onAdopted();
    },
    onLink: (link) => links.push(link),
    onTrouble: (error, level) => troubles.push({ level, message: error.message }),
    ...parts,
  });
}

/** A ticket is issued; `padding` makes its entry that many bytes longer. */
function write(padding = 0, into = journal): void {
  const visit = VisitId.parse(chance.id());
  const label = { letter: Letter.parse('A'), number: into.lastSeq + 1 };
  const payload = { visit, service: ORIENTATION, label, language: 'es' as const, ...(padding > 0 ? { padding: 'x'.repeat(padding) } : {}) };
  into.write({ type: 'ticket.issued', payload }, day);
}

function writeMany(count: number, padding = 0): void {
  for (let i = 0; i < count; i += 1) write(padding);
}

async function online(): Promise<void> {
  sync.wake();
  await settle();
  expect(sync.link).toBe('online');
}

/** What the disk says when it is full. */
function diskFull(): never {
  throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
}

describe('a round', () => {
  it('pushes what is pending and takes the order', async () => {
    writeMany(3);
    await online();
    expect(server.head).toBe(3);
    expect(journal.pendingCount).toBe(0);
    expect(links).toEqual(['online']);
    expect(troubles).toEqual([]);
  });

  it('[J9] polling repairs lost pokes: with no poke at all the order is taken within a poll', async () => {
    await online();
    const other = openJournal('other.sqlite');
    write(0, other.journal);
    server.take(other.journal.pendingEntries(1));
    other.db.close();
    await timers.pass(11_000);
    expect(journal.head).toBe(0);
    await timers.pass(9000);
    expect(journal.head).toBe(1);
  });

  it('[J9] a poke brings the order at once, and one that says nothing new asks nothing', async () => {
    await online();
    const other = openJournal('other.sqlite');
    write(0, other.journal);
    server.take(other.journal.pendingEntries(1));
    other.db.close();
    server.lines[0]?.poke(1);
    await settle();
    expect(journal.head).toBe(1);
    const asked = server.asked.length;
    server.lines[0]?.poke(1);
    await settle();
    expect(server.asked).toHaveLength(asked);
  });

  it.each(['push', 'entries'] as const)('what is written while %s is on its way goes in the next round, without waiting for the poll', async (kind) => {
    write();
    let written = false;
    server.fault = (asked) => {
      if (asked.kind !== kind || written) return;
      written = true;
      write();
      sync.wake();
    };
    await online();
    expect(written).toBe(true);
    expect(timers.now).toBe(0);
    expect(server.head).toBe(2);
    expect(journal.pendingCount).toBe(0);
  });

  it('what is written while the order is adopted goes in the next round, without waiting for the poll', async () => {
    write();
    onAdopted = () => {
      if (journal.lastSeq > 1) return;
      write();
      sync.wake();
    };
    await online();
    expect(timers.now).toBe(0);
    expect(server.head).toBe(2);
    expect(journal.pendingCount).toBe(0);
  });

  it('against a server that acknowledges and orders nothing, does not spin', async () => {
    write();
    server.push = async () => ({ acknowledged: 1, head: 0, generation: 1 });
    sync.wake();
    await timers.pass(60_000);
    expect(server.countOf('entries')).toBeLessThan(4);
    expect(troubles).toHaveLength(1);
  });

  it('against a server that lost what it had just acknowledged, pushes it again', async () => {
    writeMany(3);
    server.fault = (asked) => {
      if (asked.kind === 'entries' && server.countOf('entries') === 1) server.restore(0);
    };
    sync.wake();
    await timers.pass(40_000);
    expect(server.head).toBe(3);
    expect(journal.pendingCount).toBe(0);
  });

  it('ends with the station, and leaves no timer behind', async () => {
    await online();
    await sync.stop();
    expect(timers.waiting).toBe(0);
    expect(server.lines.every(({ closed }) => closed)).toBe(true);
  });
});

describe('a write', () => {
  it('[N2] waits for nothing in sync: a turn is given and on disk while a push hangs', async () => {
    const nextId = commandIds(chance);
    let hanging: (() => void) | undefined;
    const desk = new Desk({ journal, clock: testClock(), chance, enqueue: () => {}, onWritten: () => { sync.wake(); }, onStorageTrouble: () => {} });
    server.fault = (asked) => {
      if (asked.kind === 'push') return new Promise((resolve) => { hanging = resolve; });
      return undefined;
    };
    desk.configure(SMALL_CENTRE);
    await settle();
    expect(hanging).toBeDefined();
    const reply = desk.carryOut({ kind: 'ticket.issue', id: nextId(), service: ORIENTATION, language: 'es' });
    expect(reply.kind).toBe('done');
    expect(journal.pendingCount).toBe(2);
    server.heal();
    hanging?.();
    await settle();
    expect(journal.pendingCount).toBe(0);
  });
});

describe('a failure', () => {
  it('a disk that is full where the token is kept ends nothing: the token waits in memory', async () => {
    const keep = vi.spyOn(journal, 'keepToken').mockImplementation(diskFull);
    write();
    sync.wake();
    await timers.pass(60_000);
    expect(keep.mock.calls.length).toBeGreaterThan(2);
    expect(server.countOf('enrol')).toBe(1);
    expect(troubles).toHaveLength(1);
    keep.mockRestore();
    await timers.pass(60_000);
    expect(sync.link).toBe('online');
    expect(server.countOf('enrol')).toBe(1);
    expect(journal.token).toBeDefined();
  });

  it('a full disk under the order is tried again, each time later', async () => {
    await online();
    const adopt = vi.spyOn(journal, 'adopt').mockImplementation(diskFull);
    write();
    sync.wake();
    await timers.pass(60_000);
    expect(adopt.mock.calls.length).toBeLessThan(12);
    adopt.mockRestore();
    await timers.pass(60_000);
    expect(journal.pendingCount).toBe(0);
  });

  it('in whoever is told of it escapes nowhere, and the retry stands', async () => {
    const broken = (): never => {
      throw new Error('the listener broke');
    };
    sync = startSync({ onAdopted: broken, onLink: broken, onTrouble: broken });
    server.refuse({ kind: 'busy', retryAfterMs: 1000 });
    write();
    sync.wake();
    await timers.pass(30_000);
    server.heal();
    await timers.pass(60_000);
    expect(sync.link).toBe('online');
    expect(journal.pendingCount).toBe(0);
  });

  it('is told once while its cause stays, and again after a good round', async () => {
    server.fault = () => {
      throw new ServerUnreachable('noAnswer', 'nobody there');
    };
    sync.wake();
    await timers.pass(300_000);
    expect(troubles).toEqual([{ level: 'info', message: 'nobody there' }]);
    server.fault = () => {
      throw new ServerUnreachable('notOurs', 'a printer’s web page');
    };
    await timers.pass(300_000);
    expect(troubles.slice(1)).toEqual([{ level: 'warn', message: 'a printer’s web page' }]);
    server.heal();
    await timers.pass(60_000);
    expect(sync.link).toBe('online');
    server.fault = () => {
      throw new ServerUnreachable('notOurs', 'a printer’s web page');
    };
    await timers.pass(60_000);
    expect(troubles).toHaveLength(3);
  });

  it('is tried again each time later, up to half a minute', async () => {
    server.fault = () => {
      throw new ServerUnreachable('noAnswer', 'nobody there');
    };
    sync.wake();
    await timers.pass(600_000);
    expect(server.asked.length).toBeGreaterThan(20);
    expect(server.asked.length).toBeLessThan(35);
  });
});

describe('enrolment', () => {
  it('with no token and no code says so to staff, and enrols when a code comes', async () => {
    code = undefined;
    sync.wake();
    await timers.pass(60_000);
    expect(sync.link).toBe('notEnrolled');
    expect(server.asked).toEqual([]);
    expect(troubles).toHaveLength(1);
    code = CODE;
    await timers.pass(60_000);
    expect(sync.link).toBe('online');
  });

  it('[J10] unauthenticated: the token is kept and doubted, tried slowly, and good again when its server is back', async () => {
    await online();
    const token = journal.token;
    code = undefined;
    server.refuse({ kind: 'unauthenticated' });
    await timers.pass(20_000);
    expect(sync.link).toBe('notEnrolled');
    const before = server.asked.length;
    await timers.pass(600_000);
    expect(server.asked.length - before).toBeGreaterThanOrEqual(15);
    expect(server.asked.length - before).toBeLessThanOrEqual(27);
    expect(journal.token).toBe(token);
    expect(troubles).toHaveLength(1);
    server.heal();
    await timers.pass(60_000);
    expect(sync.link).toBe('online');
    expect(journal.token).toBe(token);
    expect(server.countOf('enrol')).toBe(1);
  });

  it('[J10] unauthenticated: a code that is given now is tried, and enrols', async () => {
    await online();
    code = undefined;
    server.tokens.clear();
    await timers.pass(20_000);
    expect(sync.link).toBe('notEnrolled');
    code = 'd'.repeat(26);
    server.codes.add(code);
    await timers.pass(60_000);
    expect(sync.link).toBe('online');
    expect(server.tokens.has(journal.token ?? '')).toBe(true);
  });

  it('[J10] unauthenticated: a code that is refused costs the token nothing', async () => {
    await online();
    const token = journal.token;
    server.refuse({ kind: 'unauthenticated' });
    await timers.pass(120_000);
    expect(server.countOf('enrol')).toBeGreaterThan(1);
    server.heal();
    await timers.pass(60_000);
    expect(sync.link).toBe('online');
    expect(journal.token).toBe(token);
  });

  it('into another epoch pushes nothing, keeps no token, and is told once', async () => {
    server.epoch = 2;
    write();
    sync.wake();
    await timers.pass(300_000);
    expect(server.countOf('push')).toBe(0);
    expect(server.countOf('enrol')).toBe(1);
    expect(journal.token).toBeUndefined();
    expect(sync.link).toBe('notEnrolled');
    expect(troubles).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('[J10] gap: pushes from the one the server expects, in as many batches as it takes', async () => {
    writeMany(1200);
    await online();
    server.restore(1);
    write();
    sync.wake();
    await settle();
    const [tried, ...after] = server.pushes().slice(3);
    expect(tried?.seqs).toEqual([1201]);
    expect(after.map(({ seqs }) => seqs[0])).toEqual([2, 502, 1002]);
    expect(server.head).toBe(1201);
    expect(journal.pendingCount).toBe(0);
    expect(timers.now).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('[J10] gap: a server that goes on asking for what it was given is not pushed to without end', async () => {
    writeMany(3);
    await online();
    server.refuse({ kind: 'gap', expected: 1 }, 'push');
    write();
    sync.wake();
    await timers.pass(60_000);
    expect(server.countOf('push')).toBeLessThan(25);
    expect(troubles).toHaveLength(1);
  });

  it('[J10] tooLarge: sends less at once, and more again when the server takes it', async () => {
    await online();
    server.bodyLimit = 20_000;
    writeMany(300);
    sync.wake();
    await settle();
    expect(journal.pendingCount).toBe(0);
    expect(timers.now).toBe(0);
    const least = Math.min(...server.pushes().map(({ bytes }) => bytes));
    server.bodyLimit = BODY_LIMIT;
    writeMany(300);
    sync.wake();
    await settle();
    expect(server.pushes().at(-1)?.bytes).toBeGreaterThan(2 * least);
    expect(troubles).toEqual([]);
  });

  it('[J10] tooLarge: never sends more than the server reads', async () => {
    await online();
    writeMany(150, 60_000);
    sync.wake();
    await settle();
    expect(journal.pendingCount).toBe(0);
    expect(server.pushes().filter(({ bytes }) => bytes > BODY_LIMIT)).toEqual([]);
    expect(server.countOf('push')).toBe(3);
  });

  it('[J10] tooLarge: sends less in a gap too', async () => {
    writeMany(300);
    await online();
    server.restore(1);
    server.bodyLimit = 20_000;
    write();
    sync.wake();
    await settle();
    expect(server.head).toBe(301);
    expect(timers.now).toBe(0);
  });

  it('[J10] tooLarge: one entry that is refused by itself is told, and tried slowly', async () => {
    await online();
    server.bodyLimit = 100;
    write();
    sync.wake();
    await timers.pass(300_000);
    expect(server.countOf('push')).toBeLessThan(15);
    expect(troubles).toHaveLength(1);
  });

  it('[J10] busy: waits as long as the server says', async () => {
    server.refuse({ kind: 'busy', retryAfterMs: 45_000 });
    sync.wake();
    await timers.pass(44_900);
    expect(server.asked).toHaveLength(1);
    await timers.pass(15_000);
    expect(server.asked).toHaveLength(2);
  });

  it('[J10] busy: a wait of years is not believed, nor one that no timer can hold', async () => {
    server.refuse({ kind: 'busy', retryAfterMs: 2 ** 40 });
    sync.wake();
    await timers.pass(3_600_000);
    expect(server.asked.length).toBeGreaterThan(3);
    expect(server.asked.length).toBeLessThan(15);
  });

  it('[J10] revoked: the link says so, and is tried slowly', async () => {
    await online();
    server.refuse({ kind: 'revoked' });
    await timers.pass(300_000);
    expect(sync.link).toBe('revoked');
    expect(server.asked.length).toBeLessThan(18);
    expect(troubles).toHaveLength(1);
    expect(troubles[0]?.level).toBe('warn');
  });

  it.each(['cursorAhead', 'malformed', 'fork', 'chainBroken', 'otherCentre', 'version', 'noSuchPath'] as const)('[J10] %s: told once, and tried slowly', async (kind) => {
    await online();
    server.refuse({ kind });
    const before = server.asked.length;
    sync.wake();
    await timers.pass(300_000);
    expect(sync.link).toBe('offline');
    expect(server.asked.length - before).toBeGreaterThan(7);
    expect(server.asked.length - before).toBeLessThan(14);
    expect(troubles).toEqual([{ level: 'warn', message: `the server answered ${kind}` }]);
  });

  it('[J10] cursorAhead: what is pending still reaches the server, all of it', async () => {
    server.refuse({ kind: 'cursorAhead' }, 'entries');
    writeMany(1200);
    sync.wake();
    await timers.pass(60_000);
    expect(server.head).toBe(1200);
  });

  it('after each acknowledgement the next failure is a first one: a long drain on a bad line does not crawl', async () => {
    await online();
    writeMany(3000);
    server.fault = (asked) => {
      if (asked.kind !== 'push' || server.countOf('push') % 2 === 0) return;
      throw new ServerUnreachable('noAnswer', 'the line broke');
    };
    sync.wake();
    await timers.pass(15_000);
    expect(journal.pendingCount).toBe(0);
  });

  it('by this station, of the order it is given, is told once and tried slowly', async () => {
    await online();
    const other = openJournal('other.sqlite');
    write(0, other.journal);
    server.take(other.journal.pendingEntries(1));
    other.db.close();
    const [bad] = server.order;
    if (!bad) throw new Error('the server took it above');
    server.order[0] = { ...bad, place: { ...bad.place, orderHash: 'f'.repeat(64) } };
    await timers.pass(300_000);
    expect(journal.head).toBe(0);
    expect(troubles).toHaveLength(1);
    expect(server.asked.length).toBeLessThan(18);
  });
});

describe('the live line', () => {
  it('[J9] a door that always fails is knocked at ever more rarely, and polling goes on as ever', async () => {
    server.liveIsBroken = true;
    await online();
    await timers.pass(60_000);
    expect(server.lines.length).toBeLessThanOrEqual(9);
    expect(server.countOf('entries')).toBeGreaterThanOrEqual(4);
    expect(server.countOf('entries')).toBeLessThanOrEqual(7);
    const knocks = server.lines.length;
    await timers.pass(600_000);
    expect(server.lines.length - knocks).toBeLessThanOrEqual(16);
    expect(server.lines.length - knocks).toBeGreaterThanOrEqual(9);
    expect(sync.link).toBe('online');
  });

  it('[J9] one that drops makes one early round, and comes back within moments', async () => {
    await online();
    server.lines[0]?.poke(0);
    server.lines[0]?.end();
    const before = server.countOf('entries');
    await timers.pass(2000);
    expect(server.countOf('entries')).toBe(before + 1);
    expect(server.lines).toHaveLength(2);
  });

  it('[J9] one that pokes and drops, over and over, makes no more than one early round a poll', async () => {
    await online();
    for (let second = 0; second < 60; second += 1) {
      const line = server.lines.at(-1);
      line?.poke(0);
      line?.end();
      await timers.pass(1000);
    }
    expect(server.countOf('entries')).toBeLessThanOrEqual(10);
  });

  it('that was replaced is not listened to', async () => {
    await online();
    const [old] = server.lines;
    old?.end();
    await timers.pass(2000);
    expect(server.lines).toHaveLength(2);
    old?.end();
    await timers.pass(5000);
    expect(server.lines).toHaveLength(2);
  });

  it('a server that goes is noticed at once, and found again when it is back', async () => {
    await online();
    server.fault = () => {
      throw new ServerUnreachable('noAnswer', 'nobody there');
    };
    server.lines[0]?.end();
    await timers.pass(1500);
    expect(sync.link).toBe('offline');
    await timers.pass(120_000);
    expect(server.lines).toHaveLength(1);
    server.heal();
    await timers.pass(40_000);
    expect(sync.link).toBe('online');
    expect(server.lines).toHaveLength(2);
  });
});
