/** Points of the map over a real journal. */
import type Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { commandIds, SMALL_CENTRE, testChance, testClock, testFolder } from '../../../tests/fixtures/world.ts';
import { Centre } from '../../../shared/domain/centre.ts';
import { PlanPoints, type PlanPoint } from '../../../shared/domain/plan/plan.ts';
import { Journal, openDatabase } from '../journal/index.ts';
import { Desk } from './desk.ts';

const chance = testChance(67);
const id = commandIds(chance);
const [WATER, LIFT] = PlanPoints.parse(['water', 'lift'].map((icon) => ({ id: icon, icon, floor: 'ground', x: 1, y: 2 }))) as [PlanPoint, PlanPoint];
const CENTRE = Centre.parse({
  ...SMALL_CENTRE,
  plan: { floors: [{ id: 'ground', name: { es: 'Planta baja' }, width: 10, height: 8, rooms: [{ id: 'hall', name: { es: 'Sala' }, shape: [[0, 0], [4, 0], [4, 4]] }] }], points: [WATER] },
});

let folder: ReturnType<typeof testFolder>;
let db: Database.Database;
let journal: Journal;
let desk: Desk;

beforeEach(() => {
  folder = testFolder();
  start(CENTRE);
});
afterEach(() => {
  db.close();
  folder.remove();
});

function start(centre: Centre): void {
  db = openDatabase(join(folder.path, 'station.sqlite'));
  const clock = testClock();
  journal = new Journal(db, clock, chance);
  desk = new Desk({
    journal, clock, chance, timers: new FakeTimers(), keepsCentre: true, claim: async () => 'granted', isPutOut: () => false,
    waitForNew: () => undefined, enqueue: () => {}, onWritten: () => {}, onStorageTrouble: () => {},
  });
  desk.configure(centre);
}

const place = (points: PlanPoint[], command = id()) => desk.carryOut({ kind: 'plan.point', id: command, points }, 'staff');
const POINTED = { kind: 'done', outcome: { kind: 'pointed' } };

it('[M1] [J18] points that are placed hold after a new start; said again, the answer is the same and nothing is added', () => {
  const command = id();
  const before = journal.lastSeq;
  expect(place([WATER, LIFT], command)).toEqual(POINTED);
  expect(place([LIFT])).toEqual(POINTED);
  db.close();
  start(CENTRE);
  expect(place([WATER, LIFT], command)).toEqual(POINTED);
  expect(place([LIFT])).toEqual(POINTED);
  expect([journal.lastSeq - before, journal.state.points]).toEqual([2, [LIFT]]);
});

it('[M1] points as the file has them already write nothing', () => {
  const before = journal.lastSeq;
  expect(place([WATER])).toEqual(POINTED);
  expect([journal.lastSeq, journal.state.points]).toEqual([before, undefined]);
});

it('[M1] a point beside the house, or on a map that is not there, is refused and changes nothing', () => {
  expect(place([WATER, { ...LIFT, x: 10.5 }])).toEqual({ kind: 'refused', why: 'pointOff' });
  db.close();
  folder.remove();
  folder = testFolder();
  start(SMALL_CENTRE);
  expect(place([])).toEqual({ kind: 'refused', why: 'noPlan' });
  expect(journal.state.points).toBeUndefined();
});
