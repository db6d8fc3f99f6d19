import { expect, test } from 'vitest';
import { createBridge } from '../../shared/contract/bridge.ts';
import { socketWire, waitBeforeOpening, type Socket } from './socket.ts';

/** A socket that does what the test says, and the waits it led to. */
function sockets() {
  const opened: { sent: string[]; fire(type: 'open' | 'close' | 'message', data?: unknown): void }[] = [];
  const waits: { ms: number; ring: () => void }[] = [];
  const open = (): Socket => {
    const ears = new Map<string, (event: unknown) => void>();
    const sent: string[] = [];
    opened.push({ sent, fire: (type, data) => ears.get(type)?.({ data }) });
    return {
      send: (text: string) => sent.push(text),
      addEventListener: (type: string, ear: (event: never) => void) => ears.set(type, ear as (event: unknown) => void),
    } as unknown as Socket;
  };
  const timers = {
    after: (ms: number, ring: () => void) => {
      waits.push({ ms, ring });
      return () => {};
    },
  };
  return { opened, waits, doors: { open, timers, chance: () => 0.5 } };
}

test('a watch is asked for again when the socket comes back', () => {
  const { opened, waits, doors } = sockets();
  const bridge = createBridge(socketWire(doors));
  const links: string[] = [];
  bridge.watchLink((link) => links.push(link));
  bridge.watch({ kind: 'display' }, () => {});
  opened[0]?.fire('open');
  opened[0]?.fire('close');
  waits[0]?.ring();
  opened[1]?.fire('open');
  expect(links).toEqual(['connecting', 'up', 'down', 'up']);
  expect(opened[1]?.sent).toEqual([JSON.stringify({ kind: 'watch', frame: 1, query: { kind: 'display' } })]);
});

test('what is no JSON counts as unreadable, and the socket goes on', () => {
  const { opened, doors } = sockets();
  const bridge = createBridge(socketWire(doors));
  const seen: unknown[] = [];
  let unreadable = 0;
  bridge.watchUnreadable(() => {
    unreadable += 1;
  });
  bridge.watch({ kind: 'display' }, (view) => seen.push(view));
  opened[0]?.fire('open');
  opened[0]?.fire('message', '{');
  opened[0]?.fire('message', new ArrayBuffer(3));
  const view = { kind: 'display', centre: 'C', zone: 'UTC', languages: ['es'], notice: null, calls: [], coming: [], spoken: ['es'], waits: [] };
  opened[0]?.fire('message', JSON.stringify({ kind: 'view', frame: 1, view }));
  expect(seen).toEqual([view]);
  expect(unreadable).toBe(2);
});

test('waits grow with each failure, up to two seconds, and differ by chance', () => {
  const waits = [1, 2, 3, 4, 5, 6, 40].map((failures) => waitBeforeOpening(failures, 0.999));
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(Math.max(...waits)).toBeLessThanOrEqual(2_000);
  expect(waitBeforeOpening(1, 0)).toBeGreaterThanOrEqual(100);
  expect(waitBeforeOpening(3, 0)).toBeLessThan(waitBeforeOpening(3, 0.9));
});
