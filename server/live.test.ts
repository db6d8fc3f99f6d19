import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Poke, TOKEN_MS } from '../shared/contract/wire.ts';
import { BEAT_MS } from './app.ts';
import { STANDING_MS } from './proof/standings.ts';
import { openWritable } from './store/sqlite/handles.ts';
import { createDevice, createKey } from './testing/device.ts';
import { renewing } from './testing/messages.ts';
import { openTestServer, said, type TestServer } from './testing/server.ts';

interface Listener {
  readonly socket: WebSocket;
  /** The next poke that was not read yet. */
  readonly next: () => Promise<unknown>;
}

/** Opens a live socket and waits for nothing: its pokes queue up as they come. */
function listen(server: TestServer, token: string | undefined, options: { autoPong?: boolean } = {}): Listener {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/live`, { headers: said(token), ...options });
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

/** A server with a device that is in, and where its order ends. */
async function openWithDevice() {
  const server = await openTestServer();
  const device = createDevice(1);
  const token = await server.join(device);
  return { server, device, token, head: async () => (await server.store.head()).no };
}

test('[J9] a poke says where the order ends, on connecting and after each commit, and nothing else', async () => {
  const { server, device, token, head } = await openWithDevice();
  await server.push(token, device, device.writeMany(2));
  const [one, other] = [listen(server, token), listen(server, token)];
  for (const { next } of [one, other]) expect(await next()).toEqual({ head: await head() });
  await server.push(token, device, device.writeMany(1));
  for (const { next } of [one, other]) expect(Poke.strict().parse(await next())).toEqual({ head: await head() });
});

test('[J9] what the order’s owner writes itself is told as well', async () => {
  const { server, token, head } = await openWithDevice();
  const { next } = listen(server, token);
  const before = await head();
  expect(await next()).toEqual({ head: before });
  await server.letIn(createDevice(2));
  expect(await next()).toEqual({ head: before + 1 });
});

test('[J9][J4] a push that adds nothing pokes nobody', async () => {
  const { server, device, token, head } = await openWithDevice();
  const { next } = listen(server, token);
  const before = await head();
  expect(await next()).toEqual({ head: before });
  const entries = device.writeMany(1);
  await server.push(token, device, entries);
  await server.push(token, device, entries);
  await server.push(token, device, device.writeMany(1));
  expect([await next(), await next()]).toEqual([{ head: before + 1 }, { head: before + 2 }]);
});

test('[J10] without a token there is no socket', async () => {
  const server = await openTestServer();
  const { socket } = listen(server, undefined);
  const [error] = await once(socket, 'error');
  expect(String(error)).toContain('401');
});

test('whoever speaks is shown out, and what is too long is not even read', async () => {
  const server = await openTestServer();
  const token = await server.join(createDevice(1));
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
  const token = await server.join(createDevice(1));
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
  const token = await server.join(createDevice(1));
  const { socket, next } = listen(server, token);
  await next();
  const closed = once(socket, 'close');
  await server.http.close();
  expect((await closed)[0]).toBe(1001);
});

test('a device that is put out is shown out at once, and no other', async () => {
  const { server, token } = await openWithDevice();
  const other = createDevice(2);
  const [out, stays] = [listen(server, token), listen(server, await server.join(other))];
  await Promise.all([out.next(), stays.next()]);
  const closed = once(out.socket, 'close');
  await server.doors.approvals.revoke(createDevice(1).id);
  expect((await closed)[0]).toBe(1008);
  expect(stays.socket.readyState).toBe(WebSocket.OPEN);
  expect((await server.get('/v1/entries', token)).body).toEqual({ kind: 'revoked' });
});

test('a device that was put out by another process is shown out, and refused, within a minute', async () => {
  const { server, token } = await openWithDevice();
  const { socket, next } = listen(server, token);
  await next();
  const elsewhere = openWritable(server.file);
  elsewhere.prepare('UPDATE devices SET revoked_at = 1').run();
  elsewhere.close();
  expect(STANDING_MS + BEAT_MS).toBeLessThan(60_000);
  const closed = once(socket, 'close');
  server.clock.advance(STANDING_MS);
  await server.beat();
  expect((await closed)[0]).toBe(1008);
  expect((await server.get('/v1/entries', token)).body).toEqual({ kind: 'revoked' });
});

test('a socket lives as long as its device renews its token, and ends with the last of them', async () => {
  const { server, device, token } = await openWithDevice();
  const { socket, next } = listen(server, token);
  await next();
  server.clock.advance(TOKEN_MS - 1);
  await server.prove(device);
  server.clock.advance(1);
  const heard = Array.from(server.http.websocketServer.clients, (client) => once(client, 'pong'));
  await server.beat();
  await Promise.all(heard);
  expect(socket.readyState).toBe(WebSocket.OPEN);
  const closed = once(socket, 'close');
  server.clock.advance(TOKEN_MS);
  await server.beat();
  expect((await closed)[0]).toBe(1008);
});

test('[J11] a device that begins its journal anew is shown out: its sockets may be its copy’s', async () => {
  const { server, device, token } = await openWithDevice();
  const { socket, next } = listen(server, token);
  await next();
  const closed = once(socket, 'close');
  await server.post('/v1/epoch', renewing(device, await server.challenge(device), createKey(9)));
  expect((await closed)[0]).toBe(1008);
});

test('that a standing can’t be looked up shows nobody out', async () => {
  const { server, token } = await openWithDevice();
  const { socket, next } = listen(server, token);
  await next();
  server.clock.advance(STANDING_MS);
  await server.store.close();
  await server.beat();
  expect(socket.readyState).toBe(WebSocket.OPEN);
  expect(server.logged.join('')).toContain('at the next beat again');
});
