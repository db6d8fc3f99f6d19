/** Three years of a busy centre, already ordered by its server, in a station's own file. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { journal } from '../../main/station/journal/migrations/001-journal.ts';
import { openDatabase } from '../../main/station/journal/index.ts';
import { systemChance } from '../../main/station/chance.ts';
import type { Centre } from '../../shared/domain/centre.ts';
import { businessDayOf, type EpochMs } from '../../shared/domain/clock.ts';
import { CHAIN_START, ENTRY_PAYLOADS, chainHash, orderHash, type Digest, type Happening } from '../../shared/domain/entry.ts';
import { BootId, VisitId } from '../../shared/domain/ids.ts';

const DAYS = 3 * 260;
const TICKETS_A_DAY = 400;
const DAY_MS = 86_400_000;

const sha256: Digest = (text) => createHash('sha256').update(text).digest('hex');

/**
 * Makes `station.sqlite` in `folder` where there is none: 780 days of 400 tickets, each called,
 * served and finished. About 1.25 million entries, 1.5 GB; takes a minute, once.
 * @returns how many entries it holds.
 */
export function makeHistory(folder: string, centre: Centre, today: EpochMs): number {
  const file = join(folder, 'station.sqlite');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.unfinished`;
    for (const part of [unfinished, `${unfinished}-wal`, `${unfinished}-shm`]) rmSync(part, { force: true });
    write(unfinished, centre, today);
    renameSync(unfinished, file);
  }
  const db = new Database(file, { readonly: true });
  const counted = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM places').get();
  db.close();
  return counted?.n ?? 0;
}

/** Names the shape of a station's file: a history of another shape is no use to this version. */
export function shapeOfJournal(): string {
  return sha256(journal).slice(0, 8);
}

function write(file: string, centre: Centre, today: EpochMs): void {
  const db = openDatabase(file);
  db.pragma('synchronous = OFF');
  const device = systemChance.id();
  const bootId = BootId.parse(systemChance.id());
  db.prepare('INSERT INTO identity (only, device, epoch) VALUES (1, ?, 1)').run(device);
  const insertEntry = db.prepare('INSERT INTO entries (device, epoch, seq, type, business_day, at, bytes, hash) VALUES (?, 1, ?, ?, ?, ?, ?, ?)');
  const insertPlace = db.prepare('INSERT INTO places (no, generation, effective_at, order_hash, device, epoch, seq) VALUES (?, 1, ?, ?, ?, 1, ?)');
  let seq = 0;
  let lastHash = CHAIN_START;
  let lastOrder = CHAIN_START;
  const add = ({ type, payload }: Happening, at: EpochMs, businessDay: string): void => {
    seq += 1;
    const bytes = JSON.stringify({ device, epoch: 1, seq, type, v: ENTRY_PAYLOADS[type].v, bootId, monotonic: seq, at, businessDay, payload });
    lastHash = chainHash(sha256, lastHash, bytes);
    lastOrder = orderHash(sha256, lastOrder, { generation: 1, no: seq, effectiveAt: at }, lastHash);
    insertEntry.run(device, seq, type, businessDay, at, bytes, lastHash);
    insertPlace.run(seq, at, lastOrder, device, seq);
  };
  const writeDay = db.transaction((dayNo: number) => {
    const opening = today - (DAYS - dayNo) * DAY_MS;
    const day = businessDayOf(centre.zone, opening);
    if (dayNo === 0) add({ type: 'centre.configured', payload: { centre } }, opening, day);
    const given = new Map<string, number>();
    for (let n = 0; n < TICKETS_A_DAY; n += 1) {
      const at = opening + n * 60_000;
      const service = centre.services[n % centre.services.length];
      const desk = service && centre.desks.find((one) => one.services.includes(service.id));
      if (!service || !desk) throw new Error('every service has a desk');
      const visit = VisitId.parse(systemChance.id());
      const number = (given.get(service.letter) ?? 0) + 1;
      given.set(service.letter, number);
      add({ type: 'ticket.issued', payload: { visit, service: service.id, label: { letter: service.letter, number }, language: 'es' } }, at, day);
      const act = { visit, leg: 1, callNo: 1, desk: desk.id };
      const basis = { head: seq, pendingSeq: seq, policy: 'firstCome', policyVersion: 1, now: at + 30_000 } as const;
      add({ type: 'leg.called', payload: { ...act, basis } }, at + 30_000, day);
      add({ type: 'leg.started', payload: act }, at + 40_000, day);
      add({ type: 'leg.finished', payload: act }, at + 50_000, day);
    }
  });
  for (let dayNo = 0; dayNo < DAYS; dayNo += 1) writeDay(dayNo);
  db.prepare('UPDATE identity SET placed_seq = ?').run(seq);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
