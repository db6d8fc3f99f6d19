import { expect, test } from 'vitest';
import { createBridge, type ScreenFrame } from '../../shared/contract/bridge.ts';
import type { Command } from '../../shared/contract/commands.ts';
import type { RefusalKind } from '../../shared/contract/refusals.ts';
import { CommandId, DeskId } from '../../shared/domain/ids.ts';
import { createSending, ECHO_MS } from './sending.ts';

const desk = DeskId.parse('desk-3');
const callNext = (digit: number): Command => ({ kind: 'desk.callNext', id: CommandId.parse(String(digit).repeat(26)), desk });

/** A desk on a real bridge, over a wire that does what the test says. */
function atDesk() {
  const sent: ScreenFrame[] = [];
  const waits: { ms: number; ring: () => void }[] = [];
  let wire = { up: () => {}, down: () => {}, frame: (_raw: unknown) => {} };
  let now = 0;
  let behind = 0;
  const bridge = createBridge({ send: (frame) => sent.push(frame), listen: (on) => { wire = on; } });
  const sending = createSending({
    bridge,
    clock: { monotonic: () => now },
    timers: { after: (ms, ring) => { waits.push({ ms, ring }); return () => {}; } },
    renewal: { behind: () => { behind += 1; } },
  });
  const refuse = async (frame: number, why: RefusalKind): Promise<void> => {
    wire.frame({ kind: 'reply', frame, reply: { kind: 'refused', why } });
    await Promise.resolve();
  };
  return { sending, sent, waits, wire, refuse, behind: () => behind, pass: (ms: number) => { now += ms; } };
}

const called = (frames: readonly ScreenFrame[]): Command[] => frames.flatMap((frame) => (frame.kind === 'call' ? [frame.command] : []));

test('one command at a time, and no second one within half a second', async () => {
  const { sending, sent, waits, wire, refuse, pass } = atDesk();
  wire.up();
  sending.send(callNext(1));
  pass(200);
  sending.send(callNext(2));
  await refuse(1, 'nobodyWaiting');
  sending.send(callNext(3));
  expect(called(sent)).toEqual([callNext(1)]);
  expect(sending.state()).toEqual({ busy: true, refusal: 'nobodyWaiting' });
  expect(waits.map(({ ms }) => ms)).toEqual([ECHO_MS - 200]);
  waits[0]?.ring();
  expect(sending.state()).toEqual({ busy: false, refusal: 'nobodyWaiting' });
  sending.send(callNext(4));
  expect(sending.state()).toEqual({ busy: true, refusal: undefined });
  expect(called(sent)).toEqual([callNext(1), callNext(4)]);
});

test('leaving the desk withdraws what waits for the wire: it must call nobody there afterwards', () => {
  const { sending, sent, wire } = atDesk();
  wire.up();
  wire.down();
  sending.send(callNext(1));
  sending.leave();
  expect(sending.state()).toEqual({ busy: false, refusal: undefined });
  wire.up();
  expect(sent).toEqual([]);
});

test('a command whose answer was lost with the wire is not sent again for a desk that was left', () => {
  const { sending, sent, wire } = atDesk();
  wire.up();
  sending.send(callNext(1));
  wire.down();
  sending.leave();
  wire.up();
  expect(called(sent)).toEqual([callNext(1)]);
});

test('whoever comes back to a desk may act at once, and hears nothing of what they left', async () => {
  const { sending, sent, waits, wire, refuse } = atDesk();
  wire.up();
  sending.send(callNext(1));
  await refuse(1, 'nobodyWaiting');
  sending.leave();
  sending.send(callNext(2));
  waits[0]?.ring();
  expect(sending.state()).toEqual({ busy: true, refusal: undefined });
  expect(called(sent)).toEqual([callNext(1), callNext(2)]);
});

test('a refusal that a fresh page mends asks for one', async () => {
  const { sending, wire, refuse, behind } = atDesk();
  wire.up();
  sending.send(callNext(1));
  expect(behind()).toBe(0);
  await refuse(1, 'malformed');
  expect(behind()).toBe(1);
});
