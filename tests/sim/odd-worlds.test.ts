/** One odd thing at a time, in simulated time: clocks that lie, nights, old disks, copies, poison, older versions. */
import { describe, expect, it } from 'vitest';
import { WIRE_FLOOR } from '../../shared/contract/versions.ts';
import { businessDayOf } from '../../shared/domain/clock.ts';
import { waitingFor } from '../../shared/domain/scheduling/queue.ts';
import { createDevice } from '../../server/testing/device.ts';
import { HEALTH, ORIENTATION } from '../fixtures/world.ts';
import { DAY, HOUR, House, MINUTE, SECOND, type Given } from './house.ts';
import type { SimStation } from './sim-station.ts';

/** Who waits at a station, in the order they will be called. */
function waitingAt({ centre }: House, { journal }: SimStation, at: number): readonly string[] {
  return waitingFor(journal.state, businessDayOf(centre.zone, at), [ORIENTATION, HEALTH]).map(({ id }) => id);
}

function two({ stations: [a, b] }: House): readonly [SimStation, SimStation] {
  if (!a || !b) throw new Error('there are two stations');
  return [a, b];
}

describe('a clock that is wrong', () => {
  it('[J13] by hours, on one station and then on the server: people are called as they came, and no number is given twice', async () => {
    const house = await House.open(2);
    const [a, b] = two(house);
    a.clock.skew = 3 * HOUR;
    b.clock.skew = -2 * HOUR;
    const came: Given[] = [];
    for (let n = 0; n < 6; n += 1) {
      came.push(house.issue(n % 2 === 0 ? a : b));
      await house.pass(MINUTE);
    }
    house.server.clock.skew = 5 * HOUR;
    for (let n = 0; n < 4; n += 1) {
      came.push(house.issue(n % 2 === 0 ? b : a));
      await house.pass(MINUTE);
    }
    await house.heal();
    await house.expectLaws();
    expect(waitingAt(house, a, house.now)).toEqual(came.map(({ visit }) => visit));
  });

  it('[J13] on a station that is cut off: who came first there is first, and nobody of it goes before those who came hours before', async () => {
    const house = await House.open(2);
    const [a, b] = two(house);
    const early = house.issue(a);
    await house.pass(MINUTE);
    house.cut(b);
    b.clock.skew = -4 * HOUR;
    const first = house.issue(b);
    await house.pass(10 * MINUTE);
    // Somebody sets it further back: the station's own order holds all the same.
    b.clock.skew = -5 * HOUR;
    const second = house.issue(b);
    await house.pass(MINUTE);
    await house.heal();
    await house.expectLaws();
    expect(waitingAt(house, a, house.now)).toEqual([early, first, second].map(({ visit }) => visit));
  });

  it('[N1] set back a day, across days that are open and days that are closed: its numbers go on, none is given again', async () => {
    const house = await House.open(2);
    const [a] = two(house);
    house.issue(a);
    await house.sleep(DAY);
    const tuesday = house.issue(a);
    a.clock.skew = -DAY;
    const monday = house.issue(a);
    await house.pass(MINUTE);
    a.clock.skew = 0;
    expect([tuesday.label, monday.label, house.issue(a).label]).toEqual(['A\u00a0001', 'A\u00a0002', 'A\u00a0002']);
    await house.sleep(DAY);
    house.issue(a);
    await house.sleep(DAY);
    await house.pass(MINUTE);
    // Monday and Tuesday are closed by now: a clock that says one of them gets the first day that is not.
    const { closedThrough } = a.journal.state;
    expect(closedThrough).toBe(businessDayOf(house.centre.zone, house.now - 2 * DAY));
    a.clock.skew = -3 * DAY;
    house.issue(a);
    await house.heal();
    await house.expectLaws();
    expect(a.journal.state.sharedLabels).toEqual([]);
  });
});

describe('a night', () => {
  /** Zones and nights when the clock is put forward or back; in Santiago that is done at midnight itself. */
  it.each([
    ['America/Santiago', 'forward, at midnight', Date.UTC(2026, 8, 6, 4, 0)],
    ['America/Santiago', 'back, at midnight', Date.UTC(2027, 3, 4, 3, 0)],
    ['Europe/Madrid', 'forward', Date.UTC(2027, 2, 28, 1, 0)],
    ['Europe/Madrid', 'back', Date.UTC(2026, 9, 25, 1, 0)],
    ['Australia/Lord_Howe', 'back by half an hour', Date.UTC(2027, 3, 3, 15, 0)],
  ])('[Q6] in %s when its clocks are put %s: each ticket is of the day on the wall, and each day’s numbers begin at 1', async (zone, _, change) => {
    const house = await House.open(2, { zone, at: change - 12 * HOUR });
    const [a, b] = two(house);
    const wall = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    const given = new Map<string, string[]>();
    for (let n = 0; n < 73; n += 1) {
      const label = house.issue(n % 3 === 0 ? b : a).label;
      const day = wall.format(house.now);
      given.set(day, [...(given.get(day) ?? []), label]);
      await house.sleep(20 * MINUTE, 3 * SECOND);
    }
    await house.heal();
    await house.expectLaws();
    expect(given.size).toBeGreaterThan(1);
    const { visits, numbers } = a.journal.state;
    expect([...numbers.keys()].filter((day) => (numbers.get(day)?.given.size ?? 0) > 0).toSorted()).toEqual([...given.keys()].toSorted());
    for (const [day, labels] of given) {
      expect(labels).toContain('A\u00a0001');
      expect(visits.filter((visit) => visit.day === day)).toHaveLength(labels.length);
    }
    // [J16] Each of them is closed once, when the one after it is over.
    await house.sleep(2 * DAY);
    house.issue(a);
    await house.sleep(DAY);
    await house.pass(MINUTE);
    const closed = (await house.server.order()).filter(({ entry }) => entry.bytes.includes('"day.closed"'));
    expect(closed.length).toBe(new Set(closed.map(({ entry }) => entry.bytes)).size);
    expect(a.journal.state.closedThrough).toBe([...given.keys()].toSorted().at(-1));
    await house.expectLaws();
  });

  it('[N2] [J17] while a station is cut off: it counts on, calls its own day, and what it brings after the day was closed is history', async () => {
    // 20:00 in Bogotá.
    const house = await House.open(2, { at: Date.UTC(2026, 10, 24, 1, 0) });
    const [a, b] = two(house);
    house.cut(b);
    const evening = [house.issue(b), house.issue(b)];
    house.issue(a);
    expect(await house.serve(b, house.desk(4))).toBe('nobodyWaiting');
    expect(await house.serve(b, house.desk(3))).toBe(evening[0]?.visit);
    await house.sleep(5 * HOUR);
    // After midnight nobody of yesterday is called any more.
    expect(await house.call(b, house.desk(3))).toBe('nobodyWaiting');
    const morning = house.issue(b);
    expect(morning.label).not.toContain('Z');
    expect(await house.serve(b, house.desk(3))).toBe(morning.visit);
    for (let day = 0; day < 3; day += 1) {
      await house.sleep(DAY);
      house.issue(a);
    }
    await house.pass(MINUTE);
    const { closedThrough } = a.journal.state;
    expect(closedThrough).toBe('2026-11-25');
    await house.heal();
    await house.expectLaws();
    const rows = (station: SimStation): unknown[] => house.ask(station, `SELECT visit, day, step FROM visits ORDER BY day, visit`);
    const of = (visit: string | undefined, day: string, step: string): unknown => ({ visit, day, step });
    expect(rows(a)).toEqual(rows(b));
    expect(rows(a)).toEqual(
      expect.arrayContaining([of(evening[0]?.visit, '2026-11-23', 'finished'), of(evening[1]?.visit, '2026-11-23', 'waiting'), of(morning.visit, '2026-11-24', 'finished')]),
    );
  });
});

describe('a server that was put back from an old backup', () => {
  it('[J19] takes back from its stations what it lost, in the next generation, and leases nothing before all have reported', async () => {
    const house = await House.open(3);
    const [a, b] = two(house);
    const c = house.stations[2];
    house.issue(a);
    await house.server.backUp();
    await house.pass(MINUTE);
    for (let n = 0; n < 8; n += 1) {
      for (const station of house.stations) house.issue(station);
      await house.serve(a, house.desk(3));
    }
    await house.heal();
    const had = await house.server.order();
    if (c) house.cut(c);
    // Only this station knows of these.
    house.cut(b);
    house.issue(b);
    await house.server.restore();
    await house.pass(2 * MINUTE);
    const order = await house.server.order();
    expect(order.slice(0, had.length)).toEqual(had);
    const leased = order.filter(({ place, entry }) => place.generation > 1 && entry.bytes.includes('"numbers.leased"'));
    expect(leased).toEqual([]);
    await house.heal(150 * SECOND);
    await house.expectLaws();
    expect(a.journal.state.generation).toBe(2);
    expect(a.journal.state.sharedLabels).toEqual([]);
  });
});

describe('a device that was put back from an old image', () => {
  it('[J11] begins anew in the next epoch: nothing it ever gave is lost, and no number is given again', async () => {
    const house = await House.open(2);
    const [a, b] = two(house);
    house.issue(b);
    await b.takeImage();
    await house.pass(MINUTE);
    for (let n = 0; n < 5; n += 1) house.issue(b);
    await house.heal();
    await b.restoreImage();
    await house.pass(MINUTE);
    for (let n = 0; n < 5; n += 1) house.issue(b);
    await house.heal();
    // What was pending on the image is in the order from both epochs, and counts once.
    await house.expectLaws({ isWhole: false });
    expect(Object.fromEntries(a.journal.state.unused)).toEqual({ visitExists: 1 });
    expect([b.journal.epoch, a.journal.state.devices.get(b.journal.device)?.epoch]).toEqual([2, 2]);
    expect(a.journal.state.sharedLabels).toEqual([]);
  });

  it('[J11] [J4] takes no act a second time: who was brought back meanwhile is not sent home again', async () => {
    const house = await House.open(2);
    const [a, b] = two(house);
    const { visit } = house.issue(b);
    await house.heal();
    house.cut(b);
    await b.carryOut({ kind: 'visit.cancel', id: b.nextCommandId(), visit }, 'staff');
    await b.takeImage();
    await house.heal();
    await a.carryOut({ kind: 'visit.bringBack', id: a.nextCommandId(), visit, place: 'end' }, 'staff');
    house.issue(b);
    await house.heal();
    await b.restoreImage();
    await house.heal(150 * SECOND);
    await house.expectLaws({ isWhole: false });
    expect(b.journal.epoch).toBe(2);
    expect(a.journal.state.visits.get(visit)?.leg.kind).toBe('waiting');
    expect(a.journal.state.unused.get('repeated')).toBe(1);
  });

  it('[J11] and gave turns before it met the server again: those numbers are held by two, and staff are told of each', async () => {
    const house = await House.open(2);
    const [a, b] = two(house);
    await b.takeImage();
    await house.pass(MINUTE);
    const before = [house.issue(b), house.issue(b), house.issue(b)];
    await house.heal();
    house.cut(b);
    await b.restoreImage();
    const after = [house.issue(b), house.issue(b)];
    expect(after.map(({ label }) => label)).toEqual(before.slice(0, 2).map(({ label }) => label));
    await house.heal(150 * SECOND);
    // Both are kept, each under its own id; only their labels are the same.
    await house.expectLaws({ isWhole: false });
    const told = a.journal.state.sharedLabels.map(({ visits }) => new Set<string | undefined>(visits));
    expect(told).toEqual(expect.arrayContaining([0, 1].map((n) => new Set([before[n]?.visit, after[n]?.visit]))));
  });
});

describe('a device that was cloned', () => {
  it('[J11] is two devices in the end: what either gave is kept, and numbers both gave are told', async () => {
    const house = await House.open(2);
    const [a, b] = two(house);
    house.issue(b);
    await house.heal();
    const clone = await house.copy(b);
    const given: Given[] = [];
    for (let n = 0; n < 4; n += 1) for (const station of [b, clone]) given.push(house.issue(station));
    await house.heal(150 * SECOND);
    for (const station of [b, clone]) given.push(house.issue(station));
    await house.heal(150 * SECOND);
    await house.expectLaws({ isWhole: false });
    expect(new Set([a, b, clone].map(({ journal }) => journal.device)).size).toBe(3);
    const held = (label: string): number => given.filter((one) => one.label === label).length;
    const twice = given.filter(({ label }) => held(label) > 1);
    const told = new Set(a.journal.state.sharedLabels.flatMap(({ visits }) => visits));
    expect(twice.filter(({ visit }) => !told.has(visit))).toEqual([]);
  });
});

describe('a device that is put out with a full outbox', () => {
  it('[J10] pushes none of it, gives no more turns, and keeps it: let in again as another, all of it is in the order', async () => {
    const house = await House.open(2);
    const [a, b] = two(house);
    house.cut(b);
    const given = Array.from({ length: 40 }, () => house.issue(b));
    const { device } = b.journal;
    await house.server.doors.approvals.revoke(device);
    house.stopLettingIn();
    await house.heal(60 * SECOND);
    expect([b.server, b.journal.pendingCount]).toEqual(['revoked', given.length]);
    expect(house.whyNoTurn(b)).toBe('deviceOut');
    const order = await house.server.order();
    expect(order.filter(({ id }) => id.device === device)).toEqual([]);
    await house.expectLaws({ stations: [a], promised: [] });
    // Its disk knows them still, also after it was switched off and on.
    await b.restart();
    expect(b.journal.pendingCount).toBe(given.length);
    await house.pass(20 * SECOND);
    b.sync.askAgain();
    await house.pass(10 * SECOND);
    if (b.enrolment.kind === 'asking') await house.server.doors.approvals.answer('admin', b.enrolment.code, true);
    await house.heal(150 * SECOND);
    expect(b.journal.device).not.toBe(device);
    await house.expectLaws();
  });
});

describe('a poison entry', () => {
  it('[J5] keeps its place, blocks nobody, and changes nothing on any station', async () => {
    const house = await House.open(2);
    const [a, b] = two(house);
    const poisoner = createDevice(66);
    const { store } = house.server;
    await store.putDevice({ device: poisoner.id, name: poisoner.name, key: poisoner.key, epoch: 1, standing: 'in', at: house.now });
    await house.pass(10 * SECOND);
    const good = house.issue(a);
    const visit = house.chance.id();
    poisoner.seal('{"not":"an envelope"');
    poisoner.write({ type: 'ticket.issued', payload: { visit: 7 } });
    poisoner.seal(JSON.stringify({ ...JSON.parse(poisoner.write().bytes), device: b.journal.device }));
    poisoner.write({ type: 'moon.landed', payload: {} });
    const label = { letter: 'A', lane: 'Q', number: 1 };
    poisoner.write({ type: 'ticket.issued', payload: { visit, service: ORIENTATION, label, language: 'es' }, at: house.now });
    const pushed = await store.push({ device: poisoner.id, epoch: 1, first: 1, entries: poisoner.journal, sent: undefined, receivedAt: house.now });
    expect(pushed).toMatchObject({ kind: 'acknowledged', quarantined: 2 });
    const after = house.issue(b);
    await house.heal();
    await house.expectLaws();
    const visits = [good.visit, visit, after.visit];
    expect(visits.filter((id) => [a, b].every(({ journal }) => journal.state.visits.has(id as Given['visit'])))).toEqual(visits);
    expect(Object.fromEntries(a.journal.state.unused)).toMatchObject({ notJson: 1, badEnvelope: 1, badPayload: 1, unknownType: 2 });
    // It is taken in again after a start, and by whoever comes late.
    await a.restart();
    house.add();
    await house.heal(60 * SECOND);
    await house.expectLaws();
  });
});

describe('a version before', () => {
  it('[J14] works beside this one: the same order, the same state, one queue', async () => {
    const house = await House.open(1);
    const older = house.add({ version: WIRE_FLOOR });
    await house.pass(20 * SECOND);
    const [a, b] = two(house);
    const came: Given[] = [];
    for (let n = 0; n < 6; n += 1) {
      came.push(house.issue(n % 2 === 0 ? a : b));
      await house.pass(MINUTE);
    }
    expect(await house.serve(older, house.desk(3))).toBe(came[0]?.visit);
    expect(await house.serve(a, house.desk(3))).toBe(came[1]?.visit);
    house.cut(older);
    came.push(house.issue(older));
    await house.heal();
    await house.expectLaws();
    expect(waitingAt(house, a, house.now)).toEqual(came.slice(2).map(({ visit }) => visit));
  });
});
