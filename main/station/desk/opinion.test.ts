/** Opinions over a real journal: what is on disk of them, and what is not. */
import type Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeTimers } from '../../../tests/fixtures/fake-timers.ts';
import { commandIds, HEALTH, inWords, SMALL_CENTRE, testChance, testClock, testFolder } from '../../../tests/fixtures/world.ts';
import { Centre } from '../../../shared/domain/centre.ts';
import { ServiceId } from '../../../shared/domain/ids.ts';
import { Journal, openDatabase } from '../journal/index.ts';
import { daysAfter } from '../../../shared/domain/clock.ts';
import { shownOpinions } from '../views/opinions.ts';
import { Desk, OPINION_PACE } from './desk.ts';

const chance = testChance(61);
const id = commandIds(chance);
const CENTRE = Centre.parse({
  ...SMALL_CENTRE,
  services: SMALL_CENTRE.services.map((each) => (each.id === HEALTH ? { ...each, letter: 'A', discreet: { es: 'Conversar' } } : each)),
  opinion: { question: inWords('¿Qué taller?'), answers: [inWords('Idiomas'), inWords('Oficios')] },
});

let folder: ReturnType<typeof testFolder>;
let db: Database.Database;
let journal: Journal;
let desk: Desk;
let clock: ReturnType<typeof testClock>;

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
  clock = testClock();
  journal = new Journal(db, clock, chance);
  desk = new Desk({
    journal, clock, chance, timers: new FakeTimers(), keepsCentre: true, claim: async () => 'granted', isPutOut: () => false,
    waitForNew: () => undefined, enqueue: () => {}, onWritten: () => {}, onStorageTrouble: () => {},
  });
  desk.configure(centre);
}

const give = (more: { service?: ServiceId | null; answer?: number | null } = {}, command = id()) =>
  desk.carryOut({ kind: 'opinion.give', id: command, face: 'bad', service: HEALTH, answer: null, ...more });

describe('an opinion', () => {
  it('[J18] the same one twenty times is one, also after a new start', () => {
    const command = id();
    for (let i = 0; i < 20; i += 1) expect(give({}, command)).toEqual({ kind: 'done', outcome: { kind: 'opinionGiven' } });
    db.close();
    start(CENTRE);
    expect(give({}, command)).toEqual({ kind: 'done', outcome: { kind: 'opinionGiven' } });
    expect([...journal.state.opinions.values()]).toEqual([[{ face: 'bad', service: HEALTH, answer: null }]]);
  });

  it('what the centre does not ask is refused, and changes nothing', () => {
    expect(give({ answer: 2 })).toEqual({ kind: 'refused', why: 'malformed' });
    expect(give({ service: ServiceId.parse('gone') })).toEqual({ kind: 'refused', why: 'unknownService' });
    expect(journal.state.opinions.size).toBe(0);
  });

  it('is one of sixty an hour at one screen, and none right after another; what was refused so may be given later', () => {
    const later = id();
    expect([give(), give({}, later)]).toMatchObject([{ kind: 'done' }, { kind: 'refused', why: 'opinionsSpent' }]);
    clock.pass(OPINION_PACE.apartMs);
    expect(give({}, later)).toMatchObject({ kind: 'done' });
    const rest = Array.from({ length: OPINION_PACE.most }, () => {
      clock.pass(OPINION_PACE.apartMs);
      return give().kind;
    });
    expect(rest.filter((kind) => kind === 'done')).toHaveLength(OPINION_PACE.most - 2);
    clock.pass(OPINION_PACE.whileMs);
    expect(give().kind).toBe('done');
  });

  it('[X2] of a discreet service is shown under its other name, to staff too', () => {
    for (let i = 0; i < 5; i += 1) {
      give({ answer: 1 });
      clock.pass(OPINION_PACE.apartMs);
    }
    const day = desk.today();
    if (day === undefined) throw new Error('there is a centre');
    expect(shownOpinions({ state: journal.state, centre: CENTRE, day })).toMatchObject({
      today: { services: [{ name: { es: 'Conversar' }, good: 0, soSo: 0, bad: 5, all: 5 }], answers: [{ count: 0 }, { count: 5 }] },
      before: { services: [] },
    });
    expect(shownOpinions({ state: journal.state, centre: CENTRE, day: daysAfter(day, 1) })).toMatchObject({
      today: { services: [] },
      before: { services: [{ name: { es: 'Conversar' }, bad: 5, all: 5 }] },
    });
    expect(shownOpinions({ state: journal.state, centre: SMALL_CENTRE, day })).toBeNull();
  });
});
