import { describe, expect, it } from 'vitest';
import { aSeries } from '../../tests/fixtures/events/series.ts';
import { ORIENTATION, commandIds, testChance } from '../../tests/fixtures/world.ts';
import { createBridge, ScreenFrame, type Bridge, type StationLink } from './bridge.ts';
import { Command, MAY_CALL, Outcome, type Reply } from './commands.ts';
import type { View } from './views.ts';

const chance = testChance(31);
const nextId = commandIds(chance);
const RECORD = '64850108-0000-4000-8000-00000000c0c8';
const issue = (): Command => ({ kind: 'ticket.issue', id: nextId(), service: ORIENTATION, language: 'es' });
const refused: Reply = { kind: 'refused', why: 'nobodyWaiting' };
const view: View = { kind: 'display', centre: 'Centro', zone: 'America/Bogota', languages: ['es'], notice: null, calls: [], coming: [], spoken: ['es'], waits: [] };

type On = { up(): void; down(): void; frame(raw: unknown): void };

/** All that a bridge sends and that may be answered. */
type Numbered = Exclude<ScreenFrame, { kind: 'painted' }>;

function wired(): { bridge: Bridge; sent: Numbered[]; painted: () => number; on: On } {
  const sent: Numbered[] = [];
  let painted = 0;
  let on: On = { up: () => {}, down: () => {}, frame: () => {} };
  const send = (frame: ScreenFrame): void => {
    if (frame.kind === 'painted') painted += 1;
    else sent.push(frame);
  };
  const bridge = createBridge({ send, listen: (given) => { on = given; } });
  return { bridge, sent, painted: () => painted, on };
}

describe('a call', () => {
  it('waits for the wire, and gets the reply to its own frame', async () => {
    const { bridge, sent, on } = wired();
    const [first, second] = [bridge.call(issue()), bridge.call(issue())];
    expect(sent).toEqual([]);
    on.up();
    expect(sent.map((frame) => frame.kind)).toEqual(['call', 'call']);
    on.frame({ kind: 'reply', frame: sent[1]?.frame, reply: refused });
    expect(await second).toEqual(refused);
    const other: Reply = { kind: 'refused', why: 'deskBusy' };
    on.frame({ kind: 'reply', frame: sent[0]?.frame, reply: other });
    expect(await first).toEqual(other);
  });

  it('[J18] without an answer when the wire went down is sent again under the same id, and once answered never more', async () => {
    const { bridge, sent, on } = wired();
    on.up();
    const lost = bridge.call(issue());
    const [first] = sent;
    on.down();
    on.up();
    expect(sent).toEqual([first, first]);
    on.frame({ kind: 'reply', frame: first?.frame, reply: refused });
    expect(await lost).toEqual(refused);
    on.down();
    on.up();
    expect(sent).toHaveLength(2);
  });
});

it('a withdrawn call is not sent when the wire comes back: its visitor has gone', () => {
  const { bridge, sent, on } = wired();
  const [gone, stays] = [issue(), issue()];
  void bridge.call(gone);
  void bridge.call(stays);
  bridge.withdraw(gone.id);
  on.up();
  expect(sent).toEqual([{ kind: 'call', frame: 2, command: stays }]);
});

describe('a watch', () => {
  it('is asked for again each time the wire comes up, until it is stopped', () => {
    const { bridge, sent, on } = wired();
    const views: View[] = [];
    const stop = bridge.watch({ kind: 'display' }, (next) => views.push(next));
    on.up();
    on.down();
    on.up();
    expect(sent).toEqual([{ kind: 'watch', frame: 1, query: { kind: 'display' } }, { kind: 'watch', frame: 1, query: { kind: 'display' } }]);
    on.frame({ kind: 'view', frame: 1, view });
    stop();
    on.frame({ kind: 'view', frame: 1, view });
    expect(views).toEqual([view]);
    on.down();
    on.up();
    expect(sent.filter((frame) => frame.kind === 'watch')).toHaveLength(2);
  });

  it('is asked for and ended at once while the wire is up', () => {
    const { bridge, sent, on } = wired();
    on.up();
    bridge.watch({ kind: 'display' }, () => {})();
    expect(sent).toEqual([{ kind: 'watch', frame: 1, query: { kind: 'display' } }, { kind: 'unwatch', frame: 1 }]);
  });

  it('passes over frames that are not what the contract says', () => {
    const { bridge, on } = wired();
    const views: View[] = [];
    bridge.watch({ kind: 'display' }, (next) => views.push(next));
    on.up();
    for (const raw of [undefined, null, 'view', { kind: 'view', frame: 1 }, { kind: 'view', frame: 1, view: { ...view, calls: 'many' } }]) on.frame(raw);
    expect(views).toEqual([]);
  });
});

describe('what this page can’t read', () => {
  const strange = [undefined, null, 'view', { kind: 'reply', frame: 1, reply: { kind: 'postponed' } }, { kind: 'view', frame: 1, view: { ...view, calls: 'many' } }];

  it.each(strange)('is said each time, and ends no call: %j', (raw) => {
    const { bridge, on } = wired();
    let told = 0;
    let answered = false;
    void bridge.call(issue()).then(() => { answered = true; });
    const stop = bridge.watchUnreadable(() => { told += 1; });
    on.up();
    expect(told).toBe(0);
    on.frame(raw);
    on.frame(raw);
    expect(told).toBe(2);
    stop();
    on.frame(raw);
    expect({ told, answered }).toEqual({ told: 2, answered: false });
  });

  it('is said to whoever asks only later, too', () => {
    const { bridge, on } = wired();
    on.up();
    on.frame({ kind: 'news' });
    let told = 0;
    bridge.watchUnreadable(() => { told += 1; });
    expect(told).toBe(1);
  });
});

it('an answer to a call that nobody waits for any more changes nothing', () => {
  const { bridge, on } = wired();
  let told = 0;
  bridge.watchUnreadable(() => { told += 1; });
  on.up();
  on.frame({ kind: 'reply', frame: 7, reply: refused });
  on.frame({ kind: 'view', frame: 7, view });
  expect(told).toBe(0);
});

it('frames are numbered from 1, and hold nothing that the contract does not say', () => {
  const frames = [{ kind: 'call', command: issue() }, { kind: 'watch', query: { kind: 'display' } }, { kind: 'unwatch' }];
  const isRead = (frame: object): boolean => ScreenFrame.safeParse(frame).success;
  for (const frame of frames) expect([isRead({ ...frame, frame: 1 }), isRead({ ...frame, frame: 0 }), isRead({ ...frame, frame: 1, trust: 'staff' })]).toEqual([true, false, false]);
});

it('the link is told at once and on each change', () => {
  const { bridge, on } = wired();
  const links: StationLink[] = [];
  const stop = bridge.watchLink((link) => links.push(link));
  on.up();
  on.up();
  on.down();
  stop();
  on.up();
  expect(links).toEqual(['connecting', 'up', 'down']);
});

it('[E11] says that a frame was painted while the wire is up, and keeps nothing of it for later', () => {
  const { bridge, painted, sent, on } = wired();
  bridge.painted();
  on.up();
  expect(painted()).toBe(0);
  bridge.painted();
  expect([painted(), sent]).toEqual([1, []]);
});

describe('commands', () => {
  it('[X1] a visitor is asked for a service and a language, and for nothing else', () => {
    const mayBeAsked = Command.options.filter((option) => MAY_CALL.visitor.includes(option.shape.kind.value));
    // A priority or more services are the visitor's own to add. Whoever leaves says only which turn, whoever has a code only that,
    // and who comes back, or has lost a paper, two pictures that mean nothing. An opinion says no turn.
    expect(Object.fromEntries(mayBeAsked.map(({ shape: { id: _id, kind, ...rest } }) => [kind.value, Object.keys(rest).toSorted()]))).toEqual({
      'ticket.issue': ['appointment', 'language', 'pictures', 'planned', 'priority', 'service'],
      'ticket.find': ['pictures', 'service'],
      'ticket.reprint': ['visit'],
      'paper.find': ['by'],
      'place.keep': ['language', 'pictures', 'service'],
      'visit.cancel': ['visit'],
      'offer.print': ['date', 'language', 'offer'],
      // [X5] Who signs up says how many come, and may leave what they wish to be called and a telephone.
      'signup.make': ['answers', 'consent', 'date', 'language', 'name', 'party', 'phone', 'series'],
      'signup.find': ['by'],
      'signup.cancel': ['signup'],
      'signup.forget': ['signup'],
      'signup.reprint': ['signup'],
      'directory.doubt': ['service'],
      'help.ask': ['language'],
      'help.end': ['help'],
      'opinion.give': ['answer', 'face', 'service'],
    });
    expect(Command.safeParse(issue()).success).toBe(true);
    expect(Command.safeParse({ ...issue(), name: 'María' }).success).toBe(false);
  });

  it('[X1] each holds what it needs and nothing else', () => {
    const atDesk = { desk: 'desk-3', visit: '0'.repeat(26), place: 'first', reason: 'form', minutes: 5, to: { service: 'health', desk: null }, comesBack: true };
    const more = { agent: 'ana', takeOver: false, forced: true, priority: 'older', planned: ['health'], services: [], language: 'es', pictures: ['cat', 'moon'], appointment: '0'.repeat(26), by: { code: '042137' }, at: 1, rows: [{ uid: 'x', service: 'health', at: 1 }], paper: 7, how: 'again', printer: 1, help: '0'.repeat(26), notice: '0'.repeat(26), offer: 'vaccines', signup: '0'.repeat(26), date: '2026-11-23T18:30', face: 'good', answer: null, file: '0'.repeat(26), n: 0, of: 1, piece: 'e30=', drops: true, form: 'csv' };
    const planned = { series: '0'.repeat(26), date: '2026-11-23T18:30' };
    const service = { kind: 'service', hsds: { id: RECORD, name: 'Vacunas', status: 'active' }, beside: {} };
    const told: Readonly<Record<string, object>> = { 'attendance.scan': { series: '0'.repeat(26), date: '2026-11-23T18:30', by: { code: 'BK72QM' } }, 'directory.doubt': { service: RECORD }, 'directory.put': { record: service }, 'directory.drop': { record: `service/${RECORD}` }, 'directory.bring': { rows: 'good' }, 'plan.point': { points: [{ id: 'water', icon: 'water', floor: 'ground', x: 1, y: 2.5 }] }, 'directory.carry': { name: 'services.json' }, 'notice.raise': { says: { kind: 'known', which: 'leave' } }, 'series.put': { series: [aSeries()] }, 'series.drop': planned, 'signup.make': { ...planned, party: { adults: 1, children: { upTo5: 0, upTo11: 1, upTo17: 0 } }, answers: [null], name: 'Mari', phone: null, consent: 1 }, 'signup.find': { by: { code: 'BK72QM' } }, 'attendance.note': { ...planned, of: null, people: 3 } };
    const whole = Command.options.map(({ shape }) => ({ ...issue(), ...atDesk, ...more, ...told[shape.kind.value], kind: shape.kind.value }));
    const own = whole.map((each, n) => Object.fromEntries(Object.entries(each).filter(([key]) => key in (Command.options[n]?.shape ?? {}))));
    expect(own.map((each) => Command.safeParse(each).success)).toEqual(own.map(() => true));
    expect(own.map((each) => Command.safeParse({ ...each, names: 'María' }).success)).toEqual(own.map(() => false));
  });

  it('a ticket has nobody ahead of it, or somebody, and never fewer', () => {
    const issued = (ahead: number): boolean => Outcome.safeParse({ kind: 'issued', visit: '0'.repeat(26), label: { letter: 'A', number: 1 }, service: 'health', ahead }).success;
    expect([-1, 0, 1, 1.5].map(issued)).toEqual([false, true, true, false]);
  });

  it.each([
    ['desk.putBack', 'place', [{ after: 1 }, { after: 99 }, 'same', 'end'], [{ after: 0 }, { after: 100 }, { after: 1.5 }, { after: 1, name: 'x' }, 'byArrival']],
    ['desk.transfer', 'place', ['byArrival', 'end', 'first'], ['same', { after: 1 }]],
    ['desk.park', 'minutes', [1, 480, null], [0, 481, 1.5]],
    ['desk.pause', 'minutes', [1, 480, null], [0, 481]],
    ['paper.find', 'by', [{ code: '000000' }, { id: '0'.repeat(26) }], [{ code: '12345' }, { code: '1234567' }, { code: '12345a' }, {}, { id: '0' }, { code: '000000', id: '0'.repeat(26) }]],
    ['ticket.find', 'pictures', [['cat', 'moon']], [['cat', 'cat'], ['cat'], ['cat', 'moon', 'sun'], ['cat', 'unicorn']]],
    ['paper.settle', 'how', ['cameOut', 'again', 'discarded'], ['held', '', null]],
    ['paper.settle', 'paper', [1, 4000], [0, -1, 1.5, '1']],
    ['paper.test', 'printer', [0, 1], [-1, 2, 0.5]],
    ['visit.plan', 'services', [Array.from({ length: 8 }, () => 'health')], [Array.from({ length: 9 }, () => 'health')]],
  ])('%s is told %s within bounds', (kind, key, good, bad) => {
    const base = { kind, id: '0'.repeat(26), desk: 'desk-3', visit: '0'.repeat(26), place: 'end', reason: 'form', minutes: 5, to: { service: 'health', desk: null }, comesBack: true, service: 'health', paper: 7, how: 'again', printer: 1, language: 'es' };
    const shape = Command.options.find((option) => option.shape.kind.value === kind)?.shape ?? {};
    const isRead = (value: unknown): boolean => Command.safeParse({ ...Object.fromEntries(Object.entries(base).filter(([each]) => each in shape)), [key]: value }).success;
    expect(good.map(isRead)).toEqual(good.map(() => true));
    expect(bad.map(isRead)).toEqual(bad.map(() => false));
  });

  it('[W1] a visitor’s screen takes, finds or gives up a turn, or a time that was kept, takes along where something is found or says that it is wrong, signs up or gives that up, calls a person or says how it went; all else is staff’s, and a display asks for nothing', () => {
    expect(MAY_CALL.visitor).toEqual(['ticket.issue', 'ticket.find', 'ticket.reprint', 'paper.find', 'place.keep', 'visit.cancel', 'offer.print', 'signup.make', 'signup.find', 'signup.cancel', 'signup.forget', 'signup.reprint', 'directory.doubt', 'help.ask', 'help.end', 'opinion.give']);
    expect(MAY_CALL.display).toEqual([]);
    expect(MAY_CALL.staff.toSorted()).toEqual(Command.options.map((option) => option.shape.kind.value).toSorted());
  });
});
