import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DESK_3, ORIENTATION, commandIds, testChance } from '../../../tests/fixtures/world.ts';
import type { StationFrame } from '../../../shared/contract/bridge.ts';
import type { Command, Reply, Trust } from '../../../shared/contract/commands.ts';
import type { View, ViewQuery } from '../../../shared/contract/views.ts';
import { testClock } from '../../../tests/fixtures/world.ts';
import { Screens, STILL_MS } from './screens.ts';

const chance = testChance(5);
const id = commandIds(chance);
const done: Reply = { kind: 'refused', why: 'nobodyWaiting' };
const display = (calls: number): View => ({
  kind: 'display', centre: 'Centro', zone: 'America/Bogota', languages: ['es'],
  calls: Array.from({ length: calls }, (_, i) => ({ key: String(i), label: { letter: 'A' as never, number: i + 1 }, deskNumber: 3, at: 0 })),
  coming: [], spoken: ['es'],
  notice: null,
  waits: [],
});

function openScreens(answer: () => Reply | Promise<Reply> = () => done, clock = testClock()): { screens: Screens; carried: Command[]; by: Trust[]; asked: ViewQuery[]; now: { calls: number } } {
  const carried: Command[] = [];
  const by: Trust[] = [];
  const asked: ViewQuery[] = [];
  const now = { calls: 0 };
  const screens = new Screens({
    clock,
    carryOut: (command, trust) => {
      carried.push(command);
      by.push(trust);
      return answer();
    },
    view: (query) => {
      asked.push(query);
      return display(now.calls);
    },
  });
  return { screens, carried, by, asked, now };
}

function connect(screens: Screens, trust: Trust): { sent: StationFrame[]; receive: (raw: unknown) => void; close: () => void } {
  const sent: StationFrame[] = [];
  const screen = screens.connect(trust, (frame) => sent.push(frame));
  return { sent, receive: (raw) => { screen.receive(raw); }, close: () => { screen.close(); } };
}

const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe('trust', () => {
  const commands: Command[] = [
    { kind: 'ticket.issue', id: id(), service: ORIENTATION, language: 'es' },
    { kind: 'desk.callNext', id: id(), desk: DESK_3 },
    { kind: 'day.end', id: id() },
  ];
  it.each([
    ['visitor', ['ticket.issue']],
    ['display', []],
    ['staff', ['ticket.issue', 'desk.callNext', 'day.end']],
  ] as const)('[W1] a %s screen may ask for just its own acts', (trust, allowed) => {
    const { screens, carried, by } = openScreens();
    const screen = connect(screens, trust);
    for (const command of commands) screen.receive({ kind: 'call', frame: 1, command });
    expect(carried.map((command) => command.kind)).toEqual(allowed);
    // Whose screen it is goes with each: a visitor may say less than staff may.
    expect(by).toEqual(allowed.map(() => trust));
    expect(screen.sent.filter((frame) => frame.kind === 'reply' && frame.reply.kind === 'refused' && frame.reply.why === 'notAllowed')).toHaveLength(commands.length - allowed.length);
  });

  it('[W1] a visitor’s screen sees no queue, and a display nothing but calls', () => {
    const { screens, asked } = openScreens();
    for (const trust of ['visitor', 'display'] as const) {
      const screen = connect(screens, trust);
      screen.receive({ kind: 'watch', frame: 1, query: { kind: 'staff', desk: DESK_3 } });
      expect(screen.sent).toEqual([]);
    }
    expect(asked).toEqual([]);
  });
});

describe('views', () => {
  it('come at once, then only when they changed, then no more', async () => {
    const { screens, now } = openScreens();
    const screen = connect(screens, 'display');
    screen.receive({ kind: 'watch', frame: 4, query: { kind: 'display' } });
    expect(screen.sent).toEqual([{ kind: 'view', frame: 4, view: display(0) }]);
    screens.publish();
    await turnOfTheLoop();
    expect(screen.sent).toHaveLength(1);
    now.calls = 1;
    screens.publish();
    screens.publish();
    await turnOfTheLoop();
    expect(screen.sent).toEqual([expect.anything(), { kind: 'view', frame: 4, view: display(1) }]);
    screen.receive({ kind: 'unwatch', frame: 4 });
    now.calls = 2;
    screens.publish();
    await turnOfTheLoop();
    expect(screen.sent).toHaveLength(2);
  });

  it('are made once for many screens that watch the same', async () => {
    const { screens, asked } = openScreens();
    for (let i = 0; i < 20; i += 1) connect(screens, 'display').receive({ kind: 'watch', frame: 1, query: { kind: 'display' } });
    asked.length = 0;
    screens.publish();
    await turnOfTheLoop();
    expect(asked).toHaveLength(1);
  });

  it('stop for a screen that is gone, and one screen can’t watch without end', async () => {
    const { screens, asked } = openScreens();
    const screen = connect(screens, 'display');
    for (let frame = 1; frame <= 1000; frame += 1) screen.receive({ kind: 'watch', frame, query: { kind: 'display' } });
    expect(screen.sent.length).toBeLessThanOrEqual(32);
    screen.close();
    asked.length = 0;
    screens.publish();
    await turnOfTheLoop();
    expect(asked).toEqual([]);
  });
});

it('[J18] a station that is closing leaves a call unanswered, for the next one to answer', () => {
  const { screens, carried } = openScreens();
  const screen = connect(screens, 'staff');
  screens.close();
  screen.receive({ kind: 'call', frame: 1, command: { kind: 'desk.callNext', id: id(), desk: DESK_3 } });
  expect(screen.sent).toEqual([]);
  expect(carried).toEqual([]);
});

describe('an answer that takes its time', () => {
  const call = (frame: number): unknown => ({ kind: 'call', frame, command: { kind: 'desk.callNext', id: id(), desk: DESK_3 } });

  it('goes to its own frame, while others are answered', async () => {
    const first = Promise.withResolvers<Reply>();
    const answers: (Reply | Promise<Reply>)[] = [first.promise, done];
    const { screens } = openScreens(() => answers.shift() ?? done);
    const screen = connect(screens, 'staff');
    screen.receive(call(1));
    screen.receive(call(2));
    expect(screen.sent).toEqual([{ kind: 'reply', frame: 2, reply: done }]);
    const later: Reply = { kind: 'refused', why: 'deskBusy' };
    first.resolve(later);
    await turnOfTheLoop();
    expect(screen.sent.slice(1)).toEqual([{ kind: 'reply', frame: 1, reply: later }]);
  });

  it('[J18] is not given to a screen that has gone, nor by a station that is closing: whoever repeats the command gets it', async () => {
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const { screens } = openScreens(() => promise);
    const [gone, cutShort] = [connect(screens, 'staff'), connect(screens, 'staff')];
    gone.receive(call(1));
    cutShort.receive(call(1));
    gone.close();
    screens.close();
    resolve(done);
    await turnOfTheLoop();
    expect([gone.sent, cutShort.sent]).toEqual([[], []]);
  });
});

describe('bad input', () => {
  it('is refused where somebody waits for an answer, and dropped where nobody does', () => {
    const { screens, carried } = openScreens();
    const screen = connect(screens, 'visitor');
    screen.receive({ kind: 'call', frame: 9, command: { kind: 'ticket.issue', id: 'x', service: '../etc', language: 'tlh' } });
    expect(screen.sent).toEqual([{ kind: 'reply', frame: 9, reply: { kind: 'refused', why: 'malformed' } }]);
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        screen.receive(raw);
      }),
    );
    expect(carried).toEqual([]);
  });
});

describe('[E11] a wall', () => {
  it('that painted nothing for half a minute stands still until it paints again, or is gone; no other screen can', () => {
    const clock = testClock();
    const { screens } = openScreens(undefined, clock);
    const [wall, other, staff] = [connect(screens, 'display'), connect(screens, 'display'), connect(screens, 'staff')];
    clock.pass(STILL_MS - 1);
    expect(screens.stillWalls()).toBe(0);
    wall.receive({ kind: 'painted' });
    staff.receive({ kind: 'painted' });
    clock.pass(1);
    expect(screens.stillWalls()).toBe(1);
    clock.pass(STILL_MS);
    expect(screens.stillWalls()).toBe(2);
    wall.receive({ kind: 'painted' });
    other.close();
    expect(screens.stillWalls()).toBe(0);
    expect([wall.sent, staff.sent]).toEqual([[], []]);
  });
});
