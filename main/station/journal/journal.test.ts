import Database from 'better-sqlite3';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, MONDAY, TestOrder, issued, pendingOf } from '../../../tests/fixtures/journals.ts';
import { DESK_3, MONDAY_NINE, ORIENTATION, commandIds, testChance, testClock } from '../../../tests/fixtures/world.ts';
import type { Reply } from '../../../shared/contract/commands.ts';
import { CHAIN_START, chainHash } from '../../../shared/domain/entries/entry.ts';
import { VisitId } from '../../../shared/domain/ids.ts';
import { waitingFor } from '../../../shared/domain/scheduling/queue.ts';
import { sha256 } from './digest.ts';
import type { Journal } from './journal.ts';

const journals = freshJournals();
const chance = testChance(3);
const nextId = commandIds(chance);

function restarted(clock = testClock()): Journal {
  journals.close();
  return journals.open({ clock }).journal;
}

describe('writing', () => {
  it('[J2] is synchronous=FULL in WAL, and on disk when it returns: another connection reads it', () => {
    const { journal, db } = journals.open();
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    journal.write(CONFIGURED, MONDAY);
    const reader = new Database(join(journals.folder, 'station.sqlite'), { readonly: true });
    expect(reader.prepare('SELECT count(*) AS n FROM own').get()).toEqual({ n: 1 });
    reader.close();
  });

  it('[J2] an entry and what goes beside it commit together or not at all', () => {
    const { journal, db } = journals.open();
    journal.write(CONFIGURED, MONDAY);
    const before = journal.state;
    const command = { kind: 'desk.callNext', id: nextId(), desk: DESK_3 } as const;
    const reply: Reply = { kind: 'refused', why: 'nobodyWaiting' };
    const broken = (): void => {
      db.exec("INSERT INTO answers (id, command, reply, at, sum) VALUES ('half', '', '', 0, 0)");
      throw new Error('the spool refused');
    };
    expect(() => journal.write(issued(1), MONDAY, { command, answer: () => reply }, broken)).toThrow('the spool refused');
    expect(journal.state).toBe(before);
    expect(journal.lastSeq).toBe(1);
    expect(journal.remembered(command)).toBeUndefined();
    expect(db.prepare('SELECT count(*) AS n FROM answers').get()).toEqual({ n: 0 });
    journal.write(issued(1), MONDAY);
    expect(pendingOf(journal).map(({ bytes }) => (JSON.parse(bytes) as { seq: number }).seq)).toEqual([1, 2]);
  });

  it('[J1] seq has no gaps and each hash chains to the last, through a restart too', () => {
    const first = journals.open().journal;
    first.write(CONFIGURED, MONDAY);
    first.write(issued(1), MONDAY);
    const { device, state } = first;
    const again = restarted();
    expect(again.device).toBe(device);
    expect(again.state).toEqual(state);
    again.write(issued(2), MONDAY);
    let last = CHAIN_START;
    for (const [index, { bytes, hash }] of pendingOf(again).entries()) {
      expect((JSON.parse(bytes) as { seq: number }).seq).toBe(index + 1);
      last = chainHash(sha256, last, bytes);
      expect(hash).toBe(last);
    }
    expect(again.chain).toEqual({ epoch: 1, seq: 3, hash: last });
  });

  it('[J18] an answer is remembered with its entry, and survives a restart', () => {
    const { journal } = journals.open();
    journal.write(CONFIGURED, MONDAY);
    const command = { kind: 'desk.callNext', id: nextId(), desk: DESK_3 } as const;
    const reply: Reply = { kind: 'done', outcome: { kind: 'moved', visit: VisitId.parse(chance.id()) } };
    journal.write(issued(1), MONDAY, { command, answer: () => reply });
    const again = restarted();
    expect(again.remembered(command)).toEqual(reply);
    expect(again.remembered({ ...command, kind: 'desk.callNext', id: nextId() })).toBeUndefined();
    expect(again.remembered({ kind: 'ticket.issue', id: command.id, service: ORIENTATION, language: 'es' })).toBe('otherCommand');
  });
});

describe('the order', () => {
  it('[J19] adopts a checked stretch: confirmed moves on, pending empties, the state is the same', () => {
    const { journal } = journals.open();
    journal.write(CONFIGURED, MONDAY);
    journal.write(issued(1), MONDAY);
    const before = journal.state;
    expect(journal.adopt(new TestOrder().take(journal))).toBeUndefined();
    expect(journal.pendingCount).toBe(0);
    expect(journal.head).toMatchObject({ generation: 1, no: 2 });
    expect(journal.state).toEqual(before);
    const { head } = journal;
    const again = restarted();
    expect(again.state).toEqual(before);
    expect(again.head).toEqual(head);
    expect(again.pendingCount).toBe(0);
  });

  it('[J13] takes the server’s stamp over its own estimate', () => {
    const { journal } = journals.open();
    journal.write(CONFIGURED, MONDAY);
    journal.write(issued(1), MONDAY);
    journal.adopt(new TestOrder().take(journal, -5000));
    const [visit] = journal.state.visits.values();
    expect(visit?.leg.enteredAt).toBe(MONDAY_NINE - 5000);
  });

  it('lays its own pending entries over what others did first', () => {
    const mine = journals.open().journal;
    const other = journals.open({ clock: testClock(MONDAY_NINE - 1000), file: 'other.sqlite' }).journal;
    other.write(CONFIGURED, MONDAY);
    other.write(issued(7), MONDAY);
    mine.write(issued(8), MONDAY);
    mine.adopt(new TestOrder().take(other));
    expect([...mine.state.visits.values()].map((visit) => visit.label.number)).toEqual([7, 8]);
    expect(mine.pendingCount).toBe(1);
  });

  it('a copy opened elsewhere reads the same', () => {
    const { journal, db } = journals.open();
    journal.write(CONFIGURED, MONDAY);
    db.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(join(journals.folder, 'station.sqlite'), join(journals.folder, 'copy.sqlite'));
    expect(journals.open({ file: 'copy.sqlite' }).journal.state).toEqual(journal.state);
  });
});

describe('a clock that is set back', () => {
  /** Numbers in the order in which they wait. */
  const waiting = (journal: Journal): number[] =>
    waitingFor(journal.state, MONDAY, [ORIENTATION]).map((visit) => visit.label.number);

  it('[J13] [Q2] does not let later visitors wait before earlier ones, pending, reloaded or placed', () => {
    const clock = testClock();
    const { journal } = journals.open({ clock });
    journal.write(CONFIGURED, MONDAY);
    for (let n = 1; n <= 3; n += 1) {
      clock.pass(1000);
      journal.write(issued(n), MONDAY);
    }
    clock.set(MONDAY_NINE - 300_000);
    for (let n = 4; n <= 12; n += 1) {
      clock.pass(1000);
      journal.write(issued(n), MONDAY);
    }
    const inOrder = Array.from({ length: 12 }, (_, i) => i + 1);
    expect(waiting(journal)).toEqual(inOrder);
    const again = restarted(clock);
    expect(waiting(again)).toEqual(inOrder);
    // The server clamps the whole stretch to one stamp: the tie is the device's own order, in numbers.
    const order = new TestOrder();
    again.adopt(pendingOf(again).map((entry, index) => order.appendAs(entry, { device: again.device, epoch: 1, seq: index + 1 }, MONDAY_NINE + 3000)));
    expect(again.pendingCount).toBe(0);
    expect(waiting(again)).toEqual(inOrder);
  });
});

describe('a disk that was put back from an older copy', () => {
  it('[J11] takes no more of the order, and goes on giving turns', () => {
    const first = journals.open();
    first.journal.write(CONFIGURED, MONDAY);
    first.db.pragma('wal_checkpoint(TRUNCATE)');
    copyFileSync(join(journals.folder, 'station.sqlite'), join(journals.folder, 'older.sqlite'));
    first.journal.write(issued(1), MONDAY);
    const older = journals.open({ file: 'older.sqlite' }).journal;
    expect(older.device).toBe(first.journal.device);
    expect(older.adopt(new TestOrder().take(first.journal))).toBe('restored');
    expect(older.head.no).toBe(0);
    older.write(issued(2), MONDAY);
    expect(older.lastSeq).toBe(2);
  });
});
