import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Poke } from '../shared/contract/wire.ts';
import { createDevice } from './testing/device.ts';
import { bearer, openTestServer, type TestServer } from './testing/server.ts';

interface Listener {
  readonly socket: WebSocket;
  /** The next poke that was not read yet. */
  readonly next: () => Promise<unknown>;
}

/** Opens a live socket and waits for nothing: its pokes queue up as they come. */
function listen(server: TestServer, token: string | undefined, options: { autoPong?: boolean } = {}): Listener {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/live`, { headers: bearer(token), ...options });
  const came: unknown[] = [];
  let wake: (() => void) | undefined;
  socket.on('message', (data: Buffer) => {
    came.push(JSON.parse(data.toString()));
    wake?.();
  });
  return {
    socket,
    next: async () => {
      while (came.length === 0) await new Promise<void>((resolve) => { wake = resolve; });
      return came.shift();
    },
  };
}

const push = (server: TestServer, token: string, entries: readonly unknown[]) => server.post('/v1/push', { wire: 1, epoch: 1, entries }, token);

test('[J9] a poke says where the order ends, on connecting and after each commit, and nothing else', async () => {
  const server = await openTestServer();
  const device = createDevice(1);
  const token = await server.enrol(device);
  await push(server, token, device.writeMany(2));
  const [one, other] = [listen(server, token), listen(server, token)];
  for (const { next } of [one, other]) expect(await next()).toEqual({ head: 2 });
  await push(server, token, device.writeMany(1));
  for (const { next } of [one, other]) expect(Poke.strict().parse(await next())).toEqual({ head: 3 });
});

test('[J9][J4] a push that adds nothing pokes nobody', async () => {
  const server = await openTestServer();
  const device = createDevice(1);
  const token = await server.enrol(device);
  const { next } = listen(server, token);
  expect(await next()).toEqual({ head: 0 });
  const entries = device.writeMany(1);
  await push(server, token, entries);
  await push(server, token, entries);
  await push(server, token, device.writeMany(1));
  expect([await next(), await next()]).toEqual([{ head: 1 }, { head: 2 }]);
});

test('[J10] without a token there is no socket', async () => {
  const server = await openTestServer();
  const { socket } = listen(server, undefined);
  const [error] = await once(socket, 'error');
  expect(String(error)).toContain('401');
});

test('whoever speaks is shown out, and what is too long is not even read', async () => {
  const server = await openTestServer();
  const token = await server.enrol(createDevice(1));
  for (const [said, code] of [['hello', 1008], ['x'.repeat(5000), 1009]] as const) {
    const { socket, next } = listen(server, token);
    await next();
    socket.send(said);
    expect((await once(socket, 'close'))[0]).toBe(code);
  }
  expect(server.http.websocketServer.clients.size).toBe(0);
});

test('a peer that answers no ping is dropped at the second beat; one that answers stays', async () => {
  const server = await openTestServer();
  const token = await server.enrol(createDevice(1));
  const [dead, alive] = [listen(server, token, { autoPong: false }), listen(server, token)];
  await Promise.all([dead.next(), alive.next()]);
  const heard = Array.from(server.http.websocketServer.clients, (socket) => once(socket, 'pong'));
  server.live.beat();
  await Promise.race(heard);
  const dropped = once(dead.socket, 'close');
  server.live.beat();
  await dropped;
  expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  expect(server.http.websocketServer.clients.size).toBe(1);
});

test('closing the server tells its live sockets that it goes', async () => {
  const server = await openTestServer();
  const token = await server.enrol(createDevice(1));
  const { socket, next } = listen(server, token);
  await next();
  const closed = once(socket, 'close');
  await server.http.close();
  expect((await closed)[0]).toBe(1001);
});
